// Starts a built program as a child that cannot outlive this process, and ends as it ends.
import { fork } from 'node:child_process';
import { constants } from 'node:os';

/** MB of each half of the young generation. Chunks of a delivery outlive the default of 16 and are copied before they die: a load costs a twentieth less. */
const YOUNG = 64;

/** @param heap MB; without a limit it takes what the machine has before anything is collected */
export function runProgram(file, args, heap = 1024) {
  // The IPC channel tells the child when this process is gone, even by SIGKILL.
  const child = fork(file, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--enable-source-maps', `--max-old-space-size=${heap}`, `--max-semi-space-size=${YOUNG}`],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C reaches the child by itself: it belongs to the same terminal.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    });
  }
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
