import { HOME_CITY, type Message } from '@siku/standards';

/** What the author of a proposed definition should look at. */

export const ASSUMED_HOME: Message = {
  zh: `表中没有写明是哪里的数据，按本市（${HOME_CITY}）处理，请核对`,
  en: `The table does not say what area it is about: taken for the city's (${HOME_CITY}); check`,
};

export const SCALED: Message = {
  zh: '数值以 UNIT_MULT 所示的十的幂为单位（如 3 为千），不会自动换算，请在单位中写明',
  en: 'Figures are given in the powers of ten that UNIT_MULT says (3: thousands), and are taken as they stand: declare the unit with them',
};

export const yearSaidOnce = (year: string): Message => ({
  zh: `年份只写在标题中，按 ${year} 处理；下一年的文件请另建数据集`,
  en: `Only the title says the year: taken as ${year}; deliver the next year's file to a dataset of its own`,
});

export const sumsOfYears = (words: readonly string[]): Message => ({
  zh: `这些行是全年或合计，不是单个时期，报送时逐行拒绝：${words.join('、')}`,
  en: `These rows are of whole years, not of single periods: they are refused, row by row: ${words.join(', ')}`,
});

export const SUMS_ONLY: Message = {
  zh: '表中是年初以来的累计数（1—9月），而且不是一列一个累计期：无法算出各月的数值，请报送当月数，或各累计期各占一列',
  en: 'The table has sums since January (1—9月), not a column each: figures of single months cannot be told; deliver those of the month, or each sum in a column of its own',
};

export const oneSheet = ([own = '', ...others]: readonly string[]): Message => ({
  zh: `工作簿有几个工作表，这里读的是“${own}”；另有：${others.join('、')}`,
  en: `The workbook has several worksheets; "${own}" is read, not: ${others.join(', ')}`,
});

export const readThoughHidden = (hidden: readonly string[]): Message => ({
  zh: `表中有隐藏的列或行，也会读取：${hidden.join('、')}；不应报送的请先删除`,
  en: `Hidden columns or rows are read as well: ${hidden.join(', ')}; delete what is not to be delivered`,
});

export const SEVERAL_TABLES: Message = {
  zh: '表下还有另一个表（表头又出现一次，或单位不同）：请拆成几个文件或工作表，否则其数值会按第一个表的单位和表头读取',
  en: 'Another table stands below the first (headings again, or another unit): split them, or its figures are read with the unit and the headings of the first',
};

export const figuresLeft = (columns: readonly string[]): Message => ({
  zh: `这些列有数值但没有读取：${columns.join('、')}；需要时请声明其指标并修改 unpivot.headings，或另建数据集`,
  en: `These columns hold figures that are not read: ${columns.join(', ')}; where they are needed, declare their indicators and change unpivot.headings, or make a dataset of their own`,
});

export const notFound = (title: Message): Message => ({
  zh: `未找到必填属性“${title.zh}”对应的列，请补充`,
  en: `No column was recognised for the required attribute "${title.en}"; add it`,
});

export const NO_KEY: Message = {
  zh: '样本中没有逐行唯一的列，请指定主键',
  en: 'No column tells every row of the sample apart; name the key',
};

export const tablesBeside = (columns: readonly string[]): Message => ({
  zh: `旁边还有别的表（${columns.join('、')}），没有读取：请另建数据集，推断时加 columns=${columns[0]}`,
  en: `Other tables stand beside it (${columns.join(', ')}) and are not read: make a dataset of each, inferred with columns=${columns[0]}`,
});
