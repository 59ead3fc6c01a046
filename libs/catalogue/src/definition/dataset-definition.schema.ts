import { OPEN_TYPES } from './dataset-definition.js';

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const column = text(200);
const columns = { type: ['string', 'array'], minLength: 1, maxLength: 200, items: column, minItems: 1, maxItems: 20 };
/** A:C */
const range = { type: 'string', pattern: '^[A-Z]{1,3}:[A-Z]{1,3}$' };
const words = { type: 'array', items: { type: 'string', maxLength: 200 }, maxItems: 200 };
const textOrTexts = (maxLength: number) => ({
  ...text(maxLength),
  type: ['string', 'array'],
  items: text(maxLength),
  minItems: 1,
  maxItems: 10,
});
const format = textOrTexts(40);

const message = {
  type: 'object',
  properties: { zh: text(2000), en: text(2000) },
  required: ['zh'],
  additionalProperties: false,
};

// The keywords of strings, objects and arrays bind only what is of their type: a union without `oneOf`, whose errors
// would speak of every branch at once.
const rule = {
  type: ['string', 'object'],
  minLength: 1,
  maxLength: 200,
  properties: {
    from: columns,
    join: { type: 'string', maxLength: 20 },
    optional: { type: 'boolean' },
    constant: { type: ['string', 'number'], maxLength: 1000 },
    ignoreValues: words,
    pattern: text(300),
    split: textOrTexts(10),
    codes: {
      type: 'object',
      maxProperties: 5000,
      additionalProperties: { type: ['string', 'null'], maxLength: 200 },
    },
    otherwise: text(200),
    strict: { type: 'boolean' },
    format,
    unit: text(20),
    type: { enum: [...OPEN_TYPES] },
    crs: text(100),
    within: { type: 'array', items: { type: 'number', minimum: -180, maximum: 180 }, minItems: 4, maxItems: 4 },
    under: { type: 'string', pattern: String.raw`^\d{6}$` },
    default: { type: ['string', 'number', 'null'], maxLength: 1000 },
  },
  additionalProperties: false,
};

const mapped = {
  ...rule,
  type: ['string', 'object', 'array'],
  minItems: 1,
  maxItems: 20,
  items: { type: 'object', additionalProperties: rule, maxProperties: 20 },
};

const ownDate = {
  type: ['string', 'object'],
  minLength: 1,
  maxLength: 200,
  properties: { from: column, format },
  required: ['from'],
  additionalProperties: false,
};

const resource = {
  type: 'object',
  description: 'Core metadata of 政务信息资源目录 (GB/T 21063)',
  properties: {
    code: text(100),
    category: text(100),
    format: { enum: ['file', 'spreadsheet', 'database', 'graphics', 'media', 'self-describing', 'service'] },
    sharingMode: { enum: ['database', 'file', 'service'] },
    sharingCondition: text(1000),
    openCondition: text(1000),
    publishedOn: { type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` },
    relatedCodes: words,
  },
  additionalProperties: false,
};

/** Shape of a dataset definition as JSON Schema: one text for the check on PUT and for the OpenAPI page. */
export const datasetDefinitionSchema = {
  type: 'object',
  properties: {
    base: text(50),
    department: text(64),
    title: message,
    description: message,
    key: { type: 'array', items: column, minItems: 1, maxItems: 10, uniqueItems: true },
    mapping: { type: 'object', minProperties: 1, maxProperties: 500, additionalProperties: mapped },
    ignoreValues: words,
    effectiveDate: ownDate,
    deleted: {
      type: 'object',
      properties: { column, values: { ...words, minItems: 1 } },
      required: ['column', 'values'],
      additionalProperties: false,
    },
    file: {
      type: 'object',
      properties: {
        sheet: text(100),
        entry: text(200),
        headerRow: { type: 'integer', minimum: 1, maximum: 1000 },
        headerRows: { type: 'integer', minimum: 1, maximum: 5 },
        columns: { ...range, type: ['string', 'array'], items: range, minItems: 1, maxItems: 50, uniqueItems: true },
        fillDown: { type: 'array', items: column, minItems: 1, maxItems: 20 },
        encoding: { enum: ['utf-8', 'gb18030', 'gbk', 'gb2312', 'big5', 'utf-16le', 'utf-16be'] },
        delimiter: { enum: [',', ';', '\t', '|'] },
      },
      additionalProperties: false,
    },
    unpivot: {
      type: 'object',
      properties: {
        headings: {
          ...text(5000),
          type: ['string', 'array'],
          items: column,
          minItems: 1,
          maxItems: 1000,
          uniqueItems: true,
        },
        prefix: text(20),
        heading: column,
        cell: column,
        cumulative: { type: 'boolean' },
      },
      required: ['headings', 'heading', 'cell'],
      additionalProperties: false,
    },
    trust: { type: 'object', additionalProperties: { type: 'number', minimum: 0, maximum: 100 } },
    maxEndedShare: { type: 'number', minimum: 0, maximum: 1 },
    updateCycle: { enum: ['real-time', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular'] },
    sharing: { enum: ['unconditional', 'conditional', 'none'] },
    open: { type: 'boolean' },
    classification: { enum: ['general', 'important', 'core'] },
    resource,
  },
  required: ['base', 'department', 'title', 'key', 'mapping'],
  additionalProperties: false,
};
