import { afterAll, describe, expect, it } from '@jest/globals';
import { checkDefinition, type DatasetDefinition } from '@siku/catalogue';
import { checkDivision, checkResidentId } from '@siku/standards';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personDictionary } from '../../../libs/population/src/dictionary.js';
import { compileDataset, prepareRow } from '../../../libs/master-data/src/map/prepare-row.js';
import { openTable } from '../../../libs/master-data/src/read/open-table.js';
import { dayOf, isoDate } from './day.js';
import { contents, linesOf, readBack, type ReadRows } from './generated-files.fixture.js';
import { lunarDate } from './lunar.js';
import { generatePopulation, type PopulationOptions } from './population.js';
import { PersonMistakes } from './population/mistakes.js';
import { noise } from './population/noise.js';
import { People } from './population/people/people.js';
import { fullName, periods, type Person } from './population/people/person.js';
import { transposed } from './population/people/numbers.js';
import { addressVariant, inPinyin, traditional, transposedDate } from './population/spelling.js';
import { Random } from './random.js';

const folder = mkdtempSync(join(tmpdir(), 'siku-people-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read: ReadRows = async function* (file, definition, effectiveDate) {
  const table = await openTable(file, definition.file);
  const plan = compileDataset(definition, personDictionary, table.columns, effectiveDate);
  for await (const rows of table.rows()) for (const raw of rows) yield prepareRow(plan, raw);
};

async function generate(name: string, options: Omit<PopulationOptions, 'out'>) {
  const out = join(folder, name);
  return { out, manifest: await generatePopulation({ out, ...options }) };
}

/** Rows by column. */
function tableOf(out: string, file: string): Record<string, string>[] {
  const lines = readFileSync(join(out, file), 'utf8').replace('\ufeff', '').trimEnd().split('\r\n');
  const names = lines[0]!.split(',');
  return lines.slice(1).map((line) => {
    const cells = line.split(',');
    expect(cells.length).toBe(names.length);
    return Object.fromEntries(cells.map((cell, i) => [names[i]!, cell]));
  });
}

function groupBy<T, K>(things: readonly T[], keyOf: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), thing]);
  return groups;
}

describe('generatePopulation', () => {
  it('gives the same bytes for the same seed and others for another', async () => {
    const [one, again, other] = [
      await generate('one', { persons: 200 }),
      await generate('again', { persons: 200 }),
      await generate('other', { persons: 200, seed: 2 }),
    ];
    expect(contents(again.out)).toEqual(contents(one.out));
    expect(contents(other.out).get('/truth.csv')).not.toEqual(contents(one.out).get('/truth.csv'));
    const [flat, flatAgain] = [
      await generate('flat', { persons: 200, flat: true }),
      await generate('flat-again', { persons: 200, flat: true }),
    ];
    expect(contents(flatAgain.out)).toEqual(contents(flat.out));
  });

  it.each([false, true])('writes what the platform reads, row by row (format mix: %s)', async (formatMix) => {
    const { out, manifest } = await generate(`read-${formatMix}`, {
      persons: 700,
      months: formatMix ? 12 : 8,
      formatMix,
    });
    expect(new Set(manifest.departments.map(({ code }) => code))).toEqual(
      new Set([
        'public-security',
        'social-security',
        'civil-affairs',
        'health',
        'tax',
        'statistics',
        'family-planning',
      ]),
    );
    const { definitions, files, keys, warnings } = await readBack(out, manifest, read);
    const scope = {
      bases: new Map([['population', personDictionary]]),
      departments: new Set(manifest.departments.map(({ code }) => code)),
    };
    for (const definition of definitions.values()) expect(checkDefinition(definition, scope)).toEqual([]);
    expect(files).toEqual(
      manifest.deliveries.map(({ file, rows, rejected: refused }) => ({ file, rows, rejected: refused })),
    );
    const truth = linesOf(out, 'truth.csv').map(([dataset, key]) => `${dataset}|${key}`);
    expect(new Set(truth).size).toBe(truth.length);
    expect([...keys].filter((key) => !truth.includes(key))).toEqual([]);
    expect(truth.length - keys.size).toBeLessThan(truth.length * 0.01);
    // What people get wrong; never a code or a column that the definitions do not understand.
    const intended = /^(resident-id-|date-|phone-form|division-not-in-use|name-)/;
    expect([...warnings].filter((code) => !intended.test(code))).toEqual([]);
  });

  it('has 5 % of rows without identifier and 2 % with a wrong one', async () => {
    const { out } = await generate('rates-flat', { persons: 6000, flat: true });
    const { out: delivered } = await generate('rates', { persons: 6000 });
    const numbers = new Map<string, Set<string>>();
    for (const { person, residentId, secondResidentId } of tableOf(delivered, 'truth-persons.csv')) {
      const own = numbers.get(person!) ?? new Set();
      for (const number of [residentId!, secondResidentId!])
        own.add(number).add(number.slice(0, 6) + number.slice(8, 17));
      numbers.set(person!, own);
    }
    const rows = tableOf(out, 'flat.csv');
    const schemes = Object.keys(rows[0]!).filter((column) => column.startsWith('identifiers.'));
    const none = rows.filter((row) => schemes.every((scheme) => row[scheme] === ''));
    const wrong = rows.filter((row) => {
      const number = (row['identifiers.residentId'] ?? '').normalize('NFKC').replaceAll(' ', '').toUpperCase();
      return number !== '' && !numbers.get(row['person']!)!.has(number);
    });
    expect(none.length / rows.length).toBeGreaterThan(0.045);
    expect(none.length / rows.length).toBeLessThan(0.055);
    expect(wrong.length / rows.length).toBeGreaterThan(0.016);
    expect(wrong.length / rows.length).toBeLessThan(0.024);
  });

  it('writes a flat file that one definition reads', async () => {
    const { out } = await generate('flat-read', { persons: 300, flat: true });
    const definition = JSON.parse(readFileSync(join(out, 'flat.dataset.json'), 'utf8')) as DatasetDefinition;
    const scope = { bases: new Map([['population', personDictionary]]), departments: new Set(['statistics']) };
    expect(checkDefinition(definition, scope)).toEqual([]);
    const rows = [];
    for await (const row of read(join(out, 'flat.csv'), definition, '2016-01-01')) rows.push(row);
    expect(rows.flatMap(({ issues }) => issues).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(tableOf(out, 'flat.csv')[0]).toHaveProperty('department');
    expect(tableOf(out, 'flat.csv')[0]!['person']).toMatch(/^P\d{8}$/);
    expect(rows.length).toBeGreaterThan(700);
  });

  it('refuses options that make no sense', async () => {
    await expect(generate('none', { persons: 0 })).rejects.toThrow('persons');
    await expect(generate('none', { departments: ['industry-commerce'] })).rejects.toThrow('no such department');
  });
});

describe('the true people', () => {
  const [first, end] = [dayOf(2015, 6), dayOf(2016, 1)];
  const people: Person[] = [...new People(12_000, 5, first, end).all()];

  it('has valid numbers, with day of birth and sex in them', () => {
    for (const { beginning, changes, bornOn, sex } of people) {
      const states = [beginning, ...changes.map(({ set }) => set)];
      for (const number of states.flatMap(({ identifiers }) => identifiers?.residentId ?? [])) {
        expect(checkResidentId(number)).toEqual({ ok: true, value: number });
        expect(checkDivision(number.slice(0, 6)).ok).toBe(true);
      }
      const last = states.findLast(({ identifiers }) => identifiers)!.identifiers!.residentId;
      // A few got somebody else's.
      if (last === undefined || last.slice(6, 14) !== isoDate(bornOn).replaceAll('-', '')) continue;
      expect(Number(last[16]) % 2).toBe(sex === '1' ? 1 : 0);
    }
    const divisions = new Set(people.map(({ birthDivision }) => birthDivision));
    for (const gone of ['330219', '330222', '330224', '330227']) expect(divisions).toContain(gone);
  });

  it('is as old as a city is', () => {
    const ages = people.map(({ bornOn }) => (first - bornOn) / 365.25);
    const share = (from: number, to: number): number =>
      ages.filter((age) => age >= from && age < to).length / ages.length;
    expect(share(-1, 15)).toBeGreaterThan(0.09);
    expect(share(-1, 15)).toBeLessThan(0.2);
    expect(share(15, 60)).toBeGreaterThan(0.6);
    expect(share(60, 120)).toBeGreaterThan(0.1);
    expect(Math.max(...ages)).toBeLessThan(112);
    const men = people.filter(({ sex }) => sex === '1').length / people.length;
    expect(men).toBeGreaterThan(0.48);
    expect(men).toBeLessThan(0.54);
  });

  it('lives in order: changes by day, nothing before the beginning or after death', () => {
    for (const person of people) {
      const days = [...periods(person)].map(({ since }) => since);
      expect(days).toEqual([...days].sort((a, b) => a - b));
      const dead = [...periods(person)].findIndex(({ state }) => state.diedOn !== null);
      if (dead >= 0) expect(dead).toBe(days.length - 1);
    }
  });

  it('is married to somebody who is married to it', () => {
    const families = groupBy(people, ({ family }) => family);
    let couples = 0;
    for (const person of people) {
      const { state } = [...periods(person)].at(-1)!;
      const spouse = state.kin.find(({ type }) => type === 'spouse');
      if (!spouse || state.diedOn !== null) continue;
      const others = families
        .get(person.family)!
        .filter(({ bornOn, sex }) => bornOn === spouse.bornOn && sex !== person.sex);
      if (others.length === 0) continue;
      couples++;
      const back = others.map((other) => [...periods(other)].at(-1)!.state.kin.find(({ type }) => type === 'spouse'));
      // One of twins may be meant, or somebody who has died since.
      expect(back.some((partner) => partner?.bornOn === person.bornOn)).toBe(true);
    }
    expect(couples).toBeGreaterThan(2000);
  });

  it('has twins, namesakes born on one day, shared and second numbers', () => {
    const natives = people.filter(({ kind }) => kind === 'native');
    const twins = groupBy(natives, ({ family, bornOn }) => `${family} ${bornOn}`);
    expect([...twins.values()].filter(({ length }) => length > 1).length).toBeGreaterThan(20);
    const namesakes = groupBy(natives, ({ beginning, bornOn }) => `${fullName(beginning.name)} ${bornOn}`);
    const pairs = [...namesakes.values()].filter((some) => new Set(some.map(({ family }) => family)).size > 1);
    expect(pairs.length).toBeGreaterThan(2);
    const numbers = groupBy(people, ({ beginning }) => beginning.identifiers.residentId ?? '');
    numbers.delete('');
    expect([...numbers.values()].filter(({ length }) => length > 1).length).toBeGreaterThan(0);
    expect(people.filter(({ otherNumber }) => otherNumber !== null).length).toBeGreaterThan(5);
  });

  it('depends on nothing but seed and index: more people do not change the first', () => {
    const few = [...new People(100, 5, first, end).all()];
    expect(few).toEqual(people.slice(0, 100));
  });
});

describe('spelling', () => {
  it('knows the Chinese calendar', () => {
    expect(lunarDate(dayOf(1900, 1, 31))).toEqual({ year: 1900, month: 1, date: 1 });
    expect(lunarDate(dayOf(1990, 6, 25))).toEqual({ year: 1990, month: 5, date: 3 });
    expect(lunarDate(dayOf(2000, 2, 5))).toEqual({ year: 2000, month: 1, date: 1 });
    expect(lunarDate(dayOf(2015, 2, 18))).toEqual({ year: 2014, month: 12, date: 30 });
    expect(lunarDate(dayOf(1899, 1, 1))).toBeNull();
  });

  it('writes names and addresses otherwise', () => {
    const random = new Random(3);
    const pinyin = new Set(Array.from({ length: 40 }, () => inPinyin('吕', '伟国', random)));
    expect(pinyin).toContain('LV WEIGUO');
    expect(pinyin.size).toBeGreaterThan(6);
    expect(traditional('张丽华')).toBe('張麗華');
    const variants = new Set(
      Array.from({ length: 200 }, () => addressVariant('宁波市海曙区天一家园12幢3单元502室', random)),
    );
    expect(variants).toContain('宁波市海曙区天一家园12-3-502');
    expect(variants).toContain('海曙区天一家园12幢3单元502室');
    expect(transposedDate(dayOf(1980, 3, 9))).toBe('1980-09-03');
    expect(transposedDate(dayOf(1980, 3, 19))).toBeNull();
    expect(transposed('1121', random)).toBe('1211');
  });

  it('stays with a value until it is corrected', () => {
    const name = { family: '王', given: '建国', latin: null };
    const write = (record: number, corrected: boolean): string =>
      new PersonMistakes(noise['health-records'], record, corrected).name(name, 'family-first', null);
    const wrong = Array.from({ length: 800 }, (_, record) => record).filter(
      (record) => write(record, false) !== '王建国',
    );
    expect(wrong.length).toBeGreaterThan(10);
    for (const record of wrong) {
      expect(write(record, false)).toBe(write(record, false));
      expect(write(record, true)).toBe('王建国');
    }
  });
});
