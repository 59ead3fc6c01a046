import { describe, expect, it } from '@jest/globals';
import type { Principal } from '../principal/principal.js';
import { requireDepartment, requireRole, requireScope, requireUnscoped } from './permission.js';

function principal(over: Partial<Principal>): Principal {
  return { id: 'key:1', kind: 'key', roles: ['application'], department: null, scopes: [], ...over };
}

function code(work: () => void): string {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'passed';
}

describe('permission', () => {
  it('needs one of the roles, and no role includes another', () => {
    expect(code(() => requireRole(principal({ roles: ['operator'] }), ['steward']))).toBe('role-missing');
    expect(code(() => requireRole(principal({ roles: ['uploader', 'steward'] }), ['steward', 'operator']))).toBe(
      'passed',
    );
    expect(code(() => requireRole(principal({ roles: [] }), ['application']))).toBe('role-missing');
  });

  it.each([
    [['uploader'], 'tax', 'passed'],
    [['uploader'], 'civil', 'department-foreign'],
    [['uploader'], null, 'department-foreign'],
    [['steward'], null, 'passed'],
    [['operator'], null, 'passed'],
  ] as const)('%j of department %s acting for tax: %s', (roles, department, expected) => {
    expect(code(() => requireDepartment(principal({ roles, department }), 'tax'))).toBe(expected);
  });

  it.each([
    [[], 'passed'],
    [['legal-entity'], 'passed'],
    [['legal-entity:read'], 'passed'],
    [['legal-entity:write'], 'passed'],
    [['population', 'legal-entity:write'], 'passed'],
    [['population'], 'scope-missing'],
  ])('scopes %j reading legal entities: %s', (scopes, expected) => {
    expect(code(() => requireScope(principal({ scopes }), 'legal-entity', 'read'))).toBe(expected);
  });

  it.each([
    [[], 'passed'],
    [['legal-entity'], 'passed'],
    [['legal-entity:write'], 'passed'],
    [['legal-entity:read', 'population:write'], 'scope-missing'],
  ])('scopes %j writing legal entities: %s', (scopes, expected) => {
    expect(code(() => requireScope(principal({ scopes }), 'legal-entity', 'write'))).toBe(expected);
  });

  it('keeps a restricted key from creating itself an unrestricted one', () => {
    expect(code(() => requireUnscoped(principal({ scopes: ['population'] })))).toBe('scope-restricted');
  });
});
