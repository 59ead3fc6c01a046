import { changedPaths, valueAt, type Base, type MasterRecord, type Preview, type Reader } from '@siku/master-data';
import { today } from '@siku/platform';

/** A record as it would be after a decision, as far as the reader may see it. */
export interface ShownPreviewItem {
  /** null: it would get an id of its own */
  id: string | null;
  /** source records, with the record each belongs to at present */
  members: { recordId: string; dataset: string; from: string }[];
  attributes: Record<string, unknown> | null;
  /** against the record that bears the id at present */
  changes: { path: string; from: unknown; to: unknown }[];
}

export interface ShownPreview {
  items: ShownPreviewItem[];
  /** ids that would answer 410, and with what */
  merged: { id: string; successor: string }[];
}

const NOBODY = '00000000-0000-8000-8000-000000000000';

export async function shownPreview(base: Base, reader: Reader, { items, merged }: Preview): Promise<ShownPreview> {
  const shown: ShownPreviewItem[] = [];
  for (const { id, records, before, after } of items) {
    const [was] = await reader.show([recordOf(id, before)]);
    const [is] = await reader.show([recordOf(id, after)]);
    const [a, b] = [was?.attributes ?? {}, is?.attributes ?? {}];
    shown.push({
      id,
      members: records.map(({ recordId, dataset, master }) => ({ recordId, dataset, from: master })),
      attributes: is?.attributes ?? null,
      changes: changedPaths(a, b, Object.keys(base.survivorship)).map((path) => ({
        path,
        from: valueAt(a, path) ?? null,
        to: valueAt(b, path) ?? null,
      })),
    });
  }
  return { items: shown, merged };
}

/** What is not recorded yet, in the form records are shown in. */
const recordOf = (id: string | null, attributes: Record<string, unknown>): MasterRecord => ({
  id: id ?? NOBODY,
  version: 0,
  validFrom: today(),
  validTo: null,
  knownFrom: '',
  knownTo: null,
  attributes,
});
