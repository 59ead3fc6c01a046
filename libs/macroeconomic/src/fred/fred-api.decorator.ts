import { applyDecorators, Controller, Get, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, KeyInQuery } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { macroeconomicBase } from '../definition.js';
import { FredAnswers } from './fred-answers.interceptor.js';
import { FredErrorsFilter } from './fred-errors.filter.js';

const CONTENT = {
  'text/xml': { schema: { type: 'string' as const } },
  'application/json': { schema: { type: 'object' as const } },
};

const ERRORS = { ...CONTENT, 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** A controller of what programs written for FRED ask for; they work by changing the address. */
export const FredApi = (): ClassDecorator =>
  applyDecorators(
    ApiTags('fred'),
    ApiResponse({
      status: 400,
      description: 'To who does not send the key in Authorization as FRED says it: error_code and error_message',
      content: ERRORS,
    }),
    Controller('fred'),
    ReadsBase(macroeconomicBase.code),
    Allow('application', 'steward', 'operator'),
    KeyInQuery('api_key'),
    UseFilters(FredErrorsFilter),
    UseInterceptors(FredAnswers),
  );

/** An address of it that answers XML or JSON, and `others`. */
export const Answers = (path: string, summary: string, others: object = {}): MethodDecorator =>
  applyDecorators(Get(path), ApiOperation({ summary }), ApiOkResponse({ content: { ...CONTENT, ...others } }));
