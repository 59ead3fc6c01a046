import type { DatasetDefinition, Mapping, Rule } from '@siku/catalogue';
import type { AddressStyle } from '../../city/places.js';
import { dateStyles, dayOf, isoDate, type Day } from '../../day.js';
import type { Cell, Column } from '../../files/cell.js';
import type { Register, Statement } from '../../registers/register.js';
import type { LatinOrder } from '../mistakes.js';
import { noise, type PersonDataset } from '../noise.js';
import type { Person, PersonState } from '../people/person.js';
import { serialOf } from '../../serial.js';
import type { Attribute, Written } from '../attributes.js';

type DateStyle = keyof typeof dateStyles;

/** A column of a register: what stands in it, and how. */
export interface Field {
  column: string;
  /** An attribute; or the key, the day since which the row is true, what a delivery of changes does, an empty remark. */
  is: Attribute | 'key' | 'since' | 'operation' | 'remark';
  /** Words of the department for codes. */
  words?: Readonly<Record<string, string>>;
  date?: DateStyle;
  /** Between the elements of a list. */
  join?: string;
}

export const field = (column: string, is: Field['is'], more: Partial<Field> = {}): Field => ({ column, is, ...more });

export const SEX_WORDS = { 1: '男', 2: '女' };
export const MARITAL_WORDS = { 10: '未婚', 20: '已婚', 30: '丧偶', 40: '离婚' };
export const OPERATIONS = { new: '新增', changed: '变更', removed: '注销' };

/** What a register of people declares; its columns, rows and the dataset's mapping follow from the fields. */
export interface PersonRegisterDeclaration extends Pick<
  Register,
  'code' | 'title' | 'description' | 'sheetTitle' | 'formats' | 'reach' | 'schedule' | 'keepsEnded' | 'dates'
> {
  dataset: PersonDataset;
  datasetTitle: DatasetDefinition['title'];
  trust: Record<string, number>;
  updateCycle: DatasetDefinition['updateCycle'];
  fields: readonly Field[];
  latinOrder?: LatinOrder;
  address?: Partial<AddressStyle>;
  /** From when and with which probability a person stands in it; null for never. */
  enrols(person: Person, facts: Facts): { from: Day; share: number; after: number } | null;
  /** @param serial unique for each person, below ten million */
  keyOf(serial: string, copy: number, person: Person): string;
}

/** What registers ask about a life. */
export interface Facts {
  marriedOn: Day | null;
  diedOn: Day | null;
  /** Registered in the city for the first time; null for never. */
  registeredOn: Day | null;
}

export interface PersonRegister extends Register {
  dataset: PersonDataset;
  holds: ReadonlySet<Attribute>;
  latinOrder: LatinOrder;
  address: AddressStyle;
  enrols: PersonRegisterDeclaration['enrols'];
  keyOf(person: Person, copy: number): string;
  row(
    key: string,
    written: Written,
    statement: Pick<Statement<PersonState>, 'since' | 'operation'>,
  ): Record<string, Cell>;
}

const SPECIAL = new Set(['key', 'since', 'operation', 'remark']);

export function personRegister(declared: PersonRegisterDeclaration): PersonRegister {
  const { fields, dataset, code, datasetTitle, trust, updateCycle, keyOf } = declared;
  const columnOf = (is: Field['is']): string | undefined => fields.find((other) => other.is === is)?.column;
  const key = columnOf('key')!;
  const since = columnOf('since');
  const operation = columnOf('operation');
  const number = Object.keys(noise).indexOf(dataset);
  return {
    ...declared,
    definition: {
      base: 'population',
      department: code,
      title: datasetTitle,
      key: [key],
      mapping: mappingOf(fields),
      ...(since !== undefined && { effectiveDate: since }),
      ...(operation !== undefined && { deleted: { column: operation, values: [OPERATIONS.removed] } }),
      trust,
      updateCycle,
      sharing: 'conditional',
      open: false,
      classification: 'important',
    },
    columns: fields.map(({ column, is }): Column => ({
      name: column,
      type: /Date$|from$|since/.test(is) ? 'date' : 'text',
    })),
    // A row may lack every value but its key.
    nameColumn: null,
    keyColumn: key,
    tellsRemovals: operation !== undefined,
    holds: new Set(fields.flatMap(({ is }) => (SPECIAL.has(is) ? [] : (is as Attribute)))),
    latinOrder: declared.latinOrder ?? 'family-first',
    address: { province: false, town: true, short: false, ...declared.address },
    keyOf: (person, copy) => keyOf(String(serialOf(person.index, number)).padStart(8, '0'), copy, person),
    row: (recordKey, written, { since: day, operation: word }) =>
      Object.fromEntries(
        fields.map((each): [string, Cell] => {
          if (each.is === 'key') return [each.column, recordKey];
          if (each.is === 'since') return [each.column, dateCell(isoDate(Math.max(day, REGISTERS_BEGIN)), each.date)];
          if (each.is === 'operation') return [each.column, OPERATIONS[word]];
          if (each.is === 'remark') return [each.column, null];
          return [each.column, cellOf(written[each.is], each)];
        }),
      ),
  };
}

/** What was entered before the registers became electronic carries this date. */
const REGISTERS_BEGIN: Day = dayOf(2004, 1);

function cellOf(value: string | null, { words, date, join }: Field): Cell {
  if (value === null) return null;
  if (words) return words[value] ?? value;
  if (date) return dateCell(value, date);
  return join === undefined ? value : value.replaceAll(';', join);
}

/** Every date is written many times: by style, some forty thousand days. */
const dateCells = new Map<DateStyle, Map<string, Cell>>();

function dateCell(iso: string, style: DateStyle = 'iso'): Cell {
  let cells = dateCells.get(style);
  if (!cells) dateCells.set(style, (cells = new Map()));
  let cell = cells.get(iso);
  if (cell === undefined) cells.set(iso, (cell = newDateCell(iso, style)));
  return cell;
}

/** Partial dates, and days that do not exist, are written as far as they go. */
function newDateCell(iso: string, style: DateStyle): Cell {
  const [year, month, date] = iso.split('-').map(Number) as [number, number?, number?];
  if (month === undefined || date === undefined) return partialText(iso, style);
  const day = dayOf(year, month, date);
  if (isoDate(day) === iso && year > 1900) return { day, text: dateStyles[style](day) };
  // Of the style what can be said without a day: its separators.
  const separators = { iso: '-', compact: '', slashes: '/', dots: '.', characters: '-', numerals: '-' };
  return iso.replaceAll('-', separators[style]);
}

function partialText(iso: string, style: DateStyle): string {
  const [year, month] = iso.split('-');
  if (style === 'characters' || style === 'numerals')
    return month === undefined ? `${year}年` : `${year}年${Number(month)}月`;
  if (style === 'compact') return iso.replace('-', '');
  return style === 'slashes' && month !== undefined
    ? `${year}/${Number(month)}`
    : iso.replace('-', style === 'dots' ? '.' : '-');
}

/** Of styles that are not recognised by themselves. */
const FORMATS: Partial<Record<DateStyle, string>> = {
  compact: 'yyyyMMdd',
  slashes: 'yyyy/M/d',
  dots: 'yyyy.MM.dd',
};

const KIN = { spouse: 'spouse', father: 'parent', mother: 'parent', children: 'child' } as const;

function mappingOf(fields: readonly Field[]): Mapping {
  const mapping: Mapping = {};
  const relations = new Map<keyof typeof KIN, Record<string, Rule>>();
  for (const each of fields) {
    const { is, column } = each;
    if (SPECIAL.has(is)) continue;
    const [root, who, member] = is.split('.') as [string, keyof typeof KIN, string];
    if (root !== 'kin') {
      mapping[is] = ruleOf(each);
      continue;
    }
    const relation = relations.get(who) ?? { type: { constant: KIN[who] } };
    const path = { name: 'target.name', residentId: 'target.identifiers.residentId', from: 'from' }[member]!;
    relation[path] = ruleOf({ ...each, column });
    relations.set(who, relation);
  }
  return relations.size === 0 ? mapping : { ...mapping, kin: [...relations.values()] };
}

function ruleOf({ column, words, date, join }: Field): Rule {
  const codes = words && Object.fromEntries(Object.entries(words).map(([code, word]) => [word, code]));
  const format = date && FORMATS[date];
  if (!codes && format === undefined && join === undefined) return column;
  return {
    from: column,
    ...(codes && { codes }),
    ...(format !== undefined && { format }),
    ...(join !== undefined && { split: join }),
  };
}
