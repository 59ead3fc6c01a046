import { readFile } from 'node:fs/promises';
import type { DatasetDefinition } from '@siku/catalogue';
import { compileDataset, openTable, prepareRow } from '@siku/master-data';
import { populationBase } from '@siku/population';
import { chooseLines } from './lines.js';

/** Different questions asked: far more than any cache of the database's holds of one base. */
const QUESTIONS = 3000;

/** What a counter knows of who stands before it. */
const KNOWN = ['name', 'sex', 'birthDate', 'registeredAddress', 'residenceAddress'] as const;

/**
 * Bodies of `/match`: rows from all over a file, every other one with number and telephone, the others with name, birth date and address only.
 * @param rows of the file
 */
export async function questionsFrom(file: string, definitionFile: string, rows: number): Promise<string[]> {
  const chosen = `${file}.questions.csv`;
  const step = Math.max(1, Math.floor(rows / QUESTIONS));
  await chooseLines(file, chosen, (line) => (line === 0 || line % step === 0 ? 'take' : 'leave'));
  const definition = JSON.parse(await readFile(definitionFile, 'utf8')) as DatasetDefinition;
  const table = await openTable(chosen, definition.file);
  const plan = compileDataset(definition, populationBase.attributes, table.columns);
  const questions: string[] = [];
  for await (const chunk of table.rows()) {
    for (const raw of chunk) {
      const { attributes } = prepareRow(plan, raw);
      if (!attributes) continue;
      const asked = Object.fromEntries(KNOWN.flatMap((name) => (name in attributes ? [[name, attributes[name]]] : [])));
      if (questions.length % 2 === 0) {
        const { residentId } = (attributes['identifiers'] ?? {}) as { residentId?: string };
        Object.assign(
          asked,
          residentId && { identifiers: { residentId } },
          attributes['phone'] !== undefined && { phone: attributes['phone'] },
        );
      }
      questions.push(JSON.stringify({ attributes: asked }));
    }
  }
  return questions;
}
