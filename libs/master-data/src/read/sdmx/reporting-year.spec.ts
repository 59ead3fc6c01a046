import { expect, it } from '@jest/globals';
import { read } from '../table.fixture.js';

it('refuses periods of a reporting year that is not the calendar’s, and no others', async () => {
  const lines = [
    'DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE,REPORTING_YEAR_START_DAY',
    'A:B(1.0),Q,2020-Q1,1,--04-01',
    'A:B(1.0),Q,2020-Q1,1,--01-01',
    'A:B(1.0),Q,2020-Q1,1,',
    'A:B(1.0),M,2020-04,1,--04-01',
    'A:B(1.0),A,2020-A1,1,--07-01',
  ];
  const { rows } = await read(lines.join('\n'));
  expect(rows.map(({ fault }) => fault?.code)).toEqual([
    'reporting-year',
    undefined,
    undefined,
    undefined,
    'reporting-year',
  ]);
});
