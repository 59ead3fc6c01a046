import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap grow to three times what was alive in it before all of it is collected again. A hundred megabytes of dictionaries are always
 * alive: left to itself, V8 marked them anew every nine seconds of live matches, and a dozen requests waited each time. The limit of the heap
 * holds as before.
 */
export function collectSeldom(): void {
  setFlagsFromString('--heap-growing-percent=200');
}
