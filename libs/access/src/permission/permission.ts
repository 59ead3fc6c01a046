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

/** Bases a principal may read; null: all of them. Whoever may write to a base may read it. */
export function readableBases({ scopes }: Principal): string[] | null {
  return scopes.length === 0 ? null : scopes.map((scope) => scope.replace(/:(read|write)$/, ''));
}

/** Throws 403 `scope-missing` when the principal is restricted to scopes and none of them covers the action: `base` is both, `base:write` reads too. */
export function requireScope(principal: Principal, base: string, action: ScopeAction): void {
  const covered =
    action === 'read'
      ? (readableBases(principal)?.includes(base) ?? true)
      : principal.scopes.length === 0 || principal.scopes.some((scope) => scope === base || scope === `${base}:write`);
  if (!covered) throw scopeMissing(`${base}:${action}`);
}

/** Throws 403 `scope-restricted`: a restricted key could otherwise create itself an unrestricted one. */
export function requireUnscoped(principal: Principal): void {
  if (principal.scopes.length > 0) throw unscopedOnly();
}
