/** What this client reads of a review task; see /openapi.json. */
export interface Task {
  id: string;
  base: string;
  kind: string;
  status: string;
  priority: string;
  dueAt: string;
  records: string[];
  weight: number | null;
  attribute: string | null;
  dataset: string | null;
  violation: ({ rule: string } & Record<string, unknown>) | null;
}

export interface Screen {
  task: Task;
  possible: string[];
  records: { record: { id: string; attributes: Record<string, unknown> }; sources: { dataset: string }[] }[];
  conflicts: {
    path: string;
    values: { value: unknown; sources: { dataset: string; since: string; trust: number }[] }[];
    difference: { in: 'both' | 'first' | 'second'; text: string }[] | null;
  }[];
  evidence: {
    weight: number;
    probability: number;
    items: { comparison: string; level: string; weight: number }[];
  } | null;
  decisions: { kind: string; actor: string; madeAt: string; reason: string; status: string }[];
  dispute: { path: string; proposed: unknown; reason: string } | null;
}

const LABEL = 26;

const COLUMN = 44;

/** Bits a bar of the waterfall shows. */
const MOST_BITS = 24;
/** Less is 0.0 as it is shown. */
const LEAST_BITS = 0.05;

const style = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const bold = style(1);
const dim = style(2);
const red = style(31);
const green = style(32);

/** A task as a terminal of 120 columns shows it. */
export function screenText({ task, records, conflicts, evidence, decisions, dispute }: Screen): string {
  const lines = [
    bold(`${task.kind}  ${task.base}  ${task.priority}`) + dim(`  due ${task.dueAt.slice(0, 10)}  ${task.id}`),
    '',
  ];
  if (dispute) lines.push(`${dispute.path} is doubted: ${textOf(dispute.proposed)}  (${dispute.reason})`, '');
  if (task.violation) lines.push(broken(task.violation), '');
  if (records.length > 1) lines.push(...sideBySide(records, new Set(conflicts.map(({ path }) => path))));
  else lines.push(...inConflict(conflicts, task.attribute));
  for (const { path, difference } of conflicts) {
    if (difference && records.length > 1 && isAlike(difference)) {
      lines.push(fit(path, LABEL) + difference.map(marked).join(''));
    }
  }
  if (evidence) lines.push('', ...waterfall(evidence));
  for (const { kind, actor, madeAt, reason, status } of decisions) {
    lines.push(dim(`${madeAt.slice(0, 10)} ${actor}: ${kind} (${status}) ${reason}`));
  }
  return `${lines.join('\n')}\n`;
}

/** The rule, and what is simple enough for a line of it. */
function broken({ rule, ...detail }: NonNullable<Task['violation']>): string {
  const plain = Object.entries(detail).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : typeof value !== 'object',
  );
  return red(`breaks ${rule}`) + plain.map(([name, value]) => `  ${name} ${String(value)}`).join('');
}

function sideBySide(records: Screen['records'], differing: ReadonlySet<string>): string[] {
  const sides = records.map(({ record }) => flat(record.attributes));
  const paths = [...new Set(sides.flatMap((side) => [...side.keys()]))].sort();
  const heads = records.map(
    ({ record, sources }) => `${record.id.slice(0, 8)}  ${sources.map(({ dataset }) => dataset).join(' ')}`,
  );
  return [
    fit('', LABEL) + heads.map((head) => bold(fit(head, COLUMN))).join(''),
    ...paths.map((path) => {
      const line = fit(path, LABEL) + sides.map((side) => fit(side.get(path) ?? '', COLUMN)).join('');
      const same = new Set(sides.map((side) => side.get(path))).size === 1;
      return same ? dim(line) : [...differing].some((one) => path.startsWith(one)) ? red(line) : line;
    }),
    '',
  ];
}

/** Values a key chooses from, numbered. */
export const choicesOf = ({ conflicts, task, dispute }: Screen): unknown[] => [
  ...(dispute?.proposed === undefined || dispute.proposed === null ? [] : [dispute.proposed]),
  ...(conflicts.find(({ path }) => path === task.attribute)?.values.map(({ value }) => value) ?? []),
];

function inConflict(conflicts: Screen['conflicts'], attribute: string | null): string[] {
  return conflicts
    .filter(({ path }) => path === attribute)
    .flatMap(({ path, values }) => [
      bold(path),
      ...values.map(
        ({ value, sources }, i) =>
          `  ${i + 1}  ${fit(textOf(value), COLUMN)}${dim(sources.map(({ dataset, since, trust }) => `${dataset} ${since} trust ${trust}`).join(', '))}`,
      ),
    ]);
}

function waterfall({ weight, probability, items }: NonNullable<Screen['evidence']>): string[] {
  // What says nothing is no step of the sum.
  const told = items.filter(({ weight: bits }) => Math.abs(bits) >= LEAST_BITS);
  const bars = told.map(({ comparison, level, weight: bits }) => {
    const bar = '█'.repeat(Math.min(MOST_BITS, Math.round(Math.abs(bits))));
    return `${fit(comparison, LABEL)}${fit(level, LABEL)}${bits.toFixed(1).padStart(7)} ${bits < 0 ? red(bar) : green(bar)}`;
  });
  return [...bars, bold(`${fit('', 2 * LABEL)}${weight.toFixed(1).padStart(7)}  ${(probability * 100).toFixed(1)} %`)];
}

function flat(value: Record<string, unknown>, prefix = ''): Map<string, string> {
  const leaves = Object.entries(value).flatMap(([name, member]): [string, string][] =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? [...flat(member as Record<string, unknown>, `${prefix}${name}.`)]
      : [[prefix + name, textOf(member)]],
  );
  return new Map(leaves);
}

/** Half of it is in both: of texts that are no spellings of each other the characters tell nothing. */
function isAlike(difference: readonly { in: string; text: string }[]): boolean {
  const length = (side: string): number =>
    difference.filter((part) => part.in === side).reduce((sum, { text }) => sum + text.length, 0);
  return length('both') >= Math.max(length('first'), length('second'));
}

const marked = ({ in: side, text }: { in: string; text: string }): string =>
  side === 'first' ? red(`[-${text}]`) : side === 'second' ? green(`[+${text}]`) : text;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** Chinese characters are two columns wide. */
const widthOf = (character: string): number =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character)
    ? 2
    : 1;

/** Cut or filled to so many columns. */
function fit(text: string, columns: number): string {
  let width = 0;
  let shown = '';
  for (const character of text) {
    if (width + widthOf(character) > columns - 1) break;
    shown += character;
    width += widthOf(character);
  }
  return shown + ' '.repeat(columns - width);
}
