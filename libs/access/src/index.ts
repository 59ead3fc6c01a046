export { AccessModule } from './access.module.js';
export { AccessLogRepository, type AccessLogEntry } from './audit/access-log.repository.js';
export { AuditLog } from './audit/audit-log.js';
export type { AuditActor, AuditEntry, AuditOutcome, ChainHead } from './audit/audit-entry.js';
export { AuditRepository } from './audit/audit.repository.js';
export { AuditVerifier, type ChainFault, type ChainReport } from './audit/audit-verifier.js';
export {
  CASE_HEADER,
  CurrentAsking,
  PURPOSE_HEADER,
  requirePurpose,
  type Asking,
  type PurposefulAsking,
} from './grant/asking.js';
export { BoundBases, type BoundBase } from './grant/bound-bases.js';
export { covers, divisionHeads, levelOf, maySearchBy, type Grant, type Level } from './grant/grant.js';
export { GrantService } from './grant/grant.service.js';
export {
  noRightToField,
  noRightToSearchBy,
  outsideDivisions,
  tooManyHits,
  type NamedField,
} from './grant/reading.errors.js';
export { ReadingRefusal, type RefusedReading } from './grant/reading-refusal.js';
export { DAY, INSTANT, IsDay, IsInstant, IsPlainText } from './input.decorator.js';
export { ApiKey } from './key/api-key.entity.js';
export { KeyService } from './key/key.service.js';
export { maskValue } from './mask/mask-value.js';
export { Allow, KeyInQuery, Open, type RouteAccess } from './permission/allow.decorator.js';
export { listRoutes, type ListedRoute } from './permission/list-routes.js';
export {
  mayActFor,
  readableBases,
  requireDepartment,
  requireRole,
  requireScope,
  type ScopeAction,
} from './permission/permission.js';
export { CurrentPrincipal } from './principal/current-principal.decorator.js';
export { ADMIN, isRole, ROLES, type Caller, type Principal, type Role } from './principal/principal.js';
