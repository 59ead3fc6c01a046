-- The schema that migrations/ lead to, for reviewers. Written by npm run migrate -- --dump; a test keeps it true.

-- Extensions

CREATE EXTENSION postgis;

-- Schemas

CREATE SCHEMA access;
COMMENT ON SCHEMA access IS 'API keys and the audit log';

CREATE SCHEMA catalogue;
COMMENT ON SCHEMA catalogue IS 'Departments, datasets, and what was delivered';

CREATE SCHEMA geospatial;
COMMENT ON SCHEMA geospatial IS 'Geospatial: features of the layers of the map';

CREATE SCHEMA legal_entity;
COMMENT ON SCHEMA legal_entity IS 'Legal entities: organisations of every kind';

CREATE SCHEMA macroeconomic;
COMMENT ON SCHEMA macroeconomic IS 'Macroeconomy: observations of series, every vintage';

CREATE SCHEMA population;
COMMENT ON SCHEMA population IS 'Population: persons, their households and kin';

CREATE SCHEMA stewardship;
COMMENT ON SCHEMA stewardship IS 'Stewardship: claims, disputes, rules of work';

-- Tables

CREATE TABLE access.api_key (
  id uuid NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash bytea NOT NULL,
  previous_hash bytea,
  previous_until timestamp(3) with time zone,
  roles text[] NOT NULL,
  department text,
  scopes text[] DEFAULT '{}'::text[] NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  created_by text NOT NULL,
  rotated_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone,
  last_used_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  revoked_by text,
  CONSTRAINT api_key_pkey PRIMARY KEY (id),
  CONSTRAINT api_key_prefix UNIQUE (prefix),
  CONSTRAINT api_key_department CHECK (((department IS NOT NULL) OR (NOT ('uploader'::text = ANY (roles))))),
  CONSTRAINT api_key_roles CHECK (((roles <@ ARRAY['uploader'::text, 'application'::text, 'steward'::text, 'operator'::text]) AND (cardinality(roles) > 0)))
);
COMMENT ON TABLE access.api_key IS 'API keys siku_<prefix>_<secret>. A row is never deleted: the audit log refers to it';
COMMENT ON COLUMN access.api_key.id IS 'Stable id; the principal is key:<id>';
COMMENT ON COLUMN access.api_key.name IS 'What the key is for, as its operator named it';
COMMENT ON COLUMN access.api_key.prefix IS 'Public part of the key, by which it is found';
COMMENT ON COLUMN access.api_key.secret_hash IS 'SHA-256 of the secret, which has 256 random bits and therefore needs no slow hash';
COMMENT ON COLUMN access.api_key.previous_hash IS 'Hash of the secret before the last rotation';
COMMENT ON COLUMN access.api_key.previous_until IS 'Instant until which the previous secret is still accepted';
COMMENT ON COLUMN access.api_key.roles IS 'uploader, application, steward, operator';
COMMENT ON COLUMN access.api_key.department IS 'Department an uploader delivers for';
COMMENT ON COLUMN access.api_key.scopes IS '<base>, <base>:read or <base>:write; empty: every base';
COMMENT ON COLUMN access.api_key.created_at IS 'Instant of creation';
COMMENT ON COLUMN access.api_key.created_by IS 'Principal who created it';
COMMENT ON COLUMN access.api_key.rotated_at IS 'Instant of the last rotation';
COMMENT ON COLUMN access.api_key.expires_at IS 'Instant from which it is refused';
COMMENT ON COLUMN access.api_key.last_used_at IS 'Last use, to the hour';
COMMENT ON COLUMN access.api_key.revoked_at IS 'Instant of revocation';
COMMENT ON COLUMN access.api_key.revoked_by IS 'Principal who revoked it';

CREATE TABLE access.audit_entry (
  number bigint NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  principal text NOT NULL,
  department text,
  action text NOT NULL,
  base text,
  subject text,
  fields text[],
  outcome text NOT NULL,
  detail jsonb,
  hash bytea NOT NULL,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (number),
  CONSTRAINT audit_entry_hash_check CHECK ((length(hash) = 32)),
  CONSTRAINT audit_entry_number_check CHECK ((number > 0)),
  CONSTRAINT audit_entry_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'done'::text, 'refused'::text])))
);
COMMENT ON TABLE access.audit_entry IS 'Audit log: append-only by grant, and a hash chain in the order of its numbers';
COMMENT ON COLUMN access.audit_entry.number IS '1, 2, 3 ... without gaps';
COMMENT ON COLUMN access.audit_entry.at IS 'Instant of the act; entries written together may differ from the order of numbers by moments';
COMMENT ON COLUMN access.audit_entry.principal IS 'key:<id>, jwt:<subject>, admin, anonymous or system';
COMMENT ON COLUMN access.audit_entry.department IS 'Department the principal acted for';
COMMENT ON COLUMN access.audit_entry.action IS 'What was done (noun.verb), or METHOD route for a refused request';
COMMENT ON COLUMN access.audit_entry.base IS 'Base concerned';
COMMENT ON COLUMN access.audit_entry.subject IS 'Id of the master, batch, key ... concerned; never personal data. Several: detail.subjects';
COMMENT ON COLUMN access.audit_entry.fields IS 'Names of the fields delivered';
COMMENT ON COLUMN access.audit_entry.outcome IS 'delivered (data left the platform), done (something changed) or refused';
COMMENT ON COLUMN access.audit_entry.detail IS 'Whatever else explains the act';
COMMENT ON COLUMN access.audit_entry.hash IS 'SHA-256 of the previous hash and the canonical JSON of this entry';

CREATE TABLE access.audit_head (
  single boolean DEFAULT true NOT NULL,
  number bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_head_pkey PRIMARY KEY (single),
  CONSTRAINT audit_head_single_check CHECK (single)
);
COMMENT ON TABLE access.audit_head IS 'The one row whose lock puts concurrent appends in order; shows when entries are missing at the end';
COMMENT ON COLUMN access.audit_head.single IS 'Allows one row';
COMMENT ON COLUMN access.audit_head.number IS 'Number of the last entry';
COMMENT ON COLUMN access.audit_head.hash IS 'Hash of the last entry';

CREATE TABLE access.data_key (
  single boolean DEFAULT true NOT NULL,
  cipher text NOT NULL,
  wrapped text NOT NULL,
  wrapped_by text NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  wrapped_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT data_key_pkey PRIMARY KEY (single),
  CONSTRAINT data_key_cipher_check CHECK ((cipher = ANY (ARRAY['aes-256-gcm'::text, 'sm4'::text]))),
  CONSTRAINT data_key_single_check CHECK (single)
);
COMMENT ON TABLE access.data_key IS 'The data key of this installation, wrapped by a key-encryption key that is never in the database';
COMMENT ON COLUMN access.data_key.single IS 'Allows one row';
COMMENT ON COLUMN access.data_key.cipher IS 'What it seals with: aes-256-gcm or sm4';
COMMENT ON COLUMN access.data_key.wrapped IS 'The data key, sealed';
COMMENT ON COLUMN access.data_key.wrapped_by IS 'Public name of the key-encryption key';
COMMENT ON COLUMN access.data_key.created_at IS 'Instant of creation';
COMMENT ON COLUMN access.data_key.wrapped_at IS 'Instant of the last wrapping';

CREATE TABLE access.reading_grant (
  id uuid NOT NULL,
  base text NOT NULL,
  holder text NOT NULL,
  department text,
  purpose text NOT NULL,
  legal_basis text NOT NULL,
  fields jsonb NOT NULL,
  search_by text[] NOT NULL,
  divisions text[] NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  status text NOT NULL,
  requested_at timestamp(3) with time zone NOT NULL,
  decided_at timestamp(3) with time zone,
  decided_by text,
  decision_reason text,
  revoked_at timestamp(3) with time zone,
  revoked_by text,
  revocation_reason text,
  CONSTRAINT reading_grant_pkey PRIMARY KEY (id),
  CONSTRAINT reading_grant_four_eyes CHECK (((status <> ALL (ARRAY['approved'::text, 'revoked'::text])) OR (decided_by <> holder))),
  CONSTRAINT reading_grant_period CHECK ((valid_from < valid_to)),
  CONSTRAINT reading_grant_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'approved'::text, 'refused'::text, 'revoked'::text])))
);
COMMENT ON TABLE access.reading_grant IS 'Rights to read a base that is only read for a purpose. A row is never deleted: the audit log refers to it';
COMMENT ON COLUMN access.reading_grant.id IS 'Stable id';
COMMENT ON COLUMN access.reading_grant.base IS 'Base it is a right to';
COMMENT ON COLUMN access.reading_grant.holder IS 'Principal who asked for it and may use it';
COMMENT ON COLUMN access.reading_grant.department IS 'Department of the holder';
COMMENT ON COLUMN access.reading_grant.purpose IS 'Code of the purpose, as requests name it';
COMMENT ON COLUMN access.reading_grant.legal_basis IS 'Law or decision that allows it';
COMMENT ON COLUMN access.reading_grant.fields IS 'Attribute path to level: value, masked or verify';
COMMENT ON COLUMN access.reading_grant.search_by IS 'What records may be searched by';
COMMENT ON COLUMN access.reading_grant.divisions IS 'GB/T 2260 codes records must lie in; empty: everywhere';
COMMENT ON COLUMN access.reading_grant.valid_from IS 'First day';
COMMENT ON COLUMN access.reading_grant.valid_to IS 'Day after the last';
COMMENT ON COLUMN access.reading_grant.status IS 'requested, approved, refused or revoked';
COMMENT ON COLUMN access.reading_grant.requested_at IS 'Instant of the request';
COMMENT ON COLUMN access.reading_grant.decided_at IS 'Instant of approval or refusal';
COMMENT ON COLUMN access.reading_grant.decided_by IS 'Principal who approved or refused: never the holder';
COMMENT ON COLUMN access.reading_grant.decision_reason IS 'Why';
COMMENT ON COLUMN access.reading_grant.revoked_at IS 'Instant of revocation';
COMMENT ON COLUMN access.reading_grant.revoked_by IS 'Principal who revoked it';
COMMENT ON COLUMN access.reading_grant.revocation_reason IS 'Why';

CREATE TABLE catalogue.base_clock (
  base text NOT NULL,
  number bigint DEFAULT 0 NOT NULL,
  at timestamp with time zone DEFAULT now() NOT NULL,
  dirty boolean DEFAULT false NOT NULL,
  holder text,
  held_until timestamp with time zone,
  places_told bigint DEFAULT 0 NOT NULL,
  keyed boolean DEFAULT true NOT NULL,
  CONSTRAINT base_clock_pkey PRIMARY KEY (base)
);
COMMENT ON TABLE catalogue.base_clock IS 'The publication clock of each base, and the lease of the one worker that prepares its next publication';
COMMENT ON COLUMN catalogue.base_clock.base IS 'Base';
COMMENT ON COLUMN catalogue.base_clock.number IS 'Last publication; readers see nothing later';
COMMENT ON COLUMN catalogue.base_clock.at IS 'Instant of the last publication';
COMMENT ON COLUMN catalogue.base_clock.dirty IS 'The next publication is being written; if no one holds the lease, its traces must be removed first';
COMMENT ON COLUMN catalogue.base_clock.holder IS 'Worker that holds the lease';
COMMENT ON COLUMN catalogue.base_clock.held_until IS 'End of the lease unless renewed';
COMMENT ON COLUMN catalogue.base_clock.places_told IS 'Publication of the base of places up to which the places of addresses are derived';
COMMENT ON COLUMN catalogue.base_clock.keyed IS 'False from an upgrade that makes blocking keys otherwise until every record has them: until then nobody can be found by them';

CREATE TABLE catalogue.batch (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  base text NOT NULL,
  dataset text NOT NULL,
  dataset_version integer NOT NULL,
  department text NOT NULL,
  mode text NOT NULL,
  effective_date date NOT NULL,
  publish_at timestamp with time zone,
  dry_run boolean DEFAULT false NOT NULL,
  idempotency_key text,
  sender text NOT NULL,
  file text NOT NULL,
  file_size bigint NOT NULL,
  sha256 text NOT NULL,
  columns jsonb,
  status text DEFAULT 'received'::text NOT NULL,
  requested text,
  requested_by text,
  confirmed_by text,
  counts jsonb DEFAULT '{}'::jsonb NOT NULL,
  progress jsonb DEFAULT '{}'::jsonb NOT NULL,
  problem jsonb,
  received_at timestamp with time zone DEFAULT now() NOT NULL,
  finished_at timestamp with time zone,
  published_in bigint,
  rolled_back_in bigint,
  CONSTRAINT batch_pkey PRIMARY KEY (id),
  CONSTRAINT batch_number_key UNIQUE (number),
  CONSTRAINT batch_mode_check CHECK ((mode = ANY (ARRAY['snapshot'::text, 'delta'::text]))),
  CONSTRAINT batch_requested_check CHECK ((requested = ANY (ARRAY['cancel'::text, 'rollback'::text]))),
  CONSTRAINT batch_status_check CHECK ((status = ANY (ARRAY['received'::text, 'validating'::text, 'matching'::text, 'resolving'::text, 'publishing'::text, 'published'::text, 'validated'::text, 'held'::text, 'rejected'::text, 'failed'::text, 'cancelled'::text, 'rolled-back'::text])))
);
COMMENT ON TABLE catalogue.batch IS 'One delivered file. This row is the truth about its job; the queue carries only the id.';
COMMENT ON COLUMN catalogue.batch.id IS 'Public id';
COMMENT ON COLUMN catalogue.batch.number IS 'Order of delivery; decides between two deliveries with the same effective date';
COMMENT ON COLUMN catalogue.batch.base IS 'Base the dataset belongs to';
COMMENT ON COLUMN catalogue.batch.dataset IS 'Dataset code';
COMMENT ON COLUMN catalogue.batch.dataset_version IS 'Version of the dataset definition the file was read with';
COMMENT ON COLUMN catalogue.batch.department IS 'Department the dataset belongs to';
COMMENT ON COLUMN catalogue.batch.mode IS 'snapshot: what is missing has ended; delta: only what is there';
COMMENT ON COLUMN catalogue.batch.effective_date IS 'Date from which its rows are true, unless a row carries its own';
COMMENT ON COLUMN catalogue.batch.publish_at IS 'Embargo: instant before which it does not begin its road; null for none';
COMMENT ON COLUMN catalogue.batch.dry_run IS 'Validate only, publish nothing';
COMMENT ON COLUMN catalogue.batch.idempotency_key IS 'Idempotency-Key of the upload';
COMMENT ON COLUMN catalogue.batch.sender IS 'Principal who uploaded it';
COMMENT ON COLUMN catalogue.batch.file IS 'Name in the file store';
COMMENT ON COLUMN catalogue.batch.file_size IS 'Bytes as received';
COMMENT ON COLUMN catalogue.batch.sha256 IS 'Digest of the bytes as received';
COMMENT ON COLUMN catalogue.batch.columns IS 'Column names found in the file, in order';
COMMENT ON COLUMN catalogue.batch.status IS 'State of the batch (docs/DATABASE.md)';
COMMENT ON COLUMN catalogue.batch.requested IS 'What somebody asked for and the worker has not done yet';
COMMENT ON COLUMN catalogue.batch.requested_by IS 'Who asked';
COMMENT ON COLUMN catalogue.batch.confirmed_by IS 'Who confirmed a held snapshot';
COMMENT ON COLUMN catalogue.batch.counts IS 'Rows and masters by outcome';
COMMENT ON COLUMN catalogue.batch.progress IS 'Stage, rows done, rate, seconds left';
COMMENT ON COLUMN catalogue.batch.problem IS 'Why it was rejected or failed';
COMMENT ON COLUMN catalogue.batch.received_at IS 'Instant the upload was complete';
COMMENT ON COLUMN catalogue.batch.finished_at IS 'Instant it reached a final state';
COMMENT ON COLUMN catalogue.batch.published_in IS 'Publication that made its rows known';
COMMENT ON COLUMN catalogue.batch.rolled_back_in IS 'Publication that took them back';

CREATE TABLE catalogue.dataset (
  code text NOT NULL,
  base text NOT NULL,
  department text NOT NULL,
  version integer NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT dataset_pkey PRIMARY KEY (code)
);
COMMENT ON TABLE catalogue.dataset IS 'Information resources 信息资源: what a department delivers again and again';
COMMENT ON COLUMN catalogue.dataset.code IS 'Code in URLs and crosswalks';
COMMENT ON COLUMN catalogue.dataset.base IS 'Base it feeds, by the present version';
COMMENT ON COLUMN catalogue.dataset.department IS 'Department that delivers it, by the present version';
COMMENT ON COLUMN catalogue.dataset.version IS 'Present version of its definition';
COMMENT ON COLUMN catalogue.dataset.created_at IS 'Instant of the first version';

CREATE TABLE catalogue.dataset_version (
  code text NOT NULL,
  version integer NOT NULL,
  definition json NOT NULL,
  digest text NOT NULL,
  changed_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  changed_by text NOT NULL,
  CONSTRAINT dataset_version_pkey PRIMARY KEY (code, version)
);
COMMENT ON TABLE catalogue.dataset_version IS 'Every version of every definition; a batch names the one it was read with';
COMMENT ON COLUMN catalogue.dataset_version.code IS 'Dataset';
COMMENT ON COLUMN catalogue.dataset_version.version IS '1, 2, 3 ...; its ETag';
COMMENT ON COLUMN catalogue.dataset_version.definition IS 'As sent: json and not jsonb, which would reorder the columns of the mapping';
COMMENT ON COLUMN catalogue.dataset_version.digest IS 'SHA-256 of its content without regard to the order of members';
COMMENT ON COLUMN catalogue.dataset_version.changed_at IS 'Instant of the change';
COMMENT ON COLUMN catalogue.dataset_version.changed_by IS 'Principal who made it';

CREATE TABLE catalogue.decision (
  id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  base text NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  task uuid,
  task_opened_in bigint,
  detail jsonb DEFAULT '{}'::jsonb NOT NULL,
  idempotency_key text,
  made_at timestamp with time zone DEFAULT now() NOT NULL,
  requested text,
  approved_by text,
  undone_by text,
  undo_reason text,
  published_in bigint,
  undone_in bigint,
  CONSTRAINT decision_pkey PRIMARY KEY (id),
  CONSTRAINT decision_number_key UNIQUE (number),
  CONSTRAINT decision_requested_check CHECK ((requested = ANY (ARRAY['approval'::text, 'publish'::text, 'undo'::text])))
);
COMMENT ON TABLE catalogue.decision IS 'What a steward decided; counts from its publication until its undoing, whatever is delivered meanwhile';
COMMENT ON COLUMN catalogue.decision.id IS 'Public id';
COMMENT ON COLUMN catalogue.decision.number IS 'Order in which decisions were made; of two about the same records the later counts';
COMMENT ON COLUMN catalogue.decision.base IS 'Base';
COMMENT ON COLUMN catalogue.decision.kind IS 'merge, split, same, different, override, investigate, return, confirm or reject';
COMMENT ON COLUMN catalogue.decision.actor IS 'Principal who made it';
COMMENT ON COLUMN catalogue.decision.reason IS 'Why, in the words of the steward';
COMMENT ON COLUMN catalogue.decision.task IS 'Review task it is about; one decision in force answers a task, others only ask a department or mark a value';
COMMENT ON COLUMN catalogue.decision.task_opened_in IS 'Publication that raised the task; 0 where none did';
COMMENT ON COLUMN catalogue.decision.detail IS 'What was decided, and the evidence seen';
COMMENT ON COLUMN catalogue.decision.idempotency_key IS 'Idempotency-Key of the request';
COMMENT ON COLUMN catalogue.decision.made_at IS 'Instant from which it is durable';
COMMENT ON COLUMN catalogue.decision.requested IS 'What is to be done in a coming publication; approval: first somebody else must approve';
COMMENT ON COLUMN catalogue.decision.approved_by IS 'Principal who approved it, where four eyes are asked for';
COMMENT ON COLUMN catalogue.decision.undone_by IS 'Principal who took it back';
COMMENT ON COLUMN catalogue.decision.undo_reason IS 'Why it was taken back';
COMMENT ON COLUMN catalogue.decision.published_in IS 'Publication that applied it';
COMMENT ON COLUMN catalogue.decision.undone_in IS 'Publication that took it back';

CREATE TABLE catalogue.department (
  code text NOT NULL,
  title jsonb NOT NULL,
  description jsonb,
  provider_code text,
  division text,
  version integer NOT NULL,
  changed_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  changed_by text NOT NULL,
  CONSTRAINT department_pkey PRIMARY KEY (code)
);
COMMENT ON TABLE catalogue.department IS 'Departments that deliver or use data';
COMMENT ON COLUMN catalogue.department.code IS 'Code in URLs, roles and definitions';
COMMENT ON COLUMN catalogue.department.title IS 'Name, {zh, en}';
COMMENT ON COLUMN catalogue.department.description IS 'What it is in charge of, {zh, en}';
COMMENT ON COLUMN catalogue.department.provider_code IS '18-character code 统一社会信用代码 of the department (提供方代码 of GB/T 21063)';
COMMENT ON COLUMN catalogue.department.division IS 'GB/T 2260 code of its area';
COMMENT ON COLUMN catalogue.department.version IS '1, 2, 3 ...; its ETag';
COMMENT ON COLUMN catalogue.department.changed_at IS 'Instant of the last change';
COMMENT ON COLUMN catalogue.department.changed_by IS 'Principal who made it';

CREATE TABLE catalogue.readership (
  master uuid NOT NULL,
  reader text NOT NULL,
  read_on date NOT NULL,
  CONSTRAINT readership_pkey PRIMARY KEY (master, reader)
);
COMMENT ON TABLE catalogue.readership IS 'Which applications read which records: how many depend on one';
COMMENT ON COLUMN catalogue.readership.master IS 'Record';
COMMENT ON COLUMN catalogue.readership.reader IS 'Principal';
COMMENT ON COLUMN catalogue.readership.read_on IS 'Day of the last reading';

CREATE TABLE catalogue.row_issue (
  batch bigint NOT NULL,
  "row" integer NOT NULL,
  ordinal integer NOT NULL,
  "column" text,
  value text,
  severity text NOT NULL,
  code text NOT NULL,
  message jsonb NOT NULL,
  hint jsonb NOT NULL,
  raw jsonb,
  CONSTRAINT row_issue_pkey PRIMARY KEY (batch, "row", ordinal),
  CONSTRAINT row_issue_severity_check CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text])))
);
COMMENT ON TABLE catalogue.row_issue IS 'What was wrong with a row of a batch';
COMMENT ON COLUMN catalogue.row_issue.batch IS 'Batch number';
COMMENT ON COLUMN catalogue.row_issue."row" IS 'Line a spreadsheet shows; the header is 1';
COMMENT ON COLUMN catalogue.row_issue.ordinal IS 'Several issues of one row';
COMMENT ON COLUMN catalogue.row_issue."column" IS 'Column as the department names it';
COMMENT ON COLUMN catalogue.row_issue.value IS 'Offending value as delivered';
COMMENT ON COLUMN catalogue.row_issue.severity IS 'error: the row was refused; warning: it was kept';
COMMENT ON COLUMN catalogue.row_issue.code IS 'Stable code of the issue';
COMMENT ON COLUMN catalogue.row_issue.message IS 'What is wrong, {zh, en}';
COMMENT ON COLUMN catalogue.row_issue.hint IS 'What to do, {zh, en}';
COMMENT ON COLUMN catalogue.row_issue.raw IS 'The row as delivered, on its first issue';

CREATE TABLE geospatial.change_event (
  publication bigint NOT NULL,
  ordinal integer NOT NULL,
  master_id uuid NOT NULL,
  kind text NOT NULL,
  version integer,
  fields jsonb DEFAULT '[]'::jsonb NOT NULL,
  successor uuid,
  CONSTRAINT change_event_pkey PRIMARY KEY (publication, ordinal)
);
COMMENT ON TABLE geospatial.change_event IS 'The ordered feed of every transition';
COMMENT ON COLUMN geospatial.change_event.publication IS 'Publication';
COMMENT ON COLUMN geospatial.change_event.ordinal IS 'Position within it';
COMMENT ON COLUMN geospatial.change_event.master_id IS 'Master';
COMMENT ON COLUMN geospatial.change_event.kind IS 'created, updated, merged, split, retired or restored';
COMMENT ON COLUMN geospatial.change_event.version IS 'Version it led to';
COMMENT ON COLUMN geospatial.change_event.fields IS 'Attributes whose present value changed';
COMMENT ON COLUMN geospatial.change_event.successor IS 'Master it was merged into, or split from';

CREATE TABLE geospatial.crosswalk (
  record_id uuid NOT NULL,
  since bigint NOT NULL,
  until bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  master_id uuid NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  reason text NOT NULL,
  CONSTRAINT crosswalk_pkey PRIMARY KEY (record_id, since)
);
COMMENT ON TABLE geospatial.crosswalk IS 'Which master a source record belongs to';
COMMENT ON COLUMN geospatial.crosswalk.record_id IS 'Source record';
COMMENT ON COLUMN geospatial.crosswalk.since IS 'First publication in which this holds';
COMMENT ON COLUMN geospatial.crosswalk.until IS 'First publication in which it no longer does';
COMMENT ON COLUMN geospatial.crosswalk.master_id IS 'Master';
COMMENT ON COLUMN geospatial.crosswalk.dataset IS 'Dataset code';
COMMENT ON COLUMN geospatial.crosswalk.source_key IS 'Key within the dataset';
COMMENT ON COLUMN geospatial.crosswalk.reason IS 'single, identifier, weight or decision';

CREATE TABLE geospatial.decided_record (
  record_id uuid NOT NULL,
  decision bigint NOT NULL,
  side integer NOT NULL,
  CONSTRAINT decided_record_pkey PRIMARY KEY (record_id, decision)
);
COMMENT ON TABLE geospatial.decided_record IS 'Source records a decision groups: one side is the same entity, two sides are different ones';
COMMENT ON COLUMN geospatial.decided_record.record_id IS 'Source record';
COMMENT ON COLUMN geospatial.decided_record.decision IS 'Number of the decision';
COMMENT ON COLUMN geospatial.decided_record.side IS 'Group within the decision';

CREATE TABLE geospatial.decided_value (
  record_id uuid NOT NULL,
  decision bigint NOT NULL,
  path text NOT NULL,
  doubted boolean NOT NULL,
  value jsonb,
  valid_from date NOT NULL,
  valid_to date DEFAULT 'infinity'::date NOT NULL,
  CONSTRAINT decided_value_pkey PRIMARY KEY (record_id, decision)
);
COMMENT ON TABLE geospatial.decided_value IS 'Golden values a decision sets, for whichever master holds the record';
COMMENT ON COLUMN geospatial.decided_value.record_id IS 'Source record it is tied to';
COMMENT ON COLUMN geospatial.decided_value.decision IS 'Number of the decision';
COMMENT ON COLUMN geospatial.decided_value.path IS 'Attribute';
COMMENT ON COLUMN geospatial.decided_value.doubted IS 'Only marks the value as under investigation';
COMMENT ON COLUMN geospatial.decided_value.value IS 'The value; null: there is none';
COMMENT ON COLUMN geospatial.decided_value.valid_from IS 'True from this date';
COMMENT ON COLUMN geospatial.decided_value.valid_to IS 'until before this date';

CREATE TABLE geospatial.exclusive_key (
  key bigint NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT exclusive_key_pkey PRIMARY KEY (key, record_id)
);
COMMENT ON TABLE geospatial.exclusive_key IS 'Inverted index of identifiers that only one entity can have';
COMMENT ON COLUMN geospatial.exclusive_key.key IS '64-bit hash of scheme and value';
COMMENT ON COLUMN geospatial.exclusive_key.record_id IS 'Source record';

CREATE TABLE geospatial.layer (
  code text NOT NULL,
  definition jsonb NOT NULL,
  actor text NOT NULL,
  changed_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT layer_pkey PRIMARY KEY (code)
);
COMMENT ON TABLE geospatial.layer IS 'Layers of the map that were put, beside the built-in ones';
COMMENT ON COLUMN geospatial.layer.code IS 'Code';
COMMENT ON COLUMN geospatial.layer.definition IS 'Title, kind of geometry, classes, attributes';
COMMENT ON COLUMN geospatial.layer.actor IS 'Principal who last changed it';
COMMENT ON COLUMN geospatial.layer.changed_at IS 'Instant of the last change';

CREATE TABLE geospatial.master (
  master_id uuid NOT NULL,
  recorded_from bigint NOT NULL,
  recorded_to bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  status text NOT NULL,
  successor uuid,
  created_in bigint NOT NULL,
  CONSTRAINT master_pkey PRIMARY KEY (master_id, recorded_from),
  CONSTRAINT master_status_check CHECK ((status = ANY (ARRAY['active'::text, 'merged'::text, 'retired'::text])))
);
COMMENT ON TABLE geospatial.master IS 'Master ids and what became of them';
COMMENT ON COLUMN geospatial.master.master_id IS 'Stable id; never changes hands';
COMMENT ON COLUMN geospatial.master.recorded_from IS 'First publication in which this holds';
COMMENT ON COLUMN geospatial.master.recorded_to IS 'First publication in which it no longer does';
COMMENT ON COLUMN geospatial.master.status IS 'active, merged (answered with 410 and its successor) or retired (nothing known any more)';
COMMENT ON COLUMN geospatial.master.successor IS 'Master it was merged into';
COMMENT ON COLUMN geospatial.master.created_in IS 'Publication that created the id; the older id survives a merge';

CREATE TABLE geospatial.master_version (
  master_id uuid NOT NULL,
  version integer NOT NULL,
  valid_from date NOT NULL,
  valid_to date DEFAULT 'infinity'::date NOT NULL,
  recorded_from bigint NOT NULL,
  recorded_to bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  attributes jsonb NOT NULL,
  provenance json NOT NULL,
  layer text,
  class text,
  name text,
  name_key text,
  name_grams text[],
  code text,
  division text,
  address_key text,
  street_key text,
  town_key text,
  geom public.geometry(Geometry,4490) GENERATED ALWAYS AS (public.st_setsrid(public.st_geomfromgeojson(((attributes -> 'geometry'::text))::text), 4490)) STORED,
  CONSTRAINT master_version_pkey PRIMARY KEY (master_id, version, valid_from)
);
COMMENT ON TABLE geospatial.master_version IS 'Golden records, bitemporal. A version is one recorded change; only recorded_to of an earlier row is ever set';
COMMENT ON COLUMN geospatial.master_version.master_id IS 'Master';
COMMENT ON COLUMN geospatial.master_version.version IS '1, 2, 3 ... per master';
COMMENT ON COLUMN geospatial.master_version.valid_from IS 'True from this date';
COMMENT ON COLUMN geospatial.master_version.valid_to IS 'until before this date';
COMMENT ON COLUMN geospatial.master_version.recorded_from IS 'Known from this publication';
COMMENT ON COLUMN geospatial.master_version.recorded_to IS 'until before this publication';
COMMENT ON COLUMN geospatial.master_version.attributes IS 'Golden values';
COMMENT ON COLUMN geospatial.master_version.provenance IS 'Source records, and for each attribute which of them gave it by which rule; as text, only ever handed on';
COMMENT ON COLUMN geospatial.master_version.layer IS 'Layer';
COMMENT ON COLUMN geospatial.master_version.class IS 'Class within the layer';
COMMENT ON COLUMN geospatial.master_version.name IS 'Name';
COMMENT ON COLUMN geospatial.master_version.name_key IS 'Pinyin of the name without tones: sort and search key';
COMMENT ON COLUMN geospatial.master_version.name_grams IS 'Character pairs of all names, for contains search';
COMMENT ON COLUMN geospatial.master_version.code IS 'Code within the layer';
COMMENT ON COLUMN geospatial.master_version.division IS 'GB/T 2260 code';
COMMENT ON COLUMN geospatial.master_version.address_key IS 'Of standard addresses: street and number, as the geocoder looks for them';
COMMENT ON COLUMN geospatial.master_version.street_key IS 'Of standard addresses: street';
COMMENT ON COLUMN geospatial.master_version.town_key IS 'Of standard addresses: town or street office';
COMMENT ON COLUMN geospatial.master_version.geom IS 'Geometry in CGCS2000 degrees, from the attributes';

CREATE TABLE geospatial.match_key (
  key bigint NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT match_key_pkey PRIMARY KEY (key, record_id)
);
COMMENT ON TABLE geospatial.match_key IS 'Inverted index of blocking keys';
COMMENT ON COLUMN geospatial.match_key.key IS '64-bit hash of the key; a collision only costs a comparison';
COMMENT ON COLUMN geospatial.match_key.record_id IS 'Source record';

CREATE TABLE geospatial.match_model (
  version integer NOT NULL,
  origin text NOT NULL,
  digest text,
  status text NOT NULL,
  model jsonb,
  report jsonb,
  preview jsonb,
  problem jsonb,
  actor text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  trained_at timestamp with time zone,
  activated_in bigint,
  activated_by text,
  CONSTRAINT match_model_pkey PRIMARY KEY (version),
  CONSTRAINT match_model_origin_check CHECK ((origin = ANY (ARRAY['built-in'::text, 'trained'::text]))),
  CONSTRAINT match_model_status_check CHECK ((status = ANY (ARRAY['training'::text, 'ready'::text, 'activating'::text, 'active'::text, 'retired'::text, 'failed'::text])))
);
COMMENT ON TABLE geospatial.match_model IS 'How records are known to be the same: the numbers of the base''s definition, and what training made of them. One is active, and part of the state of the base';
COMMENT ON COLUMN geospatial.match_model.version IS '1, 2, 3 ...';
COMMENT ON COLUMN geospatial.match_model.origin IS 'built-in: of the base''s definition; trained: on the records';
COMMENT ON COLUMN geospatial.match_model.digest IS 'Of a built-in model: a definition is taken up once';
COMMENT ON COLUMN geospatial.match_model.status IS 'training, ready, activating, active, retired or failed; this row is the truth about its job';
COMMENT ON COLUMN geospatial.match_model.model IS 'The model, sealed where it was trained on what is sealed; null until it is trained';
COMMENT ON COLUMN geospatial.match_model.report IS 'What it was trained on, and how well it tells records apart';
COMMENT ON COLUMN geospatial.match_model.preview IS 'What would merge and split, by ids only';
COMMENT ON COLUMN geospatial.match_model.problem IS 'Why training failed';
COMMENT ON COLUMN geospatial.match_model.actor IS 'Principal who asked for it';
COMMENT ON COLUMN geospatial.match_model.created_at IS 'Instant it was asked for';
COMMENT ON COLUMN geospatial.match_model.trained_at IS 'Instant training was done';
COMMENT ON COLUMN geospatial.match_model.activated_in IS 'Publication in which it last became active; null for the first';
COMMENT ON COLUMN geospatial.match_model.activated_by IS 'Principal who last asked for its activation';

CREATE TABLE geospatial.match_pair (
  record_a uuid NOT NULL,
  record_b uuid NOT NULL,
  weight real NOT NULL,
  model integer NOT NULL,
  CONSTRAINT match_pair_pkey PRIMARY KEY (record_a, record_b)
);
COMMENT ON TABLE geospatial.match_pair IS 'Compared pairs that are joined or asked about; record_a < record_b';
COMMENT ON COLUMN geospatial.match_pair.record_a IS 'Source record';
COMMENT ON COLUMN geospatial.match_pair.record_b IS 'Source record';
COMMENT ON COLUMN geospatial.match_pair.weight IS 'Fellegi-Sunter weight, log2, at or above the review threshold; -Infinity: below it, but both have an identifier that only one thing can have';
COMMENT ON COLUMN geospatial.match_pair.model IS 'Version of the match model';

CREATE TABLE geospatial.place_key (
  key bigint NOT NULL,
  master_id uuid NOT NULL,
  CONSTRAINT place_key_pkey PRIMARY KEY (key, master_id)
);
COMMENT ON TABLE geospatial.place_key IS 'On what of the base of places the places of a record''s addresses hang, or once did';
COMMENT ON COLUMN geospatial.place_key.key IS 'Keyed hash of what was looked up';
COMMENT ON COLUMN geospatial.place_key.master_id IS 'Master';

CREATE TABLE geospatial.publication (
  number bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  cause text NOT NULL,
  batch bigint,
  actor text NOT NULL,
  counts jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT publication_pkey PRIMARY KEY (number)
);
COMMENT ON TABLE geospatial.publication IS 'The publication clock: what became known together, and when';
COMMENT ON COLUMN geospatial.publication.number IS '1, 2, 3 ...';
COMMENT ON COLUMN geospatial.publication.at IS 'Instant; strictly increasing';
COMMENT ON COLUMN geospatial.publication.cause IS 'batch, rollback, decision, model or places';
COMMENT ON COLUMN geospatial.publication.batch IS 'Batch number';
COMMENT ON COLUMN geospatial.publication.actor IS 'Principal who caused it';
COMMENT ON COLUMN geospatial.publication.counts IS 'Masters by outcome';

CREATE TABLE geospatial.review_task (
  task_id uuid NOT NULL,
  opened_in bigint NOT NULL,
  closed_in bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  kind text NOT NULL,
  master_a uuid NOT NULL,
  master_b uuid,
  records integer NOT NULL,
  detail jsonb NOT NULL,
  CONSTRAINT review_task_pkey PRIMARY KEY (task_id, opened_in)
);
COMMENT ON TABLE geospatial.review_task IS 'What the machine must not decide alone';
COMMENT ON COLUMN geospatial.review_task.task_id IS 'Name-based id of kind and subjects';
COMMENT ON COLUMN geospatial.review_task.opened_in IS 'Publication that raised it';
COMMENT ON COLUMN geospatial.review_task.closed_in IS 'Publication that made it moot';
COMMENT ON COLUMN geospatial.review_task.kind IS 'possible-match, contradiction, attribute-tie or violation';
COMMENT ON COLUMN geospatial.review_task.master_a IS 'Master';
COMMENT ON COLUMN geospatial.review_task.master_b IS 'Other master of a pair';
COMMENT ON COLUMN geospatial.review_task.records IS 'Source records of the masters when it was raised: how much hangs on it';
COMMENT ON COLUMN geospatial.review_task.detail IS 'Records and weight, or attribute, or the rule that is broken and by how much';

CREATE TABLE geospatial.served_version (
  master_id uuid NOT NULL,
  version integer NOT NULL,
  valid_from date NOT NULL,
  valid_to date DEFAULT 'infinity'::date NOT NULL,
  recorded_from bigint NOT NULL,
  recorded_to bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  layer text,
  place text,
  class text,
  name text,
  code text,
  geom public.geometry(Geometry,4490),
  mercator public.geometry(Geometry,3857),
  feature text NOT NULL,
  CONSTRAINT served_version_pkey PRIMARY KEY (master_id, version, valid_from)
);
COMMENT ON TABLE geospatial.served_version IS 'Each row of master_version as pages of features and tiles need it, without what they do not';
COMMENT ON COLUMN geospatial.served_version.master_id IS 'Master';
COMMENT ON COLUMN geospatial.served_version.version IS 'Version';
COMMENT ON COLUMN geospatial.served_version.valid_from IS 'True from this date';
COMMENT ON COLUMN geospatial.served_version.valid_to IS 'until before this date';
COMMENT ON COLUMN geospatial.served_version.recorded_from IS 'Known from this publication';
COMMENT ON COLUMN geospatial.served_version.recorded_to IS 'until before this publication';
COMMENT ON COLUMN geospatial.served_version.layer IS 'Layer';
COMMENT ON COLUMN geospatial.served_version.place IS 'Geohash of the smallest cell that holds the geometry: the order of pages of a box';
COMMENT ON COLUMN geospatial.served_version.class IS 'Class within the layer';
COMMENT ON COLUMN geospatial.served_version.name IS 'Name';
COMMENT ON COLUMN geospatial.served_version.code IS 'Code within the layer';
COMMENT ON COLUMN geospatial.served_version.geom IS 'Geometry in CGCS2000 degrees';
COMMENT ON COLUMN geospatial.served_version.mercator IS 'What of it has a place on a Mercator map, in its metres';
COMMENT ON COLUMN geospatial.served_version.feature IS 'The feature as GeoJSON';

CREATE TABLE geospatial.source (
  record_id uuid NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  profile json,
  CONSTRAINT source_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE geospatial.source IS 'Every source record ever seen, with what the matcher compares';
COMMENT ON COLUMN geospatial.source.record_id IS 'Name-based id of (dataset, source key)';
COMMENT ON COLUMN geospatial.source.dataset IS 'Dataset code';
COMMENT ON COLUMN geospatial.source.source_key IS 'Key within the dataset';
COMMENT ON COLUMN geospatial.source.profile IS 'Match profile (field to values), as text; null when nothing is known of the record any more, and where identity is exact';

CREATE TABLE geospatial.source_record (
  record_id uuid NOT NULL,
  effective_from date NOT NULL,
  batch bigint NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  "row" integer NOT NULL,
  state text NOT NULL,
  raw_hash uuid,
  content_hash uuid,
  attributes jsonb,
  CONSTRAINT source_record_pkey PRIMARY KEY (record_id, effective_from, batch)
);
COMMENT ON TABLE geospatial.source_record IS 'What each delivery said about each source record; only ever appended to. Known from its batch''s publication until its batch''s rollback.';
COMMENT ON COLUMN geospatial.source_record.record_id IS 'Name-based id of (dataset, source key)';
COMMENT ON COLUMN geospatial.source_record.effective_from IS 'Date from which it is said to be true, until the record''s next statement';
COMMENT ON COLUMN geospatial.source_record.batch IS 'Number of the delivering batch; later wins at equal dates';
COMMENT ON COLUMN geospatial.source_record.dataset IS 'Dataset code';
COMMENT ON COLUMN geospatial.source_record.source_key IS 'Key within the dataset';
COMMENT ON COLUMN geospatial.source_record."row" IS 'Row in the delivered file';
COMMENT ON COLUMN geospatial.source_record.state IS 'asserted (new content), confirmed (content said before), ended, present (delivered but unreadable)';
COMMENT ON COLUMN geospatial.source_record.raw_hash IS 'Hash of the delivered row and the definition it was read with';
COMMENT ON COLUMN geospatial.source_record.content_hash IS 'Hash of the standardised attributes';
COMMENT ON COLUMN geospatial.source_record.attributes IS 'Standardised attributes; null where an earlier row of the record carries the same content hash';

CREATE TABLE geospatial.work_component (
  record_id uuid NOT NULL,
  generation integer NOT NULL,
  CONSTRAINT work_component_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE geospatial.work_component IS 'Source records whose clusters must be decided anew';
COMMENT ON COLUMN geospatial.work_component.record_id IS 'Source record';
COMMENT ON COLUMN geospatial.work_component.generation IS 'Steps from a touched record';

CREATE TABLE geospatial.work_identity (
  identity text NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT work_identity_pkey PRIMARY KEY (identity, record_id)
);
COMMENT ON TABLE geospatial.work_identity IS 'Identities that touched records have or had, where identity is exact';
COMMENT ON COLUMN geospatial.work_identity.identity IS 'What the records of a master agree on';
COMMENT ON COLUMN geospatial.work_identity.record_id IS 'Touched source record';

CREATE TABLE geospatial.work_key (
  key bigint NOT NULL,
  CONSTRAINT work_key_pkey PRIMARY KEY (key)
);
COMMENT ON TABLE geospatial.work_key IS 'Keys that lost a record: they may have come back below the frequency limit';
COMMENT ON COLUMN geospatial.work_key.key IS 'Hash of the key';

CREATE TABLE geospatial.work_master (
  master_id uuid NOT NULL,
  change text,
  other uuid,
  CONSTRAINT work_master_pkey PRIMARY KEY (master_id)
);
COMMENT ON TABLE geospatial.work_master IS 'Masters whose versions must be derived anew';
COMMENT ON COLUMN geospatial.work_master.master_id IS 'Master';
COMMENT ON COLUMN geospatial.work_master.change IS 'created, merged, split or retired; null when only its values may change';
COMMENT ON COLUMN geospatial.work_master.other IS 'Master it was merged into, or split from';

CREATE TABLE geospatial.work_record (
  record_id uuid NOT NULL,
  rematch boolean DEFAULT false NOT NULL,
  near bigint DEFAULT 0 NOT NULL,
  CONSTRAINT work_record_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE geospatial.work_record IS 'Source records the coming publication touches';
COMMENT ON COLUMN geospatial.work_record.record_id IS 'Source record';
COMMENT ON COLUMN geospatial.work_record.rematch IS 'Its match profile, or the reach of one of its keys, changed';
COMMENT ON COLUMN geospatial.work_record.near IS 'Place in an order in which records that are compared with nearly the same others stand together; 0 where there is none';

CREATE TABLE geospatial.work_task (
  task_id uuid NOT NULL,
  kind text NOT NULL,
  master_a uuid NOT NULL,
  master_b uuid NOT NULL,
  detail jsonb NOT NULL,
  CONSTRAINT work_task_pkey PRIMARY KEY (task_id)
);
COMMENT ON TABLE geospatial.work_task IS 'Open questions about the pairs of masters that were decided anew';
COMMENT ON COLUMN geospatial.work_task.task_id IS 'Name-based id of kind and subjects';
COMMENT ON COLUMN geospatial.work_task.kind IS 'possible-match or contradiction';
COMMENT ON COLUMN geospatial.work_task.master_a IS 'Master';
COMMENT ON COLUMN geospatial.work_task.master_b IS 'Other master';
COMMENT ON COLUMN geospatial.work_task.detail IS 'Records and weight';

CREATE TABLE legal_entity.change_event (
  publication bigint NOT NULL,
  ordinal integer NOT NULL,
  master_id uuid NOT NULL,
  kind text NOT NULL,
  version integer,
  fields jsonb DEFAULT '[]'::jsonb NOT NULL,
  successor uuid,
  CONSTRAINT change_event_pkey PRIMARY KEY (publication, ordinal)
);
COMMENT ON TABLE legal_entity.change_event IS 'The ordered feed of every transition';
COMMENT ON COLUMN legal_entity.change_event.publication IS 'Publication';
COMMENT ON COLUMN legal_entity.change_event.ordinal IS 'Position within it';
COMMENT ON COLUMN legal_entity.change_event.master_id IS 'Master';
COMMENT ON COLUMN legal_entity.change_event.kind IS 'created, updated, merged, split, retired or restored';
COMMENT ON COLUMN legal_entity.change_event.version IS 'Version it led to';
COMMENT ON COLUMN legal_entity.change_event.fields IS 'Attributes whose present value changed';
COMMENT ON COLUMN legal_entity.change_event.successor IS 'Master it was merged into, or split from';

CREATE TABLE legal_entity.crosswalk (
  record_id uuid NOT NULL,
  since bigint NOT NULL,
  until bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  master_id uuid NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  reason text NOT NULL,
  CONSTRAINT crosswalk_pkey PRIMARY KEY (record_id, since)
);
COMMENT ON TABLE legal_entity.crosswalk IS 'Which master a source record belongs to';
COMMENT ON COLUMN legal_entity.crosswalk.record_id IS 'Source record';
COMMENT ON COLUMN legal_entity.crosswalk.since IS 'First publication in which this holds';
COMMENT ON COLUMN legal_entity.crosswalk.until IS 'First publication in which it no longer does';
COMMENT ON COLUMN legal_entity.crosswalk.master_id IS 'Master';
COMMENT ON COLUMN legal_entity.crosswalk.dataset IS 'Dataset code';
COMMENT ON COLUMN legal_entity.crosswalk.source_key IS 'Key within the dataset';
COMMENT ON COLUMN legal_entity.crosswalk.reason IS 'single, identifier, weight or decision';

CREATE TABLE legal_entity.decided_record (
  record_id uuid NOT NULL,
  decision bigint NOT NULL,
  side integer NOT NULL,
  CONSTRAINT decided_record_pkey PRIMARY KEY (record_id, decision)
);
COMMENT ON TABLE legal_entity.decided_record IS 'Source records a decision groups: one side is the same entity, two sides are different ones';
COMMENT ON COLUMN legal_entity.decided_record.record_id IS 'Source record';
COMMENT ON COLUMN legal_entity.decided_record.decision IS 'Number of the decision';
COMMENT ON COLUMN legal_entity.decided_record.side IS 'Group within the decision';

CREATE TABLE legal_entity.decided_value (
  record_id uuid NOT NULL,
  decision bigint NOT NULL,
  path text NOT NULL,
  doubted boolean NOT NULL,
  value jsonb,
  valid_from date NOT NULL,
  valid_to date DEFAULT 'infinity'::date NOT NULL,
  CONSTRAINT decided_value_pkey PRIMARY KEY (record_id, decision)
);
COMMENT ON TABLE legal_entity.decided_value IS 'Golden values a decision sets, for whichever master holds the record';
COMMENT ON COLUMN legal_entity.decided_value.record_id IS 'Source record it is tied to';
COMMENT ON COLUMN legal_entity.decided_value.decision IS 'Number of the decision';
COMMENT ON COLUMN legal_entity.decided_value.path IS 'Attribute';
COMMENT ON COLUMN legal_entity.decided_value.doubted IS 'Only marks the value as under investigation';
COMMENT ON COLUMN legal_entity.decided_value.value IS 'The value; null: there is none';
COMMENT ON COLUMN legal_entity.decided_value.valid_from IS 'True from this date';
COMMENT ON COLUMN legal_entity.decided_value.valid_to IS 'until before this date';

CREATE TABLE legal_entity.exclusive_key (
  key bigint NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT exclusive_key_pkey PRIMARY KEY (key, record_id)
);
COMMENT ON TABLE legal_entity.exclusive_key IS 'Inverted index of identifiers that only one entity can have';
COMMENT ON COLUMN legal_entity.exclusive_key.key IS '64-bit hash of scheme and value';
COMMENT ON COLUMN legal_entity.exclusive_key.record_id IS 'Source record';

CREATE TABLE legal_entity.master (
  master_id uuid NOT NULL,
  recorded_from bigint NOT NULL,
  recorded_to bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  status text NOT NULL,
  successor uuid,
  created_in bigint NOT NULL,
  CONSTRAINT master_pkey PRIMARY KEY (master_id, recorded_from),
  CONSTRAINT master_status_check CHECK ((status = ANY (ARRAY['active'::text, 'merged'::text, 'retired'::text])))
);
COMMENT ON TABLE legal_entity.master IS 'Master ids and what became of them';
COMMENT ON COLUMN legal_entity.master.master_id IS 'Stable id; never changes hands';
COMMENT ON COLUMN legal_entity.master.recorded_from IS 'First publication in which this holds';
COMMENT ON COLUMN legal_entity.master.recorded_to IS 'First publication in which it no longer does';
COMMENT ON COLUMN legal_entity.master.status IS 'active, merged (answered with 410 and its successor) or retired (nothing known any more)';
COMMENT ON COLUMN legal_entity.master.successor IS 'Master it was merged into';
COMMENT ON COLUMN legal_entity.master.created_in IS 'Publication that created the id; the older id survives a merge';

CREATE TABLE legal_entity.master_version (
  master_id uuid NOT NULL,
  version integer NOT NULL,
  valid_from date NOT NULL,
  valid_to date DEFAULT 'infinity'::date NOT NULL,
  recorded_from bigint NOT NULL,
  recorded_to bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  attributes jsonb NOT NULL,
  provenance json NOT NULL,
  name text,
  name_key text,
  name_grams text[],
  initials text,
  identifiers text[],
  division text,
  industry text,
  kind text,
  status text,
  established_on text,
  related text[],
  CONSTRAINT master_version_pkey PRIMARY KEY (master_id, version, valid_from)
);
COMMENT ON TABLE legal_entity.master_version IS 'Golden records, bitemporal. A version is one recorded change; only recorded_to of an earlier row is ever set';
COMMENT ON COLUMN legal_entity.master_version.master_id IS 'Master';
COMMENT ON COLUMN legal_entity.master_version.version IS '1, 2, 3 ... per master';
COMMENT ON COLUMN legal_entity.master_version.valid_from IS 'True from this date';
COMMENT ON COLUMN legal_entity.master_version.valid_to IS 'until before this date';
COMMENT ON COLUMN legal_entity.master_version.recorded_from IS 'Known from this publication';
COMMENT ON COLUMN legal_entity.master_version.recorded_to IS 'until before this publication';
COMMENT ON COLUMN legal_entity.master_version.attributes IS 'Golden values';
COMMENT ON COLUMN legal_entity.master_version.provenance IS 'Source records, and for each attribute which of them gave it by which rule; as text, only ever handed on';
COMMENT ON COLUMN legal_entity.master_version.name IS 'Name, normalised';
COMMENT ON COLUMN legal_entity.master_version.name_key IS 'Pinyin of the name without tones: sort and search key';
COMMENT ON COLUMN legal_entity.master_version.name_grams IS 'Character pairs of present and former names, for contains and fuzzy search';
COMMENT ON COLUMN legal_entity.master_version.initials IS 'Pinyin initials of the name';
COMMENT ON COLUMN legal_entity.master_version.identifiers IS 'scheme:value of every identifier, former ones included';
COMMENT ON COLUMN legal_entity.master_version.division IS 'GB/T 2260 code of the address';
COMMENT ON COLUMN legal_entity.master_version.industry IS 'Section letter and GB/T 4754 code, so that a subtree is a prefix';
COMMENT ON COLUMN legal_entity.master_version.kind IS 'Kind of organisation';
COMMENT ON COLUMN legal_entity.master_version.status IS 'Registration status';
COMMENT ON COLUMN legal_entity.master_version.established_on IS 'Founding date, as precise as known';
COMMENT ON COLUMN legal_entity.master_version.related IS 'Keys of the organisations and people it names: type and identifier or name';

CREATE TABLE legal_entity.match_key (
  key bigint NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT match_key_pkey PRIMARY KEY (key, record_id)
);
COMMENT ON TABLE legal_entity.match_key IS 'Inverted index of blocking keys';
COMMENT ON COLUMN legal_entity.match_key.key IS '64-bit hash of the key; a collision only costs a comparison';
COMMENT ON COLUMN legal_entity.match_key.record_id IS 'Source record';

CREATE TABLE legal_entity.match_model (
  version integer NOT NULL,
  origin text NOT NULL,
  digest text,
  status text NOT NULL,
  model jsonb,
  report jsonb,
  preview jsonb,
  problem jsonb,
  actor text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  trained_at timestamp with time zone,
  activated_in bigint,
  activated_by text,
  CONSTRAINT match_model_pkey PRIMARY KEY (version),
  CONSTRAINT match_model_origin_check CHECK ((origin = ANY (ARRAY['built-in'::text, 'trained'::text]))),
  CONSTRAINT match_model_status_check CHECK ((status = ANY (ARRAY['training'::text, 'ready'::text, 'activating'::text, 'active'::text, 'retired'::text, 'failed'::text])))
);
COMMENT ON TABLE legal_entity.match_model IS 'How records are known to be the same: the numbers of the base''s definition, and what training made of them. One is active, and part of the state of the base';
COMMENT ON COLUMN legal_entity.match_model.version IS '1, 2, 3 ...';
COMMENT ON COLUMN legal_entity.match_model.origin IS 'built-in: of the base''s definition; trained: on the records';
COMMENT ON COLUMN legal_entity.match_model.digest IS 'Of a built-in model: a definition is taken up once';
COMMENT ON COLUMN legal_entity.match_model.status IS 'training, ready, activating, active, retired or failed; this row is the truth about its job';
COMMENT ON COLUMN legal_entity.match_model.model IS 'The model, sealed where it was trained on what is sealed; null until it is trained';
COMMENT ON COLUMN legal_entity.match_model.report IS 'What it was trained on, and how well it tells records apart';
COMMENT ON COLUMN legal_entity.match_model.preview IS 'What would merge and split, by ids only';
COMMENT ON COLUMN legal_entity.match_model.problem IS 'Why training failed';
COMMENT ON COLUMN legal_entity.match_model.actor IS 'Principal who asked for it';
COMMENT ON COLUMN legal_entity.match_model.created_at IS 'Instant it was asked for';
COMMENT ON COLUMN legal_entity.match_model.trained_at IS 'Instant training was done';
COMMENT ON COLUMN legal_entity.match_model.activated_in IS 'Publication in which it last became active; null for the first';
COMMENT ON COLUMN legal_entity.match_model.activated_by IS 'Principal who last asked for its activation';

CREATE TABLE legal_entity.match_pair (
  record_a uuid NOT NULL,
  record_b uuid NOT NULL,
  weight real NOT NULL,
  model integer NOT NULL,
  CONSTRAINT match_pair_pkey PRIMARY KEY (record_a, record_b)
);
COMMENT ON TABLE legal_entity.match_pair IS 'Compared pairs that are joined or asked about; record_a < record_b';
COMMENT ON COLUMN legal_entity.match_pair.record_a IS 'Source record';
COMMENT ON COLUMN legal_entity.match_pair.record_b IS 'Source record';
COMMENT ON COLUMN legal_entity.match_pair.weight IS 'Fellegi-Sunter weight, log2, at or above the review threshold; -Infinity: below it, but both have an identifier that only one thing can have';
COMMENT ON COLUMN legal_entity.match_pair.model IS 'Version of the match model';

CREATE TABLE legal_entity.place_key (
  key bigint NOT NULL,
  master_id uuid NOT NULL,
  CONSTRAINT place_key_pkey PRIMARY KEY (key, master_id)
);
COMMENT ON TABLE legal_entity.place_key IS 'On what of the base of places the places of a record''s addresses hang, or once did';
COMMENT ON COLUMN legal_entity.place_key.key IS 'Keyed hash of what was looked up';
COMMENT ON COLUMN legal_entity.place_key.master_id IS 'Master';

CREATE TABLE legal_entity.publication (
  number bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  cause text NOT NULL,
  batch bigint,
  actor text NOT NULL,
  counts jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT publication_pkey PRIMARY KEY (number)
);
COMMENT ON TABLE legal_entity.publication IS 'The publication clock: what became known together, and when';
COMMENT ON COLUMN legal_entity.publication.number IS '1, 2, 3 ...';
COMMENT ON COLUMN legal_entity.publication.at IS 'Instant; strictly increasing';
COMMENT ON COLUMN legal_entity.publication.cause IS 'batch, rollback, decision, model or places';
COMMENT ON COLUMN legal_entity.publication.batch IS 'Batch number';
COMMENT ON COLUMN legal_entity.publication.actor IS 'Principal who caused it';
COMMENT ON COLUMN legal_entity.publication.counts IS 'Masters by outcome';

CREATE TABLE legal_entity.review_task (
  task_id uuid NOT NULL,
  opened_in bigint NOT NULL,
  closed_in bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  kind text NOT NULL,
  master_a uuid NOT NULL,
  master_b uuid,
  records integer NOT NULL,
  detail jsonb NOT NULL,
  CONSTRAINT review_task_pkey PRIMARY KEY (task_id, opened_in)
);
COMMENT ON TABLE legal_entity.review_task IS 'What the machine must not decide alone';
COMMENT ON COLUMN legal_entity.review_task.task_id IS 'Name-based id of kind and subjects';
COMMENT ON COLUMN legal_entity.review_task.opened_in IS 'Publication that raised it';
COMMENT ON COLUMN legal_entity.review_task.closed_in IS 'Publication that made it moot';
COMMENT ON COLUMN legal_entity.review_task.kind IS 'possible-match, contradiction, attribute-tie or violation';
COMMENT ON COLUMN legal_entity.review_task.master_a IS 'Master';
COMMENT ON COLUMN legal_entity.review_task.master_b IS 'Other master of a pair';
COMMENT ON COLUMN legal_entity.review_task.records IS 'Source records of the masters when it was raised: how much hangs on it';
COMMENT ON COLUMN legal_entity.review_task.detail IS 'Records and weight, or attribute, or the rule that is broken and by how much';

CREATE TABLE legal_entity.source (
  record_id uuid NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  profile json,
  CONSTRAINT source_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE legal_entity.source IS 'Every source record ever seen, with what the matcher compares';
COMMENT ON COLUMN legal_entity.source.record_id IS 'Name-based id of (dataset, source key)';
COMMENT ON COLUMN legal_entity.source.dataset IS 'Dataset code';
COMMENT ON COLUMN legal_entity.source.source_key IS 'Key within the dataset';
COMMENT ON COLUMN legal_entity.source.profile IS 'Match profile (field to values), as text; null when nothing is known of the record any more, and where identity is exact';

CREATE TABLE legal_entity.source_record (
  record_id uuid NOT NULL,
  effective_from date NOT NULL,
  batch bigint NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  "row" integer NOT NULL,
  state text NOT NULL,
  raw_hash uuid,
  content_hash uuid,
  attributes jsonb,
  CONSTRAINT source_record_pkey PRIMARY KEY (record_id, effective_from, batch)
);
COMMENT ON TABLE legal_entity.source_record IS 'What each delivery said about each source record; only ever appended to. Known from its batch''s publication until its batch''s rollback.';
COMMENT ON COLUMN legal_entity.source_record.record_id IS 'Name-based id of (dataset, source key)';
COMMENT ON COLUMN legal_entity.source_record.effective_from IS 'Date from which it is said to be true, until the record''s next statement';
COMMENT ON COLUMN legal_entity.source_record.batch IS 'Number of the delivering batch; later wins at equal dates';
COMMENT ON COLUMN legal_entity.source_record.dataset IS 'Dataset code';
COMMENT ON COLUMN legal_entity.source_record.source_key IS 'Key within the dataset';
COMMENT ON COLUMN legal_entity.source_record."row" IS 'Row in the delivered file';
COMMENT ON COLUMN legal_entity.source_record.state IS 'asserted (new content), confirmed (content said before), ended, present (delivered but unreadable)';
COMMENT ON COLUMN legal_entity.source_record.raw_hash IS 'Hash of the delivered row and the definition it was read with';
COMMENT ON COLUMN legal_entity.source_record.content_hash IS 'Hash of the standardised attributes';
COMMENT ON COLUMN legal_entity.source_record.attributes IS 'Standardised attributes; null where an earlier row of the record carries the same content hash';

CREATE TABLE legal_entity.work_component (
  record_id uuid NOT NULL,
  generation integer NOT NULL,
  CONSTRAINT work_component_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE legal_entity.work_component IS 'Source records whose clusters must be decided anew';
COMMENT ON COLUMN legal_entity.work_component.record_id IS 'Source record';
COMMENT ON COLUMN legal_entity.work_component.generation IS 'Steps from a touched record';

CREATE TABLE legal_entity.work_identity (
  identity text NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT work_identity_pkey PRIMARY KEY (identity, record_id)
);
COMMENT ON TABLE legal_entity.work_identity IS 'Identities that touched records have or had, where identity is exact';
COMMENT ON COLUMN legal_entity.work_identity.identity IS 'What the records of a master agree on';
COMMENT ON COLUMN legal_entity.work_identity.record_id IS 'Touched source record';

CREATE TABLE legal_entity.work_key (
  key bigint NOT NULL,
  CONSTRAINT work_key_pkey PRIMARY KEY (key)
);
COMMENT ON TABLE legal_entity.work_key IS 'Keys that lost a record: they may have come back below the frequency limit';
COMMENT ON COLUMN legal_entity.work_key.key IS 'Hash of the key';

CREATE TABLE legal_entity.work_master (
  master_id uuid NOT NULL,
  change text,
  other uuid,
  CONSTRAINT work_master_pkey PRIMARY KEY (master_id)
);
COMMENT ON TABLE legal_entity.work_master IS 'Masters whose versions must be derived anew';
COMMENT ON COLUMN legal_entity.work_master.master_id IS 'Master';
COMMENT ON COLUMN legal_entity.work_master.change IS 'created, merged, split or retired; null when only its values may change';
COMMENT ON COLUMN legal_entity.work_master.other IS 'Master it was merged into, or split from';

CREATE TABLE legal_entity.work_record (
  record_id uuid NOT NULL,
  rematch boolean DEFAULT false NOT NULL,
  near bigint DEFAULT 0 NOT NULL,
  CONSTRAINT work_record_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE legal_entity.work_record IS 'Source records the coming publication touches';
COMMENT ON COLUMN legal_entity.work_record.record_id IS 'Source record';
COMMENT ON COLUMN legal_entity.work_record.rematch IS 'Its match profile, or the reach of one of its keys, changed';
COMMENT ON COLUMN legal_entity.work_record.near IS 'Place in an order in which records that are compared with nearly the same others stand together; 0 where there is none';

CREATE TABLE legal_entity.work_task (
  task_id uuid NOT NULL,
  kind text NOT NULL,
  master_a uuid NOT NULL,
  master_b uuid NOT NULL,
  detail jsonb NOT NULL,
  CONSTRAINT work_task_pkey PRIMARY KEY (task_id)
);
COMMENT ON TABLE legal_entity.work_task IS 'Open questions about the pairs of masters that were decided anew';
COMMENT ON COLUMN legal_entity.work_task.task_id IS 'Name-based id of kind and subjects';
COMMENT ON COLUMN legal_entity.work_task.kind IS 'possible-match or contradiction';
COMMENT ON COLUMN legal_entity.work_task.master_a IS 'Master';
COMMENT ON COLUMN legal_entity.work_task.master_b IS 'Other master';
COMMENT ON COLUMN legal_entity.work_task.detail IS 'Records and weight';

CREATE TABLE macroeconomic.change_event (
  publication bigint NOT NULL,
  ordinal integer NOT NULL,
  master_id uuid NOT NULL,
  kind text NOT NULL,
  version integer,
  fields jsonb DEFAULT '[]'::jsonb NOT NULL,
  successor uuid,
  CONSTRAINT change_event_pkey PRIMARY KEY (publication, ordinal)
);
COMMENT ON TABLE macroeconomic.change_event IS 'The ordered feed of every transition';
COMMENT ON COLUMN macroeconomic.change_event.publication IS 'Publication';
COMMENT ON COLUMN macroeconomic.change_event.ordinal IS 'Position within it';
COMMENT ON COLUMN macroeconomic.change_event.master_id IS 'Master';
COMMENT ON COLUMN macroeconomic.change_event.kind IS 'created, updated, merged, split, retired or restored';
COMMENT ON COLUMN macroeconomic.change_event.version IS 'Version it led to';
COMMENT ON COLUMN macroeconomic.change_event.fields IS 'Attributes whose present value changed';
COMMENT ON COLUMN macroeconomic.change_event.successor IS 'Master it was merged into, or split from';

CREATE TABLE macroeconomic.crosswalk (
  record_id uuid NOT NULL,
  since bigint NOT NULL,
  until bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  master_id uuid NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  reason text NOT NULL,
  CONSTRAINT crosswalk_pkey PRIMARY KEY (record_id, since)
);
COMMENT ON TABLE macroeconomic.crosswalk IS 'Which master a source record belongs to';
COMMENT ON COLUMN macroeconomic.crosswalk.record_id IS 'Source record';
COMMENT ON COLUMN macroeconomic.crosswalk.since IS 'First publication in which this holds';
COMMENT ON COLUMN macroeconomic.crosswalk.until IS 'First publication in which it no longer does';
COMMENT ON COLUMN macroeconomic.crosswalk.master_id IS 'Master';
COMMENT ON COLUMN macroeconomic.crosswalk.dataset IS 'Dataset code';
COMMENT ON COLUMN macroeconomic.crosswalk.source_key IS 'Key within the dataset';
COMMENT ON COLUMN macroeconomic.crosswalk.reason IS 'single, identifier, weight or decision';

CREATE TABLE macroeconomic.decided_record (
  record_id uuid NOT NULL,
  decision bigint NOT NULL,
  side integer NOT NULL,
  CONSTRAINT decided_record_pkey PRIMARY KEY (record_id, decision)
);
COMMENT ON TABLE macroeconomic.decided_record IS 'Source records a decision groups: one side is the same entity, two sides are different ones';
COMMENT ON COLUMN macroeconomic.decided_record.record_id IS 'Source record';
COMMENT ON COLUMN macroeconomic.decided_record.decision IS 'Number of the decision';
COMMENT ON COLUMN macroeconomic.decided_record.side IS 'Group within the decision';

CREATE TABLE macroeconomic.decided_value (
  record_id uuid NOT NULL,
  decision bigint NOT NULL,
  path text NOT NULL,
  doubted boolean NOT NULL,
  value jsonb,
  valid_from date NOT NULL,
  valid_to date DEFAULT 'infinity'::date NOT NULL,
  CONSTRAINT decided_value_pkey PRIMARY KEY (record_id, decision)
);
COMMENT ON TABLE macroeconomic.decided_value IS 'Golden values a decision sets, for whichever master holds the record';
COMMENT ON COLUMN macroeconomic.decided_value.record_id IS 'Source record it is tied to';
COMMENT ON COLUMN macroeconomic.decided_value.decision IS 'Number of the decision';
COMMENT ON COLUMN macroeconomic.decided_value.path IS 'Attribute';
COMMENT ON COLUMN macroeconomic.decided_value.doubted IS 'Only marks the value as under investigation';
COMMENT ON COLUMN macroeconomic.decided_value.value IS 'The value; null: there is none';
COMMENT ON COLUMN macroeconomic.decided_value.valid_from IS 'True from this date';
COMMENT ON COLUMN macroeconomic.decided_value.valid_to IS 'until before this date';

CREATE TABLE macroeconomic.derivation (
  code text NOT NULL,
  indicator_version integer NOT NULL,
  base text NOT NULL,
  publication bigint NOT NULL,
  computed_on date NOT NULL,
  batch uuid,
  at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT derivation_pkey PRIMARY KEY (code)
);
COMMENT ON TABLE macroeconomic.derivation IS 'Derived indicators: the state of what they are made of that they were last computed from';
COMMENT ON COLUMN macroeconomic.derivation.code IS 'Indicator';
COMMENT ON COLUMN macroeconomic.derivation.indicator_version IS 'Version of its definition';
COMMENT ON COLUMN macroeconomic.derivation.base IS 'Base it is made of';
COMMENT ON COLUMN macroeconomic.derivation.publication IS 'Publication of that base';
COMMENT ON COLUMN macroeconomic.derivation.computed_on IS 'Day: what is dated later counts from then on';
COMMENT ON COLUMN macroeconomic.derivation.batch IS 'Last delivery that changed something; null when none did';
COMMENT ON COLUMN macroeconomic.derivation.at IS 'Instant it was computed';

CREATE TABLE macroeconomic.exclusive_key (
  key bigint NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT exclusive_key_pkey PRIMARY KEY (key, record_id)
);
COMMENT ON TABLE macroeconomic.exclusive_key IS 'Inverted index of identifiers that only one entity can have';
COMMENT ON COLUMN macroeconomic.exclusive_key.key IS '64-bit hash of scheme and value';
COMMENT ON COLUMN macroeconomic.exclusive_key.record_id IS 'Source record';

CREATE TABLE macroeconomic.indicator (
  code text NOT NULL,
  version integer NOT NULL,
  definition jsonb NOT NULL,
  actor text NOT NULL,
  at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT indicator_pkey PRIMARY KEY (code, version)
);
COMMENT ON TABLE macroeconomic.indicator IS 'Indicators: what is measured, in which unit, and what must add up. The last version holds';
COMMENT ON COLUMN macroeconomic.indicator.code IS 'Code in series keys';
COMMENT ON COLUMN macroeconomic.indicator.version IS '1, 2, 3 ... per indicator';
COMMENT ON COLUMN macroeconomic.indicator.definition IS 'Names, unit, tolerance, identities';
COMMENT ON COLUMN macroeconomic.indicator.actor IS 'Principal who wrote it';
COMMENT ON COLUMN macroeconomic.indicator.at IS 'Instant it was written';

CREATE TABLE macroeconomic.master (
  master_id uuid NOT NULL,
  recorded_from bigint NOT NULL,
  recorded_to bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  status text NOT NULL,
  successor uuid,
  created_in bigint NOT NULL,
  CONSTRAINT master_pkey PRIMARY KEY (master_id, recorded_from),
  CONSTRAINT master_status_check CHECK ((status = ANY (ARRAY['active'::text, 'merged'::text, 'retired'::text])))
);
COMMENT ON TABLE macroeconomic.master IS 'Master ids and what became of them';
COMMENT ON COLUMN macroeconomic.master.master_id IS 'Stable id; never changes hands';
COMMENT ON COLUMN macroeconomic.master.recorded_from IS 'First publication in which this holds';
COMMENT ON COLUMN macroeconomic.master.recorded_to IS 'First publication in which it no longer does';
COMMENT ON COLUMN macroeconomic.master.status IS 'active, merged (answered with 410 and its successor) or retired (nothing known any more)';
COMMENT ON COLUMN macroeconomic.master.successor IS 'Master it was merged into';
COMMENT ON COLUMN macroeconomic.master.created_in IS 'Publication that created the id; the older id survives a merge';

CREATE TABLE macroeconomic.master_version (
  master_id uuid NOT NULL,
  version integer NOT NULL,
  valid_from date NOT NULL,
  valid_to date DEFAULT 'infinity'::date NOT NULL,
  recorded_from bigint NOT NULL,
  recorded_to bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  attributes jsonb NOT NULL,
  provenance json NOT NULL,
  series_key text,
  frequency text,
  indicator text,
  area text,
  adjustment text,
  period text,
  period_start text,
  period_end text,
  value numeric,
  status text,
  first_recorded bigint,
  CONSTRAINT master_version_pkey PRIMARY KEY (master_id, version, valid_from)
);
COMMENT ON TABLE macroeconomic.master_version IS 'Golden records, bitemporal. A version is one recorded change; only recorded_to of an earlier row is ever set';
COMMENT ON COLUMN macroeconomic.master_version.master_id IS 'Master';
COMMENT ON COLUMN macroeconomic.master_version.version IS '1, 2, 3 ... per master';
COMMENT ON COLUMN macroeconomic.master_version.valid_from IS 'True from this date';
COMMENT ON COLUMN macroeconomic.master_version.valid_to IS 'until before this date';
COMMENT ON COLUMN macroeconomic.master_version.recorded_from IS 'Known from this publication';
COMMENT ON COLUMN macroeconomic.master_version.recorded_to IS 'until before this publication';
COMMENT ON COLUMN macroeconomic.master_version.attributes IS 'Golden values';
COMMENT ON COLUMN macroeconomic.master_version.provenance IS 'Source records, and for each attribute which of them gave it by which rule; as text, only ever handed on';
COMMENT ON COLUMN macroeconomic.master_version.series_key IS 'frequency.indicator.area.adjustment';
COMMENT ON COLUMN macroeconomic.master_version.frequency IS 'SDMX CL_FREQ';
COMMENT ON COLUMN macroeconomic.master_version.indicator IS 'Code of the indicator';
COMMENT ON COLUMN macroeconomic.master_version.area IS 'GB/T 2260 code, or that of a country';
COMMENT ON COLUMN macroeconomic.master_version.adjustment IS 'Seasonal adjustment: N, S, W or Y';
COMMENT ON COLUMN macroeconomic.master_version.period IS 'Time period in its SDMX form';
COMMENT ON COLUMN macroeconomic.master_version.period_start IS 'First day of the period, yyyy-MM-dd';
COMMENT ON COLUMN macroeconomic.master_version.period_end IS 'Last day of the period, yyyy-MM-dd';
COMMENT ON COLUMN macroeconomic.master_version.value IS 'With the places it was delivered with; null when missing';
COMMENT ON COLUMN macroeconomic.master_version.status IS 'normal, provisional, estimated, revised, missing or confidential';
COMMENT ON COLUMN macroeconomic.master_version.first_recorded IS 'Publication that first recorded anything of the observation; before it, what is known now is what was public';

CREATE TABLE macroeconomic.match_key (
  key bigint NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT match_key_pkey PRIMARY KEY (key, record_id)
);
COMMENT ON TABLE macroeconomic.match_key IS 'Inverted index of blocking keys';
COMMENT ON COLUMN macroeconomic.match_key.key IS '64-bit hash of the key; a collision only costs a comparison';
COMMENT ON COLUMN macroeconomic.match_key.record_id IS 'Source record';

CREATE TABLE macroeconomic.match_model (
  version integer NOT NULL,
  origin text NOT NULL,
  digest text,
  status text NOT NULL,
  model jsonb,
  report jsonb,
  preview jsonb,
  problem jsonb,
  actor text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  trained_at timestamp with time zone,
  activated_in bigint,
  activated_by text,
  CONSTRAINT match_model_pkey PRIMARY KEY (version),
  CONSTRAINT match_model_origin_check CHECK ((origin = ANY (ARRAY['built-in'::text, 'trained'::text]))),
  CONSTRAINT match_model_status_check CHECK ((status = ANY (ARRAY['training'::text, 'ready'::text, 'activating'::text, 'active'::text, 'retired'::text, 'failed'::text])))
);
COMMENT ON TABLE macroeconomic.match_model IS 'How records are known to be the same: the numbers of the base''s definition, and what training made of them. One is active, and part of the state of the base';
COMMENT ON COLUMN macroeconomic.match_model.version IS '1, 2, 3 ...';
COMMENT ON COLUMN macroeconomic.match_model.origin IS 'built-in: of the base''s definition; trained: on the records';
COMMENT ON COLUMN macroeconomic.match_model.digest IS 'Of a built-in model: a definition is taken up once';
COMMENT ON COLUMN macroeconomic.match_model.status IS 'training, ready, activating, active, retired or failed; this row is the truth about its job';
COMMENT ON COLUMN macroeconomic.match_model.model IS 'The model, sealed where it was trained on what is sealed; null until it is trained';
COMMENT ON COLUMN macroeconomic.match_model.report IS 'What it was trained on, and how well it tells records apart';
COMMENT ON COLUMN macroeconomic.match_model.preview IS 'What would merge and split, by ids only';
COMMENT ON COLUMN macroeconomic.match_model.problem IS 'Why training failed';
COMMENT ON COLUMN macroeconomic.match_model.actor IS 'Principal who asked for it';
COMMENT ON COLUMN macroeconomic.match_model.created_at IS 'Instant it was asked for';
COMMENT ON COLUMN macroeconomic.match_model.trained_at IS 'Instant training was done';
COMMENT ON COLUMN macroeconomic.match_model.activated_in IS 'Publication in which it last became active; null for the first';
COMMENT ON COLUMN macroeconomic.match_model.activated_by IS 'Principal who last asked for its activation';

CREATE TABLE macroeconomic.match_pair (
  record_a uuid NOT NULL,
  record_b uuid NOT NULL,
  weight real NOT NULL,
  model integer NOT NULL,
  CONSTRAINT match_pair_pkey PRIMARY KEY (record_a, record_b)
);
COMMENT ON TABLE macroeconomic.match_pair IS 'Compared pairs that are joined or asked about; record_a < record_b';
COMMENT ON COLUMN macroeconomic.match_pair.record_a IS 'Source record';
COMMENT ON COLUMN macroeconomic.match_pair.record_b IS 'Source record';
COMMENT ON COLUMN macroeconomic.match_pair.weight IS 'Fellegi-Sunter weight, log2, at or above the review threshold; -Infinity: below it, but both have an identifier that only one thing can have';
COMMENT ON COLUMN macroeconomic.match_pair.model IS 'Version of the match model';

CREATE TABLE macroeconomic.place_key (
  key bigint NOT NULL,
  master_id uuid NOT NULL,
  CONSTRAINT place_key_pkey PRIMARY KEY (key, master_id)
);
COMMENT ON TABLE macroeconomic.place_key IS 'On what of the base of places the places of a record''s addresses hang, or once did';
COMMENT ON COLUMN macroeconomic.place_key.key IS 'Keyed hash of what was looked up';
COMMENT ON COLUMN macroeconomic.place_key.master_id IS 'Master';

CREATE TABLE macroeconomic.publication (
  number bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  cause text NOT NULL,
  batch bigint,
  actor text NOT NULL,
  counts jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT publication_pkey PRIMARY KEY (number)
);
COMMENT ON TABLE macroeconomic.publication IS 'The publication clock: what became known together, and when';
COMMENT ON COLUMN macroeconomic.publication.number IS '1, 2, 3 ...';
COMMENT ON COLUMN macroeconomic.publication.at IS 'Instant; strictly increasing';
COMMENT ON COLUMN macroeconomic.publication.cause IS 'batch, rollback, decision, model or places';
COMMENT ON COLUMN macroeconomic.publication.batch IS 'Batch number';
COMMENT ON COLUMN macroeconomic.publication.actor IS 'Principal who caused it';
COMMENT ON COLUMN macroeconomic.publication.counts IS 'Masters by outcome';

CREATE TABLE macroeconomic.review_task (
  task_id uuid NOT NULL,
  opened_in bigint NOT NULL,
  closed_in bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  kind text NOT NULL,
  master_a uuid NOT NULL,
  master_b uuid,
  records integer NOT NULL,
  detail jsonb NOT NULL,
  CONSTRAINT review_task_pkey PRIMARY KEY (task_id, opened_in)
);
COMMENT ON TABLE macroeconomic.review_task IS 'What the machine must not decide alone';
COMMENT ON COLUMN macroeconomic.review_task.task_id IS 'Name-based id of kind and subjects';
COMMENT ON COLUMN macroeconomic.review_task.opened_in IS 'Publication that raised it';
COMMENT ON COLUMN macroeconomic.review_task.closed_in IS 'Publication that made it moot';
COMMENT ON COLUMN macroeconomic.review_task.kind IS 'possible-match, contradiction, attribute-tie or violation';
COMMENT ON COLUMN macroeconomic.review_task.master_a IS 'Master';
COMMENT ON COLUMN macroeconomic.review_task.master_b IS 'Other master of a pair';
COMMENT ON COLUMN macroeconomic.review_task.records IS 'Source records of the masters when it was raised: how much hangs on it';
COMMENT ON COLUMN macroeconomic.review_task.detail IS 'Records and weight, or attribute, or the rule that is broken and by how much';

CREATE TABLE macroeconomic.source (
  record_id uuid NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  profile json,
  CONSTRAINT source_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE macroeconomic.source IS 'Every source record ever seen, with what the matcher compares';
COMMENT ON COLUMN macroeconomic.source.record_id IS 'Name-based id of (dataset, source key)';
COMMENT ON COLUMN macroeconomic.source.dataset IS 'Dataset code';
COMMENT ON COLUMN macroeconomic.source.source_key IS 'Key within the dataset';
COMMENT ON COLUMN macroeconomic.source.profile IS 'Match profile (field to values), as text; null when nothing is known of the record any more, and where identity is exact';

CREATE TABLE macroeconomic.source_record (
  record_id uuid NOT NULL,
  effective_from date NOT NULL,
  batch bigint NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  "row" integer NOT NULL,
  state text NOT NULL,
  raw_hash uuid,
  content_hash uuid,
  attributes jsonb,
  CONSTRAINT source_record_pkey PRIMARY KEY (record_id, effective_from, batch)
);
COMMENT ON TABLE macroeconomic.source_record IS 'What each delivery said about each source record; only ever appended to. Known from its batch''s publication until its batch''s rollback.';
COMMENT ON COLUMN macroeconomic.source_record.record_id IS 'Name-based id of (dataset, source key)';
COMMENT ON COLUMN macroeconomic.source_record.effective_from IS 'Date from which it is said to be true, until the record''s next statement';
COMMENT ON COLUMN macroeconomic.source_record.batch IS 'Number of the delivering batch; later wins at equal dates';
COMMENT ON COLUMN macroeconomic.source_record.dataset IS 'Dataset code';
COMMENT ON COLUMN macroeconomic.source_record.source_key IS 'Key within the dataset';
COMMENT ON COLUMN macroeconomic.source_record."row" IS 'Row in the delivered file';
COMMENT ON COLUMN macroeconomic.source_record.state IS 'asserted (new content), confirmed (content said before), ended, present (delivered but unreadable)';
COMMENT ON COLUMN macroeconomic.source_record.raw_hash IS 'Hash of the delivered row and the definition it was read with';
COMMENT ON COLUMN macroeconomic.source_record.content_hash IS 'Hash of the standardised attributes';
COMMENT ON COLUMN macroeconomic.source_record.attributes IS 'Standardised attributes; null where an earlier row of the record carries the same content hash';

CREATE TABLE macroeconomic.structure (
  kind text NOT NULL,
  agency text NOT NULL,
  id text NOT NULL,
  version text NOT NULL,
  content jsonb NOT NULL,
  actor text NOT NULL,
  at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT structure_pkey PRIMARY KEY (kind, agency, id, version)
);
COMMENT ON TABLE macroeconomic.structure IS 'SDMX structural metadata: agencies, concepts, code lists, data structures, dataflows, categories';
COMMENT ON COLUMN macroeconomic.structure.kind IS 'SDMX resource name: codelist, conceptscheme, datastructure ...';
COMMENT ON COLUMN macroeconomic.structure.agency IS 'Maintenance agency: a department';
COMMENT ON COLUMN macroeconomic.structure.id IS 'Id within agency and kind';
COMMENT ON COLUMN macroeconomic.structure.version IS 'SDMX version: 1.0 or 1.0.0';
COMMENT ON COLUMN macroeconomic.structure.content IS 'The artefact in the terms of SDMX-JSON 2.0';
COMMENT ON COLUMN macroeconomic.structure.actor IS 'Principal who wrote it';
COMMENT ON COLUMN macroeconomic.structure.at IS 'Instant it was written';

CREATE TABLE macroeconomic.work_component (
  record_id uuid NOT NULL,
  generation integer NOT NULL,
  CONSTRAINT work_component_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE macroeconomic.work_component IS 'Source records whose clusters must be decided anew';
COMMENT ON COLUMN macroeconomic.work_component.record_id IS 'Source record';
COMMENT ON COLUMN macroeconomic.work_component.generation IS 'Steps from a touched record';

CREATE TABLE macroeconomic.work_identity (
  identity text NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT work_identity_pkey PRIMARY KEY (identity, record_id)
);
COMMENT ON TABLE macroeconomic.work_identity IS 'Identities that touched records have or had, where identity is exact';
COMMENT ON COLUMN macroeconomic.work_identity.identity IS 'What the records of a master agree on';
COMMENT ON COLUMN macroeconomic.work_identity.record_id IS 'Touched source record';

CREATE TABLE macroeconomic.work_key (
  key bigint NOT NULL,
  CONSTRAINT work_key_pkey PRIMARY KEY (key)
);
COMMENT ON TABLE macroeconomic.work_key IS 'Keys that lost a record: they may have come back below the frequency limit';
COMMENT ON COLUMN macroeconomic.work_key.key IS 'Hash of the key';

CREATE TABLE macroeconomic.work_master (
  master_id uuid NOT NULL,
  change text,
  other uuid,
  CONSTRAINT work_master_pkey PRIMARY KEY (master_id)
);
COMMENT ON TABLE macroeconomic.work_master IS 'Masters whose versions must be derived anew';
COMMENT ON COLUMN macroeconomic.work_master.master_id IS 'Master';
COMMENT ON COLUMN macroeconomic.work_master.change IS 'created, merged, split or retired; null when only its values may change';
COMMENT ON COLUMN macroeconomic.work_master.other IS 'Master it was merged into, or split from';

CREATE TABLE macroeconomic.work_record (
  record_id uuid NOT NULL,
  rematch boolean DEFAULT false NOT NULL,
  near bigint DEFAULT 0 NOT NULL,
  CONSTRAINT work_record_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE macroeconomic.work_record IS 'Source records the coming publication touches';
COMMENT ON COLUMN macroeconomic.work_record.record_id IS 'Source record';
COMMENT ON COLUMN macroeconomic.work_record.rematch IS 'Its match profile, or the reach of one of its keys, changed';
COMMENT ON COLUMN macroeconomic.work_record.near IS 'Place in an order in which records that are compared with nearly the same others stand together; 0 where there is none';

CREATE TABLE macroeconomic.work_task (
  task_id uuid NOT NULL,
  kind text NOT NULL,
  master_a uuid NOT NULL,
  master_b uuid NOT NULL,
  detail jsonb NOT NULL,
  CONSTRAINT work_task_pkey PRIMARY KEY (task_id)
);
COMMENT ON TABLE macroeconomic.work_task IS 'Open questions about the pairs of masters that were decided anew';
COMMENT ON COLUMN macroeconomic.work_task.task_id IS 'Name-based id of kind and subjects';
COMMENT ON COLUMN macroeconomic.work_task.kind IS 'possible-match or contradiction';
COMMENT ON COLUMN macroeconomic.work_task.master_a IS 'Master';
COMMENT ON COLUMN macroeconomic.work_task.master_b IS 'Other master';
COMMENT ON COLUMN macroeconomic.work_task.detail IS 'Records and weight';

CREATE TABLE population.change_event (
  publication bigint NOT NULL,
  ordinal integer NOT NULL,
  master_id uuid NOT NULL,
  kind text NOT NULL,
  version integer,
  fields jsonb DEFAULT '[]'::jsonb NOT NULL,
  successor uuid,
  CONSTRAINT change_event_pkey PRIMARY KEY (publication, ordinal)
);
COMMENT ON TABLE population.change_event IS 'The ordered feed of every transition';
COMMENT ON COLUMN population.change_event.publication IS 'Publication';
COMMENT ON COLUMN population.change_event.ordinal IS 'Position within it';
COMMENT ON COLUMN population.change_event.master_id IS 'Master';
COMMENT ON COLUMN population.change_event.kind IS 'created, updated, merged, split, retired or restored';
COMMENT ON COLUMN population.change_event.version IS 'Version it led to';
COMMENT ON COLUMN population.change_event.fields IS 'Attributes whose present value changed';
COMMENT ON COLUMN population.change_event.successor IS 'Master it was merged into, or split from';

CREATE TABLE population.crosswalk (
  record_id uuid NOT NULL,
  since bigint NOT NULL,
  until bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  master_id uuid NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  reason text NOT NULL,
  CONSTRAINT crosswalk_pkey PRIMARY KEY (record_id, since)
);
COMMENT ON TABLE population.crosswalk IS 'Which master a source record belongs to';
COMMENT ON COLUMN population.crosswalk.record_id IS 'Source record';
COMMENT ON COLUMN population.crosswalk.since IS 'First publication in which this holds';
COMMENT ON COLUMN population.crosswalk.until IS 'First publication in which it no longer does';
COMMENT ON COLUMN population.crosswalk.master_id IS 'Master';
COMMENT ON COLUMN population.crosswalk.dataset IS 'Dataset code';
COMMENT ON COLUMN population.crosswalk.source_key IS 'Key within the dataset';
COMMENT ON COLUMN population.crosswalk.reason IS 'single, identifier, weight or decision';

CREATE TABLE population.decided_record (
  record_id uuid NOT NULL,
  decision bigint NOT NULL,
  side integer NOT NULL,
  CONSTRAINT decided_record_pkey PRIMARY KEY (record_id, decision)
);
COMMENT ON TABLE population.decided_record IS 'Source records a decision groups: one side is the same entity, two sides are different ones';
COMMENT ON COLUMN population.decided_record.record_id IS 'Source record';
COMMENT ON COLUMN population.decided_record.decision IS 'Number of the decision';
COMMENT ON COLUMN population.decided_record.side IS 'Group within the decision';

CREATE TABLE population.decided_value (
  record_id uuid NOT NULL,
  decision bigint NOT NULL,
  path text NOT NULL,
  doubted boolean NOT NULL,
  value jsonb,
  valid_from date NOT NULL,
  valid_to date DEFAULT 'infinity'::date NOT NULL,
  CONSTRAINT decided_value_pkey PRIMARY KEY (record_id, decision)
);
COMMENT ON TABLE population.decided_value IS 'Golden values a decision sets, for whichever master holds the record';
COMMENT ON COLUMN population.decided_value.record_id IS 'Source record it is tied to';
COMMENT ON COLUMN population.decided_value.decision IS 'Number of the decision';
COMMENT ON COLUMN population.decided_value.path IS 'Attribute';
COMMENT ON COLUMN population.decided_value.doubted IS 'Only marks the value as under investigation';
COMMENT ON COLUMN population.decided_value.value IS 'The value; null: there is none';
COMMENT ON COLUMN population.decided_value.valid_from IS 'True from this date';
COMMENT ON COLUMN population.decided_value.valid_to IS 'until before this date';

CREATE TABLE population.exclusive_key (
  key bigint NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT exclusive_key_pkey PRIMARY KEY (key, record_id)
);
COMMENT ON TABLE population.exclusive_key IS 'Inverted index of identifiers that only one entity can have';
COMMENT ON COLUMN population.exclusive_key.key IS '64-bit hash of scheme and value';
COMMENT ON COLUMN population.exclusive_key.record_id IS 'Source record';

CREATE TABLE population.master (
  master_id uuid NOT NULL,
  recorded_from bigint NOT NULL,
  recorded_to bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  status text NOT NULL,
  successor uuid,
  created_in bigint NOT NULL,
  CONSTRAINT master_pkey PRIMARY KEY (master_id, recorded_from),
  CONSTRAINT master_status_check CHECK ((status = ANY (ARRAY['active'::text, 'merged'::text, 'retired'::text])))
);
COMMENT ON TABLE population.master IS 'Master ids and what became of them';
COMMENT ON COLUMN population.master.master_id IS 'Stable id; never changes hands';
COMMENT ON COLUMN population.master.recorded_from IS 'First publication in which this holds';
COMMENT ON COLUMN population.master.recorded_to IS 'First publication in which it no longer does';
COMMENT ON COLUMN population.master.status IS 'active, merged (answered with 410 and its successor) or retired (nothing known any more)';
COMMENT ON COLUMN population.master.successor IS 'Master it was merged into';
COMMENT ON COLUMN population.master.created_in IS 'Publication that created the id; the older id survives a merge';

CREATE TABLE population.master_version (
  master_id uuid NOT NULL,
  version integer NOT NULL,
  valid_from date NOT NULL,
  valid_to date DEFAULT 'infinity'::date NOT NULL,
  recorded_from bigint NOT NULL,
  recorded_to bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  attributes jsonb NOT NULL,
  provenance json NOT NULL,
  names text[],
  name text,
  name_key text,
  identifiers text[],
  phone text,
  email text,
  birth_date text,
  sex text,
  divisions text[],
  household text,
  kin text[],
  CONSTRAINT master_version_pkey PRIMARY KEY (master_id, version, valid_from)
);
COMMENT ON TABLE population.master_version IS 'Golden records, bitemporal. A version is one recorded change; only recorded_to of an earlier row is ever set';
COMMENT ON COLUMN population.master_version.master_id IS 'Master';
COMMENT ON COLUMN population.master_version.version IS '1, 2, 3 ... per master';
COMMENT ON COLUMN population.master_version.valid_from IS 'True from this date';
COMMENT ON COLUMN population.master_version.valid_to IS 'until before this date';
COMMENT ON COLUMN population.master_version.recorded_from IS 'Known from this publication';
COMMENT ON COLUMN population.master_version.recorded_to IS 'until before this publication';
COMMENT ON COLUMN population.master_version.attributes IS 'Golden values';
COMMENT ON COLUMN population.master_version.provenance IS 'Source records, and for each attribute which of them gave it by which rule; as text, only ever handed on';
COMMENT ON COLUMN population.master_version.names IS 'Present and former names, simplified, in small letters';
COMMENT ON COLUMN population.master_version.name IS 'Present name, simplified, in small letters';
COMMENT ON COLUMN population.master_version.name_key IS 'Pinyin of the name without tones and spaces';
COMMENT ON COLUMN population.master_version.identifiers IS 'scheme:value of every identifier';
COMMENT ON COLUMN population.master_version.phone IS 'Telephone';
COMMENT ON COLUMN population.master_version.email IS 'E-mail address in small letters';
COMMENT ON COLUMN population.master_version.birth_date IS 'Date of birth, as precise as known';
COMMENT ON COLUMN population.master_version.sex IS 'GB/T 2261.1';
COMMENT ON COLUMN population.master_version.divisions IS 'Divisions of registered address and residence, each with those it lies in: 33, 3302, 330203';
COMMENT ON COLUMN population.master_version.household IS 'Household number';
COMMENT ON COLUMN population.master_version.kin IS 'scheme:value of the relatives named';

CREATE TABLE population.match_key (
  key bigint NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT match_key_pkey PRIMARY KEY (key, record_id)
);
COMMENT ON TABLE population.match_key IS 'Inverted index of blocking keys';
COMMENT ON COLUMN population.match_key.key IS '64-bit hash of the key; a collision only costs a comparison';
COMMENT ON COLUMN population.match_key.record_id IS 'Source record';

CREATE TABLE population.match_model (
  version integer NOT NULL,
  origin text NOT NULL,
  digest text,
  status text NOT NULL,
  model jsonb,
  report jsonb,
  preview jsonb,
  problem jsonb,
  actor text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  trained_at timestamp with time zone,
  activated_in bigint,
  activated_by text,
  CONSTRAINT match_model_pkey PRIMARY KEY (version),
  CONSTRAINT match_model_origin_check CHECK ((origin = ANY (ARRAY['built-in'::text, 'trained'::text]))),
  CONSTRAINT match_model_status_check CHECK ((status = ANY (ARRAY['training'::text, 'ready'::text, 'activating'::text, 'active'::text, 'retired'::text, 'failed'::text])))
);
COMMENT ON TABLE population.match_model IS 'How records are known to be the same: the numbers of the base''s definition, and what training made of them. One is active, and part of the state of the base';
COMMENT ON COLUMN population.match_model.version IS '1, 2, 3 ...';
COMMENT ON COLUMN population.match_model.origin IS 'built-in: of the base''s definition; trained: on the records';
COMMENT ON COLUMN population.match_model.digest IS 'Of a built-in model: a definition is taken up once';
COMMENT ON COLUMN population.match_model.status IS 'training, ready, activating, active, retired or failed; this row is the truth about its job';
COMMENT ON COLUMN population.match_model.model IS 'The model, sealed where it was trained on what is sealed; null until it is trained';
COMMENT ON COLUMN population.match_model.report IS 'What it was trained on, and how well it tells records apart';
COMMENT ON COLUMN population.match_model.preview IS 'What would merge and split, by ids only';
COMMENT ON COLUMN population.match_model.problem IS 'Why training failed';
COMMENT ON COLUMN population.match_model.actor IS 'Principal who asked for it';
COMMENT ON COLUMN population.match_model.created_at IS 'Instant it was asked for';
COMMENT ON COLUMN population.match_model.trained_at IS 'Instant training was done';
COMMENT ON COLUMN population.match_model.activated_in IS 'Publication in which it last became active; null for the first';
COMMENT ON COLUMN population.match_model.activated_by IS 'Principal who last asked for its activation';

CREATE TABLE population.match_pair (
  record_a uuid NOT NULL,
  record_b uuid NOT NULL,
  weight real NOT NULL,
  model integer NOT NULL,
  CONSTRAINT match_pair_pkey PRIMARY KEY (record_a, record_b)
);
COMMENT ON TABLE population.match_pair IS 'Compared pairs that are joined or asked about; record_a < record_b';
COMMENT ON COLUMN population.match_pair.record_a IS 'Source record';
COMMENT ON COLUMN population.match_pair.record_b IS 'Source record';
COMMENT ON COLUMN population.match_pair.weight IS 'Fellegi-Sunter weight, log2, at or above the review threshold; -Infinity: below it, but both have an identifier that only one thing can have';
COMMENT ON COLUMN population.match_pair.model IS 'Version of the match model';

CREATE TABLE population.place_key (
  key bigint NOT NULL,
  master_id uuid NOT NULL,
  CONSTRAINT place_key_pkey PRIMARY KEY (key, master_id)
);
COMMENT ON TABLE population.place_key IS 'On what of the base of places the places of a record''s addresses hang, or once did';
COMMENT ON COLUMN population.place_key.key IS 'Keyed hash of what was looked up';
COMMENT ON COLUMN population.place_key.master_id IS 'Master';

CREATE TABLE population.publication (
  number bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  cause text NOT NULL,
  batch bigint,
  actor text NOT NULL,
  counts jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT publication_pkey PRIMARY KEY (number)
);
COMMENT ON TABLE population.publication IS 'The publication clock: what became known together, and when';
COMMENT ON COLUMN population.publication.number IS '1, 2, 3 ...';
COMMENT ON COLUMN population.publication.at IS 'Instant; strictly increasing';
COMMENT ON COLUMN population.publication.cause IS 'batch, rollback, decision, model or places';
COMMENT ON COLUMN population.publication.batch IS 'Batch number';
COMMENT ON COLUMN population.publication.actor IS 'Principal who caused it';
COMMENT ON COLUMN population.publication.counts IS 'Masters by outcome';

CREATE TABLE population.review_task (
  task_id uuid NOT NULL,
  opened_in bigint NOT NULL,
  closed_in bigint DEFAULT '9223372036854775807'::bigint NOT NULL,
  kind text NOT NULL,
  master_a uuid NOT NULL,
  master_b uuid,
  records integer NOT NULL,
  detail jsonb NOT NULL,
  CONSTRAINT review_task_pkey PRIMARY KEY (task_id, opened_in)
);
COMMENT ON TABLE population.review_task IS 'What the machine must not decide alone';
COMMENT ON COLUMN population.review_task.task_id IS 'Name-based id of kind and subjects';
COMMENT ON COLUMN population.review_task.opened_in IS 'Publication that raised it';
COMMENT ON COLUMN population.review_task.closed_in IS 'Publication that made it moot';
COMMENT ON COLUMN population.review_task.kind IS 'possible-match, contradiction, attribute-tie or violation';
COMMENT ON COLUMN population.review_task.master_a IS 'Master';
COMMENT ON COLUMN population.review_task.master_b IS 'Other master of a pair';
COMMENT ON COLUMN population.review_task.records IS 'Source records of the masters when it was raised: how much hangs on it';
COMMENT ON COLUMN population.review_task.detail IS 'Records and weight, or attribute, or the rule that is broken and by how much';

CREATE TABLE population.source (
  record_id uuid NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  profile json,
  CONSTRAINT source_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE population.source IS 'Every source record ever seen, with what the matcher compares';
COMMENT ON COLUMN population.source.record_id IS 'Name-based id of (dataset, source key)';
COMMENT ON COLUMN population.source.dataset IS 'Dataset code';
COMMENT ON COLUMN population.source.source_key IS 'Key within the dataset';
COMMENT ON COLUMN population.source.profile IS 'Match profile (field to values), as text; null when nothing is known of the record any more, and where identity is exact';

CREATE TABLE population.source_record (
  record_id uuid NOT NULL,
  effective_from date NOT NULL,
  batch bigint NOT NULL,
  dataset text NOT NULL,
  source_key text NOT NULL,
  "row" integer NOT NULL,
  state text NOT NULL,
  raw_hash uuid,
  content_hash uuid,
  attributes jsonb,
  CONSTRAINT source_record_pkey PRIMARY KEY (record_id, effective_from, batch)
);
COMMENT ON TABLE population.source_record IS 'What each delivery said about each source record; only ever appended to. Known from its batch''s publication until its batch''s rollback.';
COMMENT ON COLUMN population.source_record.record_id IS 'Name-based id of (dataset, source key)';
COMMENT ON COLUMN population.source_record.effective_from IS 'Date from which it is said to be true, until the record''s next statement';
COMMENT ON COLUMN population.source_record.batch IS 'Number of the delivering batch; later wins at equal dates';
COMMENT ON COLUMN population.source_record.dataset IS 'Dataset code';
COMMENT ON COLUMN population.source_record.source_key IS 'Key within the dataset';
COMMENT ON COLUMN population.source_record."row" IS 'Row in the delivered file';
COMMENT ON COLUMN population.source_record.state IS 'asserted (new content), confirmed (content said before), ended, present (delivered but unreadable)';
COMMENT ON COLUMN population.source_record.raw_hash IS 'Hash of the delivered row and the definition it was read with';
COMMENT ON COLUMN population.source_record.content_hash IS 'Hash of the standardised attributes';
COMMENT ON COLUMN population.source_record.attributes IS 'Standardised attributes; null where an earlier row of the record carries the same content hash';

CREATE TABLE population.work_component (
  record_id uuid NOT NULL,
  generation integer NOT NULL,
  CONSTRAINT work_component_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE population.work_component IS 'Source records whose clusters must be decided anew';
COMMENT ON COLUMN population.work_component.record_id IS 'Source record';
COMMENT ON COLUMN population.work_component.generation IS 'Steps from a touched record';

CREATE TABLE population.work_identity (
  identity text NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT work_identity_pkey PRIMARY KEY (identity, record_id)
);
COMMENT ON TABLE population.work_identity IS 'Identities that touched records have or had, where identity is exact';
COMMENT ON COLUMN population.work_identity.identity IS 'What the records of a master agree on';
COMMENT ON COLUMN population.work_identity.record_id IS 'Touched source record';

CREATE TABLE population.work_key (
  key bigint NOT NULL,
  CONSTRAINT work_key_pkey PRIMARY KEY (key)
);
COMMENT ON TABLE population.work_key IS 'Keys that lost a record: they may have come back below the frequency limit';
COMMENT ON COLUMN population.work_key.key IS 'Hash of the key';

CREATE TABLE population.work_master (
  master_id uuid NOT NULL,
  change text,
  other uuid,
  CONSTRAINT work_master_pkey PRIMARY KEY (master_id)
);
COMMENT ON TABLE population.work_master IS 'Masters whose versions must be derived anew';
COMMENT ON COLUMN population.work_master.master_id IS 'Master';
COMMENT ON COLUMN population.work_master.change IS 'created, merged, split or retired; null when only its values may change';
COMMENT ON COLUMN population.work_master.other IS 'Master it was merged into, or split from';

CREATE TABLE population.work_record (
  record_id uuid NOT NULL,
  rematch boolean DEFAULT false NOT NULL,
  near bigint DEFAULT 0 NOT NULL,
  CONSTRAINT work_record_pkey PRIMARY KEY (record_id)
);
COMMENT ON TABLE population.work_record IS 'Source records the coming publication touches';
COMMENT ON COLUMN population.work_record.record_id IS 'Source record';
COMMENT ON COLUMN population.work_record.rematch IS 'Its match profile, or the reach of one of its keys, changed';
COMMENT ON COLUMN population.work_record.near IS 'Place in an order in which records that are compared with nearly the same others stand together; 0 where there is none';

CREATE TABLE population.work_task (
  task_id uuid NOT NULL,
  kind text NOT NULL,
  master_a uuid NOT NULL,
  master_b uuid NOT NULL,
  detail jsonb NOT NULL,
  CONSTRAINT work_task_pkey PRIMARY KEY (task_id)
);
COMMENT ON TABLE population.work_task IS 'Open questions about the pairs of masters that were decided anew';
COMMENT ON COLUMN population.work_task.task_id IS 'Name-based id of kind and subjects';
COMMENT ON COLUMN population.work_task.kind IS 'possible-match or contradiction';
COMMENT ON COLUMN population.work_task.master_a IS 'Master';
COMMENT ON COLUMN population.work_task.master_b IS 'Other master';
COMMENT ON COLUMN population.work_task.detail IS 'Records and weight';

CREATE TABLE public.siku_migration (
  id integer DEFAULT nextval('public.siku_migration_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_24925bc3d5b484ea5460c7d8fb0" PRIMARY KEY (id)
);
COMMENT ON TABLE public.siku_migration IS 'Migrations that were applied';
COMMENT ON COLUMN public.siku_migration.id IS 'Order of application';
COMMENT ON COLUMN public.siku_migration."timestamp" IS 'Number of the migration file';
COMMENT ON COLUMN public.siku_migration.name IS 'Name of the migration file, digest of its text, number';

CREATE TABLE stewardship.claim (
  task uuid NOT NULL,
  assignee text NOT NULL,
  until timestamp with time zone NOT NULL,
  claimed_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT claim_pkey PRIMARY KEY (task)
);
COMMENT ON TABLE stewardship.claim IS 'Who works on a review task';
COMMENT ON COLUMN stewardship.claim.task IS 'Review task';
COMMENT ON COLUMN stewardship.claim.assignee IS 'Principal';
COMMENT ON COLUMN stewardship.claim.until IS 'Instant from which anybody may take it';
COMMENT ON COLUMN stewardship.claim.claimed_at IS 'Instant it was taken';

CREATE TABLE stewardship.dispute (
  id uuid NOT NULL,
  base text NOT NULL,
  master uuid NOT NULL,
  version integer NOT NULL,
  path text NOT NULL,
  proposed text,
  reason text NOT NULL,
  reporter text NOT NULL,
  opened_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT dispute_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE stewardship.dispute IS 'Doubts of applications about a value they read; what became of one follows from the decisions about it';
COMMENT ON COLUMN stewardship.dispute.id IS 'Public id, of the dispute and of its review task';
COMMENT ON COLUMN stewardship.dispute.base IS 'Base';
COMMENT ON COLUMN stewardship.dispute.master IS 'Record';
COMMENT ON COLUMN stewardship.dispute.version IS 'Version that was read';
COMMENT ON COLUMN stewardship.dispute.path IS 'Attribute in doubt';
COMMENT ON COLUMN stewardship.dispute.proposed IS 'What the reporter holds for right, as sealed JSON';
COMMENT ON COLUMN stewardship.dispute.reason IS 'Why, sealed';
COMMENT ON COLUMN stewardship.dispute.reporter IS 'Principal';
COMMENT ON COLUMN stewardship.dispute.opened_at IS 'Instant of the report';

CREATE TABLE stewardship.policy (
  base text NOT NULL,
  four_eyes boolean NOT NULL,
  claim_minutes integer NOT NULL,
  due_days integer NOT NULL,
  desks jsonb DEFAULT '[]'::jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT policy_pkey PRIMARY KEY (base)
);
COMMENT ON TABLE stewardship.policy IS 'How a base is worked on, where that differs from the default';
COMMENT ON COLUMN stewardship.policy.base IS 'Base';
COMMENT ON COLUMN stewardship.policy.four_eyes IS 'Decisions wait for the approval of somebody else';
COMMENT ON COLUMN stewardship.policy.claim_minutes IS 'How long a claim holds';
COMMENT ON COLUMN stewardship.policy.due_days IS 'Days after which a task is overdue';
COMMENT ON COLUMN stewardship.policy.desks IS 'Who looks after which tasks: stewards, kinds, division, department';
COMMENT ON COLUMN stewardship.policy.changed_by IS 'Principal';
COMMENT ON COLUMN stewardship.policy.changed_at IS 'Instant';

-- Indexes

CREATE INDEX audit_entry_at ON access.audit_entry USING brin (at) WITH (pages_per_range='16');

CREATE INDEX audit_entry_principal ON access.audit_entry USING btree (principal, number);

CREATE INDEX audit_entry_subject ON access.audit_entry USING btree (subject, number) WHERE (subject IS NOT NULL);

CREATE INDEX audit_entry_subjects ON access.audit_entry USING gin (((detail -> 'subjects'::text)) jsonb_path_ops) WHERE (detail ? 'subjects'::text);

CREATE INDEX reading_grant_holder ON access.reading_grant USING btree (holder, base, purpose, decided_at) WHERE (status = 'approved'::text);

CREATE INDEX reading_grant_requested ON access.reading_grant USING btree (requested_at, id);

CREATE INDEX batch_dataset ON catalogue.batch USING btree (dataset, number);

CREATE UNIQUE INDEX batch_idempotency ON catalogue.batch USING btree (sender, dataset, idempotency_key) WHERE (idempotency_key IS NOT NULL);

CREATE INDEX batch_unfinished ON catalogue.batch USING btree (number) WHERE ((finished_at IS NULL) OR (requested IS NOT NULL));

CREATE INDEX dataset_department ON catalogue.dataset USING btree (department);

CREATE INDEX decision_about ON catalogue.decision USING btree (task);

CREATE UNIQUE INDEX decision_idempotency ON catalogue.decision USING btree (actor, idempotency_key) WHERE (idempotency_key IS NOT NULL);

CREATE INDEX decision_published ON catalogue.decision USING btree (base, published_in);

CREATE INDEX decision_requested ON catalogue.decision USING btree (base, number) WHERE (requested IS NOT NULL);

CREATE UNIQUE INDEX decision_task ON catalogue.decision USING btree (task, task_opened_in) WHERE ((task IS NOT NULL) AND (undone_by IS NULL) AND (kind <> ALL (ARRAY['return'::text, 'investigate'::text])));

CREATE INDEX decision_undone ON catalogue.decision USING btree (base, undone_in) WHERE (undone_in IS NOT NULL);

CREATE INDEX change_event_master ON geospatial.change_event USING btree (master_id);

CREATE INDEX crosswalk_dataset ON geospatial.crosswalk USING btree (dataset, source_key);

CREATE INDEX crosswalk_master ON geospatial.crosswalk USING btree (master_id);

CREATE INDEX decided_record_decision ON geospatial.decided_record USING btree (decision);

CREATE INDEX decided_value_decision ON geospatial.decided_value USING btree (decision);

CREATE INDEX exclusive_key_record ON geospatial.exclusive_key USING btree (record_id);

CREATE INDEX master_version_address ON geospatial.master_version USING btree (address_key) WHERE (address_key IS NOT NULL);

CREATE INDEX master_version_code ON geospatial.master_version USING btree (code);

CREATE INDEX master_version_division ON geospatial.master_version USING btree (division text_pattern_ops);

CREATE INDEX master_version_geom ON geospatial.master_version USING gist (geom);

CREATE INDEX master_version_grams ON geospatial.master_version USING gin (name_grams);

CREATE INDEX master_version_layer ON geospatial.master_version USING btree (layer, master_id);

CREATE INDEX master_version_name_key ON geospatial.master_version USING btree (name_key text_pattern_ops, master_id);

CREATE INDEX master_version_recorded ON geospatial.master_version USING brin (recorded_from);

CREATE INDEX master_version_street ON geospatial.master_version USING btree (street_key) WHERE (street_key IS NOT NULL);

CREATE INDEX match_key_record ON geospatial.match_key USING btree (record_id);

CREATE UNIQUE INDEX match_model_active ON geospatial.match_model USING btree (status) WHERE (status = 'active'::text);

CREATE UNIQUE INDEX match_model_digest ON geospatial.match_model USING btree (digest);

CREATE UNIQUE INDEX match_model_under_way ON geospatial.match_model USING btree ((true)) WHERE (status = ANY (ARRAY['training'::text, 'activating'::text]));

CREATE INDEX match_pair_b ON geospatial.match_pair USING btree (record_b);

CREATE INDEX publication_at ON geospatial.publication USING btree (at);

CREATE INDEX review_task_master_a ON geospatial.review_task USING btree (master_a);

CREATE INDEX review_task_master_b ON geospatial.review_task USING btree (master_b);

CREATE INDEX review_task_open ON geospatial.review_task USING btree (opened_in) WHERE (closed_in = '9223372036854775807'::bigint);

CREATE INDEX served_version_geom ON geospatial.served_version USING gist (geom);

CREATE INDEX served_version_layer ON geospatial.served_version USING btree (layer, master_id);

CREATE INDEX served_version_place ON geospatial.served_version USING btree (layer, place, master_id);

CREATE INDEX served_version_recorded ON geospatial.served_version USING brin (recorded_from);

CREATE INDEX source_dataset ON geospatial.source USING btree (dataset, source_key);

CREATE INDEX source_record_batch ON geospatial.source_record USING brin (batch) WITH (pages_per_range='32');

CREATE INDEX change_event_master ON legal_entity.change_event USING btree (master_id);

CREATE INDEX crosswalk_dataset ON legal_entity.crosswalk USING btree (dataset, source_key);

CREATE INDEX crosswalk_master ON legal_entity.crosswalk USING btree (master_id);

CREATE INDEX decided_record_decision ON legal_entity.decided_record USING btree (decision);

CREATE INDEX decided_value_decision ON legal_entity.decided_value USING btree (decision);

CREATE INDEX exclusive_key_record ON legal_entity.exclusive_key USING btree (record_id);

CREATE INDEX master_version_division ON legal_entity.master_version USING btree (division text_pattern_ops);

CREATE INDEX master_version_grams ON legal_entity.master_version USING gin (name_grams);

CREATE INDEX master_version_identifiers ON legal_entity.master_version USING gin (identifiers);

CREATE INDEX master_version_industry ON legal_entity.master_version USING btree (industry text_pattern_ops);

CREATE INDEX master_version_initials ON legal_entity.master_version USING btree (initials text_pattern_ops);

CREATE INDEX master_version_name ON legal_entity.master_version USING btree (name text_pattern_ops);

CREATE INDEX master_version_name_key ON legal_entity.master_version USING btree (name_key text_pattern_ops, master_id);

CREATE INDEX master_version_recorded ON legal_entity.master_version USING brin (recorded_from);

CREATE INDEX master_version_related ON legal_entity.master_version USING gin (related);

CREATE INDEX match_key_record ON legal_entity.match_key USING btree (record_id);

CREATE UNIQUE INDEX match_model_active ON legal_entity.match_model USING btree (status) WHERE (status = 'active'::text);

CREATE UNIQUE INDEX match_model_digest ON legal_entity.match_model USING btree (digest);

CREATE UNIQUE INDEX match_model_under_way ON legal_entity.match_model USING btree ((true)) WHERE (status = ANY (ARRAY['training'::text, 'activating'::text]));

CREATE INDEX match_pair_b ON legal_entity.match_pair USING btree (record_b);

CREATE INDEX publication_at ON legal_entity.publication USING btree (at);

CREATE INDEX review_task_master_a ON legal_entity.review_task USING btree (master_a);

CREATE INDEX review_task_master_b ON legal_entity.review_task USING btree (master_b);

CREATE INDEX review_task_open ON legal_entity.review_task USING btree (opened_in) WHERE (closed_in = '9223372036854775807'::bigint);

CREATE INDEX source_dataset ON legal_entity.source USING btree (dataset, source_key);

CREATE INDEX source_record_batch ON legal_entity.source_record USING brin (batch) WITH (pages_per_range='32');

CREATE INDEX change_event_master ON macroeconomic.change_event USING btree (master_id);

CREATE INDEX crosswalk_dataset ON macroeconomic.crosswalk USING btree (dataset, source_key);

CREATE INDEX crosswalk_master ON macroeconomic.crosswalk USING btree (master_id);

CREATE INDEX decided_record_decision ON macroeconomic.decided_record USING btree (decision);

CREATE INDEX decided_value_decision ON macroeconomic.decided_value USING btree (decision);

CREATE INDEX exclusive_key_record ON macroeconomic.exclusive_key USING btree (record_id);

CREATE INDEX master_version_area ON macroeconomic.master_version USING btree (area, series_key, period_start);

CREATE INDEX master_version_indicator ON macroeconomic.master_version USING btree (indicator, series_key, period_start);

CREATE INDEX master_version_recorded ON macroeconomic.master_version USING brin (recorded_from);

CREATE INDEX master_version_series ON macroeconomic.master_version USING btree (series_key, period_start);

CREATE INDEX match_key_record ON macroeconomic.match_key USING btree (record_id);

CREATE UNIQUE INDEX match_model_active ON macroeconomic.match_model USING btree (status) WHERE (status = 'active'::text);

CREATE UNIQUE INDEX match_model_digest ON macroeconomic.match_model USING btree (digest);

CREATE UNIQUE INDEX match_model_under_way ON macroeconomic.match_model USING btree ((true)) WHERE (status = ANY (ARRAY['training'::text, 'activating'::text]));

CREATE INDEX match_pair_b ON macroeconomic.match_pair USING btree (record_b);

CREATE INDEX publication_at ON macroeconomic.publication USING btree (at);

CREATE INDEX review_task_master_a ON macroeconomic.review_task USING btree (master_a);

CREATE INDEX review_task_master_b ON macroeconomic.review_task USING btree (master_b);

CREATE INDEX review_task_open ON macroeconomic.review_task USING btree (opened_in) WHERE (closed_in = '9223372036854775807'::bigint);

CREATE INDEX source_dataset ON macroeconomic.source USING btree (dataset, source_key);

CREATE INDEX source_record_batch ON macroeconomic.source_record USING brin (batch) WITH (pages_per_range='32');

CREATE INDEX source_record_release ON macroeconomic.source_record USING btree (dataset, effective_from, batch) WHERE (state = 'asserted'::text);

CREATE INDEX change_event_master ON population.change_event USING btree (master_id);

CREATE INDEX crosswalk_dataset ON population.crosswalk USING btree (dataset, source_key);

CREATE INDEX crosswalk_master ON population.crosswalk USING btree (master_id);

CREATE INDEX decided_record_decision ON population.decided_record USING btree (decision);

CREATE INDEX decided_value_decision ON population.decided_value USING btree (decision);

CREATE INDEX exclusive_key_record ON population.exclusive_key USING btree (record_id);

CREATE INDEX master_successor ON population.master USING btree (successor) WHERE (successor IS NOT NULL);

CREATE INDEX master_version_birth_date ON population.master_version USING btree (birth_date);

CREATE INDEX master_version_email ON population.master_version USING btree (email) WHERE (email IS NOT NULL);

CREATE INDEX master_version_household ON population.master_version USING btree (household) WHERE (household IS NOT NULL);

CREATE INDEX master_version_identifiers ON population.master_version USING gin (identifiers);

CREATE INDEX master_version_kin ON population.master_version USING gin (kin);

CREATE INDEX master_version_name ON population.master_version USING btree (name text_pattern_ops);

CREATE INDEX master_version_name_key ON population.master_version USING btree (name_key text_pattern_ops);

CREATE INDEX master_version_names ON population.master_version USING gin (names);

CREATE INDEX master_version_phone ON population.master_version USING btree (phone) WHERE (phone IS NOT NULL);

CREATE INDEX master_version_recorded ON population.master_version USING brin (recorded_from);

CREATE INDEX match_key_record ON population.match_key USING btree (record_id);

CREATE UNIQUE INDEX match_model_active ON population.match_model USING btree (status) WHERE (status = 'active'::text);

CREATE UNIQUE INDEX match_model_digest ON population.match_model USING btree (digest);

CREATE UNIQUE INDEX match_model_under_way ON population.match_model USING btree ((true)) WHERE (status = ANY (ARRAY['training'::text, 'activating'::text]));

CREATE INDEX match_pair_b ON population.match_pair USING btree (record_b);

CREATE INDEX publication_at ON population.publication USING btree (at);

CREATE INDEX review_task_master_a ON population.review_task USING btree (master_a);

CREATE INDEX review_task_master_b ON population.review_task USING btree (master_b);

CREATE INDEX review_task_open ON population.review_task USING btree (opened_in) WHERE (closed_in = '9223372036854775807'::bigint);

CREATE INDEX source_dataset ON population.source USING btree (dataset, source_key);

CREATE INDEX source_record_batch ON population.source_record USING brin (batch) WITH (pages_per_range='32');

CREATE INDEX dispute_master ON stewardship.dispute USING btree (master);

CREATE INDEX dispute_reporter ON stewardship.dispute USING btree (reporter, opened_at);

-- Functions and procedures

CREATE OR REPLACE FUNCTION access.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$function$
;
COMMENT ON FUNCTION access.refuse_change() IS 'Trigger: raises whatever is attempted';

CREATE OR REPLACE PROCEDURE catalogue.create_kernel(IN base text)
 LANGUAGE plpgsql
AS $procedure$
DECLARE
  before text := current_setting('search_path');
BEGIN
  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', base);
  PERFORM set_config('search_path', quote_ident(base) || ', public', true);

  CREATE TABLE source_record (
    record_id uuid NOT NULL,
    effective_from date NOT NULL,
    batch bigint NOT NULL,
    dataset text NOT NULL,
    source_key text NOT NULL,
    row integer NOT NULL,
    state text NOT NULL,
    raw_hash uuid,
    content_hash uuid,
    attributes jsonb,
    PRIMARY KEY (record_id, effective_from, batch)
  );
  CREATE INDEX source_record_batch ON source_record USING brin (batch) WITH (pages_per_range = 32);
  COMMENT ON TABLE source_record IS 'What each delivery said about each source record; only ever appended to. Known from its batch''s publication until its batch''s rollback.';
  COMMENT ON COLUMN source_record.record_id IS 'Name-based id of (dataset, source key)';
  COMMENT ON COLUMN source_record.effective_from IS 'Date from which it is said to be true, until the record''s next statement';
  COMMENT ON COLUMN source_record.batch IS 'Number of the delivering batch; later wins at equal dates';
  COMMENT ON COLUMN source_record.dataset IS 'Dataset code';
  COMMENT ON COLUMN source_record.source_key IS 'Key within the dataset';
  COMMENT ON COLUMN source_record.row IS 'Row in the delivered file';
  COMMENT ON COLUMN source_record.state IS 'asserted (new content), confirmed (content said before), ended, present (delivered but unreadable)';
  COMMENT ON COLUMN source_record.raw_hash IS 'Hash of the delivered row and the definition it was read with';
  COMMENT ON COLUMN source_record.content_hash IS 'Hash of the standardised attributes';
  COMMENT ON COLUMN source_record.attributes IS 'Standardised attributes; null where an earlier row of the record carries the same content hash';

  CREATE TABLE source (
    record_id uuid PRIMARY KEY,
    dataset text NOT NULL,
    source_key text NOT NULL,
    profile json
  );
  CREATE INDEX source_dataset ON source (dataset, source_key);
  COMMENT ON TABLE source IS 'Every source record ever seen, with what the matcher compares';
  COMMENT ON COLUMN source.record_id IS 'Name-based id of (dataset, source key)';
  COMMENT ON COLUMN source.dataset IS 'Dataset code';
  COMMENT ON COLUMN source.source_key IS 'Key within the dataset';
  COMMENT ON COLUMN source.profile IS 'Match profile (field to values), as text; null when nothing is known of the record any more, and where identity is exact';

  CREATE TABLE match_key (
    key bigint NOT NULL,
    record_id uuid NOT NULL,
    PRIMARY KEY (key, record_id)
  );
  CREATE INDEX match_key_record ON match_key (record_id);
  COMMENT ON TABLE match_key IS 'Inverted index of blocking keys';
  COMMENT ON COLUMN match_key.key IS '64-bit hash of the key; a collision only costs a comparison';
  COMMENT ON COLUMN match_key.record_id IS 'Source record';

  CREATE TABLE exclusive_key (
    key bigint NOT NULL,
    record_id uuid NOT NULL,
    PRIMARY KEY (key, record_id)
  );
  CREATE INDEX exclusive_key_record ON exclusive_key (record_id);
  COMMENT ON TABLE exclusive_key IS 'Inverted index of identifiers that only one entity can have';
  COMMENT ON COLUMN exclusive_key.key IS '64-bit hash of scheme and value';
  COMMENT ON COLUMN exclusive_key.record_id IS 'Source record';

  CREATE TABLE match_pair (
    record_a uuid NOT NULL,
    record_b uuid NOT NULL,
    weight real NOT NULL,
    model integer NOT NULL,
    PRIMARY KEY (record_a, record_b)
  );
  CREATE INDEX match_pair_b ON match_pair (record_b);
  COMMENT ON TABLE match_pair IS 'Compared pairs that are joined or asked about; record_a < record_b';
  COMMENT ON COLUMN match_pair.record_a IS 'Source record';
  COMMENT ON COLUMN match_pair.record_b IS 'Source record';
  COMMENT ON COLUMN match_pair.weight IS 'Fellegi-Sunter weight, log2, at or above the review threshold; -Infinity: below it, but both have an identifier that only one thing can have';
  COMMENT ON COLUMN match_pair.model IS 'Version of the match model';

  CREATE TABLE decided_record (
    record_id uuid NOT NULL,
    decision bigint NOT NULL,
    side integer NOT NULL,
    PRIMARY KEY (record_id, decision)
  );
  CREATE INDEX decided_record_decision ON decided_record (decision);
  COMMENT ON TABLE decided_record IS 'Source records a decision groups: one side is the same entity, two sides are different ones';
  COMMENT ON COLUMN decided_record.record_id IS 'Source record';
  COMMENT ON COLUMN decided_record.decision IS 'Number of the decision';
  COMMENT ON COLUMN decided_record.side IS 'Group within the decision';

  CREATE TABLE decided_value (
    record_id uuid NOT NULL,
    decision bigint NOT NULL,
    path text NOT NULL,
    doubted boolean NOT NULL,
    value jsonb,
    valid_from date NOT NULL,
    valid_to date NOT NULL DEFAULT 'infinity',
    PRIMARY KEY (record_id, decision)
  );
  CREATE INDEX decided_value_decision ON decided_value (decision);
  COMMENT ON TABLE decided_value IS 'Golden values a decision sets, for whichever master holds the record';
  COMMENT ON COLUMN decided_value.record_id IS 'Source record it is tied to';
  COMMENT ON COLUMN decided_value.decision IS 'Number of the decision';
  COMMENT ON COLUMN decided_value.path IS 'Attribute';
  COMMENT ON COLUMN decided_value.doubted IS 'Only marks the value as under investigation';
  COMMENT ON COLUMN decided_value.value IS 'The value; null: there is none';
  COMMENT ON COLUMN decided_value.valid_from IS 'True from this date';
  COMMENT ON COLUMN decided_value.valid_to IS 'until before this date';
  CREATE TABLE match_model (
    version integer PRIMARY KEY,
    origin text NOT NULL CHECK (origin IN ('built-in', 'trained')),
    digest text,
    status text NOT NULL CHECK (status IN ('training', 'ready', 'activating', 'active', 'retired', 'failed')),
    model jsonb,
    report jsonb,
    preview jsonb,
    problem jsonb,
    actor text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    trained_at timestamptz,
    activated_in bigint,
    activated_by text
  );
  CREATE UNIQUE INDEX match_model_active ON match_model (status) WHERE status = 'active';
  CREATE UNIQUE INDEX match_model_under_way ON match_model ((true)) WHERE status IN ('training', 'activating');
  CREATE UNIQUE INDEX match_model_digest ON match_model (digest);
  COMMENT ON TABLE match_model IS 'How records are known to be the same: the numbers of the base''s definition, and what training made of them. One is active, and part of the state of the base';
  COMMENT ON COLUMN match_model.version IS '1, 2, 3 ...';
  COMMENT ON COLUMN match_model.origin IS 'built-in: of the base''s definition; trained: on the records';
  COMMENT ON COLUMN match_model.digest IS 'Of a built-in model: a definition is taken up once';
  COMMENT ON COLUMN match_model.status IS 'training, ready, activating, active, retired or failed; this row is the truth about its job';
  COMMENT ON COLUMN match_model.model IS 'The model, sealed where it was trained on what is sealed; null until it is trained';
  COMMENT ON COLUMN match_model.report IS 'What it was trained on, and how well it tells records apart';
  COMMENT ON COLUMN match_model.preview IS 'What would merge and split, by ids only';
  COMMENT ON COLUMN match_model.problem IS 'Why training failed';
  COMMENT ON COLUMN match_model.actor IS 'Principal who asked for it';
  COMMENT ON COLUMN match_model.created_at IS 'Instant it was asked for';
  COMMENT ON COLUMN match_model.trained_at IS 'Instant training was done';
  COMMENT ON COLUMN match_model.activated_in IS 'Publication in which it last became active; null for the first';
  COMMENT ON COLUMN match_model.activated_by IS 'Principal who last asked for its activation';

  CREATE TABLE work_record (record_id uuid PRIMARY KEY, rematch boolean NOT NULL DEFAULT false, near bigint NOT NULL DEFAULT 0) WITH (fillfactor = 50);
  CREATE TABLE work_component (record_id uuid PRIMARY KEY, generation integer NOT NULL);
  CREATE TABLE work_master (master_id uuid PRIMARY KEY, change text, other uuid);
  CREATE TABLE work_key (key bigint PRIMARY KEY);
  CREATE TABLE work_identity (identity text COLLATE "C" NOT NULL, record_id uuid NOT NULL, PRIMARY KEY (identity, record_id));
  CREATE TABLE work_task (
    task_id uuid PRIMARY KEY,
    kind text NOT NULL,
    master_a uuid NOT NULL,
    master_b uuid NOT NULL,
    detail jsonb NOT NULL
  );
  COMMENT ON TABLE work_record IS 'Source records the coming publication touches';
  COMMENT ON COLUMN work_record.record_id IS 'Source record';
  COMMENT ON COLUMN work_record.rematch IS 'Its match profile, or the reach of one of its keys, changed';
  COMMENT ON COLUMN work_record.near IS 'Place in an order in which records that are compared with nearly the same others stand together; 0 where there is none';
  COMMENT ON TABLE work_component IS 'Source records whose clusters must be decided anew';
  COMMENT ON COLUMN work_component.record_id IS 'Source record';
  COMMENT ON COLUMN work_component.generation IS 'Steps from a touched record';
  COMMENT ON TABLE work_master IS 'Masters whose versions must be derived anew';
  COMMENT ON COLUMN work_master.master_id IS 'Master';
  COMMENT ON COLUMN work_master.change IS 'created, merged, split or retired; null when only its values may change';
  COMMENT ON COLUMN work_master.other IS 'Master it was merged into, or split from';
  COMMENT ON TABLE work_key IS 'Keys that lost a record: they may have come back below the frequency limit';
  COMMENT ON COLUMN work_key.key IS 'Hash of the key';

  COMMENT ON TABLE work_identity IS 'Identities that touched records have or had, where identity is exact';
  COMMENT ON COLUMN work_identity.identity IS 'What the records of a master agree on';
  COMMENT ON COLUMN work_identity.record_id IS 'Touched source record';
  COMMENT ON TABLE work_task IS 'Open questions about the pairs of masters that were decided anew';
  COMMENT ON COLUMN work_task.task_id IS 'Name-based id of kind and subjects';
  COMMENT ON COLUMN work_task.kind IS 'possible-match or contradiction';
  COMMENT ON COLUMN work_task.master_a IS 'Master';
  COMMENT ON COLUMN work_task.master_b IS 'Other master';
  COMMENT ON COLUMN work_task.detail IS 'Records and weight';

  CREATE TABLE publication (
    number bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    cause text NOT NULL,
    batch bigint,
    actor text NOT NULL,
    counts jsonb NOT NULL DEFAULT '{}'
  );
  CREATE INDEX publication_at ON publication (at);
  COMMENT ON TABLE publication IS 'The publication clock: what became known together, and when';
  COMMENT ON COLUMN publication.number IS '1, 2, 3 ...';
  COMMENT ON COLUMN publication.at IS 'Instant; strictly increasing';
  COMMENT ON COLUMN publication.cause IS 'batch, rollback, decision, model or places';
  COMMENT ON COLUMN publication.batch IS 'Batch number';
  COMMENT ON COLUMN publication.actor IS 'Principal who caused it';
  COMMENT ON COLUMN publication.counts IS 'Masters by outcome';

  CREATE TABLE master (
    master_id uuid NOT NULL,
    recorded_from bigint NOT NULL,
    recorded_to bigint NOT NULL DEFAULT 9223372036854775807,
    status text NOT NULL CHECK (status IN ('active', 'merged', 'retired')),
    successor uuid,
    created_in bigint NOT NULL,
    PRIMARY KEY (master_id, recorded_from)
  );
  COMMENT ON TABLE master IS 'Master ids and what became of them';
  COMMENT ON COLUMN master.master_id IS 'Stable id; never changes hands';
  COMMENT ON COLUMN master.recorded_from IS 'First publication in which this holds';
  COMMENT ON COLUMN master.recorded_to IS 'First publication in which it no longer does';
  COMMENT ON COLUMN master.status IS 'active, merged (answered with 410 and its successor) or retired (nothing known any more)';
  COMMENT ON COLUMN master.successor IS 'Master it was merged into';
  COMMENT ON COLUMN master.created_in IS 'Publication that created the id; the older id survives a merge';

  CREATE TABLE crosswalk (
    record_id uuid NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL DEFAULT 9223372036854775807,
    master_id uuid NOT NULL,
    dataset text NOT NULL,
    source_key text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (record_id, since)
  ) WITH (fillfactor = 80); -- as for master_version
  CREATE INDEX crosswalk_master ON crosswalk (master_id);
  CREATE INDEX crosswalk_dataset ON crosswalk (dataset, source_key);
  COMMENT ON TABLE crosswalk IS 'Which master a source record belongs to';
  COMMENT ON COLUMN crosswalk.record_id IS 'Source record';
  COMMENT ON COLUMN crosswalk.since IS 'First publication in which this holds';
  COMMENT ON COLUMN crosswalk.until IS 'First publication in which it no longer does';
  COMMENT ON COLUMN crosswalk.master_id IS 'Master';
  COMMENT ON COLUMN crosswalk.dataset IS 'Dataset code';
  COMMENT ON COLUMN crosswalk.source_key IS 'Key within the dataset';
  COMMENT ON COLUMN crosswalk.reason IS 'single, identifier, weight or decision';

  CREATE TABLE master_version (
    master_id uuid NOT NULL,
    version integer NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL DEFAULT 'infinity',
    recorded_from bigint NOT NULL,
    recorded_to bigint NOT NULL DEFAULT 9223372036854775807,
    attributes jsonb NOT NULL,
    provenance json NOT NULL,
    PRIMARY KEY (master_id, version, valid_from)
  ) WITH (fillfactor = 70); -- room for a row to be closed in place, without a new entry in every index
  CREATE INDEX master_version_recorded ON master_version USING brin (recorded_from);
  COMMENT ON TABLE master_version IS 'Golden records, bitemporal. A version is one recorded change; only recorded_to of an earlier row is ever set';
  COMMENT ON COLUMN master_version.master_id IS 'Master';
  COMMENT ON COLUMN master_version.version IS '1, 2, 3 ... per master';
  COMMENT ON COLUMN master_version.valid_from IS 'True from this date';
  COMMENT ON COLUMN master_version.valid_to IS 'until before this date';
  COMMENT ON COLUMN master_version.recorded_from IS 'Known from this publication';
  COMMENT ON COLUMN master_version.recorded_to IS 'until before this publication';
  COMMENT ON COLUMN master_version.attributes IS 'Golden values';
  COMMENT ON COLUMN master_version.provenance IS 'Source records, and for each attribute which of them gave it by which rule; as text, only ever handed on';

  CREATE TABLE place_key (
    key bigint NOT NULL,
    master_id uuid NOT NULL,
    PRIMARY KEY (key, master_id)
  );
  COMMENT ON TABLE place_key IS 'On what of the base of places the places of a record''s addresses hang, or once did';
  COMMENT ON COLUMN place_key.key IS 'Keyed hash of what was looked up';
  COMMENT ON COLUMN place_key.master_id IS 'Master';

  CREATE TABLE change_event (
    publication bigint NOT NULL,
    ordinal integer NOT NULL,
    master_id uuid NOT NULL,
    kind text NOT NULL,
    version integer,
    fields jsonb NOT NULL DEFAULT '[]',
    successor uuid,
    PRIMARY KEY (publication, ordinal)
  );
  CREATE INDEX change_event_master ON change_event (master_id);
  COMMENT ON TABLE change_event IS 'The ordered feed of every transition';
  COMMENT ON COLUMN change_event.publication IS 'Publication';
  COMMENT ON COLUMN change_event.ordinal IS 'Position within it';
  COMMENT ON COLUMN change_event.master_id IS 'Master';
  COMMENT ON COLUMN change_event.kind IS 'created, updated, merged, split, retired or restored';
  COMMENT ON COLUMN change_event.version IS 'Version it led to';
  COMMENT ON COLUMN change_event.fields IS 'Attributes whose present value changed';
  COMMENT ON COLUMN change_event.successor IS 'Master it was merged into, or split from';

  CREATE TABLE review_task (
    task_id uuid NOT NULL,
    opened_in bigint NOT NULL,
    closed_in bigint NOT NULL DEFAULT 9223372036854775807,
    kind text NOT NULL,
    master_a uuid NOT NULL,
    master_b uuid,
    records integer NOT NULL,
    detail jsonb NOT NULL,
    PRIMARY KEY (task_id, opened_in)
  );
  CREATE INDEX review_task_master_a ON review_task (master_a);
  CREATE INDEX review_task_master_b ON review_task (master_b);
  CREATE INDEX review_task_open ON review_task (opened_in) WHERE closed_in = 9223372036854775807;
  COMMENT ON TABLE review_task IS 'What the machine must not decide alone';
  COMMENT ON COLUMN review_task.task_id IS 'Name-based id of kind and subjects';
  COMMENT ON COLUMN review_task.opened_in IS 'Publication that raised it';
  COMMENT ON COLUMN review_task.closed_in IS 'Publication that made it moot';
  COMMENT ON COLUMN review_task.kind IS 'possible-match, contradiction, attribute-tie or violation';
  COMMENT ON COLUMN review_task.master_a IS 'Master';
  COMMENT ON COLUMN review_task.master_b IS 'Other master of a pair';
  COMMENT ON COLUMN review_task.records IS 'Source records of the masters when it was raised: how much hangs on it';
  COMMENT ON COLUMN review_task.detail IS 'Records and weight, or attribute, or the rule that is broken and by how much';

  INSERT INTO catalogue.base_clock (base) VALUES (base);
  PERFORM set_config('search_path', before, true);
END
$procedure$
;
COMMENT ON PROCEDURE catalogue.create_kernel(IN base text) IS 'Creates the schema of a base with the kernel''s tables';

-- Triggers

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON access.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change();

CREATE TRIGGER keep_head BEFORE INSERT OR DELETE OR TRUNCATE ON access.audit_head FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change();

-- What siku_app may do, beside what its schema or table gives it by default

GRANT INSERT, SELECT, UPDATE ON access.api_key TO siku_app;

GRANT INSERT, SELECT ON access.audit_entry TO siku_app;

GRANT SELECT, UPDATE ON access.audit_head TO siku_app;

GRANT INSERT, SELECT ON access.data_key TO siku_app;

GRANT INSERT, SELECT, UPDATE ON access.reading_grant TO siku_app;

GRANT SELECT ON public.siku_migration TO siku_app;
