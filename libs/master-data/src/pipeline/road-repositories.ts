import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import { PublicationRepository } from '../publish/publication.repository.js';
import { StageRepository } from '../stage/stage.repository.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';

/** What the road writes to, together: the pipeline leads through all of it. */
@Injectable()
export class RoadRepositories {
  constructor(
    readonly database: Database,
    readonly stage: StageRepository,
    readonly timelines: TimelineRepository,
    readonly publications: PublicationRepository,
  ) {}
}
