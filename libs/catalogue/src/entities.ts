import { DatasetEntity, DatasetVersionEntity } from './dataset/dataset.entity.js';
import { Department } from './department/department.entity.js';

/** Tables of the catalogue that TypeORM knows, for the drift check. */
export const catalogueEntities = [Department, DatasetEntity, DatasetVersionEntity];
