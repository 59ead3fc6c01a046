import iconv from 'iconv-lite';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Economy } from './indicators/economy.js';
import { indicatorBodies } from './indicators/indicators.js';
import { releases } from './indicators/releases.js';
import type { Manifest } from './registers/manifest.js';
import { writeJson } from './registers/manifest.js';

export interface IndicatorOptions {
  /** Folder for everything that is written. */
  out: string;
  /** The same seed gives the same bytes; 1 by default. */
  seed?: number;
  firstYear?: number;
  /** Years of monthly and quarterly figures; 3 by default. */
  years?: number;
}

const TITLES: Readonly<Record<string, { zh: string; en: string }>> = {
  statistics: { zh: '市统计局', en: 'Bureau of Statistics' },
  'reform-commission': { zh: '市发展和改革委员会', en: 'Development and Reform Commission' },
  'economy-trade': { zh: '市经济贸易委员会', en: 'Economy and Trade Commission' },
  finance: { zh: '市财政局', en: 'Bureau of Finance' },
  'state-tax': { zh: '市国家税务局', en: 'State Taxation Office' },
  'central-bank': { zh: '人民银行宁波市中心支行', en: 'People’s Bank of China, Ningbo' },
  customs: { zh: '宁波海关', en: 'Ningbo Customs' },
  'foreign-exchange': { zh: '国家外汇管理局宁波市分局', en: 'Foreign Exchange Administration, Ningbo' },
};

/** An embargo ends so many days after the delivery. */
const EMBARGO_DAYS = 30;

/**
 * What eight departments send about one economy: wide and long tables, sums since January, first and final figures, a
 * disagreement, a total that misses its parts, one delivery under embargo. Deterministic by its options.
 */
export function generateIndicators({ out, seed = 1, firstYear = 2013, years = 3 }: IndicatorOptions): Manifest {
  const economy = new Economy(seed, firstYear);
  const deliveries: Manifest['deliveries'] = [];
  for (const folder of ['datasets', 'indicators']) mkdirSync(join(out, folder), { recursive: true });
  for (let i = 0; i < years; i++) {
    const effectiveDate = `${firstYear + i + 1}-01-28`;
    mkdirSync(join(out, 'deliveries', effectiveDate), { recursive: true });
    for (const { dataset, file, encoding, embargo } of releases) {
      const name = `deliveries/${effectiveDate}/${dataset}.csv`;
      const text = file(economy, firstYear + i);
      writeFileSync(join(out, name), iconv.encode(text, encoding));
      const rows = text.trimEnd().split('\n').length - 1;
      const held = embargo && i === years - 1 && { embargoDays: EMBARGO_DAYS };
      deliveries.push({ file: name, dataset, mode: 'delta', effectiveDate, rows, rejected: 0, ...held });
    }
  }
  const resources = Object.entries(indicatorBodies).map(([code, body]) => {
    const file = `indicators/${code}.json`;
    writeJson(join(out, file), body);
    return { path: `/v1/indicators/${code}`, file };
  });
  const datasets = releases.map(({ dataset: code, definition }) => {
    const file = `datasets/${code}.json`;
    writeJson(join(out, file), definition);
    return { code, file };
  });
  const departments = Object.entries(TITLES).map(([code, title]) => ({
    code,
    title,
    description: { zh: '宏观经济指标', en: 'Macroeconomic indicators' },
    division: '330200',
  }));
  const manifest: Manifest = { generator: { seed, firstYear, years }, departments, resources, datasets, deliveries };
  writeJson(join(out, 'manifest.json'), manifest);
  return manifest;
}
