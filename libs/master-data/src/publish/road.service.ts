import { Injectable } from '@nestjs/common';
import { everyOne } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import { PublicationCrew } from '../crew/crew.service.js';
import { IdentifyService } from '../identify/identify.service.js';
import type { Ahead } from '../identify/newcomer.service.js';
import { MatchService } from '../match/match.service.js';
import { ResolveService } from '../resolve/resolve.service.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import type { Evidence, VersionCounts } from '../version/change.js';
import { VersionService } from '../version/version.service.js';

export type PublicationStage = 'matching' | 'resolving' | 'publishing';

export interface RoadRun {
  next: number;
  signal: AbortSignal;
  onStage(stage: PublicationStage): Promise<void>;
  onProgress(stage: PublicationStage, rows: number): void;
  /** see `NewcomerService` */
  written?: Ahead;
}

/**
 * From the touched records to versions: match ─▶ resolve ─▶ version, or where identity is exact identify ─▶ version.
 */
@Injectable()
export class RoadService {
  constructor(
    private readonly crew: PublicationCrew,
    private readonly matching: MatchService,
    private readonly resolving: ResolveService,
    private readonly identifying: IdentifyService,
    private readonly versioning: VersionService,
  ) {}

  /** @param rekey records that are marked to be matched again may carry keys of another model */
  async derive(base: Base, evidence: Evidence, run: RoadRun, rekey: boolean): Promise<VersionCounts> {
    const { next, signal, onStage, onProgress } = run;
    const versions = { next, signal, onProgress: (masters: number) => onProgress('publishing', masters) };
    if (base.identity) {
      await onStage('publishing');
      return this.identifying.identify(base, base.identity, evidence, versions, run.written);
    }
    await onStage('matching');
    const { known, inForce } = evidence;
    return this.crew.with({ base, known, inForce, next, rekey }, async (hands, prepared) => {
      await this.matching.match(base, hands, signal, (rows) => onProgress('matching', rows));
      await onStage('resolving');
      await this.resolving.resolve(base, prepared, inForce, next, signal);
      await onStage('publishing');
      // Questions about pairs follow from the clusters: the database looks for them while values are chosen here.
      const [counts, reviewTasks] = await everyOne(
        this.versioning.version(base, hands, versions),
        this.resolving.ask(base, inForce, next),
      );
      return { ...counts, reviewTasks: counts.reviewTasks + reviewTasks };
    });
  }

  /** What is derived and stamped with no publication, of the touched records, as the known batches have it. */
  async restore(base: Base, known: KnownBatches, signal: AbortSignal): Promise<void> {
    // Where identity is exact, everything that is derived is stamped.
    if (base.identity) return;
    const order = { base, known, inForce: {}, next: 0, rekey: true };
    await this.crew.with(order, (hands) => this.matching.match(base, hands, signal, () => undefined));
  }
}
