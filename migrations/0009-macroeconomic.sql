-- Macroeconomy 宏观经济: the kernel's tables, columns for what its read API filters and sorts by, and the structures that say
-- what observations mean.

CALL catalogue.create_kernel('macroeconomic');
COMMENT ON SCHEMA macroeconomic IS 'Macroeconomy: observations of series, every vintage';

ALTER TABLE macroeconomic.master_version
  ADD COLUMN series_key text,
  ADD COLUMN frequency text,
  ADD COLUMN indicator text,
  ADD COLUMN area text,
  ADD COLUMN adjustment text,
  ADD COLUMN period text,
  ADD COLUMN period_start text,
  ADD COLUMN period_end text,
  ADD COLUMN value numeric,
  ADD COLUMN status text,
  ADD COLUMN first_recorded bigint;
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

CREATE INDEX master_version_series ON macroeconomic.master_version (series_key, period_start);
CREATE INDEX master_version_indicator ON macroeconomic.master_version (indicator, series_key, period_start);
CREATE INDEX master_version_area ON macroeconomic.master_version (area, series_key, period_start);

CREATE TABLE macroeconomic.indicator (
  code text NOT NULL,
  version integer NOT NULL,
  definition jsonb NOT NULL,
  actor text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE macroeconomic.indicator IS 'Indicators: what is measured, in which unit, and what must add up. The last version holds';
COMMENT ON COLUMN macroeconomic.indicator.code IS 'Code in series keys';
COMMENT ON COLUMN macroeconomic.indicator.version IS '1, 2, 3 ... per indicator';
COMMENT ON COLUMN macroeconomic.indicator.definition IS 'Names, unit, tolerance, identities';
COMMENT ON COLUMN macroeconomic.indicator.actor IS 'Principal who wrote it';
COMMENT ON COLUMN macroeconomic.indicator.at IS 'Instant it was written';

CREATE TABLE macroeconomic.structure (
  kind text NOT NULL,
  agency text NOT NULL,
  id text NOT NULL,
  version text NOT NULL,
  content jsonb NOT NULL,
  actor text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (kind, agency, id, version)
);
COMMENT ON TABLE macroeconomic.structure IS 'SDMX structural metadata: agencies, concepts, code lists, data structures, dataflows, categories';
COMMENT ON COLUMN macroeconomic.structure.kind IS 'SDMX resource name: codelist, conceptscheme, datastructure ...';
COMMENT ON COLUMN macroeconomic.structure.agency IS 'Maintenance agency: a department';
COMMENT ON COLUMN macroeconomic.structure.id IS 'Id within agency and kind';
COMMENT ON COLUMN macroeconomic.structure.version IS 'SDMX version: 1.0 or 1.0.0';
COMMENT ON COLUMN macroeconomic.structure.content IS 'The artefact in the terms of SDMX-JSON 2.0';
COMMENT ON COLUMN macroeconomic.structure.actor IS 'Principal who wrote it';
COMMENT ON COLUMN macroeconomic.structure.at IS 'Instant it was written';

CREATE TABLE macroeconomic.derivation (
  code text PRIMARY KEY,
  indicator_version integer NOT NULL,
  base text NOT NULL,
  publication bigint NOT NULL,
  computed_on date NOT NULL,
  batch uuid,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE macroeconomic.derivation IS 'Derived indicators: the state of what they are made of that they were last computed from';
COMMENT ON COLUMN macroeconomic.derivation.code IS 'Indicator';
COMMENT ON COLUMN macroeconomic.derivation.indicator_version IS 'Version of its definition';
COMMENT ON COLUMN macroeconomic.derivation.base IS 'Base it is made of';
COMMENT ON COLUMN macroeconomic.derivation.publication IS 'Publication of that base';
COMMENT ON COLUMN macroeconomic.derivation.computed_on IS 'Day: what is dated later counts from then on';
COMMENT ON COLUMN macroeconomic.derivation.batch IS 'Last delivery that changed something; null when none did';
COMMENT ON COLUMN macroeconomic.derivation.at IS 'Instant it was computed';
