import { Injectable } from '@nestjs/common';

/** What grants to a base may name. */
export interface BoundBase {
  code: string;
  knowsField(path: string): boolean;
  /** What its records may be searched by; `x-*` as in the data dictionary. */
  searchBy: readonly string[];
}

/** The bases that are read under grants only. Each registers when its module starts; this room itself knows none. */
@Injectable()
export class BoundBases {
  private readonly bases = new Map<string, BoundBase>();

  register(base: BoundBase): void {
    this.bases.set(base.code, base);
  }

  find(code: string): BoundBase | undefined {
    return this.bases.get(code);
  }

  codes(): string[] {
    return [...this.bases.keys()];
  }
}
