import type { Archive } from './archive.js';
import type { ByteSource } from './byte-source.js';
import { refusal } from './read-refusal.js';
import { attributeOf, readXml } from './xml-part.js';

export interface Workbook {
  sheet: { name: string; part: ByteSource };
  /** Names of the worksheets that are shown. */
  visible: string[];
  /** Workbooks from old Macs count days from 1904. */
  from1904: boolean;
  sharedStrings?: ByteSource;
  styles?: ByteSource;
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONSHIPS = 'xl/_rels/workbook.xml.rels';

/** Finds the named worksheet, or the first visible one, and the parts needed to read it (ECMA-376 part 1, 18.2). */
export async function readWorkbook(archive: Archive, sheetName?: string): Promise<Workbook> {
  const parts = new Map([...archive].map(([name, source]) => [name.toLowerCase(), source]));
  const part = (name: string) => parts.get(name.toLowerCase());
  const relationships = new Map<string, { type: string; target: string }>();
  await readXml(required(part(RELATIONSHIPS)), (name, { Id = '', Type = '', Target = '' }) => {
    if (name === 'Relationship')
      relationships.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: partName(Target) });
  });

  let from1904 = false;
  const sheets: { name: string; id: string; isHidden: boolean }[] = [];
  await readXml(required(part(WORKBOOK)), (name, attributes) => {
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    if (name === 'sheet') {
      const { name: title = '', state = 'visible' } = attributes;
      sheets.push({ name: title, id: attributeOf(attributes, 'id') ?? '', isHidden: state !== 'visible' });
    }
  });

  const worksheets = sheets.filter(({ id }) => relationships.get(id)?.type === 'worksheet');
  const sheet =
    sheetName === undefined
      ? (worksheets.find(({ isHidden }) => !isHidden) ?? worksheets[0])
      : worksheets.find(({ name }) => name.trim() === sheetName.trim());
  if (sheet === undefined)
    throw sheetName === undefined ? refusal.emptyFile() : refusal.sheetNotFound(worksheets.map(({ name }) => name));
  const related = (type: string) => {
    const found = [...relationships.values()].find((relationship) => relationship.type === type);
    return found && part(found.target);
  };
  return {
    sheet: { name: sheet.name, part: required(part(relationships.get(sheet.id)!.target)) },
    visible: worksheets.filter(({ isHidden }) => !isHidden).map(({ name }) => name),
    from1904,
    sharedStrings: related('sharedStrings'),
    styles: related('styles'),
  };
}

function required(part: ByteSource | undefined): ByteSource {
  if (part === undefined) throw refusal.damaged('xlsx');
  return part;
}

/** Targets are relative to `xl/`, or absolute. */
function partName(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//u, '')}`;
}
