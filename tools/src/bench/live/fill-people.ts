import { readFile } from 'node:fs/promises';
import type { DatasetDefinition } from '@siku/catalogue';
import {
  compileDataset,
  contentHashOf,
  goldenSegments,
  nameBasedId,
  openTable,
  prepareRow,
  recordIdOf,
  rowSealOf,
  storedKeys,
  type Base,
  type GoldenMember,
} from '@siku/master-data';
import type { Database, Vault } from '@siku/platform';
import { FillTables, type Delivered } from './fill-tables.js';

/** Persons whose rows are put together before they are written. */
const CHUNK = 2000;

/** Bits that make a pair certain: the rows of one person, by the generator's truth. */
const CERTAIN = 40;

interface PersonRows {
  person: string;
  members: GoldenMember[];
  recordIds: string[];
}

/**
 * The rest of a file of people whose first rows were delivered, written into the tables of the base by the functions that a delivery
 * goes through, but for matching and resolving: whose rows are one person says the generator. A bench of reading does not wait hours for
 * a load, and the base it reads is the one that the load would leave.
 * @throws Error where the keys of what was delivered are not what this would have written
 */
export async function fillPeople(
  { database, vault, base }: { database: Database; vault: Vault; base: Base },
  { file, definition: path }: { file: string; definition: string },
  delivered: Delivered,
): Promise<{ rows: number; persons: number; keys: number }> {
  const definition = JSON.parse(await readFile(path, 'utf8')) as DatasetDefinition;
  const table = await openTable(file, definition.file);
  const plan = compileDataset(definition, base.attributes, table.columns, delivered.effectiveDate);
  const seal = rowSealOf(base, definition, vault);
  const person = table.columns.indexOf('person');
  const tables = new FillTables(database, base, delivered);
  const counts = { rows: 0, persons: 0, keys: 0 };
  let row = 0;
  let checked = new Map<string, bigint[]>();
  let current: PersonRows = { person: '', members: [], recordIds: [] };
  const end = (): void => {
    const { person: name, members, recordIds } = current;
    if (members.length === 0) return;
    const [golden] = goldenSegments(members, base.survivorship);
    tables.person(nameBasedId('person', name), golden!, members, recordIds, CERTAIN);
    counts.persons++;
  };
  await tables.begin();
  for await (const chunk of table.rows()) {
    for (const raw of chunk) {
      const prepared = prepareRow(plan, raw);
      row++;
      if (prepared.key === null || prepared.attributes === null) continue;
      const sourceKey = seal.key(prepared.key);
      const recordId = recordIdOf('flat', sourceKey);
      const profile = base.profile([prepared.attributes]);
      const keys = storedKeys(vault, base, profile);
      if (row <= delivered.rows) {
        checked.set(recordId, keys);
        continue;
      }
      if (checked.size > 0) {
        await tables.check(checked);
        checked = new Map();
      }
      const attributes = seal.attributes(prepared.attributes);
      const contentHash = contentHashOf(JSON.stringify(attributes));
      const name = raw.values[person]!;
      if (current.person !== name) {
        end();
        if (counts.persons % CHUNK === 0) await tables.flush();
        current = { person: Buffer.from(name).toString(), members: [], recordIds: [] };
      }
      const segment = { from: delivered.effectiveDate, to: null, contentHash, batch: delivered.batch };
      const trust = definition.trust ?? {};
      const { department } = definition;
      current.members.push({
        ...{ dataset: 'flat', sourceKey, department },
        segments: [{ ...segment, row: raw.row, attributes, trust }],
      });
      current.recordIds.push(recordId);
      tables.record(recordId, sourceKey, raw.row, contentHash, attributes, vault.sealJson(profile), keys);
      counts.rows++;
      counts.keys += keys.length;
    }
  }
  end();
  await tables.finish();
  return counts;
}
