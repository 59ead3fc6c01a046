import type { Message } from '@siku/standards';

/** Of one row; there are no more attributes than that. */
export const MOST_ISSUES = 1000;

export type Severity = 'error' | 'warning';

/** What is wrong with a value, wherever it stood. */
export interface Finding {
  /** An error refuses the row, a warning keeps and marks it. */
  severity: Severity;
  /** Stable, kebab-case. */
  code: string;
  message: Message;
  /** What to do about it. */
  hint: Message;
}

/** A finding in a row of a delivered file. */
export interface RowIssue extends Finding {
  /** Line a spreadsheet shows; the header is 1. */
  row: number;
  /** Column as the department named it; several are joined with ` + `. */
  column: string | null;
  /** Offending value as delivered. */
  value: string | null;
}

/** Enough to find the cell again. */
const LONGEST_VALUE = 200;

export function issueAt(row: number, column: string | null, value: string | null, finding: Finding): RowIssue {
  const { severity, code, message, hint } = finding;
  return { row, column, value: value === null ? null : shownValue(value), severity, code, message, hint };
}

export const shownValue = (value: string): string =>
  value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
