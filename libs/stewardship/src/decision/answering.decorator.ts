import { applyDecorators } from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import { DecisionView } from './decision.view.js';

/** Describes what every write of a steward takes and answers. */
export const Answering = (): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(DecisionView),
    ApiHeader({ name: 'If-Match', required: false, description: '412 when it has changed since it was read' }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key again answers the decision made then',
    }),
    ApiOkResponse({ type: DecisionView, description: 'Published' }),
    ApiAcceptedResponse({ type: DecisionView, description: 'It waits for approval, or for its publication' }),
  );
