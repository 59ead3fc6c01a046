-- The catalogue: departments, and the datasets they deliver, each with every version of its definition.

CREATE SCHEMA IF NOT EXISTS catalogue;
COMMENT ON SCHEMA catalogue IS 'Departments, datasets, and what was delivered';

CREATE TABLE catalogue.department (
  code text PRIMARY KEY,
  title jsonb NOT NULL,
  description jsonb,
  provider_code text,
  division text,
  version integer NOT NULL,
  changed_at timestamptz(3) NOT NULL DEFAULT now(),
  changed_by text NOT NULL
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

CREATE TABLE catalogue.dataset (
  code text PRIMARY KEY,
  base text NOT NULL,
  department text NOT NULL,
  version integer NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX dataset_department ON catalogue.dataset (department);
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
  changed_at timestamptz(3) NOT NULL DEFAULT now(),
  changed_by text NOT NULL,
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE catalogue.dataset_version IS 'Every version of every definition; a batch names the one it was read with';
COMMENT ON COLUMN catalogue.dataset_version.code IS 'Dataset';
COMMENT ON COLUMN catalogue.dataset_version.version IS '1, 2, 3 ...; its ETag';
COMMENT ON COLUMN catalogue.dataset_version.definition IS 'As sent: json and not jsonb, which would reorder the columns of the mapping';
COMMENT ON COLUMN catalogue.dataset_version.digest IS 'SHA-256 of its content without regard to the order of members';
COMMENT ON COLUMN catalogue.dataset_version.changed_at IS 'Instant of the change';
COMMENT ON COLUMN catalogue.dataset_version.changed_by IS 'Principal who made it';
