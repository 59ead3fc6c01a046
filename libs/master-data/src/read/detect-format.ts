import type { Message } from '@siku/standards';
import { refusal } from './read-refusal.js';
import { detectEncoding, type Encoding, encodingNamed } from './text-encoding.js';

export type Detected =
  | { kind: 'gzip' | 'zip' | 'parquet' | 'sqlite' }
  | { kind: 'json' | 'ndjson' | 'delimited' | 'geojson' | 'kml' | 'gml' | 'sdmx-ml' | 'sdmx-json'; encoding: Encoding };

const SAVE_AS_TABLE: Message = { zh: '请另存为 .xlsx 或 CSV 后上传。', en: 'Save it as .xlsx or CSV.' };
const SEND_TABLE: Message = { zh: '请提供 .xlsx 或 CSV 形式的数据。', en: 'Send the data as .xlsx or CSV.' };
const SDMX_WITHOUT_DATA: Message = {
  zh: '不含可读数据的 SDMX 消息（结构、元数据、错误信息，或 2.0 的横截面数据）',
  en: 'an SDMX message without data that can be read (structures, metadata, an error, or cross-sectional data of 2.0)',
};
const SEND_SDMX_DATA: Message = {
  zh: '请提供数据消息（SDMX-CSV、SDMX-ML 或 SDMX-JSON）。',
  en: 'Send a message of data: SDMX-CSV, SDMX-ML or SDMX-JSON.',
};
const USE_ZIP: Message = { zh: '请改用 gzip 或 zip 压缩。', en: 'Compress with gzip or zip.' };

export const EXPORT_MAP: Message = {
  zh: '请导出为 GeoPackage、GeoJSON 或 Shapefile（zip）后上传。',
  en: 'Export it as GeoPackage, GeoJSON or a zipped Shapefile.',
};

/** Formats known well enough to say what to do: leading bytes as Latin-1, name, advice. */
const UNSUPPORTED: [start: string, kind: Message, advice: Message][] = [
  [
    '\xd0\xcf\x11\xe0',
    { zh: '旧版 Excel（.xls）或有密码的工作簿', en: 'a legacy .xls or password-protected workbook' },
    SAVE_AS_TABLE,
  ],
  ['%PDF', { zh: 'PDF 文件', en: 'a PDF' }, SEND_TABLE],
  ['\x89PNG', { zh: '图片', en: 'an image' }, SEND_TABLE],
  ['\xff\xd8\xff', { zh: '图片', en: 'an image' }, SEND_TABLE],
  ['GIF8', { zh: '图片', en: 'an image' }, SEND_TABLE],
  ['II*\0', { zh: '图片', en: 'an image' }, SEND_TABLE],
  ['MM\0*', { zh: '图片', en: 'an image' }, SEND_TABLE],
  ['BM', { zh: '图片', en: 'an image' }, SEND_TABLE],
  [
    '\0\0\x27\x0a',
    { zh: 'Shapefile 的一个文件', en: 'one file of a Shapefile' },
    {
      zh: '请将同名的 .shp、.dbf、.prj、.cpg 一起压缩为 zip。',
      en: 'Zip .shp, .dbf, .prj and .cpg of one name together.',
    },
  ],
  ['AC10', { zh: 'CAD 图形（DWG）', en: 'a CAD drawing (DWG)' }, EXPORT_MAP],
  ['\0\x01\0\0Standard ', { zh: 'Access 数据库（含个人地理数据库）', en: 'an Access database' }, EXPORT_MAP],
  ['{\\rtf', { zh: 'RTF 文档', en: 'an RTF document' }, SEND_TABLE],
  [
    'PARE',
    { zh: '加密的 Parquet 文件', en: 'an encrypted Parquet file' },
    { zh: '请不加密导出。', en: 'Export it without encryption.' },
  ],
  ['Rar!', { zh: 'RAR 压缩包', en: 'a RAR archive' }, USE_ZIP],
  ['7z\xbc\xaf', { zh: '7z 压缩包', en: 'a 7z archive' }, USE_ZIP],
  ['BZh', { zh: 'bzip2 压缩文件', en: 'a bzip2 file' }, USE_ZIP],
  ['\xfd7zXZ', { zh: 'xz 压缩文件', en: 'an xz file' }, USE_ZIP],
  ['\x28\xb5\x2f\xfd', { zh: 'zstd 压缩文件', en: 'a zstd file' }, USE_ZIP],
];

/** BMP's two letters could also begin a CSV; a real one has zero bytes close by. */
const SHORT_START = 2;

export function detectFormat(sample: Buffer, encodingHint?: string): Detected {
  if (sample.length === 0) throw refusal.emptyFile();
  const start = sample.subarray(0, 16).toString('latin1');
  if (start.startsWith('\x1f\x8b')) return { kind: 'gzip' };
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return { kind: 'zip' };
  if (start.startsWith('PAR1')) return { kind: 'parquet' };
  if (start.startsWith('SQLite format 3\0')) return { kind: 'sqlite' };
  for (const [magic, kind, advice] of UNSUPPORTED) {
    const isMeant = magic.length > SHORT_START || sample.subarray(0, 64).includes(0);
    if (start.startsWith(magic) && isMeant) throw refusal.unsupported(kind, advice);
  }
  if (sample.subarray(257, 262).toString('latin1') === 'ustar') {
    throw refusal.unsupported({ zh: 'tar 归档', en: 'a tar archive' }, USE_ZIP);
  }
  return detectText(sample, encodingHint);
}

function detectText(sample: Buffer, encodingHint?: string): Detected {
  const encoding = encodingHint === undefined ? detectEncoding(sample) : encodingNamed(encodingHint);
  if (encoding === undefined) throw sample.includes(0) ? refusal.unknownFormat() : refusal.encodingUnknown();
  // oxlint-disable-next-line no-control-regex -- a sequence of JSON texts puts a record separator before each (RFC 8142)
  const text = new TextDecoder(encoding === 'ascii' ? 'utf-8' : encoding).decode(sample).replace(/^[\s\u001e]+/u, '');
  if (text.startsWith('<')) {
    if (/<(\w+:)?kml[\s>]/u.test(text)) return { kind: 'kml', encoding };
    if (/http:\/\/www\.opengis\.net\/gml/u.test(text)) return { kind: 'gml', encoding };
    if (
      /<(\w+:)?(MessageGroup|GenericData|CompactData|StructureSpecificData|GenericTimeSeriesData|StructureSpecificTimeSeriesData)[\s>]/u.test(
        text,
      )
    )
      return { kind: 'sdmx-ml', encoding };
    if (/<[^>]*\bxmlns\b[^>]*sdmx\.org\//iu.test(text)) throw refusal.unsupported(SDMX_WITHOUT_DATA, SEND_SDMX_DATA);
  }
  if (isSdmxWithoutData(text)) throw refusal.unsupported(SDMX_WITHOUT_DATA, SEND_SDMX_DATA);
  if (isSdmxJson(text)) return { kind: 'sdmx-json', encoding };
  const map = MAPS.find(([form]) => form.test(text));
  if (map) throw refusal.unsupported(map[1], EXPORT_MAP);
  if (isGeoJson(text)) return { kind: 'geojson', encoding };
  if (/^<(\?xml|!doctype|html|table|meta|style|\w+:)/iu.test(text)) {
    throw refusal.unsupported(
      { zh: '网页或 XML 文件（有时以 .xls 命名）', en: 'a web page or XML file (some are named .xls)' },
      SAVE_AS_TABLE,
    );
  }
  if (/^\[\s*([{[\]]|$)/u.test(text)) return { kind: 'json', encoding };
  if (/^\{\s*(["}]|$)/u.test(text)) return { kind: 'ndjson', encoding };
  return { kind: 'delimited', encoding };
}

const MAPS: readonly [form: RegExp, kind: Message][] = [
  [/^(<\?xml[^>]*>\s*)?<gpx[\s>]/u, { zh: 'GPX 文件', en: 'a GPX file' }],
  [/^\{\s*"type"\s*:\s*"Topology"/u, { zh: 'TopoJSON 文件', en: 'a TopoJSON file' }],
  [/^0\r?\n\s*SECTION\r?\n/u, { zh: 'CAD 图形（DXF）', en: 'a CAD drawing (DXF)' }],
];

const SDMX_JSON = /^\{\s*"(meta|header|data|dataSets|structures?|errors|links|\$schema)"\s*:\s*[[{"]/u;

/** A message begins with its header or its data sets, and no record of a register has both. Long structures may come before the data. */
const isSdmxJson = (text: string): boolean =>
  SDMX_JSON.test(text) &&
  ((/"dataSets"\s*:\s*\[/u.test(text) && /"(series|observations)"\s*:\s*\{/u.test(text)) ||
    /"structures?"\s*:\s*[[{](?=.*"dimensions"\s*:\s*\{).*"(series|observation|dataSet)"\s*:\s*\[/su.test(text));

const isSdmxWithoutData = (text: string): boolean =>
  SDMX_JSON.test(text) &&
  !/"dataSets"\s*:/u.test(text) &&
  /sdmx-json-(structure|metadata)-schema|"(codelists|conceptSchemes|dataStructures|dataflows|agencySchemes|categorySchemes|metadataSets)"\s*:\s*\[/u.test(
    text,
  );

/** A document or a sequence of features or geometries, broken ones too: records that merely hold a geometry are ordinary JSON. */
const isGeoJson = (text: string): boolean =>
  text.startsWith('{') &&
  (/^\{\s*"type"\s*:\s*"Feature(Collection)?"/iu.test(text) ||
    /^\{\s*"(type|name|crs|bbox|features|xy_coordinate_resolution|id)"\s*:(?=.*"(features|geometry|coordinates|geometries)"\s*:)(?=.*"type"\s*:)/isu.test(
      text,
    ) ||
    /^\{\s*"(coordinates|geometries|geometry|features|properties)"\s*:\s*[[{](?=.*"type"\s*:)/isu.test(text) ||
    /^\{\s*"(coordinates|geometries)"\s*:\s*\[[^a-z]*\}\s*$/u.test(text) ||
    /^\{\s*"type"\s*:\s*"(Multi)?(Point|LineString|Polygon)"|^\{\s*"type"\s*:\s*"GeometryCollection"/u.test(text));
