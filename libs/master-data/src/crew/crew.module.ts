import { Module } from '@nestjs/common';
import { DecisionRepository } from '../decide/decision.repository.js';
import { LocatorPort } from '../locate/locator.js';
import { PlaceRepository } from '../locate/place.repository.js';
import { PlaceService } from '../locate/place.service.js';
import { MatchChunkService } from '../match/match-chunk.service.js';
import { MatchRepository } from '../match/match.repository.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import { VersionChunkService } from '../version/version-chunk.service.js';
import { VersionRepository } from '../version/version.repository.js';
import { Workshop } from './workshop.service.js';

/** What a thread of the crew consists of: nothing that listens, waits or runs jobs. */
@Module({
  providers: [
    DecisionRepository,
    LocatorPort,
    MatchChunkService,
    MatchRepository,
    PlaceRepository,
    PlaceService,
    TimelineRepository,
    VersionChunkService,
    VersionRepository,
    Workshop,
  ],
  exports: [LocatorPort, Workshop],
})
export class CrewModule {}
