import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { dayOf, monthAfter, type Day } from './day.js';
import { Delivery, type DeliveryNote } from './delivery.js';
import { departments, type DepartmentCode } from './departments/departments.js';
import type { Department } from './departments/department.js';
import { recordsOf, statementsOf, type RegisterRecord, type Statement } from './departments/register.js';
import { formats, type Format } from './files/table-file.js';
import { MAX_SHEET_ROWS } from './files/workbook.js';
import { Mistakes } from './mistakes.js';
import { MENDED, noise, type NoiseRates } from './noise.js';
import { DEFAULTS, departmentCodes, MAX_MONTHS, type GenerateOptions } from './options.js';
import { MAX_ENTITIES } from './population/identifiers.js';
import type { Organisation } from './population/organisation.js';
import { Population } from './population/population.js';
import { Random } from './random.js';
import { Truth } from './truth.js';

export type { GenerateOptions } from './options.js';

/** manifest.json: what to set up, and what to deliver in which order. */
export interface Manifest {
  generator: { entities: number; seed: number; months: number; start: string; formatMix: boolean };
  departments: {
    code: DepartmentCode;
    title: { zh: string; en: string };
    description: { zh: string; en: string };
    division: string;
  }[];
  /** Definitions, each in a file of its own. */
  datasets: { code: string; file: string }[];
  deliveries: DeliveryNote[];
}

/** GB/T 2260 of the city whose departments these are. */
const CITY = '330200';

/** Organisations between two looks at other work of the process. */
const PAUSE_EVERY = 500;

/**
 * Derives from one true population of organisations what departments send about it, and writes it to `out`: deliveries,
 * dataset definitions, manifest.json and the truth. Deterministic by its options; each organisation is made once and
 * goes to all files at the same time, so that memory does not grow with their length.
 */
export async function generateLegalEntities(options: GenerateOptions): Promise<Manifest> {
  const { out, entities, seed, months, start, formatMix, codes } = checked(options);
  mkdirSync(out, { recursive: true });
  const chosen = departments.filter(({ code }) => codes.includes(code));
  const first = firstDay(start);
  const end = monthAfter(first, months - 1);
  const truth = new Truth(out);
  const offices = chosen.map((department) => new Office(department, first, { months, seed, out, formatMix, entities }));
  for (const organisation of new Population(entities, seed, end).all()) {
    truth.entity(organisation);
    for (const office of offices) office.tell(organisation, truth);
    if (organisation.index % PAUSE_EVERY === 0) await pause();
  }
  truth.close();
  const notes = offices.flatMap((office) => office.close());
  const manifest: Manifest = {
    generator: { entities, seed, months, start, formatMix },
    departments: chosen.map(({ code, title, description }) => ({ code, title, description, division: CITY })),
    datasets: chosen.map(({ dataset }) => ({ code: dataset, file: `datasets/${dataset}.json` })),
    // Stable: within a day in the order of the departments.
    deliveries: notes.sort((a, b) =>
      a.effectiveDate < b.effectiveDate ? -1 : a.effectiveDate > b.effectiveDate ? 1 : 0,
    ),
  };
  writeDefinitions(out, chosen, manifest);
  return manifest;
}

function writeDefinitions(out: string, chosen: readonly Department[], manifest: Manifest): void {
  const write = (file: string, json: object): void =>
    writeFileSync(join(out, file), `${JSON.stringify(json, null, 2)}\n`);
  for (const folder of ['datasets', 'departments']) mkdirSync(join(out, folder), { recursive: true });
  for (const { dataset, definition } of chosen) write(`datasets/${dataset}.json`, definition);
  for (const { code, ...department } of manifest.departments) write(`departments/${code}.json`, department);
  write('manifest.json', manifest);
}

/** A worksheet ends at a million rows; departments with more do not send one. */
const fitting = (format: Format, entities: number): Format =>
  format === 'xlsx' && entities > MAX_SHEET_ROWS * 0.9 ? 'utf8.csv' : format;

type Settings = Required<Pick<GenerateOptions, 'out' | 'entities' | 'seed' | 'months' | 'formatMix'>>;

/** A department at work: its register and the files it hands over. */
class Office {
  private readonly deliveries: Delivery[] = [];
  private readonly rates: NoiseRates;
  private readonly seed: number;

  constructor(
    private readonly department: Department,
    first: Day,
    { months, seed, out, formatMix, entities }: Settings,
  ) {
    this.rates = noise[department.code];
    const number = departments.indexOf(department);
    this.seed = new Random(seed, 101 + number).between(0, 0x7fff_ffff);
    let after = -Infinity;
    for (let month = 0; month < months; month++) {
      const mode = department.schedule(month);
      if (mode === null) continue;
      const own = department.formats[month === 0 ? 0 : 1];
      const format = formatMix ? formats[(month * 5 + number * 3) % formats.length]! : own;
      const day = monthAfter(first, month);
      const target = { out, format: fitting(format, entities), seed: this.seed };
      this.deliveries.push(new Delivery(department, mode, after, day, target));
      after = day;
    }
  }

  /** Writes what the department has to say of an organisation into each of its deliveries. */
  tell(organisation: Organisation, truth: Truth): void {
    const { department, rates, seed, deliveries } = this;
    const span = { first: deliveries[0]!.until, last: deliveries.at(-1)!.until };
    for (const record of recordsOf(organisation, department, rates, seed, span)) {
      let mend: Statement | null = null;
      let told = false;
      for (const delivery of deliveries) {
        let statements = statementsOf(record, department, delivery.mode, delivery.after, delivery.until);
        if (mend && delivery.mode === 'delta' && statements.length === 0) statements = [mend];
        mend = null;
        for (const statement of statements) {
          const row = this.rowOf(organisation, record, statement, delivery.until);
          if (!row) continue;
          told = true;
          if (delivery.write(row)) continue;
          if (new Random(record.seed, delivery.until).chance(MENDED)) mend = { ...statement, isCorrection: false };
        }
      }
      if (told) truth.record(department.dataset, record.key, organisation);
    }
  }

  close(): DeliveryNote[] {
    return this.deliveries.map((delivery) => delivery.close());
  }

  /** Null when a correction has nothing to correct. */
  private rowOf(organisation: Organisation, record: RegisterRecord, statement: Statement, until: Day) {
    const mistakes = new Mistakes(this.rates, record.seed, record.corrected < until);
    const { since, state, operation, isCorrection } = statement;
    const row = this.department.row({ key: record.key, organisation, state, mistakes, since, operation });
    return isCorrection && !mistakes.made ? null : row;
  }
}

function firstDay(start: string): Day {
  const [year, month] = start.split('-').map(Number);
  return dayOf(year!, month!);
}

function checked(
  options: GenerateOptions,
): Required<Omit<GenerateOptions, 'departments'>> & { codes: readonly DepartmentCode[] } {
  const { departments: codes = departmentCodes, ...given } = options;
  const { out, entities, seed, months, start, formatMix } = { ...DEFAULTS, ...given };
  const require = (holds: boolean, text: string): void => {
    if (!holds) throw new RangeError(text);
  };
  require(Number.isInteger(entities) && entities >= 1 && entities <= MAX_ENTITIES, `entities: 1 to ${MAX_ENTITIES}`);
  require(Number.isInteger(months) && months >= 1 && months <= MAX_MONTHS, `months: 1 to ${MAX_MONTHS}`);
  require(Number.isSafeInteger(seed) && seed >= 0 && seed <= 0x7fff_ffff, 'seed: 0 to 2147483647');
  require(/^20(0[5-9]|1\d)-(0[1-9]|1[0-2])$/.test(start), 'start: yyyy-MM, 2005-01 to 2019-12');
  for (const code of codes)
    require(departmentCodes.includes(code), `no such department: ${code}; there are ${departmentCodes.join(', ')}`);
  require(codes.length > 0, 'name at least one department');
  return { out, entities, seed, months, start, formatMix, codes };
}
