import { afterAll, describe, expect, it } from '@jest/globals';
import {
  checkIndustry,
  checkOrganisationCode,
  checkRegistrationNumber,
  checkTaxNumber,
  checkUscc,
  organisationCodeOf,
} from '@siku/standards';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDefinition } from '@siku/catalogue';
import { legalEntityDictionary } from '../../../libs/legal-entity/src/dictionary.js';
import { compileDataset, prepareRow } from '../../../libs/master-data/src/map/prepare-row.js';
import { openTable } from '../../../libs/master-data/src/read/open-table.js';
import { companyIndustries, cooperativeIndustries, shopIndustries } from './city/industries.js';
import { towns } from './city/divisions.js';
import { dateStyles, dayOf } from './day.js';
import { contents, linesOf, readBack, type ReadRows } from './generated-files.fixture.js';
import { generateLegalEntities } from './legal-entities.js';
import { Mistakes } from './legal-entity/mistakes.js';
import { noise } from './legal-entity/noise.js';
import { periods, type Organisation } from './legal-entity/organisations/organisation.js';
import { Population } from './legal-entity/organisations/population.js';
import { Random } from './random.js';
import { rejected } from './registers/register.js';

const folder = mkdtempSync(join(tmpdir(), 'siku-generator-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read: ReadRows = async function* (file, definition, effectiveDate) {
  const table = await openTable(file, definition.file);
  const plan = compileDataset(definition, legalEntityDictionary, table.columns, effectiveDate);
  for await (const rows of table.rows()) for (const raw of rows) yield prepareRow(plan, raw);
};

async function generate(
  name: string,
  options: { entities: number; seed?: number; months?: number; formatMix?: boolean },
) {
  const out = join(folder, name);
  return { out, manifest: await generateLegalEntities({ out, ...options }) };
}

describe('generateLegalEntities', () => {
  it('gives the same bytes for the same seed and others for another', async () => {
    const [one, again, other] = [
      await generate('one', { entities: 150 }),
      await generate('again', { entities: 150 }),
      await generate('other', { entities: 150, seed: 2 }),
    ];
    expect(contents(again.out)).toEqual(contents(one.out));
    expect(contents(other.out).get('/truth.csv')).not.toEqual(contents(one.out).get('/truth.csv'));
  });

  it.each([false, true])('writes what the platform reads, row by row (format mix: %s)', async (formatMix) => {
    const { out, manifest } = await generate(`read-${formatMix}`, {
      entities: 400,
      months: formatMix ? 12 : 8,
      formatMix,
    });
    const { definitions, files, keys } = await readBack(out, manifest, read);
    const scope = {
      bases: new Map([['legal-entity', legalEntityDictionary]]),
      departments: new Set(manifest.departments.map(({ code }) => code)),
    };
    for (const definition of definitions.values()) expect(checkDefinition(definition, scope)).toEqual([]);
    expect(files).toEqual(
      manifest.deliveries.map(({ file, rows, rejected: refused }) => ({ file, rows, rejected: refused })),
    );
    const truth = linesOf(out, 'truth.csv').map(([dataset, key]) => `${dataset}|${key}`);
    expect(new Set(truth).size).toBe(truth.length);
    expect([...keys].filter((key) => !truth.includes(key))).toEqual([]);
    // Keys whose only row was refused are in the truth and nowhere else.
    expect(truth.length - keys.size).toBeLessThan(truth.length * 0.01);
  });

  it('delivers in order, full first, and the size of the demo', async () => {
    const { out, manifest } = await generate('demo', { entities: 2000 });
    const days = manifest.deliveries.map(({ effectiveDate }) => effectiveDate);
    expect(days).toEqual([...days].sort());
    const first = manifest.deliveries.filter(({ effectiveDate }) => effectiveDate === '2015-06-01');
    expect(first.map(({ mode }) => mode)).toEqual(Array(6).fill('snapshot'));
    const rows = manifest.deliveries.reduce((sum, delivery) => sum + delivery.rows, 0);
    expect(rows).toBeGreaterThan(8000);
    expect(rows).toBeLessThan(11_000);
    const refused = manifest.deliveries.reduce((sum, delivery) => sum + delivery.rejected, 0);
    const expected = Object.values(rejected).reduce((sum, rate) => sum + rate, 0);
    expect(refused / rows).toBeGreaterThan(expected * 0.5);
    expect(refused / rows).toBeLessThan(expected * 2);
    const records = linesOf(out, 'truth.csv').filter(([dataset]) => dataset === 'local-taxpayers');
    const organisations = new Set(records.map(([, , entity]) => entity)).size;
    const { duplicate } = noise['local-tax'];
    expect((records.length - organisations) / organisations).toBeGreaterThan(duplicate * 0.5);
    expect((records.length - organisations) / organisations).toBeLessThan(duplicate * 1.6);
  });

  it('refuses options that make no sense', async () => {
    await expect(generate('none', { entities: 0 })).rejects.toThrow('entities');
    await expect(generate('none', { entities: 10, months: 0 })).rejects.toThrow('months');
  });
});

describe('the true population', () => {
  const organisations: Organisation[] = [...new Population(3000, 7, dayOf(2018, 1)).all()];
  const states = organisations.flatMap((organisation) => [...periods(organisation)]);

  it('has valid codes only', () => {
    for (const { state } of states) {
      const { uscc, orgCode, registrationNo, taxNo } = state.identifiers;
      if (uscc) expect(checkUscc(uscc)).toEqual({ ok: true, value: uscc });
      if (orgCode) expect(checkOrganisationCode(orgCode)).toEqual({ ok: true, value: orgCode });
      if (registrationNo) expect(checkRegistrationNumber(registrationNo)).toEqual({ ok: true, value: registrationNo });
      if (taxNo) expect(checkTaxNumber(taxNo)).toEqual({ ok: true, value: taxNo });
    }
  });

  it('gives no code and no name to two', () => {
    const codes = organisations.map((organisation) => {
      const { uscc, orgCode, registrationNo } = organisation.founding.identifiers;
      return orgCode ?? (uscc ? organisationCodeOf(uscc) : registrationNo);
    });
    expect(new Set(codes).size).toBe(organisations.length);
    expect(new Set(organisations.map(({ founding }) => founding.name)).size).toBe(organisations.length);
  });

  it('carries the organisation code into the one code of 2015', () => {
    let exchanges = 0;
    for (const organisation of organisations) {
      const { orgCode } = organisation.founding.identifiers;
      for (const { state } of periods(organisation)) {
        if (!orgCode || !state.identifiers.uscc) continue;
        exchanges++;
        expect(organisationCodeOf(state.identifiers.uscc)).toBe(orgCode);
        expect(state.identifiers.registrationNo).toBeUndefined();
      }
    }
    expect(exchanges).toBeGreaterThan(1000);
  });

  it('lives in order: nothing before the founding, nothing after the end, every old name remembered', () => {
    for (const organisation of organisations) {
      const days = [...periods(organisation)].map(({ since }) => since);
      expect(days).toEqual([...days].sort((a, b) => a - b));
      const names = new Set([...periods(organisation)].map(({ state }) => state.name));
      const last = [...periods(organisation)].at(-1)!.state;
      for (const name of names) expect([...last.formerNames, last.name]).toContain(name);
      expect(organisation.changes.findIndex(({ kind }) => kind === 'end') + 1 || organisation.changes.length).toBe(
        organisation.changes.length,
      );
    }
  });
});

describe('Mistakes', () => {
  const rates = noise['local-tax'];

  it('makes as many as its rates say', () => {
    const code = '330206717236432';
    const written = Array.from({ length: 40_000 }, (_, record) => new Mistakes(rates, record, false).code(code));
    const missing = written.filter((text) => text === null).length / written.length;
    expect(missing / rates.codeMissing).toBeCloseTo(1, 1);
    const wrong =
      written.filter((text) => text !== null && /^\d{15}$/.test(text) && text !== code).length / written.length;
    expect(wrong / rates.codeWrong).toBeGreaterThan(0.75);
    expect(wrong / rates.codeWrong).toBeLessThan(1.25);
  });

  it('stays with a value until it is corrected', () => {
    const name = '宁波鑫达塑料制品有限公司';
    const wrong = Array.from({ length: 500 }, (_, record) => record).filter(
      (record) => new Mistakes(rates, record, false).name(name) !== name,
    );
    expect(wrong.length).toBeGreaterThan(20);
    for (const record of wrong) {
      expect(new Mistakes(rates, record, false).name(name)).toBe(new Mistakes(rates, record, false).name(name));
      const corrected = new Mistakes(rates, record, true);
      expect(corrected.name(name)).toBe(name);
      expect(corrected.made).toBe(true);
    }
  });
});

describe('dates', () => {
  it.each([
    ['iso', '2007-03-05'],
    ['compact', '20070305'],
    ['slashes', '2007/3/5'],
    ['dots', '2007.03.05'],
    ['characters', '2007年3月5日'],
    ['numerals', '二〇〇七年三月五日'],
  ] as const)('are written %s', (style, text) => expect(dateStyles[style](dayOf(2007, 3, 5))).toBe(text));

  it('are written in numerals beyond ten', () => {
    expect([10, 11, 20, 31].map((day) => dateStyles.numerals(dayOf(2010, 12, day)).slice(8))).toEqual([
      '十日',
      '十一日',
      '二十日',
      '三十一日',
    ]);
  });
});

describe('facts about the city', () => {
  const shared = join(import.meta.dirname, '../../../../shared/data/codes');
  const withShared = existsSync(shared) ? it : it.skip;

  it('has about 150 towns and streets', () => expect(towns.length).toBeGreaterThan(140));

  withShared('knows towns that exist', () => {
    const official = JSON.parse(readFileSync(join(shared, 'ningbo-towns.json'), 'utf8')) as {
      name: string;
      areaCode: string;
    }[];
    const names = new Set(official.map(({ name, areaCode }) => areaCode + name));
    const unknown = towns.filter(({ name, after }) => !names.has(after.code + name)).map(({ name }) => name);
    // Merged or made a street since 2015.
    expect(unknown).toEqual(['中马街道', '白沙街道', '莼湖镇', '尚田镇']);
  });

  withShared('uses classes of GB/T 4754 that exist', () => {
    const codes = new Set(
      readFileSync(join(shared, 'gbt4754_2017.csv'), 'utf8')
        .split('\n')
        .map((line) => line.split(',')[0]),
    );
    const random = new Random(1);
    for (const list of [companyIndustries, shopIndustries, cooperativeIndustries]) {
      for (let i = 0; i < 2000; i++) {
        const { code } = list.pick(random);
        expect(checkIndustry(code).ok).toBe(true);
        expect([code, codes.has(code)]).toEqual([code, true]);
      }
    }
  });
});
