-- Legal entities 法人: the kernel's tables, and columns for what its read API filters and sorts by.

CALL catalogue.create_kernel('legal_entity');
COMMENT ON SCHEMA legal_entity IS 'Legal entities: organisations of every kind';

ALTER TABLE legal_entity.master_version
  ADD COLUMN name text,
  ADD COLUMN name_key text,
  ADD COLUMN name_grams text[],
  ADD COLUMN initials text,
  ADD COLUMN identifiers text[],
  ADD COLUMN division text,
  ADD COLUMN industry text,
  ADD COLUMN kind text,
  ADD COLUMN status text,
  ADD COLUMN established_on text,
  ADD COLUMN related text[];
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

CREATE INDEX master_version_identifiers ON legal_entity.master_version USING gin (identifiers);
CREATE INDEX master_version_grams ON legal_entity.master_version USING gin (name_grams);
CREATE INDEX master_version_related ON legal_entity.master_version USING gin (related);
CREATE INDEX master_version_name ON legal_entity.master_version (name text_pattern_ops);
CREATE INDEX master_version_name_key ON legal_entity.master_version (name_key text_pattern_ops, master_id);
CREATE INDEX master_version_initials ON legal_entity.master_version (initials text_pattern_ops);
CREATE INDEX master_version_division ON legal_entity.master_version (division text_pattern_ops);
CREATE INDEX master_version_industry ON legal_entity.master_version (industry text_pattern_ops);
