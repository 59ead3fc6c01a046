import { today, type ProblemDetail } from '@siku/platform';
import { checkDivision } from '@siku/standards';
import type { BoundBase, BoundBases } from './bound-bases.js';
import { covers } from './grant.js';
import type { GrantRequest } from './grant.dto.js';

/** All that is wrong with the terms of a grant that the DTO cannot see; empty when it can be decided about. */
export function checkTerms(request: GrantRequest, bases: BoundBases): ProblemDetail[] {
  const base = bases.find(request.base);
  if (!base) {
    const known = bases.codes().join(', ');
    return [
      detail(
        '#/base',
        'unknown-base',
        `应为按目的读取的基础库之一：${known}`,
        `must be a base read under grants: ${known}`,
      ),
    ];
  }
  return [
    ...checkFields(request, base),
    ...checkSearch(request, base),
    ...checkDivisions(request),
    ...checkPeriod(request),
  ];
}

const checkFields = ({ fields }: GrantRequest, base: BoundBase): ProblemDetail[] =>
  Object.keys(fields)
    .filter((path) => !base.knowsField(path))
    .map((path) =>
      detail(`#/fields/${pointer(path)}`, 'unknown-field', `没有属性 ${path}`, `there is no attribute ${path}`),
    );

const checkSearch = ({ searchBy = [] }: GrantRequest, base: BoundBase): ProblemDetail[] =>
  searchBy.flatMap((path, i) =>
    base.searchBy.some((known) => covers(known, path) || covers(path, known))
      ? []
      : [detail(`#/searchBy/${i}`, 'not-searchable', `不能按 ${path} 查询`, `there is no search by ${path}`)],
  );

const checkDivisions = ({ divisions = [] }: GrantRequest): ProblemDetail[] =>
  divisions.flatMap((code, i) => {
    const checked = checkDivision(code);
    return checked.ok ? [] : [detail(`#/divisions/${i}`, checked.code, checked.message.zh, checked.message.en)];
  });

function checkPeriod({ validFrom = today(), validTo }: GrantRequest): ProblemDetail[] {
  if (validTo <= validFrom)
    return [detail('#/validTo', 'period-empty', '应晚于 validFrom', 'must lie after validFrom')];
  return validTo <= today() ? [detail('#/validTo', 'period-past', '已过期', 'lies in the past')] : [];
}

const pointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const detail = (at: string, code: string, zh: string, en: string): ProblemDetail => ({
  pointer: at,
  code,
  message: { zh, en },
});
