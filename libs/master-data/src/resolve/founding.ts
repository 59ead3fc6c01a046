import type { BaseDefinition } from '../base/base-definition.js';
import { nameBasedId } from '../stage/record-id.js';
import type { FormerMaster } from './assign-masters.js';

/** Id of the master that a publication mints for a record. */
export const masterIdOf = (base: BaseDefinition, publication: number, foundingRecord: string): string =>
  nameBasedId('master', base.code, publication, foundingRecord);

/** Whether a master in use was minted for a record. @param createdIn publication of each */
export const foundedIn =
  (base: BaseDefinition, createdIn: ReadonlyMap<string, number>) =>
  (record: string, master: string): boolean =>
    masterIdOf(base, createdIn.get(master)!, record) === master;

/** Masters not in use, by their founding record: no two clusters can lay claim to the same. */
export function byFoundingRecord(
  base: BaseDefinition,
  rows: readonly (FormerMaster & { recordId: string; since: number })[],
): Map<string, FormerMaster> {
  const founded = rows.filter(({ recordId, since, master }) => master === masterIdOf(base, since, recordId));
  return new Map(founded.sort((a, b) => b.createdIn - a.createdIn).map((former) => [former.recordId, former]));
}
