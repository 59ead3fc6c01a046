// Runs in a thread beside the embedded database, whose own thread hears nothing while a statement runs: when the parent is gone and
// that thread has not begun to close, the process is killed. Every acknowledged commit is on disk.
import { workerData } from 'node:worker_threads';

const { parent, closing } = workerData;

const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  setTimeout(() => Atomics.load(closing, 0) === 0 && process.kill(process.pid, 'SIGKILL'), 2_000);
}, 1_000);
