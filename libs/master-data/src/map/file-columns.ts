import { nearest } from '@siku/catalogue';
import { unprocessable, type Problem, type ProblemDetail } from '@siku/platform';
import { normaliseText } from '@siku/standards';

/** The header of a file, and which of a dataset's columns are missing from it. */
export class FileColumns {
  private readonly indexes = new Map<string, number>();
  private readonly repeated = new Set<string>();
  private readonly faults: ProblemDetail[] = [];

  constructor(private readonly columns: readonly string[]) {
    columns.forEach((name, index) => {
      const key = columnKey(name);
      if (this.indexes.has(key)) this.repeated.add(key);
      else this.indexes.set(key, index);
    });
  }

  /** Index of a column; one that is missing is noted, and -1. @param pointer into the dataset's definition */
  indexOf(name: string, pointer: string, optional = false): number {
    const key = columnKey(name);
    const index = this.indexes.get(key) ?? -1;
    if (index < 0 && !optional) this.faults.push(missing(name, pointer, nearest(name, this.columns)));
    if (this.repeated.has(key)) this.faults.push(ambiguous(name, pointer));
    return index;
  }

  /** Throws 422 when columns that the dataset needs are not there, or there twice. */
  requireAll(): void {
    if (this.faults.length > 0) throw unusable(this.faults);
  }
}

/** Headers differ in width and spaces between deliveries, but not in what they say. */
const columnKey = (name: string): string => normaliseText(name).replaceAll(' ', '');

function unusable(faults: readonly ProblemDetail[]): Problem {
  // Several attributes may come from one column.
  const zh = [...new Set(faults.map(({ message }) => message.zh))].join('；');
  const en = [...new Set(faults.map(({ message }) => message.en))].join('; ');
  return unprocessable(
    'columns-missing',
    { zh: `文件的列与数据集定义不符：${zh}`, en: `The columns are not those of the dataset: ${en}` },
    faults,
  );
}

function missing(name: string, pointer: string, instead: string | null): ProblemDetail {
  const [zh, en] = instead === null ? ['', ''] : [`（文件中有相近的列“${instead}”）`, ` (the file has "${instead}")`];
  return {
    pointer: `#${pointer}`,
    code: 'column-missing',
    message: { zh: `缺少列“${name}”${zh}`, en: `column "${name}" is missing${en}` },
  };
}

const ambiguous = (name: string, pointer: string): ProblemDetail => ({
  pointer: `#${pointer}`,
  code: 'column-repeated',
  message: { zh: `列“${name}”出现多次`, en: `column "${name}" appears more than once` },
});
