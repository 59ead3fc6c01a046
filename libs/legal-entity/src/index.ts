export { legalEntityBase } from './definition.js';
export { LegalEntityModule } from './legal-entity.module.js';
