import { ApiProperty } from '@nestjs/swagger';
import type { Message } from '@siku/standards';
import type { RowIssue, Severity } from '../validate/row-issue.js';
import { MessageView } from './batch.view.js';

class IssueView implements RowIssue {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Line a spreadsheet shows; the header is 1' })
  row!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Column as the department names it' })
  column!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Offending value as delivered' })
  value!: string | null;

  @ApiProperty({ enum: ['error', 'warning'], description: 'An error refuses the row, a warning keeps and marks it' })
  severity!: Severity;

  @ApiProperty({ description: 'Stable code' })
  code!: string;

  @ApiProperty({ type: MessageView })
  message!: Message;

  @ApiProperty({ type: MessageView, description: 'What to do about it' })
  hint!: Message;
}

class IssueSummary {
  @ApiProperty()
  code!: string;

  @ApiProperty({ enum: ['error', 'warning'] })
  severity!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  count!: number;
}

export class IssuePage {
  @ApiProperty({ type: [IssueView], description: 'In the order of the file' })
  items!: IssueView[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;

  @ApiProperty({ type: [IssueSummary], description: 'All issues of the batch by code, the most frequent first' })
  summary!: IssueSummary[];
}
