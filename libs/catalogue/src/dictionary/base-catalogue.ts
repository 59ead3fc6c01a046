import type { Sql } from '@siku/platform';
import { Injectable } from '@nestjs/common';
import type { AttributeDictionary } from './attribute-spec.js';

export type CodeWords = Readonly<Record<string, ReadonlyMap<string, string>>>;

export interface CataloguedBase {
  /** `legal-entity` */
  code: string;
  /** PostgreSQL schema */
  schema: string;
  /** Path of the read API: `legal-entities` */
  path: string;
  attributes: AttributeDictionary;
  /** What is called a code in files, where the codes are data of the base and not of its dictionary: path → word → code. */
  words?(sql: Sql): Promise<CodeWords>;
}

/** The bases datasets may belong to. Each registers when its module starts; the catalogue itself knows none. */
@Injectable()
export class BaseCatalogue {
  private readonly bases = new Map<string, CataloguedBase>();

  register(base: CataloguedBase): void {
    this.bases.set(base.code, base);
  }

  find(code: string): CataloguedBase | undefined {
    return this.bases.get(code);
  }

  all(): CataloguedBase[] {
    return [...this.bases.values()];
  }
}
