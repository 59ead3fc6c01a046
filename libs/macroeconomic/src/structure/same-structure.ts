import equal from 'fast-deep-equal';

/** Members that repeat the first of several texts: which is first depends on who wrote them down. */
const FIRST_OF: Readonly<Record<string, string>> = { name: 'names', description: 'descriptions', text: 'texts' };

/** Whether two structures as JSON say the same, in whatever order they name their languages. */
export const sameStructure = (a: unknown, b: unknown): boolean => equal(withoutFirst(a), withoutFirst(b));

function withoutFirst(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutFirst);
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).filter(
    ([name, value]) => value !== undefined && !((FIRST_OF[name] ?? '') in json),
  );
  return Object.fromEntries(members.map(([name, value]) => [name, withoutFirst(value)]));
}
