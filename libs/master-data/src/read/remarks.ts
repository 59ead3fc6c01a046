import type { RawRow, SourceTable } from './source-table.js';

/** 注：…, 资料来源：…, Source: …, and marks of footnotes: ① 为快报数, * 初步数 */
const REMARK =
  /^[（(]?(?:注释?|备注|附注|说明|资料来源|数据来源|来源)\d*[)）]?\s*[:：、.．]|^(?:notes?|sources?)\s*[:：]|^(?:[*＊]{1,3}|[①-⑳†‡])/iu;

/** Who signs below a table, and when. */
const SIGNATURE = /(?:负责人|填表人|填报人|制表人|审核人?|联系人|联系电话|(?:填报|报出|制表|打印)日期)\s*[:：]/u;

/** 合计, 本页小计：, 总 计（户）, 共计 35 人 */
const TOTAL =
  /^(?:本[页表册]|全[部市省区县镇村])?(?:合计|总计|小计|共计|总合计)[:：]?(?:[（(]?[\d,，.]*[人户家个条宗处元]?[）)]?)?$|^(?:(?:grand|sub)[ -]?)?totals?:?$/iu;

/** No longer than sums are, so that no number of an identity document is one. */
const FIGURE = /^[-+]?[\d,，.]{1,14}%?[人户家个条宗处]?$/u;

/** Who signs below a table, and remarks on it: no row of it. */
export const isBelow = (text: string): boolean => {
  const said = text.trim();
  return /^(?:注|备注|说明|附注|资料来源|数据来源)[:：]/u.test(said) || SIGNATURE.test(said);
};

/**
 * A sheet or delimited file with its rows marked that look like totals, like remarks below a table, or like the lines that go on from one. What
 * they are is decided where they are prepared: a row that can be read is none.
 */
export function withRemarks(table: SourceTable): SourceTable {
  if (table.header === undefined || table.columns.length < 2) return table;
  return {
    ...table,
    get encoding() {
      return table.encoding;
    },
    async *rows() {
      let isAfter = false;
      for await (const rows of table.rows()) {
        yield rows.map((row) => {
          const remark = remarkOf(row, isAfter);
          isAfter = remark !== null;
          if (remark !== null) return { ...row, remark };
          return isTotal(row.values) ? { ...row, isTotal: true } : row;
        });
      }
    },
  };
}

function remarkOf({ values }: RawRow, isAfter: boolean): string | null {
  const filled = values.flatMap((cell) => cell?.trim() || []);
  const [first, ...others] = filled;
  if (first === undefined) return isAfter ? '' : null;
  if (filled.every((cell) => SIGNATURE.test(cell))) return filled.join(' ');
  // Exporters write the text of a merged cell into each of its cells.
  if (others.some((cell) => cell !== first)) return null;
  return REMARK.test(first) || (isAfter && !/单位[:：]/.test(first)) ? first : null;
}

export function isTotal(values: RawRow['values']): boolean {
  const filled = values.flatMap((cell) => cell?.replace(/\s/gu, '') || []);
  const [first, ...others] = filled;
  return first !== undefined && TOTAL.test(first) && others.every((cell) => cell === first || FIGURE.test(cell));
}
