import { fileURLToPath } from 'node:url';
import { Configuration, endWith, explainStart, tuneCollection } from '@siku/platform';
import { createWorker } from './create-worker.js';

tuneCollection();
try {
  const worker = await createWorker(
    Configuration.ofProcess(process.argv.slice(2)),
    fileURLToPath(new URL('./crew-thread.js', import.meta.url)),
  );
  endWith(() => worker.close());
  process.stdout.write(`siku worker ready, health on ${worker.url}\n`);
} catch (error) {
  explainStart(error);
  process.exit(1);
}
