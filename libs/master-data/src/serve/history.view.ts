import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { ANY_VALUE } from '@siku/platform';
import type { Attributes } from '../base/base-definition.js';
import { RecordView } from './record.view.js';

const CAUSES = ['batch', 'rollback', 'decision', 'model', 'places'];

class ValueSource {
  @ApiProperty()
  dataset!: string;

  @ApiProperty()
  sourceKey!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  batch!: string | null;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Line of the file' })
  row!: number;

  @ApiProperty({ format: 'date', description: 'Effective date of the statement' })
  since!: string;
}

class SurvivorshipRuleView {
  @ApiProperty({ isArray: true, enum: ['trust', 'recency', 'completeness', 'majority'], description: 'In their order' })
  by!: string[];

  @ApiPropertyOptional({ description: 'Every distinct value was collected' })
  union?: boolean;

  @ApiPropertyOptional({ description: 'Attribute from whose record it is taken too' })
  with?: string;

  @ApiPropertyOptional({ type: [String], description: 'Datasets whose value is never taken' })
  neverFrom?: string[];
}

class DerivationView {
  @ApiProperty({ enum: ['geocoder'] })
  by!: string;

  @ApiProperty({ description: 'Attribute it was derived from' })
  from!: string;

  @ApiProperty({ description: 'How far down it was sure: number, street, town, county or prefecture' })
  level!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Feature it was found by' })
  id!: string | null;
}

export class ValueProvenance {
  @ApiPropertyOptional({ type: SurvivorshipRuleView })
  rule?: SurvivorshipRuleView;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Decision of a steward that set it' })
  decision!: string | null;

  @ApiPropertyOptional({ type: DerivationView, description: 'Nobody delivered it' })
  derived?: DerivationView;

  @ApiProperty({ type: [ValueSource] })
  sources!: ValueSource[];
}

/** The class it refers to is named to `ApiExtraModels`. */
const provenance = { type: 'object' as const, additionalProperties: { $ref: getSchemaPath(ValueProvenance) } };

class VersionListItem {
  @ApiProperty({ enum: CAUSES })
  cause!: string;

  @ApiProperty({ description: 'Principal who caused it' })
  actor!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  batch!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  decision!: string | null;

  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  version!: number;

  @ApiProperty({ format: 'date-time' })
  knownFrom!: string;

  @ApiProperty({ type: [RecordView], description: 'What the version recorded, in the order of valid time' })
  stretches!: RecordView[];
}

export class VersionPage {
  @ApiProperty({ type: [VersionListItem], description: 'The first version first' })
  items!: VersionListItem[];

  @ApiProperty({ type: 'null', description: 'Always null: all versions are in one answer' })
  next!: null;
}

export class VersionView extends RecordView {
  @ApiProperty({ enum: CAUSES })
  cause!: string;

  @ApiProperty({ description: 'Principal who caused it' })
  actor!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  batch!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  decision!: string | null;

  @ApiProperty({ ...provenance, description: 'Attribute path → where its golden value came from' })
  provenance!: Record<string, ValueProvenance>;

  @ApiProperty({ type: [RecordView], description: 'All of valid time as it was known then' })
  stretches!: RecordView[];
}

class HistoryStretch {
  @ApiProperty({ format: 'date' })
  validFrom!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'null: still true' })
  validTo!: string | null;

  @ApiProperty({ type: Object, additionalProperties: true })
  attributes!: Attributes;
}

export class HistoryView {
  @ApiProperty({
    type: [HistoryStretch],
    description: 'In the order of valid time; neighbours that say the same are one',
  })
  items!: HistoryStretch[];

  @ApiProperty({ type: 'null', description: 'Always null: all of it is in one answer' })
  next!: null;
}

class DiffSide {
  @ApiProperty({ type: 'integer', minimum: 1 })
  version!: number;

  @ApiProperty({ format: 'date' })
  validFrom!: string;

  @ApiProperty({ format: 'date-time' })
  knownFrom!: string;
}

class DiffChange {
  @ApiProperty({ description: 'Attribute path' })
  path!: string;

  @ApiProperty({ ...ANY_VALUE, description: 'null: there was none' })
  from!: unknown;

  @ApiProperty({ ...ANY_VALUE, description: 'null: there is none' })
  to!: unknown;
}

export class DiffView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: DiffSide, nullable: true, description: 'null: there was no record' })
  from!: DiffSide | null;

  @ApiProperty({ type: DiffSide, nullable: true })
  to!: DiffSide | null;

  @ApiProperty({ type: [DiffChange] })
  changes!: DiffChange[];
}

class Statement {
  @ApiProperty({ format: 'uuid' })
  batch!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Line of the file' })
  row!: number;

  @ApiProperty({ enum: ['asserted', 'confirmed', 'ended', 'present'] })
  state!: string;

  @ApiProperty({ format: 'date' })
  effectiveFrom!: string;

  @ApiProperty({
    type: Object,
    nullable: true,
    additionalProperties: true,
    description: 'Standardised attributes of the row; null where it said what was said before, or ended the record',
  })
  attributes!: Attributes | null;
}

class SourceRecordView {
  @ApiProperty({ format: 'uuid', description: 'Names it without its key' })
  recordId!: string;

  @ApiProperty()
  dataset!: string;

  @ApiProperty()
  sourceKey!: string;

  @ApiProperty({ description: 'Why it belongs to the record: single, identifier, weight or decision' })
  reason!: string;

  @ApiProperty({ format: 'date-time', description: 'Instant from which it does' })
  since!: string;

  @ApiProperty({
    type: [Statement],
    nullable: true,
    description: 'What was delivered of it, in order of effective dates',
  })
  statements!: Statement[] | null;
}

export class SourcesView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ ...provenance, description: 'Attribute path → where its golden value came from' })
  values!: Record<string, ValueProvenance>;

  @ApiProperty({ type: [SourceRecordView] })
  items!: SourceRecordView[];

  @ApiProperty({ type: 'null', description: 'Always null: all sources are in one answer' })
  next!: null;
}
