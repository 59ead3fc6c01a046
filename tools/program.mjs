// Starts a built program as a child that cannot outlive this process, and ends as it ends.
import { fork } from 'node:child_process';
import { constants } from 'node:os';

/** @param heap MB; without a limit it takes what the machine has before anything is collected */
export function runProgram(file, args, heap = 1024) {
  // The IPC channel tells the child when this process is gone, even by SIGKILL.
  const child = fork(file, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--enable-source-maps', `--max-old-space-size=${heap}`],
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
