import { Injectable } from '@nestjs/common';
import { AuditLog, readableBases, type Principal } from '@siku/access';
import { Database, Problem, type Sql } from '@siku/platform';
import { checkDivision, divisionLifetime, divisionName, divisionPath, type Message } from '@siku/standards';
import { BaseRegistry, type Base } from '../base/base-registry.js';
import { ClockRepository } from '../serve/clock.repository.js';
import type { ReadPoint } from '../serve/read-point.js';
import { divisionPrefix, type AreaFigure } from './area-figure.js';

/** What a base knows of a division, and as of when. */
interface BaseProfile {
  base: string;
  title: Message;
  publication: number;
  knownAt: string | null;
  figures: AreaFigure[];
}

/** Everything the bases know of a division as a whole, side by side; each base answers for itself. */
@Injectable()
export class AreaProfileService {
  constructor(
    private readonly database: Database,
    private readonly bases: BaseRegistry,
    private readonly clocks: ClockRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Throws 404 for a code that never was a division, or was none at that time. */
  async profile(principal: Principal, code: string, { validAt, knownAt }: ReadPoint) {
    requireDivision(code, validAt);
    const readable = readableBases(principal);
    const asked = { code, prefix: divisionPrefix(code), since: `${validAt.slice(0, 4)}-01-01`, validAt, knownAt };
    const bases: BaseProfile[] = [];
    for (const base of this.bases.all()) {
      if (!base.areaFigures || (readable !== null && !readable.includes(base.code))) continue;
      bases.push(
        await this.database.transaction(async (tx) => {
          const figures = await base.areaFigures!(tx, asked);
          if (base.reading !== 'open') await this.note(tx, principal, base, code);
          return { base: base.code, title: base.title, ...(await this.clocks.at(tx, base, knownAt)), figures };
        }),
      );
    }
    return { area: { code, name: divisionName(code)!, path: divisionPath(code) }, validAt, bases };
  }

  /** Sums tell of nobody, so they need no grant; who asked for them is in the log all the same. */
  private async note(tx: Sql, principal: Principal, { code: base }: Base, subject: string): Promise<void> {
    await this.audit.record({ principal, action: 'area.profile', base, subject, outcome: 'delivered' }, tx);
  }
}

function requireDivision(code: string, validAt: string): void {
  const then = checkDivision(code, validAt);
  if (!then.ok) {
    const { successors = [] } = divisionLifetime(code) ?? {};
    throw new Problem(404, then.code, then.message, [], { successors });
  }
}
