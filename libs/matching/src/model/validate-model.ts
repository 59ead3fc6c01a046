import {
  distanceTests,
  lengthTests,
  mostEdits,
  plainTests,
  similarityTests,
  type TestName,
  type Title,
  transforms,
} from './match-model.js';

export interface ModelError {
  /** JSON pointer (RFC 6901) to the member that is wrong or missing. */
  pointer: string;
  code: 'type' | 'unknown-member' | 'missing-member' | 'range' | 'order' | 'repeated' | 'pattern' | 'value';
  message: Title;
}

export class InvalidModel extends Error {
  constructor(readonly errors: ModelError[]) {
    super(`match model: ${errors.map(({ pointer, message }) => `${pointer} ${message.en}`).join('; ')}`);
  }
}

type Members = Record<string, unknown>;
const similarity: readonly string[] = similarityTests;
const distance: readonly string[] = distanceTests;
const length: readonly string[] = lengthTests;
const tests: readonly string[] = [...similarityTests, ...distanceTests, ...lengthTests, ...plainTests];
/** Patterns come from people with an API key and run on every record: long ones are refused. */
const longestPattern = 1_000;
const deepestCondition = 8;

/** All that is wrong with a model given as JSON; empty when it can be compiled. */
export function validateModel(json: unknown): ModelError[] {
  const check = new ModelCheck();
  check.model(json);
  return check.errors;
}

class ModelCheck {
  readonly errors: ModelError[] = [];

  model(json: unknown): void {
    const model = this.object(json, '', {
      required: ['code', 'version', 'prior', 'thresholds', 'maxKeyFrequency', 'exclusive', 'blocking', 'comparisons'],
      optional: ['title', 'derived', 'dependent', 'contradictions', 'frequencies'],
    });
    if (!model) return;
    this.text(model['code'], '/code');
    this.number(model['version'], '/version', 1, Number.MAX_SAFE_INTEGER, true);
    this.probability(model['prior'], '/prior');
    this.title(model['title'], '/title');
    this.number(model['maxKeyFrequency'], '/maxKeyFrequency', 2, Number.MAX_SAFE_INTEGER, true);
    const thresholds = this.object(model['thresholds'], '/thresholds', { required: ['link', 'review'], optional: [] });
    if (thresholds) {
      const numbers = [
        this.number(thresholds['link'], '/thresholds/link'),
        this.number(thresholds['review'], '/thresholds/review'),
      ];
      if (numbers.every(Boolean) && Number(thresholds['review']) > Number(thresholds['link']))
        this.add(
          '/thresholds/review',
          'order',
          '复核阈值不得高于自动关联阈值',
          'the review threshold is above the link threshold',
        );
    }
    if (model['derived'] !== undefined)
      this.list(model['derived'], '/derived', 0, (item, at) => this.derived(item, at), 'field');
    this.list(model['exclusive'], '/exclusive', 0, (item, at) => this.exclusive(item, at), 'field');
    this.list(model['blocking'], '/blocking', 1, (item, at) => this.blocking(item, at), 'name');
    this.list(model['comparisons'], '/comparisons', 1, (item, at) => this.comparison(item, at), 'name');
    const names = new Set(
      Array.isArray(model['comparisons'])
        ? model['comparisons'].map((item: unknown) => (isObject(item) ? item['name'] : undefined))
        : [],
    );
    if (model['dependent'] !== undefined)
      this.list(model['dependent'], '/dependent', 0, (item, at) => this.dependent(item, at, names), 'name');
    if (model['contradictions'] !== undefined)
      this.list(model['contradictions'], '/contradictions', 0, (item, at) => this.contradiction(item, at), 'name');
    if (model['frequencies'] !== undefined && this.object(model['frequencies'], '/frequencies'))
      for (const [field, table] of Object.entries(model['frequencies'] as Members))
        this.frequencies(table, `/frequencies/${escape(field)}`);
  }

  private dependent(json: unknown, at: string, names: ReadonlySet<unknown>): void {
    const dependent = this.object(json, at, { required: ['name', 'comparisons', 'most'], optional: ['title'] });
    if (!dependent) return;
    this.text(dependent['name'], `${at}/name`);
    this.title(dependent['title'], `${at}/title`);
    this.number(dependent['most'], `${at}/most`, 0, 100);
    this.list(dependent['comparisons'], `${at}/comparisons`, 2, (item, place) => {
      if (!names.has(item)) this.add(place, 'value', '没有此名称的比较项', 'there is no comparison of this name');
    });
  }

  private contradiction(json: unknown, at: string): void {
    const contradiction = this.object(json, at, { required: ['name', 'when'], optional: ['title'] });
    if (!contradiction) return;
    this.text(contradiction['name'], `${at}/name`);
    this.title(contradiction['title'], `${at}/title`);
    this.condition(contradiction['when'], `${at}/when`, 0);
  }

  private frequencies(json: unknown, at: string): void {
    const table = this.object(json, at, { required: ['values', 'other'], optional: [] });
    if (!table) return;
    this.probability(table['other'], `${at}/other`);
    if (this.object(table['values'], `${at}/values`))
      // The values are what people are called, and where they live: an error does not say which it is about.
      for (const share of Object.values(table['values'] as Members)) this.probability(share, `${at}/values`);
  }

  private derived(json: unknown, at: string): void {
    const derived = this.object(json, at, {
      required: ['field', 'from'],
      optional: ['pattern', 'otherwise', 'without'],
    });
    if (!derived) return;
    this.text(derived['field'], `${at}/field`);
    this.text(derived['from'], `${at}/from`);
    if (derived['otherwise'] !== undefined) this.text(derived['otherwise'], `${at}/otherwise`);
    if (derived['without'] !== undefined)
      this.list(derived['without'], `${at}/without`, 1, (item, place) => this.text(item, place));
    const pattern = derived['pattern'];
    if (pattern === undefined || !this.text(pattern, `${at}/pattern`)) return;
    if (pattern.length > longestPattern) {
      this.add(
        `${at}/pattern`,
        'pattern',
        `正则表达式不得超过 ${longestPattern} 个字符`,
        `longer than ${longestPattern} characters`,
      );
      return;
    }
    try {
      RegExp(pattern, 'u');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.add(`${at}/pattern`, 'pattern', `正则表达式无效：${reason}`, `not a regular expression: ${reason}`);
    }
  }

  private exclusive(json: unknown, at: string): void {
    const exclusive = this.object(json, at, { required: ['field', 'conflicting'], optional: [] });
    if (!exclusive) return;
    this.text(exclusive['field'], `${at}/field`);
    this.flag(exclusive['conflicting'], `${at}/conflicting`);
  }

  private blocking(json: unknown, at: string): void {
    const rule = this.object(json, at, { required: ['name', 'parts'], optional: ['refine'] });
    if (!rule) return;
    this.text(rule['name'], `${at}/name`);
    const part = (item: unknown, place: string): void => {
      const members = this.object(item, place, { required: ['field'], optional: ['transform', 'first', 'last'] });
      if (members) this.part(members, place);
    };
    this.list(rule['parts'], `${at}/parts`, 1, part);
    if (rule['refine'] !== undefined) this.list(rule['refine'], `${at}/refine`, 1, part);
  }

  private comparison(json: unknown, at: string): void {
    const comparison = this.object(json, at, { required: ['name', 'levels'], optional: ['title'] });
    if (!comparison) return;
    this.text(comparison['name'], `${at}/name`);
    this.title(comparison['title'], `${at}/title`);
    const levels = comparison['levels'];
    const last = Array.isArray(levels) ? levels.length - 1 : 0;
    this.list(levels, `${at}/levels`, 2, (item, place, index) => this.level(item, place, index === last), 'name');
  }

  private level(json: unknown, at: string, last: boolean): void {
    const level = this.object(json, at, {
      required: last ? ['name', 'm', 'u'] : ['name', 'm', 'u', 'when'],
      optional: ['title', 'fixed', 'mostM', 'neutral', 'frequency'],
    });
    if (!level) return;
    if (level['neutral'] !== undefined) this.flag(level['neutral'], `${at}/neutral`);
    if (level['frequency'] !== undefined) this.text(level['frequency'], `${at}/frequency`);
    this.text(level['name'], `${at}/name`);
    this.title(level['title'], `${at}/title`);
    this.probability(level['m'], `${at}/m`);
    this.probability(level['u'], `${at}/u`);
    if (level['mostM'] !== undefined) this.probability(level['mostM'], `${at}/mostM`);
    if (level['fixed'] !== undefined) this.flag(level['fixed'], `${at}/fixed`);
    if (!last && level['when'] !== undefined) this.condition(level['when'], `${at}/when`, 0);
  }

  private condition(json: unknown, at: string, depth: number): void {
    if (depth > deepestCondition) {
      this.add(at, 'range', `条件嵌套不得超过 ${deepestCondition} 层`, `nested deeper than ${deepestCondition}`);
      return;
    }
    const members = isObject(json) ? json : {};
    for (const joint of ['all', 'any'] as const) {
      if (!(joint in members)) continue;
      if (this.object(json, at, { required: [joint], optional: [] }))
        this.list(members[joint], `${at}/${joint}`, 1, (item, place) => this.condition(item, place, depth + 1));
      return;
    }
    if ('not' in members) {
      if (this.object(json, at, { required: ['not'], optional: [] }))
        this.condition(members['not'], `${at}/not`, depth + 1);
      return;
    }
    this.test(json, at);
  }

  private test(json: unknown, at: string): void {
    const name = isObject(json) ? String(json['test']) : '';
    const bar = distance.includes(name)
      ? 'atMost'
      : similarity.includes(name) || length.includes(name)
        ? 'atLeast'
        : null;
    const test = this.object(json, at, {
      required: ['test', 'field', ...(bar ? [bar] : [])],
      optional: ['transform', 'first', 'last', 'present', 'against', ...(name === 'tokens' ? ['weights'] : [])],
    });
    if (!test) return;
    this.oneOf(test['test'], `${at}/test`, tests);
    this.part(test, at);
    if (test['present'] !== undefined) this.flag(test['present'], `${at}/present`);
    if (test['against'] !== undefined) this.text(test['against'], `${at}/against`);
    if (bar) {
      const most = highestBar(name as TestName);
      this.number(test[bar], `${at}/${bar}`, 0, most, distance.includes(name) || length.includes(name));
    }
    if (test['weights'] !== undefined && this.object(test['weights'], `${at}/weights`))
      for (const [word, weight] of Object.entries(test['weights'] as Members))
        this.number(weight, `${at}/weights/${escape(word)}`, 0, 100);
  }

  private part(part: Members, at: string): void {
    this.text(part['field'], `${at}/field`);
    if (part['transform'] !== undefined) this.oneOf(part['transform'], `${at}/transform`, transforms);
    if (part['first'] !== undefined) this.number(part['first'], `${at}/first`, 1, 1_000, true);
    if (part['last'] !== undefined) this.number(part['last'], `${at}/last`, 1, 1_000, true);
    if (part['first'] !== undefined && part['last'] !== undefined)
      this.add(`${at}/last`, 'unknown-member', 'first 与 last 只能取其一', 'first and last exclude each other');
  }

  private title(json: unknown, at: string): void {
    if (json === undefined) return;
    const title = this.object(json, at, { required: ['zh', 'en'], optional: [] });
    if (!title) return;
    this.text(title['zh'], `${at}/zh`);
    this.text(title['en'], `${at}/en`);
  }

  /** Without `members` any are allowed. */
  private object(
    json: unknown,
    at: string,
    members?: { required: readonly string[]; optional: readonly string[] },
  ): Members | null {
    if (!isObject(json)) {
      this.add(at, 'type', '应为对象', 'must be an object');
      return null;
    }
    if (!members) return json;
    const missing = members.required.filter((name) => json[name] === undefined);
    for (const name of missing) this.add(`${at}/${name}`, 'missing-member', `缺少 ${name}`, `${name} is missing`);
    for (const name of Object.keys(json))
      if (!members.required.includes(name) && !members.optional.includes(name))
        this.add(`${at}/${escape(name)}`, 'unknown-member', `没有名为 ${name} 的成员`, `there is no member ${name}`);
    return missing.length === 0 ? json : null;
  }

  /** `key` names the member that must be different in every item. */
  private list(
    json: unknown,
    at: string,
    atLeast: number,
    each: (item: unknown, at: string, index: number) => void,
    key?: string,
  ): void {
    if (!Array.isArray(json)) {
      this.add(at, 'type', '应为数组', 'must be an array');
      return;
    }
    if (json.length < atLeast) this.add(at, 'range', `至少应有 ${atLeast} 项`, `must have at least ${atLeast} items`);
    const seen = new Set<unknown>();
    for (const [index, item] of (json as unknown[]).entries()) {
      each(item, `${at}/${index}`, index);
      if (!key || !isObject(item)) continue;
      if (seen.has(item[key])) this.add(`${at}/${index}/${key}`, 'repeated', '名称重复', 'is repeated');
      seen.add(item[key]);
    }
  }

  private text(json: unknown, at: string): json is string {
    if (typeof json === 'string' && json !== '') return true;
    this.add(at, 'type', '应为非空字符串', 'must be a non-empty string');
    return false;
  }

  private flag(json: unknown, at: string): void {
    if (typeof json !== 'boolean') this.add(at, 'type', '应为 true 或 false', 'must be true or false');
  }

  private number(json: unknown, at: string, least = -Infinity, most = Infinity, whole = false): boolean {
    if (typeof json !== 'number' || !Number.isFinite(json) || (whole && !Number.isInteger(json))) {
      this.add(at, 'type', whole ? '应为整数' : '应为数值', whole ? 'must be a whole number' : 'must be a number');
      return false;
    }
    if (json >= least && json <= most) return true;
    this.add(at, 'range', `应在 ${least} 与 ${most} 之间`, `must lie between ${least} and ${most}`);
    return false;
  }

  /** Neither 0 nor 1: either would make one piece of evidence outweigh everything else together. */
  private probability(json: unknown, at: string): void {
    if (typeof json !== 'number' || !(json > 0 && json < 1))
      this.add(at, 'range', '应大于 0 且小于 1', 'must be greater than 0 and less than 1');
  }

  private oneOf(json: unknown, at: string, allowed: readonly string[]): void {
    if (typeof json !== 'string' || !allowed.includes(json))
      this.add(at, 'value', `应为以下之一：${allowed.join('、')}`, `must be one of ${allowed.join(', ')}`);
  }

  private add(pointer: string, code: ModelError['code'], zh: string, en: string): void {
    this.errors.push({ pointer, code, message: { zh, en } });
  }
}

function highestBar(test: TestName): number {
  if (test === 'edits') return mostEdits;
  return similarity.includes(test) ? 1 : Number.MAX_SAFE_INTEGER;
}

function isObject(json: unknown): json is Members {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function escape(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
