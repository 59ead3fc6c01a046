import type { SikuClient } from '../demo/client.js';
import { choicesOf, screenText, type Screen, type Task } from './screen-text.js';

const HELP: Readonly<Record<string, string>> = {
  s: 'same',
  d: 'different',
  '1-9': 'take this value',
  i: 'under investigation',
  r: 'return to the department',
  c: 'confirm',
  x: 'reject',
  n: 'next',
  u: 'undo',
  q: 'quit',
};

const DECISIONS: Readonly<Record<string, string>> = {
  s: 'same',
  d: 'different',
  i: 'investigate',
  r: 'return',
  c: 'confirm',
  x: 'reject',
};

export interface ReviewOptions {
  client: SikuClient;
  /** one at a time, as they are pressed */
  keys: AsyncIterator<string>;
  write(text: string): void;
  /** query of the queue, such as kind=possible-match */
  filter: Record<string, string>;
  reason: string;
}

/** Works through the queue: a task, a key, the next task. Answers how many were decided. */
export async function reviewQueue({ client, keys, write, filter, reason }: ReviewOptions): Promise<number> {
  const made: string[] = [];
  const skipped = new Set<string>();
  for (;;) {
    const task = await nextTask(client, filter, skipped);
    if (!task) {
      write(`Nothing is left to decide; ${made.length} decided.\n`);
      return made.length;
    }
    const screen = await client.get<Screen>(`/v1/review-tasks/${task.id}`);
    write(`\u001b[2J\u001b[H${screenText(screen)}\n${helpText()}\n`);
    for (let settled = false; !settled;) {
      const { value: key, done } = await keys.next();
      if (done || key === 'q') return made.length;
      const outcome = await act(key, screen);
      write(outcome.text);
      settled = outcome.settled;
    }
  }

  async function act(key: string, screen: Screen): Promise<{ settled: boolean; text: string }> {
    const { id } = screen.task;
    if (key === 'n') {
      skipped.add(id);
      return { settled: true, text: '' };
    }
    if (key === 'u') {
      const last = made.pop();
      if (!last) return { settled: false, text: 'Nothing to undo.\n' };
      await client.post(`/v1/decisions/${last}/undo`, { reason });
      return { settled: true, text: 'Undone.\n' };
    }
    const body = bodyOf(key, screen);
    if (!body) return { settled: false, text: `${helpText()}\n` };
    try {
      const decision = await client.post<{ decisionId: string; status: string }>(`/v1/review-tasks/${id}/decision`, {
        ...body,
        reason,
      });
      made.push(decision.decisionId);
      skipped.add(id);
      return { settled: true, text: `${body.decision}: ${decision.status}\n` };
    } catch (error) {
      // Another steward was faster, or the answer does not fit: the refusal says which.
      return { settled: false, text: `${String(error)}\n` };
    }
  }
}

function bodyOf(key: string, screen: Screen): { decision: string; value?: unknown } | null {
  const decision = DECISIONS[key];
  if (decision) return { decision };
  const value = choicesOf(screen)[Number(key) - 1];
  return value === undefined ? null : { decision: 'override', value };
}

async function nextTask(
  client: SikuClient,
  filter: Record<string, string>,
  skipped: ReadonlySet<string>,
): Promise<Task | null> {
  for (let after: string | null = null; ;) {
    const query = new URLSearchParams({ ...filter, ...(after ? { after } : {}) }).toString();
    const page: { items: Task[]; next: string | null } = await client.get(`/v1/review-tasks?${query}`);
    const task = page.items.find(({ id, status }) => status === 'open' && !skipped.has(id));
    if (task || !page.next) return task ?? null;
    after = page.next;
  }
}

const helpText = (): string =>
  Object.entries(HELP)
    .map(([key, meaning]) => `[${key}] ${meaning}`)
    .join('  ');
