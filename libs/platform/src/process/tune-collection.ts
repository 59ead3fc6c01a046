import { setFlagsFromString } from 'node:v8';

/**
 * How V8 collects what is no longer used, where requests must not wait for it. The limit of the heap holds as before.
 *
 * - The heap grows to three times what was alive in it before all of it is collected again. A hundred megabytes of dictionaries are always
 *   alive: left to itself, V8 marked them anew every nine seconds of live matches, and a dozen requests waited each time.
 * - Nothing is put among the old before it is old. V8 decides that by what lived long while the process started, anew in each: in two
 *   processes of five it took rows of answers for such things, which then kept all that their requests had used until the next collection
 *   of the whole heap, and each of the short ones took twice as long.
 */
export function tuneCollection(): void {
  setFlagsFromString('--heap-growing-percent=200');
  setFlagsFromString('--no-allocation-site-pretenuring');
}
