import type { SikuClient } from '../demo/client.js';
import { choicesOf, screenText, type Screen, type Task } from './screen-text.js';

/** Keys of decisions; a digit takes the value of that number. */
const DECISIONS: Readonly<Record<string, string>> = {
  s: 'same',
  d: 'different',
  i: 'investigate',
  r: 'return',
  c: 'confirm',
  x: 'reject',
};

const COMMANDS: Readonly<Record<string, string>> = { n: 'next', u: 'undo', q: 'quit' };

export interface ReviewOptions {
  client: SikuClient;
  /** one at a time, as they are pressed */
  keys: AsyncIterator<string>;
  write(text: string): void;
  /** query of the queue, such as kind=possible-match */
  filter: Record<string, string>;
  reason: string;
}

interface Made {
  task: string;
  decisionId: string;
}

interface Page {
  items: Task[];
  next: string | null;
  counts: { status: Record<string, number> };
}

/** Works through the queue: a task, a key, the next task. Answers how many were decided. */
export async function reviewQueue({ client, keys, write, filter, reason }: ReviewOptions): Promise<number> {
  const made: Made[] = [];
  const passed = new Set<string>();
  for (let said = ''; ;) {
    const { task, open } = await nextTask(client, filter, passed);
    if (!task) {
      write(`${said}Nothing is left to decide; ${made.length} decided.\n`);
      return made.length;
    }
    const screen = await screenOf(task);
    if (typeof screen === 'string') {
      passed.add(task.id);
      write((said = screen));
      continue;
    }
    write(`\u001b[2J\u001b[H${said}${screenText(screen)}\n${open} open  ${helpText(screen)}\n`);
    for (let settled = false; !settled;) {
      const { value: key, done } = await keys.next();
      if (done || key === 'q') return made.length;
      const outcome = await act(key, screen);
      settled = outcome.settled;
      if (settled) said = outcome.text;
      else write(outcome.text);
    }
  }

  /** Or why she may not see it: another steward decides that one. */
  async function screenOf({ id }: Task): Promise<Screen | string> {
    try {
      return await client.get<Screen>(`/v1/review-tasks/${id}`);
    } catch (error) {
      return `passed over: ${String(error)}\n\n`;
    }
  }

  async function act(key: string, screen: Screen): Promise<{ settled: boolean; text: string }> {
    const { id } = screen.task;
    if (key === 'n') {
      passed.add(id);
      return { settled: true, text: '' };
    }
    if (key === 'u') return undo();
    const body = bodyOf(key, screen);
    if (!body) return { settled: false, text: `${helpText(screen)}\n` };
    try {
      const path = `/v1/review-tasks/${id}/decision`;
      const decision = await client.post<{ decisionId: string; status: string }>(path, { ...body, reason });
      made.push({ task: id, decisionId: decision.decisionId });
      passed.add(id);
      return { settled: true, text: `${body.decision}: ${decision.status}\n\n` };
    } catch (error) {
      // Another steward was faster, or the answer does not fit: the refusal says which.
      return { settled: false, text: `${String(error)}\n` };
    }
  }

  /** The task comes back. */
  async function undo(): Promise<{ settled: boolean; text: string }> {
    const last = made.pop();
    if (!last) return { settled: false, text: 'Nothing to undo.\n' };
    await client.post(`/v1/decisions/${last.decisionId}/undo`, { reason });
    passed.delete(last.task);
    return { settled: true, text: 'Undone.\n\n' };
  }
}

function bodyOf(key: string, screen: Screen): { decision: string; value?: unknown } | null {
  const decision = DECISIONS[key];
  if (decision && screen.possible.includes(decision)) return { decision };
  const value = choicesOf(screen)[Number(key) - 1];
  return value === undefined ? null : { decision: 'override', value };
}

async function nextTask(
  client: SikuClient,
  filter: Record<string, string>,
  passed: ReadonlySet<string>,
): Promise<{ task: Task | null; open: number }> {
  for (let after: string | null = null; ;) {
    const query = new URLSearchParams({ ...filter, status: 'open', ...(after ? { after } : {}) }).toString();
    const page: Page = await client.get(`/v1/review-tasks?${query}`);
    const task = page.items.find(({ id }) => !passed.has(id)) ?? null;
    if (task || !page.next) return { task, open: page.counts.status['open'] ?? 0 };
    after = page.next;
  }
}

function helpText(screen: Screen): string {
  const choices = choicesOf(screen).length;
  const keys = [
    ...Object.entries(DECISIONS).filter(([, decision]) => screen.possible.includes(decision)),
    ...(choices > 0 ? [[choices > 1 ? `1-${choices}` : '1', 'take this value']] : []),
    ...Object.entries(COMMANDS),
  ];
  return keys.map(([key, meaning]) => `[${key}] ${meaning}`).join('  ');
}
