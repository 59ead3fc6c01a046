import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countyNamed } from './city/divisions.js';
import { addressText, placeIn, townFrequencies, type Place } from './city/places.js';
import { dayOf } from './day.js';
import { Mistakes } from './legal-entity/mistakes.js';
import { noise } from './legal-entity/noise.js';
import { pointIn } from './map/outlines.js';
import { FIRST, MapOfCity, rounded, type Survey } from './map/survey.js';
import { addresses, planningDivisions } from './map/surveys.js';
import { townBoundaries } from './map/towns.js';
import { Random } from './random.js';
import { writeJson, type Manifest } from './registers/manifest.js';

/** An address as some department wrote it, and what can be known of it. */
export interface AskedAddress {
  text: string;
  /** How far down the standard address base goes for what is written. */
  level: 'number' | 'street' | 'town' | 'county' | 'prefecture' | 'none';
  /** The house as the standard address base writes it. */
  standard: string | null;
  /** GB/T 2260 */
  division: string;
}

export interface AddressOptions {
  out: string;
  /** Houses of the standard address base. */
  houses: number;
  asked: number;
  seed?: number;
}

/** Of the addresses that are asked for: so many are of houses that the base has. */
const KNOWN = 0.85;

const BEFORE = dayOf(2012, 1);
const AFTER = dayOf(2020, 1);

interface House {
  place: Place;
  street: string;
  number: string;
}

/**
 * The standard address base of the city with its divisions and towns, and addresses as departments write them: with and without
 * province, city, district and town, by the names before and after the reform of 2016, and with the mistakes of the statistics office.
 */
export async function generateAddresses({
  out,
  houses,
  asked,
  seed = 1,
}: AddressOptions): Promise<{ manifest: Manifest; asked: AskedAddress[] }> {
  const city = new MapOfCity(seed);
  const random = new Random(seed, 78);
  const known = new Map<string, House>();
  while (known.size < houses) {
    const house = houseOf(random);
    if (house.number !== '' && !known.has(numberOf(house))) known.set(numberOf(house), house);
  }
  const base: Survey = { ...addresses, deliveries: () => [standardAddresses(city, [...known.values()], random)] };
  const manifest: Manifest = {
    generator: { seed },
    departments: [
      {
        code: 'planning',
        title: { zh: '市规划局', en: 'Bureau of Planning' },
        description: { zh: '标准地址', en: 'Standard addresses' },
        division: '330200',
      },
    ],
    datasets: [],
    deliveries: [],
  };
  for (const folder of ['datasets', 'deliveries']) mkdirSync(join(out, folder), { recursive: true });
  for (const { department, dataset, definition, deliveries } of [planningDivisions, townBoundaries, base]) {
    const definitionFile = `datasets/${dataset}.json`;
    writeJson(join(out, definitionFile), { base: 'geospatial', department, ...definition });
    manifest.datasets.push({ code: dataset, file: definitionFile });
    for (const { effectiveDate, extension, content, rows } of await deliveries(city)) {
      const file = `deliveries/${dataset}-${effectiveDate}.${extension}`;
      writeFileSync(join(out, file), content);
      manifest.deliveries.push({ file, dataset, mode: 'snapshot', effectiveDate, rows, rejected: 0 });
    }
  }
  return { manifest, asked: askedOf(known, asked, random) };
}

function houseOf(random: Random): House {
  const place = placeIn(townFrequencies.pick(random), random);
  const [, street = '', number = ''] = /^(\D+)(.*)$/.exec(place.street) ?? [];
  return { place, street, number };
}

/** No two houses of a street have one number. */
const numberOf = ({ place: { town }, street, number }: House): string => `${town.after.code} ${street}${number}`;

/** As the base writes it: by the divisions of today. */
function standardOf({ place: { town }, street, number }: House): string {
  const { name, urban } = countyNamed(town.after.name);
  return `${urban ? '宁波市' : ''}${name}${town.name}${street}${number}`;
}

function standardAddresses(city: MapOfCity, houses: readonly House[], random: Random) {
  const districts = new Map(city.districts.map((district) => [district.code, district]));
  const rows = houses.map((house, i) => {
    const { place, street, number } = house;
    const [x, y] = rounded(pointIn(districts.get(place.town.after.code)!, random));
    return [`DZ${i}`, standardOf(house), street, number, x, y].join(',');
  });
  const content = `地址编码,地址全称,街路巷,门牌号,经度,纬度\r\n${rows.join('\r\n')}\r\n`;
  return { effectiveDate: FIRST, extension: 'csv', content, rows: rows.length };
}

function askedOf(known: ReadonlyMap<string, House>, count: number, random: Random): AskedAddress[] {
  const houses = [...known.values()];
  const streets = new Set(houses.flatMap((house) => streetKeys(house)));
  const asked: AskedAddress[] = [];
  for (let record = 0; asked.length < count; record++) {
    const house = random.chance(KNOWN) ? random.pick(houses) : houseOf(random);
    const style = { province: random.chance(0.3), town: random.chance(0.4), short: random.chance(0.25) };
    const right = addressText(house.place, random.chance(0.4) ? BEFORE : AFTER, style);
    const text = new Mistakes(noise.statistics, record, false).address(right);
    if (text !== null) asked.push({ text, ...truthOf(house, text, known, streets, style.town) });
  }
  return asked;
}

/** A street is one of its district, and of each town it runs through. */
const streetKeys = ({ place: { town }, street }: House): string[] => [
  `${town.after.code} ${town.name} ${street}`,
  `${town.after.code} ${street}`,
];

function truthOf(
  house: House,
  text: string,
  known: ReadonlyMap<string, House>,
  streets: ReadonlySet<string>,
  namesTown: boolean,
): Omit<AskedAddress, 'text'> {
  const { town, rural } = house.place;
  const division = town.after.code;
  const hasNumber = house.number !== '' && /[\d０-９]/.test(text);
  const meant = hasNumber ? known.get(numberOf(house)) : undefined;
  if (meant && (meant.place.town === town || !(rural || namesTown)))
    return { level: 'number', standard: standardOf(meant), division };
  const [inTown, inDistrict] = [`${division} ${town.name} ${house.street}`, `${division} ${house.street}`];
  if (streets.has(rural || namesTown ? inTown : inDistrict)) return { level: 'street', standard: null, division };
  if (rural || namesTown) return { level: 'town', standard: null, division };
  return { level: 'county', standard: null, division };
}
