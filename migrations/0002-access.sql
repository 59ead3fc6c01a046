-- Who may call, and what was done: API keys and the audit log.

CREATE SCHEMA access;
COMMENT ON SCHEMA access IS 'API keys and the audit log';

CREATE TABLE access.api_key (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  prefix text NOT NULL CONSTRAINT api_key_prefix UNIQUE,
  secret_hash bytea NOT NULL,
  previous_hash bytea,
  previous_until timestamptz(3),
  roles text[] NOT NULL CONSTRAINT api_key_roles CHECK (roles <@ ARRAY['uploader', 'application', 'steward', 'operator'] AND cardinality(roles) > 0),
  department text CONSTRAINT api_key_department CHECK (department IS NOT NULL OR NOT 'uploader' = ANY (roles)),
  scopes text[] NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  rotated_at timestamptz(3),
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_by text
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
  number bigint PRIMARY KEY CHECK (number > 0),
  at timestamptz(3) NOT NULL,
  principal text NOT NULL,
  department text,
  action text NOT NULL,
  base text,
  subject text,
  fields text[],
  outcome text NOT NULL CHECK (outcome IN ('delivered', 'done', 'refused')),
  detail jsonb,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX audit_entry_at ON access.audit_entry USING brin (at) WITH (pages_per_range = 16);
CREATE INDEX audit_entry_principal ON access.audit_entry (principal, number);
CREATE INDEX audit_entry_subject ON access.audit_entry (subject, number) WHERE subject IS NOT NULL;
CREATE INDEX audit_entry_subjects ON access.audit_entry USING gin ((detail -> 'subjects') jsonb_path_ops) WHERE detail ? 'subjects';
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
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  number bigint NOT NULL,
  hash bytea NOT NULL
);
INSERT INTO access.audit_head (number, hash) VALUES (0, decode(repeat('00', 32), 'hex'));
COMMENT ON TABLE access.audit_head IS 'The one row whose lock puts concurrent appends in order; shows when entries are missing at the end';
COMMENT ON COLUMN access.audit_head.single IS 'Allows one row';
COMMENT ON COLUMN access.audit_head.number IS 'Number of the last entry';
COMMENT ON COLUMN access.audit_head.hash IS 'Hash of the last entry';

-- The first line: the application role may append to the log and move its head, no more.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'siku_app') THEN
    REVOKE ALL ON access.api_key, access.audit_entry, access.audit_head FROM siku_app;
    GRANT SELECT, INSERT, UPDATE ON access.api_key TO siku_app;
    GRANT SELECT, INSERT ON access.audit_entry TO siku_app;
    GRANT SELECT, UPDATE ON access.audit_head TO siku_app;
  END IF;
END
$$;

-- The second line: it also stops the owner's slips, and holds where there is only one role.
CREATE FUNCTION access.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
COMMENT ON FUNCTION access.refuse_change() IS 'Trigger: raises whatever is attempted';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access.audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change();
CREATE TRIGGER keep_head BEFORE INSERT OR DELETE OR TRUNCATE ON access.audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change();
