import { applyDecorators } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { CASE_HEADER, PURPOSE_HEADER } from '@siku/access';
import type { Reading } from '../base/reading.js';

/** Describes the headers that name the purpose of a reading, where the base asks for one. */
export const ForPurpose = (reading: Reading): ClassDecorator & MethodDecorator =>
  reading === 'open'
    ? applyDecorators()
    : applyDecorators(
        ApiHeader({
          name: PURPOSE_HEADER,
          required: true,
          description: 'Code of the purpose, for which the caller holds a grant (POST /v1/grants)',
          schema: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,63}$' },
          example: 'social-assistance',
        }),
        ApiHeader({
          name: CASE_HEADER,
          required: false,
          description: 'File number of the case, for the log of the person concerned',
          schema: { type: 'string', maxLength: 64 },
        }),
      );
