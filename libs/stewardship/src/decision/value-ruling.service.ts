import { Injectable } from '@nestjs/common';
import { resolveTarget, type AttributeSpec } from '@siku/catalogue';
import {
  MasterService,
  MemberRepository,
  noSuchRecord,
  standardiseJson,
  valueAt,
  type Base,
  type ValueRuling,
} from '@siku/master-data';
import type { Problem } from '@siku/platform';
import { wrongMember } from '../stewardship.errors.js';

/** What a steward says of a value. */
export interface SaidOfValue {
  path: string;
  /** undefined: the present one is to stay; null: there is none */
  value?: unknown;
  /** default: since when the present values are true */
  validFrom?: string;
  /** default: for good */
  validTo?: string | null;
  /** only marks the value as under investigation */
  doubted: boolean;
}

/** Ties what a steward says of a value to the source record that gave it, which it follows from record to record. */
@Injectable()
export class ValueRulingService {
  constructor(
    private readonly masters: MasterService,
    private readonly members: MemberRepository,
  ) {}

  /** Throws 404 or 410 for the record, 422 for a path that is no attribute, a value its standard does not allow, and days of which nothing is known. */
  async ruling(
    base: Base,
    id: string,
    { path, value, validFrom, validTo, doubted }: SaidOfValue,
  ): Promise<ValueRuling> {
    const { required } = attributeAt(base, path);
    const present = await this.masters.record(base, id, {});
    const pinned = valueAt(present.attributes, path) ?? null;
    if (required && !doubted && (value === null || (value === undefined && pinned === null))) {
      const message = { zh: '此属性不可为空', en: 'every record has a value of this attribute' };
      throw wrongMember('#/value', 'required', message);
    }
    const members = await this.members.of(base, [id]);
    if (members.length === 0) throw noSuchRecord();
    const { values } = await this.masters.sources(base, id, {});
    const [source] = values[path]?.sources ?? [];
    const giver = members.find(
      ({ dataset, sourceKey }) => dataset === source?.dataset && sourceKey === source.sourceKey,
    );
    const from = validFrom ?? present.validFrom;
    const to = validTo ?? null;
    if (to !== null && to <= from) {
      throw wrongMember('#/validTo', 'interval-empty', {
        zh: '截止日期须晚于起始日期',
        en: 'must be later than validFrom',
      });
    }
    const life = await this.masters.life(base, id, undefined);
    const isWithin = life.some((part) => from < (part.validTo ?? '9999-12-31') && (to === null || part.validFrom < to));
    if (!isWithin) throw outsideOfRecord(life[0]?.validFrom ?? present.validFrom, life.at(-1)?.validTo ?? null, from);
    return {
      recordId: (giver ?? members[0]!).recordId,
      path,
      doubted,
      value: doubted ? null : value === undefined ? pinned : checkedValue(base, path, value),
      validFrom: from,
      validTo: to,
    };
  }
}

/**
 * The value in the form its standard gives it; null: there is none. Throws 422 for a path that is no attribute, and a value that its
 * standard does not allow.
 */
export function checkedValue(base: Base, path: string, value: unknown): unknown {
  const spec = attributeAt(base, path);
  if (value === null) return null;
  const { value: standard, finding } = standardiseJson(spec, value);
  if (standard === undefined) throw wrongMember('#/value', finding!.code, finding!.message);
  return standard;
}

function attributeAt(base: Base, path: string): AttributeSpec {
  const found = resolveTarget(base.attributes, path);
  if (found) return found.spec;
  const message = { zh: `没有名为 ${path} 的属性`, en: `there is no attribute ${path}` };
  throw wrongMember('#/path', 'unknown-attribute', message);
}

function outsideOfRecord(first: string, end: string | null, from: string): Problem {
  const until = end === null ? { zh: ' 起', en: '' } : { zh: ` 至 ${end}（不含）`, en: ` until ${end}` };
  return wrongMember(from < first ? '#/validTo' : '#/validFrom', 'outside-of-record', {
    zh: `这些日子没有该记录的内容；记录自 ${first}${until.zh}有内容`,
    en: `nothing is known of the record on any of these days, only from ${first}${until.en}`,
  });
}
