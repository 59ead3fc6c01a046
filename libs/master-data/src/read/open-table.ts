import { storedBytes, type StoredBytes } from '@siku/platform';
import { type Archive, openArchive } from './archive.js';
import { type ByteSource, gunzipped, localBytes, sampleOf, storedSource } from './byte-source.js';
import { openDelimited } from './delimited-table.js';
import { detectFormat, EXPORT_MAP } from './detect-format.js';
import { openGeoJson } from './spatial/geojson-table.js';
import { openGeoPackage } from './spatial/geopackage-table.js';
import { openShapefile, shapefileIn } from './spatial/shapefile-table.js';
import { openSpatialXml } from './spatial/spatial-xml-table.js';
import { openJson } from './json-table.js';
import { SAMPLE_BYTES } from './limits.js';
import { openParquet } from './parquet-table.js';
import { refusal } from './read-refusal.js';
import { withCalendarYears } from './sdmx/reporting-year.js';
import { asSdmxCsv } from './sdmx/sdmx-csv.js';
import { openSdmxJson, openSdmxMl } from './sdmx/sdmx-table.js';
import type { ReadHints, SourceTable } from './source-table.js';
import { openWorkbook } from './xlsx-table.js';

/**
 * Opens a department's file as a table of texts. What the file is, is told by its bytes; its name does not matter.
 * Memory stays bounded whatever its size. Throws ReadRefusal when it cannot be taken.
 * @param file its bytes, or the path of a file that lies open
 */
export async function openTable(file: string | StoredBytes, hints: ReadHints = {}): Promise<SourceTable> {
  return open(storedSource(typeof file === 'string' ? await storedBytes(file) : file), hints, false);
}

async function open(source: ByteSource, hints: ReadHints, isUnpacked: boolean): Promise<SourceTable> {
  const detected = detectFormat(await sampleOf(source, SAMPLE_BYTES), hints.encoding);
  switch (detected.kind) {
    case 'gzip':
      if (isUnpacked) throw refusal.nestedArchive();
      return open(gunzipped(source), hints, true);
    case 'zip':
      return openZipped(source, hints, isUnpacked);
    case 'parquet':
      return openParquet(source);
    case 'sqlite':
      return openGeoPackage(source, hints);
    case 'geojson':
      return openGeoJson(source, detected.encoding);
    case 'kml':
    case 'gml':
      return openSpatialXml(detected.kind, source, detected.encoding);
    case 'sdmx-ml':
      return withCalendarYears(await openSdmxMl(source, detected.encoding));
    case 'sdmx-json':
      return withCalendarYears(await openSdmxJson(source, detected.encoding));
    case 'json':
    case 'ndjson':
      return openJson(detected.kind, source, detected.encoding);
    case 'delimited':
      return withCalendarYears(asSdmxCsv(await openDelimited(source, detected.encoding, hints)));
  }
}

/** A workbook is a zip too; one that lies packed is unpacked beside for the look into it. */
async function openZipped(source: ByteSource, hints: ReadHints, isUnpacked: boolean): Promise<SourceTable> {
  const local = await localBytes(source);
  try {
    const archive = await openArchive(local.bytes);
    refuseOtherOffice(archive);
    if (isWorkbook(archive)) return await openWorkbook(source, archive, hints);
    if (isUnpacked) throw refusal.nestedArchive();
    const shapes = shapefileIn(archive, hints.entry);
    if (shapes) return await openShapefile(shapes, hints.encoding);
    return await open(onlyFile(archive, hints.entry), hints, true);
  } finally {
    await local.release();
  }
}

const isWorkbook = (archive: Archive) => archive.has('[Content_Types].xml') && archive.has('xl/workbook.xml');

function refuseOtherOffice(archive: Archive) {
  const isOpenDocument = archive.has('mimetype') && archive.has('content.xml');
  const isOtherOffice = archive.has('[Content_Types].xml') && !archive.has('xl/workbook.xml');
  if (isOpenDocument || isOtherOffice) {
    throw refusal.unsupported(
      {
        zh: '其他办公软件的文件（.ods、.xlsb、.docx 等）',
        en: 'another kind of office document (.ods, .xlsb, .docx …)',
      },
      { zh: '请另存为 .xlsx 或 CSV 后上传。', en: 'Save it as .xlsx or CSV.' },
    );
  }
}

function onlyFile(archive: Archive, wanted?: string): ByteSource {
  const names = [...archive.keys()];
  // A KMZ carries pictures beside its document.
  const kml = names.filter((name) => /\.kml$/i.test(name));
  if (wanted === undefined && kml.length === 1) return archive.get(kml[0]!)!;
  if (names.length === 0) throw refusal.noFileInArchive();
  if (names.some((name) => /\.gdb\//i.test(name)))
    throw refusal.unsupported({ zh: 'Esri 文件地理数据库（.gdb）', en: 'an Esri file geodatabase (.gdb)' }, EXPORT_MAP);
  if (wanted === undefined && names.length > 1) throw refusal.severalFiles(names);
  const source = archive.get(wanted ?? names[0]!);
  if (source === undefined) throw refusal.entryNotFound(names);
  return source;
}
