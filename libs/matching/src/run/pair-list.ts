export interface PairColumns {
  a: Int32Array;
  b: Int32Array;
  value: Float32Array;
}

/** Pairs with a number of each, without an object of each. */
export class PairList {
  private a = new Int32Array(1 << 10);
  private b = new Int32Array(1 << 10);
  private value = new Float32Array(1 << 10);
  private count = 0;

  add(a: number, b: number, value: number): void {
    if (this.count === this.a.length) {
      this.a = wider(this.a, new Int32Array(this.count * 2));
      this.b = wider(this.b, new Int32Array(this.count * 2));
      this.value = wider(this.value, new Float32Array(this.count * 2));
    }
    this.a[this.count] = a;
    this.b[this.count] = b;
    this.value[this.count++] = value;
  }

  columns(): PairColumns {
    const { a, b, value, count } = this;
    return { a: a.slice(0, count), b: b.slice(0, count), value: value.slice(0, count) };
  }
}

function wider<A extends Int32Array | Float32Array>(array: A, into: A): A {
  into.set(array);
  return into;
}
