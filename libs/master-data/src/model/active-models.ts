import { Injectable } from '@nestjs/common';
import { canonicalJson, type Sql } from '@siku/platform';
import { createHash } from 'node:crypto';
import { type Base, withModel } from '../base/base-registry.js';
import { ModelRepository } from './model.repository.js';

/** Which model decides in each base. It is part of the base's state, in the database; compiled, it is kept here. */
@Injectable()
export class ActiveModels {
  private readonly compiled = new Map<string, Base>();

  constructor(private readonly repository: ModelRepository) {}

  /** The base with the model that was in force when it was last asked for: for those who see in what they read which one is. */
  known(declared: Base): Base | undefined {
    return this.compiled.get(declared.code);
  }

  /** The base with the model in force. */
  async of(sql: Sql, declared: Base): Promise<Base> {
    let version = await this.repository.activeVersion(sql, declared);
    if (version === null) {
      await this.takeUp(sql, declared);
      version = (await this.repository.activeVersion(sql, declared))!;
    }
    const kept = this.compiled.get(declared.code);
    if (kept?.model.version === version) return kept;
    const base = withModel(declared, await this.repository.model(sql, declared, version));
    this.compiled.set(declared.code, base);
    return base;
  }

  /** Puts the definition's model beside the others where it is not among them. */
  async takeUp(sql: Sql, declared: Base): Promise<void> {
    const digest = createHash('sha256').update(canonicalJson(declared.model)).digest('hex');
    await this.repository.addBuiltIn(sql, declared, digest);
  }
}
