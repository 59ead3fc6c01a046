import { Body, Controller, Get, Headers, Param, Put, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '@siku/access';
import { answerPut, answerVersion, type Preconditions, type Reply } from '@siku/platform';
import { DEFAULT_LIMIT, PageQuery } from '../http/page.dto.js';
import { DepartmentBody, DepartmentPage, DepartmentParameters, DepartmentView } from './department.dto.js';
import { DepartmentService } from './department.service.js';

@ApiTags('catalogue')
@Controller('v1/departments')
@Allow('uploader', 'application', 'steward', 'operator')
export class DepartmentController {
  constructor(private readonly departments: DepartmentService) {}

  @Get()
  @ApiOperation({ summary: 'Departments' })
  @ApiOkResponse({ type: DepartmentPage })
  list(@Query() query: PageQuery): Promise<DepartmentPage> {
    return this.departments.list(query.after, query.limit ?? DEFAULT_LIMIT);
  }

  @Get(':code')
  @ApiOperation({ summary: 'One department' })
  @ApiOkResponse({ type: DepartmentView })
  @ApiResponse({ status: 304, description: 'The version of If-None-Match' })
  @ApiNotFoundResponse({ description: 'There is no such department' })
  async get(
    @Param() { code }: DepartmentParameters,
    @Headers() headers: Record<string, string>,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<DepartmentView | undefined> {
    const department = await this.departments.get(code);
    return answerVersion(reply, headers as Preconditions, department.version, department);
  }

  @Put(':code')
  @Allow('operator')
  @ApiOperation({ summary: 'Create or change a department', description: 'The same content again changes nothing.' })
  @ApiOkResponse({ type: DepartmentView })
  @ApiCreatedResponse({ type: DepartmentView })
  @ApiResponse({ status: 412, description: 'If-Match names another version, or If-None-Match: * and it exists' })
  async put(
    @Param() { code }: DepartmentParameters,
    @Body() body: DepartmentBody,
    @Headers() headers: Record<string, string>,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<DepartmentView> {
    const { department, created } = await this.departments.put(code, body, principal, headers);
    return answerPut(reply, created, `/v1/departments/${code}`, department);
  }
}
