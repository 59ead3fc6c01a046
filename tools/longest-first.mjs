// The order of tests on a clean checkout, where nothing is known of how long they take: those that start and kill processes, other
// journeys, the rest. Afterwards Jest remembers, and goes by that.
import { readFileSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

const killsProcesses = /rough-road|SikuProcess/;

function length({ path }) {
  if (killsProcesses.test(readFileSync(path, 'utf8'))) return 2;
  return path.includes('/journeys/') ? 1 : 0;
}

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const remembered = super.sort(tests);
    return remembered.some(({ duration }) => duration) ? remembered : remembered.sort((a, b) => length(b) - length(a));
  }
}
