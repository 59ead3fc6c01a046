import {
  checkDateFormat,
  checkDivision,
  checkIndustry,
  codeList,
  coordinateSystem,
  parseAmount,
} from '@siku/standards';
import {
  resolveTarget,
  targetsOf,
  type AttributeDictionary,
  type AttributeSpec,
} from '../dictionary/attribute-spec.js';
import { nearest } from '../dictionary/nearest.js';
import { compilePattern, PatternRefusal } from '../pattern/pattern.js';
import { listOf, ruleOf, type Mapping, type RelationRule, type Rule, type ValueRule } from './dataset-definition.js';
import { definitionError, pointerTo, suggestion, type DefinitionError } from './definition-error.js';

/** Whether the targets of a mapping are in the dictionary, and each rule makes sense for the attribute it fills. */
export function checkMapping(mapping: Mapping, dictionary: AttributeDictionary): DefinitionError[] {
  const errors: DefinitionError[] = [];
  const targetOf = new Map<string, string>();
  for (const [target, rule] of Object.entries(mapping)) {
    const at = pointerTo('mapping', target);
    const found = resolveTarget(dictionary, target);
    if (!found) {
      errors.push(unknownAttribute(at, target, dictionary));
      continue;
    }
    const twin = targetOf.get(found.path);
    if (twin) {
      errors.push(
        definitionError(at, 'target-twice', `与“${twin}”为同一属性`, `Names the same attribute as "${twin}"`),
      );
    }
    targetOf.set(found.path, target);
    errors.push(...checkTarget(rule, found.spec, at));
    if (!Array.isArray(rule) && ruleOf(rule).type !== undefined && Object.hasOwn(dictionary, found.path)) {
      const [zh, en] = ['类型由数据字典规定', 'The dictionary says the type of this attribute'];
      errors.push(definitionError(`${at}/type`, 'rule-contradiction', zh, en));
    }
  }
  for (const [path, spec] of Object.entries(dictionary)) {
    if (!spec.required || targetOf.has(path)) continue;
    const [zh, en] = [
      `必填属性“${path}”（${spec.title.zh}）没有映射`,
      `The required attribute "${path}" is not mapped`,
    ];
    errors.push(definitionError(pointerTo('mapping', path), 'required-not-mapped', zh, en));
  }
  return errors;
}

function unknownAttribute(at: string, target: string, dictionary: AttributeDictionary): DefinitionError {
  const hint = suggestion(nearest(target, targetsOf(dictionary)));
  const [zh, en] = [`数据字典中没有属性“${target}”${hint.zh}`, `The dictionary has no attribute "${target}"${hint.en}`];
  return definitionError(at, 'unknown-attribute', zh, en);
}

function checkTarget(rule: Rule | RelationRule[], spec: AttributeSpec, at: string): DefinitionError[] {
  if (Array.isArray(rule) !== (spec.type === 'relations')) {
    const [zh, en] = Array.isArray(rule)
      ? ['此属性只接受一条规则', 'This attribute takes one rule']
      : ['关系须为规则数组', 'Relations are a list of rules'];
    return [definitionError(at, 'wrong-type', zh, en)];
  }
  if (!Array.isArray(rule)) return checkRule(ruleOf(rule), spec, at);
  return rule.flatMap((relation, i) => checkRelation(relation, spec.members ?? {}, at + pointerTo(i)));
}

function checkRelation(relation: RelationRule, members: AttributeDictionary, at: string): DefinitionError[] {
  const errors = Object.entries(relation).flatMap(([member, rule]) => {
    const spec = resolveTarget(members, member)?.spec;
    const pointer = at + pointerTo(member);
    return spec
      ? checkRule(ruleOf(rule), { ...spec, list: true }, pointer)
      : [unknownAttribute(pointer, member, members)];
  });
  if (!('type' in relation)) {
    errors.push(
      definitionError(`${at}/type`, 'missing-member', '缺少关系类型“type”', 'The relation\'s "type" is missing'),
    );
  }
  if (!Object.keys(relation).some((member) => member.startsWith('target.'))) {
    const [zh, en] = ['须映射关系对象（target.…）', 'Map at least one member of the relation\'s target ("target.…")'];
    errors.push(definitionError(at, 'missing-member', zh, en));
  }
  return errors;
}

function checkRule(rule: ValueRule, spec: AttributeSpec, at: string): DefinitionError[] {
  const errors: DefinitionError[] = [];
  const refuse = (member: string, code: string, zh: string, en: string): void => {
    errors.push(definitionError(member ? at + pointerTo(member) : at, code, zh, en));
  };
  if ((rule.from === undefined) === (rule.constant === undefined)) {
    refuse('', 'rule-source', '须有且仅有 from 或 constant 之一', 'Give either "from" or "constant"');
  }
  if (rule.join !== undefined && !Array.isArray(rule.from)) {
    refuse('join', 'rule-contradiction', 'join 只用于 from 为多列时', '"join" needs several columns in "from"');
  }
  if (rule.split !== undefined && !spec.list) {
    refuse('split', 'rule-contradiction', '此属性不是列表', 'The attribute is not a list');
  }
  for (const member of ['otherwise', 'strict'] as const) {
    if (rule[member] === undefined || rule.codes) continue;
    refuse(member, 'rule-contradiction', `${member} 须与 codes 同用`, `"${member}" needs "codes"`);
  }
  if (rule.strict && rule.otherwise !== undefined) {
    refuse(
      'strict',
      'rule-contradiction',
      'strict 与 otherwise 不能同用',
      '"strict" and "otherwise" exclude each other',
    );
  }
  if (rule.format !== undefined && (rule.type ?? spec.type) !== 'date') {
    refuse('format', 'rule-contradiction', 'format 只用于日期', '"format" is for dates');
  }
  if (rule.unit !== undefined && !['amount', 'decimal', 'figure', 'integer'].includes(rule.type ?? spec.type)) {
    refuse('unit', 'rule-contradiction', 'unit 只用于数值', '"unit" is for figures');
  }
  if (rule.unit !== undefined && (rule.type ?? spec.type) === 'amount' && !parseAmount('1', rule.unit).ok) {
    refuse(
      'unit',
      'unknown-unit',
      '不认识此单位，应如 万元、亿美元',
      'The unit is not known; it is like 万元 or 亿美元',
    );
  }
  for (const member of ['crs', 'within'] as const) {
    if (rule[member] === undefined || spec.type === 'geometry') continue;
    refuse(member, 'rule-contradiction', `${member} 只用于几何`, `"${member}" is for geometries`);
  }
  if (rule.under !== undefined && spec.type !== 'area') {
    refuse('under', 'rule-contradiction', 'under 只用于地区', '"under" is for areas');
  }
  if (rule.crs !== undefined && !coordinateSystem(rule.crs)) {
    refuse('crs', 'unknown-code', '不认识此坐标系', 'The coordinate system is not known');
  }
  for (const format of listOf(rule.format)) {
    const checked = checkDateFormat(format);
    if (!checked.ok) refuse('format', checked.code, checked.message.zh, checked.message.en);
  }
  errors.push(...checkPattern(rule, at), ...checkCodes(rule, spec, at));
  return errors;
}

function checkPattern(rule: ValueRule, at: string): DefinitionError[] {
  if (rule.pattern === undefined) return [];
  try {
    compilePattern(rule.pattern);
    return [];
  } catch (error) {
    if (!(error instanceof PatternRefusal)) throw error;
    return [definitionError(`${at}/pattern`, error.code, error.zh, error.en)];
  }
}

/** Every code the rule can yield must be one of the attribute's. */
function checkCodes(rule: ValueRule, spec: AttributeSpec, at: string): DefinitionError[] {
  const yielded: [pointer: string, code: unknown][] = [
    ...Object.entries(rule.codes ?? {}).map(([word, code]): [string, unknown] => [pointerTo('codes', word), code]),
    ...(['otherwise', 'default', 'constant'] as const).map((member): [string, unknown] => [`/${member}`, rule[member]]),
  ];
  return yielded.flatMap(([pointer, code]) => {
    if (code === undefined || code === null) return [];
    const wrong = codeProblem(String(code), spec);
    if (!wrong) return [];
    const [zh, en] = [`“${code}”不是此属性的代码${wrong.zh}`, `"${code}" is not a code of this attribute${wrong.en}`];
    return [definitionError(at + pointer, 'unknown-code', zh, en)];
  });
}

function codeProblem(code: string, spec: AttributeSpec): { zh: string; en: string } | null {
  if (spec.type === 'division') return checkDivision(code).ok ? null : suggestion(null);
  if (spec.type === 'industry') return checkIndustry(code).ok ? null : suggestion(null);
  if (spec.type !== 'code' || !spec.codes) return null;
  const codes = typeof spec.codes === 'string' ? [...codeList(spec.codes).keys()] : Object.keys(spec.codes);
  return codes.includes(code) ? null : suggestion(nearest(code, codes));
}
