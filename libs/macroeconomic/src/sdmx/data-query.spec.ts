import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import type { Problem } from '@siku/platform';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { negotiate } from './data-format.js';
import { boundsOf } from './data-period.js';
import { request30, requireContext, requireDataflow, requireFlow } from './data-query.js';
import { DataQuery30 } from './sdmx.dto.js';

const statusOf = (ask: () => unknown): number => {
  try {
    ask();
    return 200;
  } catch (error) {
    return (error as Problem).status;
  }
};

const queryOf = (plain: object): DataQuery30 => {
  const query = plainToInstance(DataQuery30, plain);
  expect(validateSync(query)).toEqual([]);
  return query;
};

describe('a query of SDMX REST', () => {
  it.each([
    ['1.0.0', 200],
    ['1.0', 200],
    ['1+.0.0', 200],
    ['2.0.0,~', 200],
    ['2.0.0', 404],
    ['1.1+.0', 404],
  ])('names versions: %s', (version, status) => {
    expect(statusOf(() => requireDataflow('SIKU', 'OBSERVATIONS', version))).toBe(status);
    expect(statusOf(() => requireFlow(`SIKU,OBSERVATIONS,${version.split(',').at(-1)!}`))).toBe(status);
  });

  it('asks for what is there, is not offered, or does not exist', () => {
    expect(statusOf(() => requireContext('*'))).toBe(200);
    expect(statusOf(() => requireContext('provisionagreement'))).toBe(501);
    expect(statusOf(() => requireContext('data'))).toBe(400);
    const ofYear = (day: string) => statusOf(() => request30('*', queryOf({ reportingYearStartDay: day })));
    expect([ofYear('--01-01'), ofYear('--07-01')]).toEqual([200, 501]);
  });

  it('has instants and booleans as clients write them', () => {
    expect(request30('*', queryOf({ asOf: '2020-07-21T14:15:00 08:00' })).slice.knownAt).toBe(
      '2020-07-21T14:15:00+08:00',
    );
    expect(request30('*', queryOf({ asOf: '2020-07-21T14:15:00' })).slice.knownAt).toBe('2020-07-21T14:15:00+08:00');
    for (const [text, history] of Object.entries({ True: true, '1': true, FALSE: false })) {
      expect(request30('*', queryOf({ includeHistory: text })).history).toBe(history);
    }
    expect(validateSync(plainToInstance(DataQuery30, { includeHistory: 'yes' }))).toHaveLength(1);
  });

  it.each([
    ['M.GDP', 200],
    ['M.GDP+CPI..N,Q', 200],
    ['*.*.*.*', 200],
    ['M.GDP,', 400],
    [',', 400],
    ['M+.GDP', 400],
    ['M.GD*', 400],
    ['~', 400],
    ['M....', 400],
  ])('has keys made of codes: %s', (key, status) => {
    expect(statusOf(() => request30(key, queryOf({})))).toBe(status);
  });

  it.each([
    ['REF_AREA', 'sw:02', 200],
    ['REF_AREA', '', 400],
    ['REF_AREA', 'foo:02', 400],
    ['REF_AREA', 'GE:02', 400],
    ['FREQ', 'ne:', 400],
    ['FREQ', 'A,', 400],
    ['OBS_STATUS', 'foo:A', 400],
    ['TIME_PERIOD', 'ge:2020-01-01T00:00:00', 200],
    ['TIME_PERIOD', 'ge:', 400],
    ['OBS_VALUE', 'gt:', 400],
    ['COMMENT_OBS', 'foo:1', 400],
    ['COMMENT_OBS', 'eq:foo:1', 200],
  ])('has conditions with an operator there is, and a value: c[%s]=%s', (id, condition, status) => {
    expect(statusOf(() => request30('*', queryOf({ [`c[${id}]`]: condition })))).toBe(status);
  });

  it.each([
    ['2015-T2', { from: '2015-05-01', to: '2015-08-31' }],
    ['2016-D060', { from: '2016-02-29', to: '2016-02-29' }],
    ['2015-01-31T23:59:59+08:00', { from: '2015-01-31', to: '2015-01-31' }],
    ['2015-Q4', { from: '2015-10-01', to: '2015-12-31' }],
    ['2015-T4', null],
    ['2015-D366', null],
    ['2015-01-31xyz', null],
  ])('bounds time by the periods of SDMX: %s', (period, bounds) => {
    if (bounds) expect(boundsOf(period)).toEqual(bounds);
    else expect(statusOf(() => boundsOf(period))).toBe(400);
  });

  it('says what an instant looks like', () => {
    const [error] = validateSync(plainToInstance(DataQuery30, { asOf: '2020' }));
    expect(Object.values(error!.constraints!)).toEqual([expect.stringContaining('asOf must be a day (2026-11-27)')]);
  });

  it('may quote the version of a media type', () => {
    const accept = 'application/vnd.sdmx.data+csv; version="1.0.0"; labels="both"';
    expect(negotiate(accept, '3.0')).toMatchObject({ format: 'csv1', options: { labels: 'both' } });
  });
});
