import type { Checked, CoordinateSystem, Message, Repair } from '@siku/standards';
import type { Finding } from './row-issue.js';

const error = (code: string, message: Message, hint: Message): Finding => ({ severity: 'error', code, message, hint });
const warning = (code: string, message: Message, hint: Message): Finding => ({
  severity: 'warning',
  code,
  message,
  hint,
});

/** A value that does not meet its national standard: left out, the row stays. */
export const failedCheck = ({ code, message, hint }: Checked & { ok: false }): Finding => warning(code, message, hint);

export const asError = (finding: Finding): Finding => ({ ...finding, severity: 'error' });

export const keyMissing: Finding = error(
  'key-missing',
  { zh: '主键为空，无法识别本行属于哪条记录', en: 'The key is empty: the row cannot be told from others' },
  { zh: '请补填主键列', en: 'Fill in the key column' },
);

export const keyTooLong = (limit: number): Finding =>
  error(
    'key-too-long',
    { zh: `主键超过 ${limit} 个字符`, en: `The key is longer than ${limit} characters` },
    { zh: '请检查是否错列', en: 'Check whether the columns have shifted' },
  );

export const keySpreadsheetNumber: Finding = error(
  'key-spreadsheet-number',
  {
    zh: '主键已被电子表格转成科学计数法，末几位已丢失，不同的记录会变成同一主键',
    en: 'The spreadsheet has turned the key into scientific notation and lost its last digits: different records now share it',
  },
  {
    zh: '请将该列设为文本格式，从业务系统重新导出',
    en: 'Format the column as text and export it from the source system again',
  },
);

export const headerRepeated: Finding = error(
  'header-repeated',
  { zh: '本行重复了列名，不是数据', en: 'This row repeats the column names; it is no data' },
  {
    zh: '请删除多余的列名行；如由多个文件拼接而成，请核对是否完整',
    en: 'Delete it; if files were put together, check that all is there',
  },
);

export const requiredMissing = (title: Message): Finding =>
  error(
    'required-missing',
    { zh: `缺少${title.zh}`, en: `${title.en} is missing` },
    { zh: `请补填${title.zh}`, en: `Fill in: ${title.en.toLowerCase()}` },
  );

export const effectiveDateUnreadable: Finding = error(
  'effective-date-unreadable',
  { zh: '生效日期无法识别', en: 'The effective date cannot be read' },
  {
    zh: '请填写完整日期，如 2024-03-05，或在数据集定义中声明格式',
    en: 'Write a full date such as 2024-03-05, or declare its format',
  },
);

export const effectiveDatePartial: Finding = error(
  'effective-date-partial',
  { zh: '生效日期不完整', en: 'The effective date is not complete' },
  { zh: '请补全年、月、日', en: 'Give year, month and day' },
);

export const datePartial: Finding = warning(
  'date-partial',
  { zh: '日期不完整，按原有精度保留', en: 'The date is not complete; it is kept as precise as it is' },
  {
    zh: '如掌握完整日期请补全；如本就只有年月，请在数据集定义中声明格式',
    en: 'Complete it if you can; if the column never has days, declare its format',
  },
);

export const datePlaceholder: Finding = warning(
  'date-placeholder',
  { zh: '疑为占位日期，未采用', en: 'This looks like a placeholder and was left out' },
  { zh: '请填写真实日期，没有则留空', en: 'Give the real date, or leave the cell empty' },
);

export const dateOutOfRange: Finding = warning(
  'date-out-of-range',
  { zh: '日期超出合理范围，未采用', en: 'The date is beyond reason and was left out' },
  { zh: '请核对年份', en: 'Check the year' },
);

export const dateBefore = (other: Message): Finding =>
  warning(
    'date-before',
    { zh: `早于${other.zh}`, en: `Lies before the ${other.en.toLowerCase()}` },
    { zh: '请核对两个日期', en: 'Check both dates' },
  );

export const dateAhead = warning(
  'date-ahead',
  { zh: '该日期尚未到来', en: 'This day has not come yet' },
  { zh: '请核对年份', en: 'Check the year' },
);

export const identifierDisagrees = (identifier: Message): Finding =>
  warning(
    'identifiers-disagree',
    { zh: `与${identifier.zh}所示不一致`, en: `Is not what the ${identifier.en.toLowerCase()} says` },
    { zh: '请核对两者是否属于同一主体', en: 'Check whether both belong to the same person or organisation' },
  );

export const unitDiffers = (kept: string): Finding =>
  error(
    'unit-differs',
    { zh: `单位不能换算为“${kept}”`, en: `The unit cannot be turned into "${kept}"` },
    { zh: '请核对单位或指标，或另立指标', en: 'Check the unit and the indicator, or use an indicator of its own' },
  );

export const placeholder: Finding = warning(
  'placeholder',
  { zh: '疑为占位值，未采用', en: 'This looks like a placeholder and was left out' },
  { zh: '请填写真实值，没有则留空', en: 'Give the real value, or leave the cell empty' },
);

export const unknownCode = (suggested: string | null): Finding =>
  warning(
    'code-unknown',
    { zh: '不在代码表中，未采用', en: 'Not in the code list; left out' },
    suggested === null
      ? {
          zh: '请改用代码表中的值，或在数据集定义的 codes 中补充',
          en: 'Use a value of the list, or add this one to "codes" of the dataset',
        }
      : { zh: `是否应为“${suggested}”？`, en: `Did you mean "${suggested}"?` },
  );

export const codeNotInTable: Finding = error(
  'code-not-in-table',
  { zh: '不在数据集声明的代码对照表中', en: 'Not in the code table that the dataset declares' },
  { zh: '请更正，或在数据集定义的 codes 中补充', en: 'Correct it, or add it to "codes" of the dataset' },
);

export const patternUnmatched: Finding = warning(
  'pattern-unmatched',
  { zh: '不符合声明的正则表达式，未采用', en: 'Does not match the declared pattern; left out' },
  {
    zh: '请更正，或在数据集定义中为此属性声明 "default": null',
    en: 'Correct it, or declare "default": null for the attribute',
  },
);

export const valueInvalid: Finding = warning(
  'invalid-value',
  { zh: '不是该属性的取值', en: 'Not a value of this attribute' },
  { zh: '请按数据字典中的类型填写', en: 'Write it in the type that the dictionary gives' },
);

export const integerUnreadable: Finding = warning(
  'integer-unreadable',
  { zh: '不是整数，未采用', en: 'Not a whole number; left out' },
  { zh: '请只填数字', en: 'Write digits only' },
);

export const decimalUnreadable: Finding = warning(
  'decimal-unreadable',
  { zh: '不是数字，未采用', en: 'Not a number; left out' },
  { zh: '请只填数字', en: 'Write a number' },
);

export const numberNegative: Finding = warning(
  'number-negative',
  { zh: '不应为负数，未采用', en: 'Cannot be negative; left out' },
  { zh: '请核对', en: 'Check it' },
);

export const postcodeInvalid: Finding = warning(
  'postcode-format',
  { zh: '邮政编码应为 6 位数字，未采用', en: 'A postcode has 6 digits; left out' },
  {
    zh: '请核对；电子表格中请设为文本以保留前导零',
    en: 'Check it; in a spreadsheet keep the column as text, for its leading zeros',
  },
);

export const pointUnreadable: Finding = warning(
  'point-unreadable',
  { zh: '坐标无法识别，未采用', en: 'The position cannot be read; left out' },
  { zh: '请写作“经度,纬度”，十进制度', en: 'Write "longitude,latitude" in decimal degrees' },
);

export const pointSwapped: Finding = warning(
  'point-swapped',
  { zh: '经纬度次序颠倒，已对调', en: 'Latitude stood before longitude; they were exchanged' },
  { zh: '请把经度写在前面', en: 'Write the longitude first' },
);

export const textPrivateUse: Finding = warning(
  'text-private-use',
  {
    zh: '含有自造字（私有区字符），其他系统无法辨认',
    en: 'Holds a private-use character, which other systems cannot read',
  },
  { zh: '请改用 GB 18030-2022 收录的字', en: 'Use the character that GB 18030-2022 has for it' },
);

export const textGarbled: Finding = warning(
  'text-garbled',
  { zh: '含有乱码', en: 'Holds characters of a wrong encoding' },
  {
    zh: '请检查文件编码，或在数据集定义的 file.encoding 中声明',
    en: 'Check the encoding of the file, or declare it in file.encoding',
  },
);

export const textTooLong = (limit: number): Finding =>
  warning(
    'text-too-long',
    { zh: `超过 ${limit} 个字符，未采用`, en: `Longer than ${limit} characters; left out` },
    { zh: '请检查是否错列', en: 'Check whether the columns have shifted' },
  );

export const nameImplausible: Finding = warning(
  'name-implausible',
  { zh: '不像名称（没有文字）', en: 'Does not look like a name: no letter in it' },
  { zh: '请检查是否错列', en: 'Check whether the columns have shifted' },
);

export const booleanUnreadable: Finding = warning(
  'boolean-unreadable',
  { zh: '不是“是”或“否”', en: 'Neither yes nor no' },
  {
    zh: '请填写 是/否、true/false 或 1/0，或在数据集定义中声明对照',
    en: 'Write true or false, or declare a table of codes',
  },
);

export const instantUnreadable: Finding = warning(
  'instant-unreadable',
  { zh: '时刻无法识别', en: 'The instant cannot be read' },
  { zh: '请按 ISO 8601 填写，如 2024-03-05T09:30:00+08:00', en: 'Write it as ISO 8601: 2024-03-05T09:30:00+08:00' },
);

/** What was put right in a geometry, all in one. */
export const mended = (repairs: readonly Repair[]): Finding =>
  repairs.length === 1
    ? warning(repairs[0]!.code, repairs[0]!.message, repairs[0]!.hint)
    : warning(
        repairs.find(({ code }) => code === 'geometry-mended')?.code ?? repairs[0]!.code,
        {
          zh: repairs.map(({ message }) => message.zh).join('；'),
          en: repairs.map(({ message }) => message.en).join('; '),
        },
        repairs[0]!.hint,
      );

export const geometryAtZero: Finding = error(
  'geometry-at-zero',
  { zh: '坐标为 0,0，是未填写的位置', en: 'The position is 0, 0: nobody filled it in' },
  { zh: '请补采坐标，或将单元格留空', en: 'Survey the position, or leave the cell empty' },
);

export const geometrySwapped: Finding = error(
  'geometry-axes-swapped',
  {
    zh: '经度与纬度（或东坐标与北坐标）似乎对调',
    en: 'Longitude and latitude (or easting and northing) seem to be exchanged',
  },
  {
    zh: '请调整坐标顺序：经度在前；两列时在 from 中交换两列',
    en: 'Put longitude first; with two columns, exchange them in "from"',
  },
);

export const geometryInMetres = ({ code, title }: CoordinateSystem): Finding =>
  error(
    'geometry-in-metres',
    {
      zh: `数值是以米计的平面坐标，像是 ${code}（${title.zh}）`,
      en: `The figures are metres of a plane, probably ${code} (${title.en})`,
    },
    {
      zh: `如属实，请在数据集定义的几何规则中声明 "crs": "${code}"`,
      en: `If so, declare "crs": "${code}" in the rule of the geometry`,
    },
  );

export const geometryOutside = (likely: CoordinateSystem | null): Finding =>
  error(
    'geometry-outside',
    { zh: '图形在本数据集的范围之外', en: 'The geometry lies outside the area of the dataset' },
    likely
      ? { zh: `交换坐标顺序后像是 ${likely.code}`, en: `With its axes exchanged it looks like ${likely.code}` }
      : {
          zh: '请核对坐标与坐标系；范围可在几何规则的 within 中声明',
          en: 'Check coordinates and system; the area is declared as "within"',
        },
  );

export const geometrySystemUnknown: Finding = error(
  'geometry-system-unknown',
  { zh: '文件声明的坐标系不受支持', en: 'The coordinate system the file names is not supported' },
  {
    zh: '请转换为 CGCS2000 后上传，或在数据集定义的几何规则中用 crs 声明坐标系；1954 北京、1980 西安坐标系的转换参数不公开，须带 TOWGS84',
    en: 'Transform it to CGCS2000 first, or declare the system as "crs" in the rule of the geometry; Beijing 1954 and Xian 1980, whose parameters are not public, need their TOWGS84',
  },
);
