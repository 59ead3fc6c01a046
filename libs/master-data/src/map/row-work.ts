import { issueAt, type Finding, type RowIssue } from '../validate/row-issue.js';
import type { Cells } from './cells.js';

/** One row on its way through map, validate and standardise. */
export class RowWork {
  readonly issues: RowIssue[] = [];
  refused = false;

  constructor(
    readonly row: number,
    readonly values: unknown[],
  ) {}

  note(column: string | null, value: string | null, finding: Finding): void {
    if (finding.severity === 'error') this.refused = true;
    this.issues.push(issueAt(this.row, column, value, finding));
  }
}

/** Fills slots of the row from its cells. */
export type FieldReader = (cells: Cells, work: RowWork) => void;
