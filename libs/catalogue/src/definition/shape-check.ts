import type { DefinedError, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { nearest } from '../dictionary/nearest.js';
import { datasetDefinitionSchema } from './dataset-definition.schema.js';
import { definitionError, pointerTo, suggestion, type DefinitionError } from './definition-error.js';

// A definition with more errors than this is not the document its author thinks it is.
const MAX_ERRORS = 50;

const validate: ValidateFunction = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(
  datasetDefinitionSchema,
);

/** Members, types and ranges of a definition. */
export function checkShape(json: unknown): DefinitionError[] {
  if (validate(json)) return [];
  return (validate.errors as DefinedError[]).slice(0, MAX_ERRORS).map(describe);
}

function describe(error: DefinedError): DefinitionError {
  const at = error.instancePath;
  switch (error.keyword) {
    case 'additionalProperties': {
      const member = error.params.additionalProperty;
      const hint = suggestion(nearest(member, Object.keys((error.parentSchema?.['properties'] as object) ?? {})));
      const [zh, en] = [`没有名为“${member}”的成员${hint.zh}`, `There is no member "${member}"${hint.en}`];
      return definitionError(at + pointerTo(member), 'unknown-member', zh, en);
    }
    case 'required': {
      const member = error.params.missingProperty;
      return definitionError(at + pointerTo(member), 'missing-member', `缺少“${member}”`, `"${member}" is missing`);
    }
    case 'enum': {
      const allowed = error.params.allowedValues.join(', ');
      const hint = suggestion(typeof error.data === 'string' ? nearest(error.data, error.params.allowedValues) : null);
      return definitionError(
        at,
        'value-not-allowed',
        `应为以下之一：${allowed}${hint.zh}`,
        `Use one of ${allowed}${hint.en}`,
      );
    }
    case 'type':
      return definitionError(at, 'wrong-type', `类型应为 ${error.params.type}`, `Must be ${error.params.type}`);
    default:
      return definitionError(at, 'out-of-range', `不符合约束：${limitOf(error)}`, `Must satisfy ${limitOf(error)}`);
  }
}

/** `maxLength 200` */
const limitOf = (error: DefinedError): string => `${error.keyword} ${JSON.stringify(error.schema)}`;
