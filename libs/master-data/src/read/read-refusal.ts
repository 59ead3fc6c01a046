import type { Message } from '@siku/standards';
import { MAX_GEOMETRY_CHARACTERS } from './limits.js';

/** The file cannot be taken as it is. Says what and where, and what to do; never quotes a cell's value. */
export class ReadRefusal extends Error {
  override readonly name = 'ReadRefusal';

  constructor(
    readonly code: string,
    readonly explanation: Message,
    /** As in RawRow. */
    readonly row?: number,
    /** Of tables side by side: the columns of each. */
    readonly ranges?: readonly string[],
  ) {
    super(explanation.en);
  }
}

const refuse = (code: string, zh: string, en: string, row?: number) => new ReadRefusal(code, { zh, en }, row);
const list = (names: readonly string[]) => {
  const shown = names.slice(0, 20).map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name));
  return names.length > shown.length ? `${shown.join(', ')} … (${names.length})` : shown.join(', ');
};

export const refusal = {
  emptyFile: () => refuse('empty-file', '文件是空的，没有任何数据。', 'The file is empty.'),

  truncated: () =>
    refuse(
      'truncated-file',
      '文件不完整，传输或保存时被截断，请重新导出并上传。',
      'The file ends too early; export and send it again.',
    ),

  damaged: (format: string) =>
    refuse(
      'damaged-file',
      `文件已损坏，无法按 ${format} 读取，请重新导出并上传。`,
      `The file is damaged and cannot be read as ${format}; export and send it again.`,
    ),

  deletesData: () =>
    refuse(
      'sdmx-deletes',
      '该 SDMX 消息要求删除数据；请发送全量（snapshot）文件，未列出的记录即告终止。',
      'The SDMX message deletes data; send a snapshot instead, which ends what it does not carry.',
    ),

  unknownAction: (row: number) =>
    refuse(
      'sdmx-action',
      `第 ${row} 行的 ACTION 不是 SDMX-CSV 的操作（I、A、M、R、D）。`,
      `The ACTION of row ${row} is none of SDMX-CSV: I, A, M, R, D.`,
      row,
    ),
  lateGroup: () =>
    refuse(
      'sdmx-late-group',
      'SDMX 消息在观测值之后才给出组的属性，请把 Group、Atts 放在数据集开头。',
      'The SDMX message says attributes of groups after observations; put Group and Atts at the beginning of the data set.',
    ),
  sdmxStructure: () =>
    refuse(
      'sdmx-structure',
      'SDMX-JSON 消息的数据与其所附结构不一致（键或值的序号在结构中不存在）。',
      'The data of the SDMX-JSON message do not fit its structure: a key or a value points to what is not there.',
    ),
  noObservations: () =>
    refuse('sdmx-without-observations', 'SDMX 消息中没有观测值。', 'The SDMX message holds no observations.'),
  unsupported: (kind: Message, advice: Message) =>
    refuse(
      'unsupported-format',
      `这是${kind.zh}，无法读取。${advice.zh}`,
      `This is ${kind.en}, which cannot be read. ${advice.en}`,
    ),

  unknownFormat: () =>
    refuse(
      'unknown-format',
      '无法识别文件格式。请提供 CSV、XLSX、JSON、NDJSON 或 Parquet 文件（可用 gzip 或 zip 压缩）；空间数据可用 GeoJSON、Shapefile（zip）、GeoPackage、KML 或 GML。',
      'The format is not recognised. Send CSV, XLSX, JSON, NDJSON or Parquet (gzipped or zipped if you like); of a map GeoJSON, a zipped Shapefile, GeoPackage, KML or GML.',
    ),

  nestedArchive: () =>
    refuse(
      'nested-archive',
      '压缩包里还有压缩包，请只压缩一层。',
      'There is an archive inside the archive; compress once only.',
    ),

  noFileInArchive: () => refuse('archive-without-data', '压缩包里没有数据文件。', 'The archive holds no data file.'),

  severalFiles: (names: string[]) =>
    refuse(
      'archive-with-several-files',
      `压缩包里有多个文件：${list(names)}。请只保留一个，或指明要读取哪一个。`,
      `The archive holds several files: ${list(names)}. Keep one, or name the one to read.`,
    ),

  entryNotFound: (names: string[]) =>
    refuse(
      'archive-entry-not-found',
      `压缩包里没有指明的文件，只有：${list(names)}。`,
      `The named file is not in the archive, which holds: ${list(names)}.`,
    ),

  encrypted: () =>
    refuse(
      'encrypted-file',
      '文件有密码保护，请去掉密码后再上传。',
      'The file is protected by a password; remove it first.',
    ),

  archiveMethod: () =>
    refuse(
      'archive-method',
      '压缩包使用了不支持的压缩方法，请用普通 zip（Deflate）重新压缩。',
      'The archive uses an unsupported method; compress it again as an ordinary zip (Deflate).',
    ),

  bomb: () =>
    refuse(
      'expands-too-much',
      '压缩文件解开后异常庞大，已停止读取。',
      'The compressed file grows out of all proportion; reading was stopped.',
    ),

  encodingUnknown: () =>
    refuse(
      'unknown-encoding',
      '无法识别文字编码。请另存为 UTF-8 或 GB18030，或指明编码。',
      'The character encoding is not recognised. Save as UTF-8 or GB18030, or name the encoding.',
    ),

  encodingUnsupported: () =>
    refuse(
      'unsupported-encoding',
      '指明的编码不受支持，可用：utf-8、gb18030、gbk、gb2312、big5、utf-16le、utf-16be。',
      'The named encoding is not supported; use utf-8, gb18030, gbk, gb2312, big5, utf-16le or utf-16be.',
    ),

  undecodable: (row: number, encoding: string) =>
    refuse(
      'undecodable-bytes',
      `第 ${row} 行有不属于 ${encoding} 编码的字节，文件可能混用了多种编码。`,
      `Row ${row} has bytes that are not ${encoding}; the file may mix encodings.`,
      row,
    ),

  binary: (row: number) =>
    refuse(
      'control-characters',
      `第 ${row} 行附近有空字符（NUL），文件不是正常的文本。`,
      `There are NUL characters near row ${row}; this is no proper text.`,
      row,
    ),

  unterminatedQuote: (row: number) =>
    refuse(
      'unterminated-quote',
      `从第 ${row} 行开始的引号没有结束。`,
      `A quotation mark opened in row ${row} is never closed.`,
      row,
    ),

  cellTooLarge: (row: number) =>
    refuse(
      'cell-too-large',
      `第 ${row} 行有单元格或整行过大（超过 1 MB），可能缺少换行或引号未结束。`,
      `Row ${row} has a cell or a line beyond all bounds (1 MB); a line end or a closing quotation mark may be missing.`,
      row,
    ),

  geometryTooLarge: (row: number) =>
    refuse(
      'cell-too-large',
      `第 ${row} 行的几何过大（超过 ${MAX_GEOMETRY_CHARACTERS / 1024 / 1024} MB），请拆分或简化后上传。`,
      `Row ${row} has a geometry of more than ${MAX_GEOMETRY_CHARACTERS / 1024 / 1024} MB; divide or simplify it.`,
      row,
    ),

  tooManyColumns: (count: number) =>
    refuse(
      'too-many-columns',
      `表格有 ${count} 列，超过上限 1000 列。`,
      `The table has ${count} columns; the limit is 1,000.`,
    ),

  noHeader: () => refuse('header-not-found', '找不到列名所在的行。', 'The row with the column names was not found.'),

  noValueHeadings: (headings: string | readonly string[]) =>
    refuse(
      'value-headings-missing',
      `没有列名符合 ${list([headings].flat())}，无法把列转换为行。`,
      `No column name matches ${list([headings].flat())}, so there is nothing to make rows of.`,
    ),

  noSuchColumns: (names: readonly string[]) =>
    refuse(
      'columns-missing',
      `文件中没有须向下填充的列：${list(names)}。`,
      `The file has no columns ${list(names)}, whose empty cells were to be filled.`,
    ),

  emptyHeader: (positions: string[], row: number) =>
    refuse(
      'empty-column-name',
      `第 ${row} 行（列名行）有空的列名：第 ${list(positions)} 列。`,
      `Row ${row}, the header, has columns without a name: ${list(positions)}.`,
      row,
    ),

  duplicateHeader: (names: string[], row?: number) =>
    refuse(
      'duplicate-column-name',
      `有重复的列名：${list(names)}。请改名或删除多余的列。`,
      `Column names occur twice: ${list(names)}. Rename or remove one.`,
      row,
    ),

  tablesBeside: (ranges: readonly string[], row: number) =>
    new ReadRefusal(
      'tables-side-by-side',
      {
        zh: `第 ${row} 行起有几个表并排：${list(ranges)}。请在数据集的 file.columns 中写明读哪个；表头相同的可一并写入，依次读取。`,
        en: `From row ${row} on tables stand side by side: ${list(ranges)}. Say in file.columns of the dataset which is read; those with the same headings are read one after another.`,
      },
      row,
      ranges,
    ),

  differentHeadings: (first: string, other: string) =>
    refuse(
      'headings-differ',
      `file.columns 所列的表表头不同：${first} 与 ${other}；请各建数据集。`,
      `The tables that file.columns names have different headings: ${first} and ${other}; make a dataset of each.`,
    ),

  sheetNotFound: (names: string[]) =>
    refuse(
      'sheet-not-found',
      `没有指明的工作表，文件中有：${list(names)}。`,
      `The named worksheet does not exist; there are: ${list(names)}.`,
    ),

  formulaCell: (sheet: string, cell: string, row: number) =>
    refuse(
      'formula-cell',
      `工作表“${sheet}”的单元格 ${cell} 是公式。请“复制、选择性粘贴为数值”后再上传。`,
      `Cell ${cell} of worksheet "${sheet}" is a formula. Copy and paste as values, then send again.`,
      row,
    ),

  tooMuchText: () =>
    refuse(
      'workbook-too-large',
      '工作簿的文字过多，请另存为 CSV 后上传。',
      'The workbook holds too much text; save it as CSV.',
    ),

  jsonSyntax: (row: number) =>
    refuse(
      'json-syntax',
      `第 ${row - 1} 条记录不是正确的 JSON。请提供由记录组成的数组（[…]），或每行一条记录（NDJSON）。`,
      `Record ${row - 1} is not valid JSON. Send an array of records ([…]), or one record to a line (NDJSON).`,
      row,
    ),

  jsonRecord: (row: number) =>
    refuse(
      'json-not-an-object',
      `第 ${row - 1} 条记录不是 JSON 对象（{…}）。`,
      `Record ${row - 1} is not a JSON object.`,
      row,
    ),

  tooDeep: (row: number) =>
    refuse('json-too-deep', `第 ${row - 1} 条记录嵌套过深。`, `Record ${row - 1} is nested too deeply.`, row),

  parquetCodec: (codec: string) =>
    refuse(
      'parquet-compression',
      `Parquet 的压缩方式 ${codec} 不受支持，请改用 snappy、gzip 或不压缩。`,
      `Parquet compression ${codec} is not supported; use snappy, gzip or none.`,
    ),

  parquetGroup: () =>
    refuse(
      'parquet-too-large',
      'Parquet 的行组过大，请用较小的行组（例如 100000 行）重新生成。',
      'The Parquet row groups are too large; write them with e.g. 100,000 rows.',
    ),

  geoJson: (zh: string, en: string) =>
    refuse('geojson-invalid', `不是有效的 GeoJSON：${zh}。`, `This is no valid GeoJSON: ${en}.`),

  shapefileIncomplete: (missing: string) =>
    refuse(
      'shapefile-incomplete',
      `Shapefile 缺少 ${missing} 文件，请把同名的 .shp、.dbf、.prj、.cpg 一起压缩。`,
      `The Shapefile lacks its ${missing}; zip .shp, .dbf, .prj and .cpg of one name together.`,
    ),

  noFeatureTable: () =>
    refuse(
      'geopackage-without-table',
      '这是 SQLite 数据库，但没有可读取的 GeoPackage 要素表。',
      'This is an SQLite database without a readable GeoPackage table.',
    ),

  severalTables: (names: string[]) =>
    refuse(
      'geopackage-with-several-tables',
      `GeoPackage 有多个表：${list(names)}。请在 file.sheet 中指明。`,
      `The GeoPackage holds several tables: ${list(names)}. Name one as file.sheet.`,
    ),

  fileTooLarge: (megabytes: number) =>
    refuse(
      'file-too-large',
      `这种格式的文件须整体读入，最大 ${megabytes} MB，请拆分或改用 GeoJSON、Shapefile。`,
      `Files of this format are read whole, up to ${megabytes} MB; split it, or use GeoJSON or Shapefile.`,
    ),
};
