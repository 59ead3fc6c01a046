import { Injectable } from '@nestjs/common';
import { BoundBases } from '@siku/access';
import { BaseCatalogue } from '@siku/catalogue';
import { compileModel, type CompiledModel, type MatchModel } from '@siku/matching';
import { canonicalJson, notFound } from '@siku/platform';
import { createHash } from 'node:crypto';
import { isKnownField } from '../serve/fields.js';
import type { BaseDefinition } from './base-definition.js';

/** A base as it works: `model` is the one in force, which may have been trained since the definition was written. */
export interface Base extends BaseDefinition {
  compiled: CompiledModel;
  /** Beginning of every blocking key before it is hashed: tells keys of models with other rules apart. */
  keySeed: string;
}

export const withModel = (base: BaseDefinition, model: MatchModel): Base => {
  const compiled = compileModel(model);
  return {
    ...base,
    model,
    compiled,
    // Members stand in another order in a model that was stored.
    keySeed: createHash('sha256').update(canonicalJson(compiled.keyScheme)).digest('base64').slice(0, 8),
  };
};

/** Not an attribute, but granted like one: the keys departments give their records, often numbers of persons. */
export const SOURCE_KEYS = 'sourceKeys';

/** The bases this process serves. Each registers itself when its module starts. */
@Injectable()
export class BaseRegistry {
  private readonly bases = new Map<string, Base>();

  constructor(
    private readonly catalogue: BaseCatalogue,
    private readonly bound: BoundBases,
  ) {}

  register(definition: BaseDefinition): void {
    this.bases.set(definition.code, withModel(definition, definition.model));
    this.catalogue.register({
      code: definition.code,
      schema: definition.schema,
      path: definition.path,
      attributes: definition.attributes,
      words: definition.words,
    });
    if (definition.reading !== 'open') {
      const { searchBy } = definition.reading;
      const knowsField = (path: string): boolean => path === SOURCE_KEYS || isKnownField(definition, path);
      this.bound.register({ code: definition.code, knowsField, searchBy });
    }
  }

  /** With the model of its definition; what is in force says `ActiveModels`. */
  get(code: string): Base {
    const base = this.bases.get(code);
    if (!base) throw notFound({ zh: '基础库', en: 'base' });
    return base;
  }

  all(): Base[] {
    return [...this.bases.values()];
  }
}
