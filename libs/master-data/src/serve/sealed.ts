import type { Vault } from '@siku/platform';

/** A value that the database has only sealed: what a filter asks for is sealed before it is sent. */
export class Sealed {
  /** @param prefix stands before the sealed value, in clear: `residentId:` */
  constructor(
    private readonly value: string,
    private readonly prefix = '',
  ) {}

  by(vault: Vault): string {
    return this.prefix + vault.seal(this.value);
  }
}

/** Parameters of a statement as they are sent. */
export function sealParameter(vault: Vault, parameter: unknown): unknown {
  if (parameter instanceof Sealed) return parameter.by(vault);
  return Array.isArray(parameter) ? parameter.map((item) => sealParameter(vault, item)) : parameter;
}
