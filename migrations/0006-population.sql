-- Population 人口: the kernel's tables, columns for what its search asks for, and the grants that reading it is bound to.

CALL catalogue.create_kernel('population');
COMMENT ON SCHEMA population IS 'Population: persons, their households and kin';

ALTER TABLE population.master_version
  ADD COLUMN names text[],
  ADD COLUMN name text,
  ADD COLUMN name_key text,
  ADD COLUMN identifiers text[],
  ADD COLUMN phone text,
  ADD COLUMN email text,
  ADD COLUMN birth_date text,
  ADD COLUMN sex text,
  ADD COLUMN divisions text[],
  ADD COLUMN household text,
  ADD COLUMN kin text[];
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

CREATE INDEX master_version_names ON population.master_version USING gin (names);
CREATE INDEX master_version_name ON population.master_version (name text_pattern_ops);
CREATE INDEX master_version_name_key ON population.master_version (name_key text_pattern_ops);
CREATE INDEX master_version_identifiers ON population.master_version USING gin (identifiers);
CREATE INDEX master_version_phone ON population.master_version (phone) WHERE phone IS NOT NULL;
CREATE INDEX master_version_email ON population.master_version (email) WHERE email IS NOT NULL;
CREATE INDEX master_version_birth_date ON population.master_version (birth_date);
CREATE INDEX master_version_household ON population.master_version (household) WHERE household IS NOT NULL;
CREATE INDEX master_version_kin ON population.master_version USING gin (kin);

-- Who a merged person became is asked whenever her log is.
CREATE INDEX master_successor ON population.master (successor) WHERE successor IS NOT NULL;

CREATE TABLE access.reading_grant (
  id uuid PRIMARY KEY,
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
  status text NOT NULL CHECK (status IN ('requested', 'approved', 'refused', 'revoked')),
  requested_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3),
  decided_by text,
  decision_reason text,
  revoked_at timestamptz(3),
  revoked_by text,
  revocation_reason text,
  CONSTRAINT reading_grant_period CHECK (valid_from < valid_to),
  CONSTRAINT reading_grant_four_eyes CHECK (status NOT IN ('approved', 'revoked') OR decided_by <> holder)
);
CREATE INDEX reading_grant_holder ON access.reading_grant (holder, base, purpose, decided_at) WHERE status = 'approved';
CREATE INDEX reading_grant_requested ON access.reading_grant (requested_at, id);
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

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'siku_app') THEN
    REVOKE DELETE, TRUNCATE ON access.reading_grant FROM siku_app;
  END IF;
END
$$;
