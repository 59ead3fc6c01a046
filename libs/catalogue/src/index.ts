import { DatasetEntity, DatasetVersionEntity } from './dataset/dataset.entity.js';
import { Department } from './department/department.entity.js';

export { CatalogueModule } from './catalogue.module.js';
export { DatasetChangeChecks, type DatasetChange, type DatasetChangeCheck } from './dataset/dataset-change.js';
export { DatasetService, type Dataset, type DatasetFilter } from './dataset/dataset.service.js';
export { DepartmentService } from './department/department.service.js';
export { checkDefinition, type DefinitionScope } from './definition/definition-check.js';
export type { DefinitionError } from './definition/definition-error.js';
export { datasetDefinitionSchema } from './definition/dataset-definition.schema.js';
export * from './definition/dataset-definition.js';
export * from './dictionary/attribute-spec.js';
export { BaseCatalogue, type CataloguedBase } from './dictionary/base-catalogue.js';
export { nearest } from './dictionary/nearest.js';
export { compilePattern, PatternRefusal, type Pattern } from './pattern/pattern.js';
/** Tables of the catalogue that TypeORM knows. */
export const catalogueEntities = [Department, DatasetEntity, DatasetVersionEntity];
