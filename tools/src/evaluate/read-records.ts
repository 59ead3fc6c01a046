import { readFile } from 'node:fs/promises';
import { type DatasetDefinition, resolveTarget } from '@siku/catalogue';
import { compileDataset, openTable, prepareRow } from '@siku/master-data';
import { baseNamed } from './bases.js';
import type { EvaluatedRecords } from './evaluated-records.js';

/** One file of the run and how it is to be read. */
export interface FileInput {
  dataset: string;
  file: string;
  /** `column=value`: only such rows. */
  where: readonly string[];
}

/**
 * map → validate → standardise → profile, with the functions a delivery goes through. `wanted` names the raw columns to keep beside.
 * @throws Error, ReadRefusal, Problem where file and dataset do not fit
 */
export async function readRecords(
  inputs: readonly FileInput[],
  wanted: (columns: readonly string[]) => readonly string[],
  into: EvaluatedRecords,
): Promise<void> {
  for (const [number, input] of inputs.entries()) {
    const definition = await readDefinition(input.dataset);
    const base = baseNamed(definition.base);
    for (const target of Object.keys(definition.mapping ?? {}))
      if (!resolveTarget(base.attributes, target))
        throw new Error(`${input.dataset}: /mapping/${target}: ${base.code} has no such attribute`);
    const table = await openTable(input.file, definition.file);
    const columns = table.columns.map((column) => column.trim());
    const where = input.where.map((condition) => readWhere(condition, columns));
    const kept = wanted(columns).map((name) => ({ name, index: columns.indexOf(name) }));
    const plan = compileDataset(
      { ...definition, key: definition.key ?? [], mapping: definition.mapping ?? {} },
      base.attributes,
      table.columns,
    );
    let row = -1;
    for await (const chunk of table.rows()) {
      for (const raw of chunk) {
        row++;
        if (!where.every(({ index, value }) => (raw.values[index]?.trim() ?? '') === value)) continue;
        const prepared = prepareRow(plan, raw);
        if (prepared.deleted) continue;
        const cells: Record<string, string> = {};
        // A cell is a slice of its chunk's text; a copy lets the chunk go.
        for (const { name, index } of kept) cells[name] = Buffer.from(raw.values[index]?.trim() ?? '').toString();
        into.add({
          file: number,
          row,
          key: prepared.key ?? `row ${row}`,
          base,
          profile: prepared.attributes && base.profile([prepared.attributes]),
          cells,
        });
      }
    }
  }
}

async function readDefinition(path: string): Promise<DatasetDefinition> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text) as DatasetDefinition;
  } catch (error) {
    throw new Error(`${path} is no JSON: ${error instanceof Error ? error.message : ''}`, { cause: error });
  }
}

function readWhere(condition: string, columns: readonly string[]): { index: number; value: string } {
  const at = condition.indexOf('=');
  const index = columns.indexOf(condition.slice(0, at));
  if (at < 1 || index < 0)
    throw new Error(`--where ${condition}: give column=value, with one of ${columns.join(', ')}`);
  return { index, value: condition.slice(at + 1) };
}
