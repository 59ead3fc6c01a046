import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, requireScope, type Principal } from '@siku/access';
import { ActiveModels, BaseRegistry } from '@siku/master-data';
import { calibratedThreshold, calibrateWeights } from '@siku/matching';
import { Database } from '@siku/platform';
import { ReviewTaskRepository } from '../task/review-task.repository.js';
import { agreementOf } from './agreement.js';
import { StatisticsRepository } from './statistics.repository.js';
import { ReviewStatisticsView } from './statistics.view.js';
import { weightBands } from './weight-bands.js';

/** Pairs the calibration learns from, the latest ones. */
const MOST_PAIRS = 20_000;

const DAYS = 30;

/** How the work of stewards goes, and what it says of the match model. */
@ApiTags('stewardship')
@Controller('v1/review-statistics')
export class StatisticsController {
  constructor(
    private readonly database: Database,
    private readonly bases: BaseRegistry,
    private readonly models: ActiveModels,
    private readonly tasks: ReviewTaskRepository,
    private readonly statistics: StatisticsRepository,
  ) {}

  @Get(':code')
  @Allow('steward', 'operator')
  @ApiOperation({
    summary: 'Ages, answer times, agreement of stewards, and the match model held against their answers, of a base',
  })
  @ApiOkResponse({ type: ReviewStatisticsView })
  async get(@CurrentPrincipal() principal: Principal, @Param('code') code: string): Promise<ReviewStatisticsView> {
    const declared = this.bases.get(code);
    requireScope(principal, declared.code, 'read');
    const { model } = await this.models.of(this.database, declared);
    const { version, thresholds } = model;
    const pairs = await this.statistics.judgedPairs(code, version, MOST_PAIRS);
    const calibration = calibrateWeights(pairs);
    return {
      base: code,
      ...(await this.tasks.times(code)),
      stewards: await this.statistics.byStewards(code, DAYS),
      agreement: agreementOf(await this.statistics.secondOpinions(code)),
      model: {
        version,
        pairs: pairs.length,
        bands: weightBands(pairs),
        calibration,
        thresholds: { link: thresholds.link, review: thresholds.review },
        suggested: {
          link: calibratedThreshold(calibration, thresholds.link),
          review: calibratedThreshold(calibration, thresholds.review),
        },
      },
    };
  }
}
