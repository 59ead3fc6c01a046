import type { Caller, Principal } from '../principal/principal.js';
import { departmentForeign, roleMissing, scopeMissing, unscopedOnly } from './permission.errors.js';

export type ScopeAction = 'read' | 'write';

/** Throws 403 `role-missing` unless the principal has one of the roles. */
export function requireRole(principal: Principal, roles: readonly Caller[]): void {
  const may = (role: Caller): boolean =>
    role === 'person' ? principal.person !== undefined : principal.roles.includes(role);
  if (!roles.some(may)) throw roleMissing(roles);
}

/** Throws 403 `department-foreign` when an uploader acts for a department that is not hers; stewards and operators act for all. */
export function requireDepartment(principal: Principal, departmentCode: string): void {
  if (!mayActFor(principal, departmentCode)) throw departmentForeign(departmentCode);
}

export function mayActFor(principal: Principal, departmentCode: string): boolean {
  return (
    principal.roles.includes('operator') ||
    principal.roles.includes('steward') ||
    principal.department === departmentCode
  );
}

/** Throws 403 `scope-missing` when the principal is restricted to scopes and neither `base` nor `base:action` is one of them. */
export function requireScope(principal: Principal, base: string, action: ScopeAction): void {
  const scope = `${base}:${action}`;
  const covered = principal.scopes.length === 0 || principal.scopes.includes(base) || principal.scopes.includes(scope);
  if (!covered) throw scopeMissing(scope);
}

/** Throws 403 `scope-restricted`: a restricted key could otherwise create itself an unrestricted one. */
export function requireUnscoped(principal: Principal): void {
  if (principal.scopes.length > 0) throw unscopedOnly();
}
