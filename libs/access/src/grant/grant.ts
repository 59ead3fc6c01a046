/** How much of an attribute its reader gets: all of it, a masked form, or only yes and no to a value she has. */
export const LEVELS = ['value', 'masked', 'verify'] as const;
export type Level = (typeof LEVELS)[number];

export const GRANT_STATES = ['requested', 'approved', 'refused', 'revoked'] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** What a holder may read of a base for one purpose. Its terms never change: other terms are another grant. */
export interface Grant {
  readonly id: string;
  readonly base: string;
  /** Principal who asked for it and may use it. */
  readonly holder: string;
  readonly department: string | null;
  readonly purpose: string;
  readonly legalBasis: string;
  /** Attribute path, or the path of a group of them, to level. */
  readonly fields: Readonly<Record<string, Level>>;
  readonly searchBy: readonly string[];
  /** GB/T 2260 codes, each with all that lies in it; empty: everywhere. */
  readonly divisions: readonly string[];
  /** [validFrom, validTo), days of the city's clocks */
  readonly validFrom: string;
  readonly validTo: string;
  readonly status: GrantState;
  readonly requestedAt: string;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
  readonly revocationReason: string | null;
}

/** 1 as it was asked for, one more with every step taken since: what its ETag says. */
export const stepOf = ({ decidedAt, revokedAt }: Pick<Grant, 'decidedAt' | 'revokedAt'>): number =>
  1 + (decidedAt === null ? 0 : 1) + (revokedAt === null ? 0 : 1);

/** `identifiers.x-*` stands for every scheme of a dataset's own; a path stands for everything under it. */
export function covers(granted: string, path: string): boolean {
  if (granted.endsWith('*')) return path === granted || path.startsWith(granted.slice(0, -1));
  return path === granted || path.startsWith(`${granted}.`);
}

/** Level at which a path is granted, as the most specific entry has it; null: not at all. */
export function levelOf({ fields }: Pick<Grant, 'fields'>, path: string): Level | null {
  let best: string | null = null;
  for (const granted of Object.keys(fields)) {
    if (covers(granted, path) && (best === null || granted.length > best.length)) best = granted;
  }
  return best === null ? null : fields[best]!;
}

export const maySearchBy = ({ searchBy }: Pick<Grant, 'searchBy'>, path: string): boolean =>
  searchBy.some((granted) => covers(granted, path));

/** First digits of the divisions granted; null: everywhere. 330200 is all of 3302. */
export const divisionHeads = ({ divisions }: Pick<Grant, 'divisions'>): string[] | null =>
  divisions.length === 0 ? null : divisions.map((code) => code.replace(/(00)+$/, ''));
