export const sharedRoom = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));

/** The first `length` of these in memory that threads can share. */
export function sharedNumbers(array: Int32Array, length = array.length): Int32Array {
  if (array.buffer instanceof SharedArrayBuffer && length === array.length) return array;
  const shared = sharedRoom(length);
  shared.set(array.subarray(0, length));
  return shared;
}

export function sharedStarts(array: Uint32Array, length = array.length): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(length * 4));
  shared.set(array.subarray(0, length));
  return shared;
}

export function sharedCharacters(array: Uint16Array, length = array.length): Uint16Array {
  const shared = new Uint16Array(new SharedArrayBuffer(length * 2));
  shared.set(array.subarray(0, length));
  return shared;
}
