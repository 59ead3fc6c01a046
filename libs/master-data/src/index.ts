export type { Attributes, BaseDefinition, SearchColumn, ServedShape } from './base/base-definition.js';
export type { DerivedField, PurposeBound, Reading, ReadingContext } from './base/reading.js';
export { exactIdentity } from './base/exact-identity.js';
export { BaseRegistry, withModel, type Base } from './base/base-registry.js';
export type { Batch, BatchCounts, BatchStatus } from './batch/batch.js';
export { BatchService } from './batch/batch.service.js';
export { compileDataset, prepareRow, type DatasetPlan, type PreparedRow } from './map/prepare-row.js';
export { openTable } from './read/open-table.js';
export { attributeSealer } from './stage/row-seal.js';
export { Sealed } from './serve/sealed.js';
export type { RawRow, ReadHints, SourceTable } from './read/source-table.js';
export { MasterDataModule } from './master-data.module.js';
export { modelController } from './model/model.controller.js';
export { UnfinishedWork } from './pipeline/unfinished-work.js';
export { PublicationListeners } from './publish/publication-listeners.js';
export { PublicationService } from './publish/publication.service.js';
export { identifierController, type Identifiers } from './serve/identifier-controller.js';
export { masterController } from './serve/master-controller.js';
export { FieldsBody } from './serve/bound/bound.dto.js';
export type { Filter, MasterRecord } from './serve/master.repository.js';
export { MasterRepository, recordSql } from './serve/master.repository.js';
export { MasterService } from './serve/master.service.js';
export { FieldsQuery, KnownQuery, PageQuery, RecordQuery, TimeQuery } from './serve/read.dto.js';
export { ForPurpose } from './serve/for-purpose.decorator.js';
export { Readings } from './serve/readings.js';
export type { Reader } from './serve/reader.js';
export { changedPaths } from './version/diff-versions.js';
export { INTERIM } from './decide/decision.js';
export { boundController } from './serve/bound/bound-controller.js';
export { havingIdentifier } from './serve/bound/bound.repository.js';
export type { BoundReader } from './serve/bound/bound-reader.js';
export { fieldsOfBody, fieldsOfQuery } from './serve/bound/named-fields.js';
export { clockSql } from './serve/clock.repository.js';
export { writeTables, type TableSheet } from './report/table.js';
export { ListsRecords } from './serve/page-rows.js';
export { ReadsBase } from './serve/reads-base.js';
export { RecordPage, RecordView } from './serve/record.view.js';
export { noSuchRecord, readPoint, type ReadPoint } from './serve/read-point.js';
export type { SurvivorshipRules } from './survive/survivorship-rule.js';
export {
  DecisionArchiveRepository,
  type ArchivedDecision,
  type ArchivedSource,
} from './decide/decision-archive.repository.js';
export { ActiveModels } from './model/active-models.js';
export { DecisionRepository, type DecisionFilter } from './decide/decision.repository.js';
export {
  DECISION_KINDS,
  type Decision,
  type DecisionKind,
  type NewDecision,
  type ValueRuling,
} from './decide/decision.js';
export { alreadyDecided } from './decide/decision.errors.js';
export { DecisionService } from './decide/decision.service.js';
export { MemberRepository, type MemberRecord } from './decide/member.repository.js';
export { PreviewService, type Preview } from './decide/preview.service.js';
export { namedAfter } from './serve/reads-base.js';
export { eventStream, pause, type EventSource } from './serve/event-stream.js';
export { isKnownField, parseFields, pickFields } from './serve/fields.js';
export { valueAt } from './survive/attribute-path.js';
export { standardiseJson } from './standardise/json-value.js';
export { standardiserOf } from './standardise/standardise.js';
export { groupBy } from './timeline/group-by.js';
export { zipOf } from './report/zip-writer.js';
export { divisionPrefix, type AreaAsked, type AreaFigure } from './area/area-figure.js';
export { suppressSiblings } from './area/suppress-siblings.js';
export { suppressSmall } from './area/suppress-small.js';
export { Readership } from './serve/readership.js';
export { LocatorPort, type FoundPlace, type Location, type Locator, type StatedAddress } from './locate/locator.js';
export { RelocationService } from './locate/relocation.service.js';
export { OPEN } from './publish/clock.js';
export type { Violation, Violations } from './version/violation.js';
export type { Tolerances } from './survive/tolerance.js';
export { wordOf } from './map/infer-words.js';
export { TimelineRepository } from './timeline/timeline.repository.js';
export { isBeyond } from './survive/tolerance.js';
export type { CrewThreadData } from './crew/crew.service.js';
export { CrewModule } from './crew/crew.module.js';
export { crewAnswers } from './crew/crew-questions.js';
export { Workshop } from './crew/workshop.service.js';
export { storedKeys } from './match/stored-keys.js';
export { contentHashOf, nameBasedId, recordIdOf } from './stage/record-id.js';
export { rowSealOf } from './stage/row-seal.js';
export { goldenSegments, type GoldenSegment } from './survive/golden.js';
export type { Member as GoldenMember } from './survive/member.js';
