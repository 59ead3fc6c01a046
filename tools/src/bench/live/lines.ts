import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The first lines of a text file. */
export async function copyLines(from: string, to: string, count: number): Promise<void> {
  await chooseLines(from, to, (line) => (line < count ? 'take' : 'stop'));
}

/** Lines of a text file, each by what is said to its number, from 0. */
export async function chooseLines(
  from: string,
  to: string,
  choice: (line: number) => 'take' | 'leave' | 'stop',
): Promise<void> {
  const out = createWriteStream(to);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(from) })) {
    const what = choice(number++);
    if (what === 'stop') break;
    if (what === 'take' && !out.write(`${line}\n`)) await once(out, 'drain');
  }
  await new Promise<void>((done) => out.end(() => done()));
}
