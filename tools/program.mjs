// Starts a built program as a child that cannot outlive this process, and ends as it ends.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

/**
 * What every program of Siku is started with, in the image too. The heap: without a limit it takes what the machine has before
 * anything is collected. MB of each half of its young generation: chunks of a delivery outlive the default of 16 and are copied
 * before they die, a load costs a twentieth less.
 */
const FLAGS = readFileSync(new URL('./node.flags', import.meta.url), 'utf8')
  .trim()
  .split(' ');

/** @param heap MB, where it is not as for the others */
export function runProgram(file, args, heap) {
  // The IPC channel tells the child when this process is gone, even by SIGKILL.
  const child = fork(file, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Of a flag that is given twice the second holds.
    execArgv: heap ? [...FLAGS, `--max-old-space-size=${heap}`] : FLAGS,
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
