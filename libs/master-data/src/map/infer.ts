import type { AttributeDictionary, DatasetDefinition, Mapping, Rule } from '@siku/catalogue';
import type { Message } from '@siku/standards';
import { cellText } from './cells.js';
import { proposeRule } from './infer-rule.js';
import { bestTargets, foldHeader, type SampleColumn } from './infer-target.js';

/** What a column of a sample file probably is. */
export interface ColumnProposal {
  column: string;
  /** Attribute it fills; null when none was recognised. */
  target: string | null;
  /** 0–1 */
  confidence: number;
  samples: string[];
}

export interface InferredDefinition {
  /** Ready for PUT once its author has read it. */
  definition: DatasetDefinition;
  columns: ColumnProposal[];
  /** What its author should look at. */
  notes: Message[];
}

const SHOWN_SAMPLES = 5;

const EFFECTIVE_DATE = [
  '变更日期',
  '变动日期',
  '更新日期',
  '更新时间',
  '核准日期',
  '数据日期',
  '生效日期',
  'effective date',
  'updated on',
].map(foldHeader);

const IS_NUMBER_COLUMN = /(编号|号码|代码|证号|号|序号|id|no|code|symbol)$/i;

/** A definition proposed from a file's header and some of its rows. Pure. */
export function inferDefinition(
  columnNames: readonly string[],
  sampleRows: readonly (readonly (string | null)[])[],
  dictionary: AttributeDictionary,
  base: string,
  department: string,
): InferredDefinition {
  const columns = columnNames.map((name, index) => sampleColumn(name, index, sampleRows));
  const found = bestTargets(columns, dictionary);
  const notes: Message[] = [];
  const mapping: Mapping = {};
  for (const path of Object.keys(dictionary)) {
    const match = found.find(({ target }) => target === path);
    if (match) mapping[path] = proposeRule(match.column, dictionary[path]!, notes);
    else if (dictionary[path]!.required) notes.push(notFound(dictionary[path]!.title));
  }
  const effective = columns.find(({ name, values }) => values.length > 0 && EFFECTIVE_DATE.includes(foldHeader(name)));
  const key = proposeKey(columns, mapping);
  if (key.length === 0) notes.push(NO_KEY);
  const definition: DatasetDefinition = {
    base,
    department,
    title: { zh: '（请命名）', en: '(to be named)' },
    key,
    mapping,
    ...(effective && { effectiveDate: proposeEffectiveDate(effective, notes) }),
  };
  const proposals = columns.map(({ name, values }): ColumnProposal => {
    const match = found.find(({ column }) => column.name === name);
    const samples = [...new Set(values)].slice(0, SHOWN_SAMPLES);
    return { column: name, target: match?.target ?? null, confidence: match?.confidence ?? 0, samples };
  });
  return { definition, columns: proposals, notes };
}

function sampleColumn(name: string, index: number, rows: readonly (readonly (string | null)[])[]): SampleColumn {
  const values = rows.map((cells) => cellText(cells[index])).filter((text) => text !== null);
  const unique = values.length > 0 && values.length === rows.length && new Set(values).size === rows.length;
  return { name, values, unique };
}

/** An identifier that no two rows share, or a numbering of the department's own. */
function proposeKey(columns: readonly SampleColumn[], mapping: Mapping): string[] {
  const identifiers = Object.entries(mapping)
    .filter(([path]) => path.startsWith('identifiers.'))
    .map(([, rule]) => columnOf(rule as Rule));
  const unique = columns.filter((column) => column.unique);
  const key =
    unique.find(({ name }) => identifiers.includes(name)) ??
    unique.find(({ name }) => IS_NUMBER_COLUMN.test(name)) ??
    unique[0];
  return key ? [key.name] : [];
}

const columnOf = (rule: Rule): string => (typeof rule === 'string' ? rule : String(rule.from));

function proposeEffectiveDate(column: SampleColumn, notes: Message[]): DatasetDefinition['effectiveDate'] {
  const rule = proposeRule(column, { type: 'date', title: { zh: '生效日期', en: 'Effective date' } }, notes);
  return typeof rule === 'string' ? rule : { from: column.name, format: rule.format };
}

const notFound = (title: Message): Message => ({
  zh: `未找到必填属性“${title.zh}”对应的列，请补充`,
  en: `No column was recognised for the required attribute "${title.en}"; add it`,
});

const NO_KEY: Message = {
  zh: '样本中没有逐行唯一的列，请指定主键',
  en: 'No column tells every row of the sample apart; name the key',
};
