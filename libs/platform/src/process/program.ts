import { ConfigurationError } from '../configuration/configuration.js';
import { NoCluster } from '../distribution/distributor.js';
import { DataDirectoryInUse } from '../embedded/data-directory.js';
import { MigrationMismatch } from '../migration/migrator.js';

/** Longer than jobs and answers are given to end; whatever hangs then must not keep the process. */
const closeMilliseconds = 30_000;

/**
 * Ends the process in order: at SIGINT or SIGTERM, and when the program that started it is gone (it holds the other end of
 * the IPC channel). A second signal ends it at once.
 */
export function endWith(close: () => Promise<void>): void {
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), closeMilliseconds).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`siku: while closing: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  if (process.connected) process.once('disconnect', () => ending || end());
}

/** Says on standard error why a program did not start: a sentence for what a person can mend, a stack for the rest. */
export function explainStart(error: unknown): void {
  const mendable =
    error instanceof ConfigurationError ||
    error instanceof DataDirectoryInUse ||
    error instanceof MigrationMismatch ||
    error instanceof NoCluster ||
    (error instanceof Error && 'code' in error);
  const text = error instanceof Error ? (mendable ? explain(error) : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`siku: ${text}\n`);
}

function explain(error: Error & { code?: unknown; port?: unknown }): string {
  if (error.code === 'EADDRINUSE') return `the port ${String(error.port)} is taken; choose another with --port`;
  if (error instanceof MigrationMismatch) return `${error.message}\n${BEGIN_ANEW}`;
  return error.message || String(error.code);
}

const BEGIN_ANEW =
  'an embedded database that may be lost, such as that of the demo, is made anew by npm start -- --fresh';
