import { Injectable } from '@nestjs/common';
import { BaseRegistry, type Base } from '@siku/master-data';
import { Database } from '@siku/platform';
import { DEFAULT_POLICY, type Desk } from '../policy/policy.js';
import { PRIORITIES, type ReviewTask, type TaskFilter } from './review-task.js';

/** Where a page ends: rank of the priority, instant, id. */
export type TaskCursor = readonly [rank: number, openedAt: string, id: string];

export interface QueueCount {
  dimension: 'base' | 'kind' | 'status' | 'priority' | 'assignee';
  value: string;
  count: number;
}

/** Of the tasks that are not closed; ages in hours. */
export interface QueueAges {
  open: number;
  overdue: number;
  medianAge: number | null;
  oldestAge: number | null;
}

/** From task to answer, in hours. */
export interface AnswerTimes {
  answered: number;
  median: number | null;
  ninetieth: number | null;
}

/** Placeholders of one statement. */
class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** The queue: questions of every base, disputes and held snapshots, each with the decision it is in. */
@Injectable()
export class ReviewTaskRepository {
  constructor(
    private readonly database: Database,
    private readonly bases: BaseRegistry,
  ) {}

  /** Urgent ones first, of these the oldest. */
  async page(filter: TaskFilter, after: TaskCursor | null, limit: number): Promise<ReviewTask[]> {
    const parameters = new Parameters();
    const queue = this.queue(filter, parameters);
    const [rank, openedAt, id] = (after ?? [null, null, null]).map((value) => parameters.add(value));
    return this.database.query<ReviewTask>(
      `${queue} SELECT ${COLUMNS} FROM chosen
        WHERE ${rank}::int IS NULL OR (rank, opened_at, id) > (${rank}::int, ${openedAt}::timestamptz, ${id}::uuid)
        ORDER BY rank, opened_at, id LIMIT ${parameters.add(limit)}`,
      parameters.values,
    );
  }

  async counts(filter: TaskFilter): Promise<QueueCount[]> {
    const parameters = new Parameters();
    return this.database.query<QueueCount>(
      `${this.queue(filter, parameters)}
       SELECT CASE WHEN grouping(base) = 0 THEN 'base' WHEN grouping(kind) = 0 THEN 'kind' WHEN grouping(status) = 0 THEN 'status'
                   WHEN grouping(rank) = 0 THEN 'priority' ELSE 'assignee' END AS dimension,
              coalesce(base, kind, status, (${RANKS})[rank], assignee) AS value, count(*)::int AS count
         FROM chosen GROUP BY GROUPING SETS ((base), (kind), (status), (rank), (assignee))
       HAVING grouping(assignee) = 1 OR assignee IS NOT NULL ORDER BY 1, 2`,
      parameters.values,
    );
  }

  /** How old what is open in a base is, and how long the answers took; hours. */
  async times(base: string): Promise<{ queue: QueueAges; answers: AnswerTimes }> {
    const parameters = new Parameters();
    const open = this.queue({ bases: [base] }, parameters);
    const [queue] = await this.database.query<QueueAges>(
      `${open} SELECT count(*)::int AS open, count(*) FILTER (WHERE due_at < now())::int AS overdue,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY ${HOURS_OLD}) AS "medianAge", max(${HOURS_OLD})::float8 AS "oldestAge" FROM chosen`,
      parameters.values,
    );
    const closing = new Parameters();
    const closed = this.queue({ bases: [base], status: 'closed' }, closing);
    const [answers] = await this.database.query<AnswerTimes>(
      `${closed} SELECT count(*)::int AS answered, percentile_cont(0.5) WITHIN GROUP (ORDER BY ${HOURS_TAKEN}) AS median,
              percentile_cont(0.9) WITHIN GROUP (ORDER BY ${HOURS_TAKEN}) AS ninetieth FROM chosen WHERE made_at IS NOT NULL`,
      closing.values,
    );
    return { queue: queue!, answers: answers! };
  }

  /** One task as it is now, closed ones too; null when there is none in these bases. */
  async find(bases: readonly string[], id: string): Promise<ReviewTask | null> {
    const parameters = new Parameters();
    const [task] = await this.database.query<ReviewTask>(
      `${this.queue({ bases }, parameters, id)} SELECT ${COLUMNS} FROM chosen ORDER BY opened_in DESC LIMIT 1`,
      parameters.values,
    );
    return task ?? null;
  }

  /** Takes a task for a while; null when somebody else has it. */
  async claim(task: string, assignee: string, minutes: number): Promise<{ assignee: string; until: string } | null> {
    const [claim] = await this.database.query<{ assignee: string; until: string }>(
      `INSERT INTO stewardship.claim AS present (task, assignee, until)
       VALUES ($1, $2, now() + make_interval(mins => $3))
       ON CONFLICT (task) DO UPDATE SET assignee = excluded.assignee, until = excluded.until, claimed_at = now()
        WHERE present.assignee = excluded.assignee OR present.until <= now()
       RETURNING assignee, to_json(until) #>> '{}' AS until`,
      [task, assignee, minutes],
    );
    return claim ?? null;
  }

  async release(task: string, assignee: string): Promise<void> {
    await this.database.query(`DELETE FROM stewardship.claim WHERE task = $1 AND assignee = $2`, [task, assignee]);
  }

  /** Common table expressions that end in `chosen`: the tasks that meet the filter. */
  private queue(filter: TaskFilter, parameters: Parameters, id?: string): string {
    const wanted = id === undefined ? null : parameters.add(id);
    const sources = filter.bases.map((code) => this.questionsOf(this.bases.get(code), filter, parameters, wanted));
    // Held snapshots are about no record: a filter by one finds none of them.
    if (!filter.record && !filter.division) sources.push(heldSnapshots(filter, parameters, wanted));
    return `WITH task (id, base, kind, opened_in, opened_at, moot, master_a, master_b, records, weight, attribute, dataset, violation, readers) AS (
         ${sources.join(' UNION ALL ')}),
       judged AS (
         SELECT t.*, d.number AS decision_number, d.id AS decision_id, d.kind AS decision_kind, d.actor, d.made_at, c.assignee, c.until,
                t.opened_at + make_interval(days => coalesce(p.due_days, ${DEFAULT_POLICY.dueDays})) AS due_at,
                greatest(1, CASE WHEN t.kind IN ('contradiction', 'dispute', 'held-snapshot') OR t.records + t.readers >= 6 THEN 1
                                 WHEN t.records + t.readers >= 3 THEN 2 ELSE 3 END
                            - (now() > t.opened_at + make_interval(days => coalesce(p.due_days, ${DEFAULT_POLICY.dueDays})))::int) AS rank,
                CASE WHEN t.moot OR (d.kind NOT IN ('return', 'investigate') AND d.requested IS DISTINCT FROM 'approval') THEN 'closed'
                     WHEN d.requested = 'approval' THEN 'waiting'
                     WHEN c.assignee IS NOT NULL THEN 'claimed'
                     WHEN d.kind = 'return' THEN 'returned'
                     ELSE 'open' END AS status
           FROM task t
           LEFT JOIN stewardship.policy p ON p.base = t.base
           LEFT JOIN stewardship.claim c ON c.task = t.id AND c.until > now()
           LEFT JOIN LATERAL (
             SELECT * FROM catalogue.decision d
              WHERE d.task = t.id AND d.task_opened_in = t.opened_in AND d.undone_by IS NULL
              ORDER BY d.number DESC LIMIT 1) d ON true),
       chosen AS (SELECT * FROM judged WHERE ${wanted ? 'true' : conditions(filter, parameters)})`;
  }

  private questionsOf(
    { code, schema, attributes }: Base,
    filter: TaskFilter,
    parameters: Parameters,
    id: string | null,
  ): string {
    const about = [
      id && `q.id = ${id}`,
      // What is closed is looked at only where it is asked for.
      !id && filter.status !== 'closed' && 'NOT q.moot',
      filter.record && `${parameters.add(filter.record)} IN (q.master_a, q.master_b)`,
      filter.department && deliveredBy(schema, parameters.add(filter.department)),
      filter.division && liesIn(schema, attributes, () => parameters.add(filter.division)),
      filter.desks &&
        anyOf(
          filter.desks.filter(({ base }) => base === code),
          ({ kinds, department, division }) => [
            kinds && `q.kind = ANY(${parameters.add(kinds)}::text[])`,
            department && deliveredBy(schema, parameters.add(department)),
            division && liesIn(schema, attributes, () => parameters.add(division)),
          ],
        ),
    ].filter(Boolean);
    return `SELECT q.* FROM catalogue.base_clock clock CROSS JOIN LATERAL (
         SELECT t.task_id AS id, '${code}' AS base, t.kind, t.opened_in, p.at AS opened_at, t.closed_in <= clock.number AS moot,
                t.master_a, t.master_b, t.records, (t.detail->>'weight')::real AS weight, t.detail->>'attribute' AS attribute, NULL::text AS dataset,
                CASE WHEN t.kind = 'violation' THEN t.detail END AS violation, ${readersOf('t.master_a', 't.master_b')} AS readers
           FROM ${schema}.review_task t JOIN ${schema}.publication p ON p.number = t.opened_in WHERE t.opened_in <= clock.number
         UNION ALL
         SELECT d.id, d.base, 'dispute', 0, d.opened_at, false, d.master, NULL, 1, NULL, d.path, NULL, NULL, ${readersOf('d.master')}
           FROM stewardship.dispute d WHERE d.base = '${code}') q
        WHERE clock.base = '${schema}' ${about.map((condition) => `AND ${condition}`).join(' ')}`;
  }
}

function heldSnapshots({ bases, department, desks }: TaskFilter, parameters: Parameters, id: string | null): string {
  return `SELECT b.id, b.base, 'held-snapshot', 0::bigint, b.received_at, b.status <> 'held', NULL::uuid, NULL::uuid,
              coalesce((b.counts->>'read')::int, 0), NULL::real, NULL::text, b.dataset, NULL::jsonb, 0
         FROM catalogue.batch b WHERE b.base = ANY(${parameters.add(bases)}::text[])
          AND ${id ? `b.id = ${id} AND (b.status = 'held' OR b.confirmed_by IS NOT NULL)` : `b.status = 'held'`}
          ${department ? `AND b.department = ${parameters.add(department)}` : ''}
          ${desks ? `AND ${anyOf(desks, (desk) => (desk.division || !(desk.kinds?.includes('held-snapshot') ?? true) ? ['false'] : [`b.base = ${parameters.add(desk.base)}`, desk.department && `b.department = ${parameters.add(desk.department)}`]))}` : ''}`;
}

/** SQL that is true where all conditions of any desk are. */
const anyOf = (desks: readonly Desk[], conditionsOf: (desk: Desk) => (string | undefined)[]): string =>
  `(${['false', ...desks.map((desk) => ['true', ...conditionsOf(desk)].filter(Boolean).join(' AND '))].join(' OR ')})`;

/** Applications that depend on any of these records. */
const readersOf = (...masters: string[]): string =>
  `(SELECT count(DISTINCT r.reader)::int FROM catalogue.readership r WHERE r.master IN (${masters.join()}) AND r.read_on > current_date - 90)`;

const deliveredBy = (schema: string, department: string): string =>
  `EXISTS (SELECT FROM ${schema}.crosswalk x JOIN catalogue.dataset s ON s.code = x.dataset
     WHERE x.master_id IN (q.master_a, q.master_b) AND x.since <= clock.number AND x.until > clock.number
       AND s.department = ${department})`;

function liesIn(schema: string, attributes: Base['attributes'], parameter: () => string): string {
  const paths = Object.entries(attributes).flatMap(([path, { type }]) => (type === 'division' ? path : []));
  // A parameter that the statement does not use has no type.
  if (paths.length === 0) return 'false';
  const division = parameter();
  const within = paths.map((path) => `v.attributes #>> '{${path.replaceAll('.', ',')}}' LIKE ${division} || '%'`);
  return `EXISTS (SELECT FROM ${schema}.master_version v
     WHERE v.master_id IN (q.master_a, q.master_b) AND v.recorded_from <= clock.number AND v.recorded_to > clock.number
       AND (${within.join(' OR ')}))`;
}

function conditions(filter: TaskFilter, parameters: Parameters): string {
  const { kind, status, priority, assignee, minWeight, maxWeight } = filter;
  const asked = [
    status ? `status = ${parameters.add(status)}` : `status <> 'closed'`,
    kind && `kind = ${parameters.add(kind)}`,
    priority && `rank = ${parameters.add(PRIORITIES.indexOf(priority) + 1)}`,
    assignee && `assignee = ${parameters.add(assignee)}`,
    minWeight !== undefined && `weight >= ${parameters.add(minWeight)}`,
    maxWeight !== undefined && `weight < ${parameters.add(maxWeight)}`,
  ];
  return asked.filter(Boolean).join(' AND ');
}

const HOURS_OLD = `(extract(epoch FROM now() - opened_at) / 3600)::float8`;

const HOURS_TAKEN = `(extract(epoch FROM made_at - opened_at) / 3600)::float8`;

const RANKS = `ARRAY[${PRIORITIES.map((priority) => `'${priority}'`).join(', ')}]`;

const COLUMNS = `id, base, kind, status, (${RANKS})[rank] AS priority, to_json(opened_at) #>> '{}' AS "openedAt", to_json(due_at) #>> '{}' AS "dueAt",
  opened_in::int AS "openedIn", assignee, to_json(until) #>> '{}' AS "claimedUntil", array_remove(ARRAY[master_a, master_b], NULL) AS records,
  records AS "sourceRecords", readers, weight, attribute, dataset, violation,
  CASE WHEN decision_id IS NOT NULL THEN json_build_object('decisionId', decision_id, 'kind', decision_kind, 'actor', actor, 'madeAt', made_at) END AS decision,
  '"' || opened_in || '.' || coalesce(decision_number, 0) || CASE WHEN moot THEN '.closed' ELSE '' END || '"' AS etag`;
