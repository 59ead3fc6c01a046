import { parseArgs } from 'node:util';
import { SikuClient } from '../demo/client.js';
import { keysOf } from './keys.js';
import { reviewQueue } from './review-session.js';

/**
 * npm run review -- --key KEY: works through the review queue in a terminal, one key per decision.
 *   --address URL         where Siku listens; default http://127.0.0.1:3000
 *   --base, --kind, --priority, --division, --department   which tasks
 *   --desk me             what lies on your desk, by the review policy
 *   --reason TEXT         why, written with every decision; default "reviewed in the terminal"
 *   --purpose CODE        of the grant, where a base is read for a purpose only
 */
async function main(): Promise<void> {
  const text = { type: 'string' as const };
  const { values } = parseArgs({
    options: {
      key: text,
      address: text,
      base: text,
      kind: text,
      priority: text,
      division: text,
      department: text,
      desk: text,
      reason: text,
      purpose: text,
    },
  });
  const { key, address = 'http://127.0.0.1:3000', reason = 'reviewed in the terminal', purpose, ...filter } = values;
  if (!key) throw new Error('name a steward’s key: npm run review -- --key siku_…');
  const client = new SikuClient(address, key, purpose === undefined ? {} : { 'siku-purpose': purpose });
  const decided = await reviewQueue({
    client,
    keys: keysOf(process.stdin),
    write: (line) => process.stdout.write(line),
    filter: { limit: '20', ...filter },
    reason,
  });
  process.stdout.write(`${decided} decided\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  process.stdin.destroy();
}
