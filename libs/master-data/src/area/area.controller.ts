import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '@siku/access';
import { Matches } from 'class-validator';
import { TimeQuery } from '../serve/read.dto.js';
import { readPoint } from '../serve/read-point.js';
import { AreaProfileService } from './area-profile.service.js';
import { AreaProfileView } from './area.view.js';

class AreaParameters {
  @ApiProperty({ example: '330203', description: 'GB/T 2260', pattern: String.raw`^\d{6}$` })
  @Matches(/^\d{6}$/)
  code!: string;
}

@ApiTags('areas')
@Controller('v1/areas')
export class AreaController {
  constructor(private readonly areas: AreaProfileService) {}

  @Get(':code/profile')
  @Allow('application', 'steward', 'operator')
  @ApiOperation({
    summary: 'What the bases know of a division, side by side, each number with its as-of',
    description:
      'Only sums: of people no count below 5, nor what would give one away. A base the caller may not read is left out.',
  })
  @ApiOkResponse({ type: AreaProfileView })
  profile(
    @CurrentPrincipal() principal: Principal,
    @Param() { code }: AreaParameters,
    @Query() query: TimeQuery,
  ): Promise<AreaProfileView> {
    return this.areas.profile(principal, code, readPoint(query));
  }
}
