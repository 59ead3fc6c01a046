-- The kernel's tables: what every base has (docs/DATABASE.md), and the batches they share.

CREATE TABLE catalogue.batch (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  base text NOT NULL,
  dataset text NOT NULL,
  dataset_version integer NOT NULL,
  department text NOT NULL,
  mode text NOT NULL CHECK (mode IN ('snapshot', 'delta')),
  effective_date date NOT NULL,
  publish_at timestamptz,
  dry_run boolean NOT NULL DEFAULT false,
  idempotency_key text,
  sender text NOT NULL,
  file text NOT NULL,
  file_size bigint NOT NULL,
  sha256 text NOT NULL,
  columns jsonb,
  status text NOT NULL DEFAULT 'received' CHECK (status IN ('received', 'validating', 'matching', 'resolving', 'publishing',
    'published', 'validated', 'held', 'rejected', 'failed', 'cancelled', 'rolled-back')),
  requested text CHECK (requested IN ('cancel', 'rollback')),
  requested_by text,
  confirmed_by text,
  counts jsonb NOT NULL DEFAULT '{}',
  progress jsonb NOT NULL DEFAULT '{}',
  problem jsonb,
  received_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  published_in bigint,
  rolled_back_in bigint
);
CREATE UNIQUE INDEX batch_idempotency ON catalogue.batch (sender, dataset, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX batch_dataset ON catalogue.batch (dataset, number);
CREATE INDEX batch_unfinished ON catalogue.batch (number) WHERE finished_at IS NULL OR requested IS NOT NULL;
COMMENT ON TABLE catalogue.batch IS 'One delivered file. This row is the truth about its job; the queue carries only the id.';
COMMENT ON COLUMN catalogue.batch.id IS 'Public id';
COMMENT ON COLUMN catalogue.batch.number IS 'Order of delivery; decides between two deliveries with the same effective date';
COMMENT ON COLUMN catalogue.batch.base IS 'Base the dataset belongs to';
COMMENT ON COLUMN catalogue.batch.dataset IS 'Dataset code';
COMMENT ON COLUMN catalogue.batch.dataset_version IS 'Version of the dataset definition the file was read with';
COMMENT ON COLUMN catalogue.batch.department IS 'Department the dataset belongs to';
COMMENT ON COLUMN catalogue.batch.mode IS 'snapshot: what is missing has ended; delta: only what is there';
COMMENT ON COLUMN catalogue.batch.effective_date IS 'Date from which its rows are true, unless a row carries its own';
COMMENT ON COLUMN catalogue.batch.dry_run IS 'Validate only, publish nothing';
COMMENT ON COLUMN catalogue.batch.idempotency_key IS 'Idempotency-Key of the upload';
COMMENT ON COLUMN catalogue.batch.publish_at IS 'Embargo: instant before which it does not begin its road; null for none';
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

CREATE TABLE catalogue.row_issue (
  batch bigint NOT NULL,
  row integer NOT NULL,
  ordinal integer NOT NULL,
  "column" text,
  value text,
  severity text NOT NULL CHECK (severity IN ('error', 'warning')),
  code text NOT NULL,
  message jsonb NOT NULL,
  hint jsonb NOT NULL,
  raw jsonb,
  PRIMARY KEY (batch, row, ordinal)
);
COMMENT ON TABLE catalogue.row_issue IS 'What was wrong with a row of a batch';
COMMENT ON COLUMN catalogue.row_issue.batch IS 'Batch number';
COMMENT ON COLUMN catalogue.row_issue.row IS 'Line a spreadsheet shows; the header is 1';
COMMENT ON COLUMN catalogue.row_issue.ordinal IS 'Several issues of one row';
COMMENT ON COLUMN catalogue.row_issue."column" IS 'Column as the department names it';
COMMENT ON COLUMN catalogue.row_issue.value IS 'Offending value as delivered';
COMMENT ON COLUMN catalogue.row_issue.severity IS 'error: the row was refused; warning: it was kept';
COMMENT ON COLUMN catalogue.row_issue.code IS 'Stable code of the issue';
COMMENT ON COLUMN catalogue.row_issue.message IS 'What is wrong, {zh, en}';
COMMENT ON COLUMN catalogue.row_issue.hint IS 'What to do, {zh, en}';
COMMENT ON COLUMN catalogue.row_issue.raw IS 'The row as delivered, on its first issue';

CREATE TABLE catalogue.decision (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  base text NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  task uuid,
  task_opened_in bigint,
  detail jsonb NOT NULL DEFAULT '{}',
  idempotency_key text,
  made_at timestamptz NOT NULL DEFAULT now(),
  requested text CHECK (requested IN ('approval', 'publish', 'undo')),
  approved_by text,
  undone_by text,
  undo_reason text,
  published_in bigint,
  undone_in bigint
);
CREATE UNIQUE INDEX decision_idempotency ON catalogue.decision (actor, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX decision_requested ON catalogue.decision (base, number) WHERE requested IS NOT NULL;
CREATE UNIQUE INDEX decision_task ON catalogue.decision (task, task_opened_in)
  WHERE task IS NOT NULL AND undone_by IS NULL AND kind NOT IN ('return', 'investigate');
CREATE INDEX decision_about ON catalogue.decision (task);
CREATE INDEX decision_published ON catalogue.decision (base, published_in);
CREATE INDEX decision_undone ON catalogue.decision (base, undone_in) WHERE undone_in IS NOT NULL;
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

CREATE TABLE catalogue.readership (
  master uuid,
  reader text,
  read_on date NOT NULL,
  PRIMARY KEY (master, reader)
);
COMMENT ON TABLE catalogue.readership IS 'Which applications read which records: how many depend on one';
COMMENT ON COLUMN catalogue.readership.master IS 'Record';
COMMENT ON COLUMN catalogue.readership.reader IS 'Principal';
COMMENT ON COLUMN catalogue.readership.read_on IS 'Day of the last reading';

CREATE TABLE catalogue.base_clock (
  base text PRIMARY KEY,
  number bigint NOT NULL DEFAULT 0,
  at timestamptz NOT NULL DEFAULT now(),
  dirty boolean NOT NULL DEFAULT false,
  holder text,
  held_until timestamptz,
  places_told bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE catalogue.base_clock IS 'The publication clock of each base, and the lease of the one worker that prepares its next publication';
COMMENT ON COLUMN catalogue.base_clock.base IS 'Base';
COMMENT ON COLUMN catalogue.base_clock.number IS 'Last publication; readers see nothing later';
COMMENT ON COLUMN catalogue.base_clock.at IS 'Instant of the last publication';
COMMENT ON COLUMN catalogue.base_clock.dirty IS 'The next publication is being written; if no one holds the lease, its traces must be removed first';
COMMENT ON COLUMN catalogue.base_clock.holder IS 'Worker that holds the lease';
COMMENT ON COLUMN catalogue.base_clock.held_until IS 'End of the lease unless renewed';
COMMENT ON COLUMN catalogue.base_clock.places_told IS 'Publication of the base of places up to which the places of addresses are derived';

CREATE PROCEDURE catalogue.create_kernel(base text) LANGUAGE plpgsql AS $kernel$
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
    profile jsonb
  );
  CREATE INDEX source_dataset ON source (dataset, source_key);
  COMMENT ON TABLE source IS 'Every source record ever seen, with what the matcher compares';
  COMMENT ON COLUMN source.record_id IS 'Name-based id of (dataset, source key)';
  COMMENT ON COLUMN source.dataset IS 'Dataset code';
  COMMENT ON COLUMN source.source_key IS 'Key within the dataset';
  COMMENT ON COLUMN source.profile IS 'Match profile (field to values); null when nothing is known of the record any more, and where identity is exact';

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
  COMMENT ON TABLE match_pair IS 'Compared pairs at or above the review threshold; record_a < record_b';
  COMMENT ON COLUMN match_pair.record_a IS 'Source record';
  COMMENT ON COLUMN match_pair.record_b IS 'Source record';
  COMMENT ON COLUMN match_pair.weight IS 'Fellegi-Sunter weight, log2; its evidence is recomputed from the profiles';
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

  CREATE TABLE work_record (record_id uuid PRIMARY KEY, rematch boolean NOT NULL DEFAULT false);
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
$kernel$;
COMMENT ON PROCEDURE catalogue.create_kernel(text) IS 'Creates the schema of a base with the kernel''s tables';
