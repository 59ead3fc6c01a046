import { Injectable } from '@nestjs/common';
import { BaseCatalogue } from '@siku/catalogue';
import { compileModel, type CompiledModel } from '@siku/matching';
import { notFound } from '@siku/platform';
import type { BaseDefinition } from './base-definition.js';

export interface Base extends BaseDefinition {
  compiled: CompiledModel;
}

/** The bases this process serves. Each registers itself when its module starts. */
@Injectable()
export class BaseRegistry {
  private readonly bases = new Map<string, Base>();

  constructor(private readonly catalogue: BaseCatalogue) {}

  register(definition: BaseDefinition): void {
    this.bases.set(definition.code, { ...definition, compiled: compileModel(definition.model) });
    this.catalogue.register({
      code: definition.code,
      schema: definition.schema,
      path: definition.path,
      attributes: definition.attributes,
    });
  }

  get(code: string): Base {
    const base = this.bases.get(code);
    if (!base) throw notFound({ zh: '基础库', en: 'base' });
    return base;
  }

  all(): Base[] {
    return [...this.bases.values()];
  }
}
