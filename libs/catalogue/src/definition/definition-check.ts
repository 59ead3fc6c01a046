import { checkDateFormat } from '@siku/standards';
import { resolveTarget, type AttributeDictionary } from '../dictionary/attribute-spec.js';
import { nearest } from '../dictionary/nearest.js';
import { compilePattern, PatternRefusal } from '../pattern/pattern.js';
import type { DatasetDefinition } from './dataset-definition.js';
import { listOf } from './dataset-definition.js';
import { definitionError, pointerTo, suggestion, type DefinitionError } from './definition-error.js';
import { checkMapping } from './mapping-check.js';
import { checkShape } from './shape-check.js';

/** What a definition may refer to. */
export interface DefinitionScope {
  /** base code → its dictionary */
  bases: ReadonlyMap<string, AttributeDictionary>;
  departments: ReadonlySet<string>;
}

/** All that is wrong with a definition as sent; empty when it can be used. Pure. */
export function checkDefinition(json: unknown, scope: DefinitionScope): DefinitionError[] {
  const shape = checkShape(json);
  if (shape.length > 0) return shape;
  const definition = json as DatasetDefinition;
  const dictionary = scope.bases.get(definition.base);
  return [
    ...checkReference('base', definition.base, scope.bases.keys(), '基础库', 'base'),
    ...checkReference('department', definition.department, scope.departments, '部门', 'department'),
    ...checkDates(definition),
    ...checkLayout(definition),
    ...checkSharing(definition),
    ...(dictionary ? checkMapping(definition.mapping, dictionary) : []),
    ...(dictionary ? checkTrust(definition, dictionary) : []),
  ];
}

function checkReference(
  member: string,
  code: string,
  known: Iterable<string>,
  zh: string,
  en: string,
): DefinitionError[] {
  const codes = [...known];
  if (codes.includes(code)) return [];
  const hint = suggestion(nearest(code, codes));
  return [
    definitionError(
      `/${member}`,
      `unknown-${en}`,
      `没有${zh}“${code}”${hint.zh}`,
      `There is no ${en} "${code}"${hint.en}`,
    ),
  ];
}

function checkDates({ effectiveDate }: DatasetDefinition): DefinitionError[] {
  if (typeof effectiveDate !== 'object') return [];
  return listOf(effectiveDate.format)
    .filter((format) => !checkDateFormat(format).ok || !format.includes('d'))
    .map((format) =>
      definitionError(
        '/effectiveDate/format',
        'date-format',
        `生效日期的格式须含 yyyy、MM、dd：${format}`,
        `The format of an effective date needs yyyy, MM and dd: ${format}`,
      ),
    );
}

function checkLayout({ file, unpivot }: DatasetDefinition): DefinitionError[] {
  const errors: DefinitionError[] = [];
  if (file?.headerRows !== undefined && file.headerRow === undefined) {
    const [zh, en] = [
      'headerRows 须与 headerRow（表头首行）一起使用',
      '"headerRows" goes with "headerRow", its first line',
    ];
    errors.push(definitionError('/file/headerRows', 'rule-contradiction', zh, en));
  }
  try {
    if (typeof unpivot?.headings === 'string') compilePattern(unpivot.headings);
  } catch (error) {
    if (!(error instanceof PatternRefusal)) throw error;
    errors.push(definitionError('/unpivot/headings', error.code, error.zh, error.en));
  }
  return errors;
}

function checkSharing({ open, sharing, classification }: DatasetDefinition): DefinitionError[] {
  if (!open) return [];
  if (sharing === 'none') {
    return [
      definitionError('/open', 'open-contradiction', '不予共享的资源不能开放', 'What is not shared cannot be open'),
    ];
  }
  if (classification && classification !== 'general') {
    return [
      definitionError('/open', 'open-contradiction', '重要或核心数据不能开放', 'Important or core data cannot be open'),
    ];
  }
  return [];
}

function checkTrust({ trust }: DatasetDefinition, dictionary: AttributeDictionary): DefinitionError[] {
  const paths = new Set(['*']);
  for (const path of Object.keys(dictionary)) {
    const names = path.split('.');
    names.forEach((_, i) => paths.add(names.slice(0, i + 1).join('.')));
  }
  return Object.keys(trust ?? {})
    .filter((path) => !paths.has(path) && !resolveTarget(dictionary, path))
    .map((path) => {
      const hint = suggestion(nearest(path, paths));
      const [zh, en] = [`没有属性“${path}”${hint.zh}`, `There is no attribute "${path}"${hint.en}`];
      return definitionError(pointerTo('trust', path), 'unknown-attribute', zh, en);
    });
}
