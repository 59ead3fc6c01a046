import type { Box } from '@siku/standards';

/** Of geohash, in the order of the cells and of their bytes. */
const DIGITS = '0123456789bcdefghjkmnpqrstuvwxyz';

/** After every digit. */
const END = '~';

/** Cells a box is covered with: more read less ground beside the box, but have to be found for each page, and cost a look into the index each. */
const MOST_CELLS = 512;

/** Digits of a key; finer cells than that, of centimetres, tell nothing apart. */
const FINEST = 12;

/** First and last key, both included. */
export type KeyRange = readonly [first: string, last: string];

interface Cell {
  key: string;
  box: Box;
}

const WORLD: Cell = { key: '', box: [-180, -90, 180, 90] };

/**
 * Ranges of keys, apart from each other, that hold every geometry which meets a box, its key being the geohash of the smallest cell that
 * holds it. First cells that lie in the box, of which nothing is read in vain, then those on its border, and last the cells they all lie in,
 * for what lies on their borders; each of these in the order of keys. The same for the same box.
 * @param box degrees, its west not east of its east
 */
export function placeRanges(box: Box): KeyRange[] {
  if (isWithin(WORLD.box, box)) return [['', END]];
  const inside: KeyRange[] = [];
  const above: KeyRange[] = [];
  let border = [WORLD];
  for (let depth = 0; depth < FINEST; depth++) {
    const finer: Cell[] = [];
    for (const cell of border) addChildren(cell, box, finer);
    if (inside.length + finer.length > MOST_CELLS) break;
    above.push(...border.map(({ key }): KeyRange => [key, key]));
    inside.push(...finer.filter((cell) => isWithin(cell.box, box)).map(withAllIn));
    border = finer.filter((cell) => !isWithin(cell.box, box));
  }
  return [inside, border.map(withAllIn), above].flatMap((ranges) =>
    joined(ranges.sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}

const withAllIn = ({ key }: Cell): KeyRange => [key, key + END];

/** Neighbours of one cell are one range. */
function joined(ranges: readonly KeyRange[]): KeyRange[] {
  const result: KeyRange[] = [];
  for (const [first, last] of ranges) {
    const before = result.at(-1);
    if (before && last.endsWith(END) && before[1] === previous(first) + END)
      result[result.length - 1] = [before[0], last];
    else result.push([first, last]);
  }
  return result;
}

/** The neighbour before within the same cell; what is no key where there is none. */
const previous = (key: string): string => key.slice(0, -1) + (DIGITS[DIGITS.indexOf(key.at(-1)!) - 1] ?? END);

/**
 * Adds the cells of a cell that meet a box. Bits go to longitude and latitude in turn: five to a digit, so that there are 8 columns of 4
 * in a cell of an even number of digits, and 4 of 8 in one of an odd number.
 */
function addChildren({ key, box: [west, south, east, north] }: Cell, asked: Box, found: Cell[]): void {
  const wide = key.length % 2 === 0;
  const [width, height] = wide ? [(east - west) / 8, (north - south) / 4] : [(east - west) / 4, (north - south) / 8];
  for (let bits = 0; bits < DIGITS.length; bits++) {
    const three = ((bits >> 2) & 4) | ((bits >> 1) & 2) | (bits & 1);
    const two = ((bits >> 2) & 2) | ((bits >> 1) & 1);
    const x = west + (wide ? three : two) * width;
    const y = south + (wide ? two : three) * height;
    if (x > asked[2] || y > asked[3] || x + width < asked[0] || y + height < asked[1]) continue;
    found.push({ key: key + DIGITS[bits]!, box: [x, y, x + width, y + height] });
  }
}

const isWithin = (inner: Box, outer: Box): boolean =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
