import { Injectable } from '@nestjs/common';
import { chainHash, GENESIS, type ChainHead } from './audit-entry.js';
import { AuditRepository } from './audit.repository.js';

export type ChainFault =
  /** Its content no longer gives its hash, or it was put there from elsewhere. */
  | 'altered'
  /** No entry with this number. */
  | 'missing'
  /** The entry is sound, but not the one noted down earlier: the chain up to here was written anew. */
  | 'rewritten';

export interface ChainReport {
  /** Sound entries from the beginning; `head` is the last of them, to be noted down outside the database. */
  readonly head: ChainHead;
  /** First broken entry. */
  readonly broken: { readonly number: number; readonly fault: ChainFault } | null;
}

/** Rows held in memory at a time. */
const PAGE = 2000;

@Injectable()
export class AuditVerifier {
  constructor(private readonly repository: AuditRepository) {}

  /**
   * Recomputes the chain from its beginning up to the head it had when this was called; appends may go on meanwhile.
   * Whoever owns the database can compute a whole new chain: only an `anchor`, a head noted down elsewhere, shows that.
   */
  async verify(anchor?: ChainHead): Promise<ChainReport> {
    const end = await this.repository.head();
    if (!end) return { head: GENESIS, broken: { number: 1, fault: 'missing' } };
    let head = GENESIS;
    for (;;) {
      const page = await this.repository.following(head.number, end.number, PAGE);
      for (const entry of page) {
        const number = head.number + 1;
        if (entry.number !== number) return { head, broken: { number, fault: 'missing' } };
        if (chainHash(head.hash, entry) !== entry.hash) return { head, broken: { number, fault: 'altered' } };
        if (anchor?.number === number && anchor.hash !== entry.hash)
          return { head, broken: { number, fault: 'rewritten' } };
        head = { number, hash: entry.hash };
      }
      if (page.length === 0) break;
    }
    if (head.number < Math.max(end.number, anchor?.number ?? 0)) {
      return { head, broken: { number: head.number + 1, fault: 'missing' } };
    }
    if (head.hash !== end.hash) return { head, broken: { number: head.number, fault: 'rewritten' } };
    return { head, broken: null };
  }
}
