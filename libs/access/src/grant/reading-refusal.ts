import { Problem, type ProblemDetail } from '@siku/platform';
import type { Message } from '@siku/standards';

/** What was asked for when a reading was refused: ids and names of fields, never what was searched for. */
export interface RefusedReading {
  base: string;
  purpose: string;
  case: string | null;
  grant: string | null;
  fields: readonly string[];
  /** Records it would have delivered. Each gets a line of its own in the log. */
  subjects: readonly string[];
}

/** A refusal that belongs in the log of the records it is about, whatever its status. */
export class ReadingRefusal extends Problem {
  constructor(
    status: number,
    code: string,
    text: Message,
    readonly reading: RefusedReading,
    errors: readonly ProblemDetail[] = [],
  ) {
    super(status, code, text, errors);
  }

  /** The same refusal, as one about these records. */
  about(subjects: readonly string[]): ReadingRefusal {
    return new ReadingRefusal(this.status, this.code, this.text, { ...this.reading, subjects }, this.errors);
  }
}
