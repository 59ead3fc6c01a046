import { fileURLToPath } from 'node:url';
import { Configuration, endWith, explainStart, tuneCollection } from '@siku/platform';
import { createApp } from './create-app.js';
import { startDemo } from './demo.js';

tuneCollection();
try {
  const configuration = Configuration.ofProcess(process.argv.slice(2));
  const running = await createApp({
    configuration,
    threadProgram: fileURLToPath(new URL('../../worker/src/crew-thread.js', import.meta.url)),
    onDatabaseLost: () => {
      process.stderr.write('siku: the embedded database ended unexpectedly\n');
      process.exit(1);
    },
  });
  endWith(() => running.close());
  const lines = await startDemo(running, configuration);
  process.stdout.write(['', `siku listening on ${running.url}`, ...lines, ''].join('\n').trimStart());
} catch (error) {
  explainStart(error);
  process.exit(1);
}
