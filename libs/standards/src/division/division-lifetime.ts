/**
 * When a code was in use, to the year: `from` and `to` are the years of the change, both still within; null = not known to
 * begin or end. `successors`: the codes whose area it became part of.
 */
export interface DivisionLifetime {
  from: string | null;
  to: string | null;
  successors: readonly string[];
}

/**
 * Ningbo's divisions that came or went since 1980. Known to the year: the reorganisations were decided within the year and
 * the code tables followed at its end, so both codes are right in extracts of that year.
 */
export const NINGBO_LIFETIMES: Readonly<Record<string, DivisionLifetime>> = {
  330202: { from: null, to: '1984', successors: ['330203'] },
  330204: { from: null, to: '2016', successors: ['330212'] },
  330206: { from: '1984', to: null, successors: [] },
  330211: { from: '1985', to: null, successors: [] },
  330212: { from: '2002', to: null, successors: [] },
  330213: { from: '2016', to: null, successors: [] },
  330219: { from: '1985', to: null, successors: ['330281'] },
  330221: { from: null, to: '1985', successors: ['330211', '330206'] },
  330222: { from: null, to: '1988', successors: ['330282'] },
  330223: { from: null, to: '1985', successors: ['330281'] },
  330224: { from: null, to: '1988', successors: ['330213'] },
  330227: { from: null, to: '2002', successors: ['330212'] },
  330281: { from: '1985', to: null, successors: [] },
  330282: { from: '1988', to: null, successors: [] },
  330283: { from: '1988', to: '2016', successors: ['330213'] },
};
