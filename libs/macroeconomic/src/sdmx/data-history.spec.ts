import { describe, expect, it } from '@jest/globals';
import type { Release } from '../observation/vintage.js';
import { disseminations, type HistoryPart } from './data-history.js';
import type { Arrangement } from '../observation/published.repository.js';
import { layoutOf, orderOf, shownByDetail, type Layout } from './data-layout.js';
import { writeData } from './data-writer.js';
import { TIME, type Written } from './component.js';

const series = { frequency: 'Q', indicator: 'GDP', area: '330200', adjustment: 'N' };

/** The instants of the specification's example of includeHistory (SDMX REST, data queries). */
const AT = ['2014-12-03T14:30:00Z', '2015-06-02T13:30:00Z', '2015-10-21T13:30:00Z', '2016-06-01T13:30:00Z'].map((at) =>
  Date.parse(at),
);
const DELETED = Date.parse('2014-11-05T14:30:00Z');

const release = (period: string, value: string, from: number, to = Infinity): Release => ({
  ...{ period, value, status: 'normal', unit: null, note: null, isAsked: true, from, to, label: '' },
});

describe('the history of a series', () => {
  const releases = [
    release('2013-Q4', '7', Date.parse('2014-06-04T13:30:00Z'), DELETED),
    release('2014-Q3', '10', AT[0]!, AT[1]),
    release('2014-Q3', '11', AT[1]!, AT[3]),
    release('2014-Q3', '12', AT[3]!),
    release('2014-Q4', '20', AT[1]!),
    release('2015-Q1', '30', AT[2]!),
  ];
  const arranged = (layout: Layout, part: Partial<Arrangement> = {}): Pick<HistoryPart, 'layout' | 'arrangement'> => ({
    layout,
    arrangement: { order: orderOf(undefined, layout), firstN: null, lastN: null, offset: 0, limit: null, ...part },
  });
  const inTime = layoutOf(TIME, shownByDetail('full'));
  const whole = { after: -Infinity, until: Date.now(), isAsked: () => true, ...arranged(inTime) };
  const told = (part: HistoryPart): string[][] =>
    disseminations([{ series, releases }], part).map(({ action, validFrom, validTo, rows }) => [
      action,
      validFrom ?? validTo!,
      ...[...(rows as Iterable<Written[]>)].flat().map(({ period, value }) => `${period} ${value}`),
    ]);

  it('is a data set for each dissemination, and one for what was deleted', () => {
    expect(told(whole)).toEqual([
      ['Replace', '2014-06-04T13:30:00.000Z', '2013-Q4 7'],
      ['Replace', '2014-12-03T14:30:00.000Z', '2014-Q3 10'],
      ['Replace', '2015-06-02T13:30:00.000Z', '2014-Q3 11', '2014-Q4 20'],
      ['Replace', '2015-10-21T13:30:00.000Z', '2015-Q1 30'],
      ['Replace', '2016-06-01T13:30:00.000Z', '2014-Q3 12'],
      ['Delete', '2014-11-05T14:30:00.000Z', '2013-Q4 7'],
    ]);
  });

  it('of a part, says as deleted only what was deleted within it', () => {
    // The value of 2014-Q3 known in July 2015 was replaced later, which is no deletion.
    expect(told({ ...whole, after: AT[0]!, until: AT[2]! - 1, isAsked: ({ value }) => value !== '20' })).toEqual([
      ['Replace', '2015-06-02T13:30:00.000Z', '2014-Q3 11'],
    ]);
    expect(told({ ...whole, isAsked: ({ value }) => value === '10' || value === '7' })).toEqual([
      ['Replace', '2014-06-04T13:30:00.000Z', '2013-Q4 7'],
      ['Replace', '2014-12-03T14:30:00.000Z', '2014-Q3 10'],
      ['Delete', '2014-11-05T14:30:00.000Z', '2013-Q4 7'],
    ]);
  });

  it('is given in parts, each observation with all that was ever said of it', () => {
    expect(told({ ...whole, ...arranged(inTime, { firstN: 1, lastN: 1 }) })).toEqual([
      ['Replace', '2014-06-04T13:30:00.000Z', '2013-Q4 7'],
      ['Replace', '2015-10-21T13:30:00.000Z', '2015-Q1 30'],
      ['Delete', '2014-11-05T14:30:00.000Z', '2013-Q4 7'],
    ]);
    expect(told({ ...whole, ...arranged(inTime, { offset: 1, limit: 2 }) })).toEqual([
      ['Replace', '2014-12-03T14:30:00.000Z', '2014-Q3 10'],
      ['Replace', '2015-06-02T13:30:00.000Z', '2014-Q3 11'],
    ]);
    // Only named, a series is in every data set that says something of it.
    const named = arranged(layoutOf(TIME, shownByDetail('serieskeysonly')), { firstN: 1, offset: 2, limit: 1 });
    expect(told({ ...whole, ...named })).toEqual([['Replace', '2015-06-02T13:30:00.000Z', '2014-Q3 11']]);
    const inOrder = { order: [{ by: 'value', descending: true }] } as const;
    const flat = arranged(layoutOf('AllDimensions', shownByDetail('full')), inOrder);
    expect(told({ ...whole, ...flat })[2]!.slice(2)).toEqual(['2014-Q4 20', '2014-Q3 11']);
  });

  it('is put together across another dimension, in sections', () => {
    const across = layoutOf('INDICATOR', shownByDetail('full'));
    const both = ['GDP', 'CPI'].map((indicator) => ({ series: { ...series, indicator }, releases }));
    const [, , set] = disseminations(both, { ...whole, ...arranged(across) });
    expect(set!.rows[0].map(({ indicator, period }) => `${period} ${indicator}`)).toEqual([
      ...['2014-Q3 CPI', '2014-Q3 GDP', '2014-Q4 CPI', '2014-Q4 GDP'],
    ]);
  });

  it('is written as in the example of the specification', async () => {
    const since = disseminations([{ series, releases }], { ...whole, after: AT[0]! - 1 });
    const layout = layoutOf(TIME, shownByDetail('dataonly'));
    const message = { id: 'M', prepared: '2016-12-20T16:16:51Z', layout };
    let text = '';
    for await (const piece of writeData('generic', since, message)) text += piece;
    const heads = [...text.matchAll(/<message:DataSet ([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(heads).toEqual(
      AT.map((at) => `action="Replace" validFromDate="${new Date(at).toISOString()}" structureRef="OBSERVATIONS"`),
    );
    const json: string[] = [];
    for await (const piece of writeData('json2', since, message)) json.push(piece);
    const { data } = JSON.parse(json.join('')) as {
      data: { dataSets: { action: string; validFrom: string }[]; structures: { dataSets: number[] }[] };
    };
    expect(data.dataSets.map(({ validFrom }) => Date.parse(validFrom))).toEqual(AT);
    expect(data.structures[0]!.dataSets).toEqual([0, 1, 2, 3]);
  });
});
