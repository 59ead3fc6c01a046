/** Start and end of a time as SQL; equal for an instant. */
export interface Span {
  start: string;
  end: string;
}

/** The relations of Allen between two times, as CQL2 names them. */
export function relate(op: string, a: Span, b: Span): string {
  const conditions: Record<string, string> = {
    t_after: `${a.start} > ${b.end}`,
    t_before: `${a.end} < ${b.start}`,
    t_contains: `${a.start} < ${b.start} AND ${a.end} > ${b.end}`,
    t_disjoint: `(${a.end} < ${b.start} OR ${a.start} > ${b.end})`,
    t_during: `${a.start} > ${b.start} AND ${a.end} < ${b.end}`,
    t_equals: `${a.start} = ${b.start} AND ${a.end} = ${b.end}`,
    t_finishedby: `${a.start} < ${b.start} AND ${a.end} = ${b.end}`,
    t_finishes: `${a.start} > ${b.start} AND ${a.end} = ${b.end}`,
    t_intersects: `${a.start} <= ${b.end} AND ${a.end} >= ${b.start}`,
    t_meets: `${a.end} = ${b.start}`,
    t_metby: `${a.start} = ${b.end}`,
    t_overlappedby: `${a.start} > ${b.start} AND ${a.start} < ${b.end} AND ${a.end} > ${b.end}`,
    t_overlaps: `${a.start} < ${b.start} AND ${a.end} > ${b.start} AND ${a.end} < ${b.end}`,
    t_startedby: `${a.start} = ${b.start} AND ${a.end} > ${b.end}`,
    t_starts: `${a.start} = ${b.start} AND ${a.end} < ${b.end}`,
  };
  return conditions[op]!;
}
