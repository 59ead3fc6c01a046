import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AccessModule } from '@siku/access';
import { CatalogueModule, DatasetChangeChecks } from '@siku/catalogue';
import { JobQueue } from '@siku/platform';
import { AreaController } from './area/area.controller.js';
import { AreaProfileService } from './area/area-profile.service.js';
import { BaseRegistry } from './base/base-registry.js';
import { AbandonedFiles } from './batch/abandoned-files.js';
import { BatchController } from './batch/batch.controller.js';
import { refuseNewIdentity } from './batch/dataset-identity.repository.js';
import { BatchRepository } from './batch/batch.repository.js';
import { BATCH_JOB, BatchService } from './batch/batch.service.js';
import { ResumableUploadController } from './batch/resumable-upload.controller.js';
import { ResumableUploadService } from './batch/resumable-upload.service.js';
import { PublicationCrew } from './crew/crew.service.js';
import { Workshop } from './crew/workshop.service.js';
import { MemberRepository } from './decide/member.repository.js';
import { PreviewService } from './decide/preview.service.js';
import { DecisionArchiveRepository } from './decide/decision-archive.repository.js';
import { DecisionRepository } from './decide/decision.repository.js';
import { DECISION_JOB, DecisionService } from './decide/decision.service.js';
import { IdentifyRepository } from './identify/identify.repository.js';
import { IdentifyService } from './identify/identify.service.js';
import { NewcomerService } from './identify/newcomer.service.js';
import { DatasetToolsController } from './dataset-tools/dataset-tools.controller.js';
import { LocatorPort } from './locate/locator.js';
import { PlaceRepository } from './locate/place.repository.js';
import { PlaceService } from './locate/place.service.js';
import { RELOCATE_JOB, RelocationService } from './locate/relocation.service.js';
import { MatchRepository } from './match/match.repository.js';
import { MatchChunkService } from './match/match-chunk.service.js';
import { MatchService } from './match/match.service.js';
import { ActiveModels } from './model/active-models.js';
import { ModelRepository } from './model/model.repository.js';
import { ModelSamples } from './model/model-sample.js';
import { MODEL_JOB, ModelService } from './model/model.service.js';
import { ModelWork } from './model/model-work.service.js';
import { UnfinishedWork } from './pipeline/unfinished-work.js';
import { PipelineService } from './pipeline/pipeline.service.js';
import { RoadRepositories } from './pipeline/road-repositories.js';
import { PublicationListeners } from './publish/publication-listeners.js';
import { PublicationRepository } from './publish/publication.repository.js';
import { PublicationService } from './publish/publication.service.js';
import { RoadService } from './publish/road.service.js';
import { ReviewTaskRepository } from './resolve/review-task.repository.js';
import { ResolveRepository } from './resolve/resolve.repository.js';
import { ResolveService } from './resolve/resolve.service.js';
import { BoundRepository } from './serve/bound/bound.repository.js';
import { BoundService } from './serve/bound/bound.service.js';
import { CandidateRepository } from './serve/candidate.repository.js';
import { ChangeFeed } from './serve/change-feed.js';
import { ExportService } from './serve/export.service.js';
import { LiveMatch } from './serve/live-match.js';
import { MasterRepository } from './serve/master.repository.js';
import { MasterService } from './serve/master.service.js';
import { ClockRepository } from './serve/clock.repository.js';
import { Readership } from './serve/readership.js';
import { ReadershipRepository } from './serve/readership.repository.js';
import { Readings } from './serve/readings.js';
import { StageRepository } from './stage/stage.repository.js';
import { StageService } from './stage/stage.service.js';
import { TimelineRepository } from './timeline/timeline.repository.js';
import { VersionRepository } from './version/version.repository.js';
import { VersionChunkService } from './version/version-chunk.service.js';
import { VersionService } from './version/version.service.js';

/** The kernel: the road from a delivered file to a versioned answer, generic over base definitions. */
@Module({
  imports: [AccessModule, CatalogueModule],
  controllers: [AreaController, BatchController, ResumableUploadController, DatasetToolsController],
  providers: [
    AbandonedFiles,
    ActiveModels,
    AreaProfileService,
    BaseRegistry,
    BatchRepository,
    BatchService,
    BoundRepository,
    BoundService,
    CandidateRepository,
    ChangeFeed,
    ClockRepository,
    PublicationCrew,
    DecisionArchiveRepository,
    DecisionRepository,
    DecisionService,
    ExportService,
    IdentifyRepository,
    IdentifyService,
    LiveMatch,
    NewcomerService,
    LocatorPort,
    MemberRepository,
    PlaceRepository,
    PlaceService,
    RelocationService,
    PreviewService,
    MasterRepository,
    MasterService,
    MatchRepository,
    MatchChunkService,
    MatchService,
    ModelRepository,
    ModelSamples,
    ModelService,
    ModelWork,
    PipelineService,
    PublicationListeners,
    PublicationRepository,
    PublicationService,
    Readership,
    ReadershipRepository,
    Readings,
    ResolveRepository,
    ResolveService,
    ResumableUploadService,
    ReviewTaskRepository,
    RoadRepositories,
    RoadService,
    StageRepository,
    StageService,
    TimelineRepository,
    UnfinishedWork,
    VersionRepository,
    VersionChunkService,
    VersionService,
    Workshop,
  ],
  exports: [
    ActiveModels,
    BaseRegistry,
    BatchService,
    BoundService,
    ChangeFeed,
    DecisionArchiveRepository,
    DecisionRepository,
    DecisionService,
    ExportService,
    LocatorPort,
    MasterRepository,
    MasterService,
    MemberRepository,
    PreviewService,
    ModelService,
    PublicationListeners,
    Readership,
    Readings,
    RelocationService,
    TimelineRepository,
    UnfinishedWork,
  ],
})
export class MasterDataModule implements OnApplicationBootstrap {
  constructor(
    private readonly queue: JobQueue,
    private readonly pipeline: PipelineService,
    private readonly decisions: DecisionService,
    private readonly models: ModelWork,
    private readonly changes: DatasetChangeChecks,
    private readonly relocations: RelocationService,
  ) {}

  onApplicationBootstrap(): void {
    this.changes.add(refuseNewIdentity);
    this.queue.process(BATCH_JOB, (...job) => this.pipeline.run(...job));
    this.queue.process(DECISION_JOB, (id, signal) => this.decisions.run(id, signal));
    this.queue.process(MODEL_JOB, (...job) => this.models.run(...job));
    this.queue.process(RELOCATE_JOB, (id, signal) => this.relocations.run(id, signal));
  }
}
