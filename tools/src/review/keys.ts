import type { ReadStream } from 'node:tty';

/** Keys as they are pressed; of a pipe, its characters. Ctrl-C and Ctrl-D end it. */
export async function* keysOf(input: ReadStream): AsyncGenerator<string> {
  if (input.isTTY) input.setRawMode(true);
  input.setEncoding('utf8');
  try {
    for await (const chunk of input as AsyncIterable<string>) {
      for (const key of chunk) {
        if (key === '\u0003' || key === '\u0004') return;
        if (key.trim() !== '') yield key;
      }
    }
  } finally {
    if (input.isTTY) input.setRawMode(false);
  }
}
