import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Allow } from '../permission/allow.decorator.js';
import { CurrentPrincipal } from '../principal/current-principal.decorator.js';
import { ROLES, type Principal, type Role } from '../principal/principal.js';

export class Me implements Principal {
  @ApiProperty({ description: '`key:<id>`, `jwt:<subject>` or `admin`' })
  id!: string;

  @ApiProperty({ enum: ['key', 'jwt', 'admin'] })
  kind!: Principal['kind'];

  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: readonly Role[];

  @ApiProperty({ type: String, nullable: true, description: 'Department an uploader delivers for' })
  department!: string | null;

  @ApiPropertyOptional({ format: 'uuid', description: 'Record of the person it is, by a verified claim' })
  person?: string;

  @ApiProperty({ type: [String], description: 'Bases it is restricted to; empty: every base' })
  scopes!: readonly string[];
}

@ApiTags('access')
@Controller('v1/me')
export class MeController {
  @Get()
  @Allow(...ROLES)
  @ApiOperation({ summary: 'Who the credentials say you are' })
  @ApiOkResponse({ type: Me })
  get(@CurrentPrincipal() principal: Principal): Me {
    const { id, kind, roles, department, scopes, person } = principal;
    return { id, kind, roles, department, scopes, ...(person !== undefined && { person }) };
  }
}
