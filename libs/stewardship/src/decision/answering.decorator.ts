import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { DecisionView } from './decision.view.js';

/** Describes what every write of a steward takes and answers: the decision, or with preview=true what it would do. */
export const Answering = (preview?: Type<object>): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(DecisionView, ...(preview ? [preview] : [])),
    ApiHeader({ name: 'If-Match', required: false, description: '412 when it has changed since it was read' }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key again answers the decision made then',
    }),
    ApiOkResponse({
      description: 'It is durable; its status tells what is still to come of it',
      ...(preview
        ? { schema: { oneOf: [{ $ref: getSchemaPath(DecisionView) }, { $ref: getSchemaPath(preview) }] } }
        : { type: DecisionView }),
    }),
  );
