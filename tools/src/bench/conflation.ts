import { parseArgs } from 'node:util';
import { SikuClient } from '../demo/client.js';
import { Random } from '../generate/random.js';
import { ADMIN_KEY, BenchmarkServer, seconds } from './server.js';

/** Degrees: the ground the points lie on, about 77 by 66 kilometres. */
const [WEST, SOUTH, WIDTH, HEIGHT] = [121.2, 29.6, 0.8, 0.6];

/** Degrees by which two surveys of one place lie apart, about 10 m. */
const SURVEY = 0.0001;

const KINDS = ['超市', '药店', '面馆', '诊所', '银行', '书店', '旅馆', '幼儿园'];

/** Characters that make a name unlike its neighbours'. */
const SIGNS = [...'天元利丰泰和兴隆广源永昌德信金玉华盛鼎瑞祥福安康宁顺达通明光辉新建国民东西南北中山海江河湖林'];

const name = (i: number): string => {
  const random = new Random(9, i);
  return `${random.pick(SIGNS)}${random.pick(SIGNS)}${random.pick(SIGNS)}${KINDS[i % KINDS.length]}`;
};

/** A layer of points; both surveys have the first nine tenths of each other's places, by their own keys. */
function* layer(count: number, survey: 0 | 1): Generator<string> {
  yield 'key,name,lon,lat\n';
  for (let i = 0; i < count; i++) {
    const place = survey === 0 || i < count * 0.9 ? i : i + count;
    const random = new Random(7, place);
    const x = WEST + random.next() * WIDTH + survey * (random.next() - 0.5) * SURVEY;
    const y = SOUTH + random.next() * HEIGHT + survey * (random.next() - 0.5) * SURVEY;
    yield `${survey}${i},${name(place)},${x.toFixed(7)},${y.toFixed(7)}\n`;
  }
}

/** Two departments' layers of the same places become one: the second delivery finds the first, a pair for nine of ten. */
export async function benchmarkConflation(flags: string[]): Promise<object> {
  const { values } = parseArgs({ args: flags, options: { points: { type: 'string', default: '200000' } } });
  const points = Number(values.points);
  const server = await BenchmarkServer.start();
  try {
    const siku = new SikuClient(server.url, ADMIN_KEY);
    const deliver = async (
      survey: 0 | 1,
    ): Promise<{ seconds: number; stages: Record<string, number>; created: number }> => {
      await siku.put('/v1/departments/survey', { title: { zh: '测绘', en: 'Survey' } });
      await siku.put(`/v1/datasets/survey-${survey}`, {
        ...{ base: 'geospatial', department: 'survey', title: { zh: '兴趣点', en: 'Places' }, key: ['key'] },
        mapping: {
          layer: { constant: 'places' },
          name: 'name',
          geometry: { from: ['lon', 'lat'], join: ' ' },
        },
      });
      const stages: Record<string, number> = {};
      let created = 0;
      const took = await seconds(async () => {
        const query = new URLSearchParams({ mode: 'snapshot', effectiveDate: '2020-01-01' }).toString();
        const answer = await fetch(`${server.url}/v1/datasets/survey-${survey}/batches?${query}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'text/csv' },
          body: [...layer(points, survey)].join(''),
        });
        const { id } = (await answer.json()) as { id: string };
        ({ created } = await watched(siku, id, stages));
      });
      return { seconds: Math.round(took * 10) / 10, stages, created };
    };
    const first = await deliver(0);
    const second = await deliver(1);
    return {
      benchmark: 'conflation',
      points,
      ...{ first, second },
      conflationSeconds: (second.stages['matching'] ?? 0) + (second.stages['resolving'] ?? 0),
      merged: points - second.created,
      expected: Math.floor(points * 0.9),
      peakMemoryMegabytes: server.process.peakMemory(),
    };
  } finally {
    await server.stop();
  }
}

/** Follows a batch to its end; `stages` are the seconds it spent in each. */
async function watched(siku: SikuClient, id: string, stages: Record<string, number>): Promise<{ created: number }> {
  let since = performance.now();
  for (let stage = ''; ;) {
    const batch = await siku.get<{ status: string; counts: { masters: { created: number } } }>(`/v1/batches/${id}`);
    if (batch.status !== stage) {
      const now = performance.now();
      if (stage) stages[stage] = Math.round((now - since) / 100) / 10;
      [stage, since] = [batch.status, now];
    }
    if (batch.status === 'published') return batch.counts.masters;
    if (['rejected', 'failed'].includes(batch.status)) throw new Error(`batch ${id} ${batch.status}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
