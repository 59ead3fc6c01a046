import { Module } from '@nestjs/common';
import { CatalogueModule } from '@siku/catalogue';
import { MasterDataModule } from '@siku/master-data';
import { ArchiveController } from './archive/archive.controller.js';
import { ArchiveService } from './archive/archive.service.js';
import { DecisionController } from './decision/decision.controller.js';
import { StewardDecisions } from './decision/steward-decisions.service.js';
import { ValueRulingService } from './decision/value-ruling.service.js';
import { DisputeController } from './dispute/dispute.controller.js';
import { DisputeRepository } from './dispute/dispute.repository.js';
import { PolicyController } from './policy/policy.controller.js';
import { PolicyRepository } from './policy/policy.repository.js';
import { RecordStewardService } from './record/record-steward.service.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StatisticsRepository } from './statistics/statistics.repository.js';
import { ReviewTaskController } from './task/review-task.controller.js';
import { ReviewTaskRepository } from './task/review-task.repository.js';
import { ReviewTaskService } from './task/review-task.service.js';
import { TaskDecisionService } from './task/task-decision.service.js';
import { TaskScreenService } from './task/task-screen.service.js';

@Module({
  imports: [CatalogueModule, MasterDataModule],
  // What is read by a fixed name goes before what is read by an id.
  controllers: [
    ArchiveController,
    DecisionController,
    DisputeController,
    PolicyController,
    ReviewTaskController,
    StatisticsController,
  ],
  providers: [
    ArchiveService,
    DisputeRepository,
    PolicyRepository,
    RecordStewardService,
    ReviewTaskRepository,
    ReviewTaskService,
    StatisticsRepository,
    StewardDecisions,
    TaskDecisionService,
    TaskScreenService,
    ValueRulingService,
  ],
  exports: [RecordStewardService],
})
export class StewardshipModule {}
