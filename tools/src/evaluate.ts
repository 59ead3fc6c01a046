import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { InvalidModel, type MatchModel, validateModel } from '@siku/matching';
import { evaluate } from './evaluate/evaluate.js';
import { mistakes } from './evaluate/mistakes.js';
import type { FileInput } from './evaluate/read-records.js';
import { chartPage } from './evaluate/chart-page.js';

const USAGE = `npm run evaluate -- --dataset <dataset.json> --file <file> --truth <column> [options]
  --dataset f          definition of the files after it; the base is its "base"
  --file f             a labelled file; several, each with the dataset before it
  --link f             a second file to be linked to the first: only pairs across files are compared, and count
  --where column=value only such rows of the file before it; may be repeated
  --truth column       names the thing a record is of
  --truth-pattern re   … its first group, where the column says more
  --truth-key f        the column is found in this file, by the columns it shares with the records'
  --truth-pairs f      the truth is given as pairs instead: row numbers (columns row_…) or keys
  --by column          accuracy for each value of this column as well
  --no-train           the model's own numbers, without training
  --model f            this model, or models of several bases (JSON, as --save-model writes them), instead of the base's
  --save-model f       write the model as trained
  --mistakes n         the first n wrong and missed pairs, with their evidence
  --html f             threshold chart as a page`;

async function main(): Promise<void> {
  const { values, tokens } = parseArgs({
    tokens: true,
    options: {
      dataset: { type: 'string', multiple: true },
      file: { type: 'string', multiple: true },
      link: { type: 'string', multiple: true },
      where: { type: 'string', multiple: true },
      truth: { type: 'string' },
      'truth-pattern': { type: 'string' },
      'truth-key': { type: 'string' },
      'truth-pairs': { type: 'string' },
      by: { type: 'string' },
      'no-train': { type: 'boolean', default: false },
      model: { type: 'string' },
      'save-model': { type: 'string' },
      mistakes: { type: 'string' },
      html: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (values.mistakes !== undefined && !/^\d+$/.test(values.mistakes)) throw new Error('--mistakes: give a number');
  const files = filesOf(tokens, values.dataset?.[0]);
  if (files.length === 0) throw new Error(USAGE);
  if (values.link && !values.file) throw new Error('--link: name the file to link to with --file');
  const evaluation = await evaluate({
    files,
    link: values.link !== undefined,
    truth: {
      ...(values.truth !== undefined && { column: values.truth }),
      ...(values['truth-pattern'] !== undefined && { pattern: values['truth-pattern'] }),
      ...(values['truth-key'] !== undefined && { keyFile: values['truth-key'] }),
      ...(values['truth-pairs'] !== undefined && { pairFile: values['truth-pairs'] }),
    },
    ...(values.by !== undefined && { by: values.by }),
    train: !values['no-train'],
    named: values.mistakes !== undefined,
    ...(values.model !== undefined && { models: await readModels(values.model) }),
  });
  if (values['save-model'] !== undefined) {
    const models = evaluation.runs.map(({ compiled }) => compiled.model);
    await writeFile(values['save-model'], `${JSON.stringify(models.length === 1 ? models[0] : models, null, 2)}\n`);
  }
  if (values.html !== undefined) await writeFile(values.html, chartPage(evaluation));
  const shown = values.mistakes === undefined ? {} : { mistakes: mistakes(evaluation, Number(values.mistakes)) };
  process.stdout.write(`${JSON.stringify({ ...evaluation.report, ...shown }, null, 2)}\n`);
}

/** @throws InvalidModel naming all that is wrong with it */
async function readModels(path: string): Promise<MatchModel[]> {
  const models = [JSON.parse(await readFile(path, 'utf8')) as unknown].flat();
  const errors = models.flatMap((model) => validateModel(model));
  if (errors.length > 0) throw new InvalidModel(errors);
  return models as MatchModel[];
}

interface Token {
  kind: string;
  name?: string;
  value?: string | undefined;
}

/** Options in their order: a file is read by the dataset named before it, or the first one. */
function filesOf(tokens: readonly Token[], first: string | undefined): FileInput[] {
  const files: { dataset: string; file: string; where: string[] }[] = [];
  let dataset = first;
  for (const { kind, name, value } of tokens) {
    if (kind !== 'option' || value === undefined) continue;
    if (name === 'dataset') dataset = value;
    if (name === 'where') {
      if (files.length === 0) throw new Error('--where belongs behind its --file');
      files.at(-1)!.where.push(value);
    }
    if (name !== 'file' && name !== 'link') continue;
    if (dataset === undefined) throw new Error(`--${name} ${value}: no --dataset`);
    files.push({ dataset, file: value, where: [] });
  }
  return files;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
