import { ApiProperty } from '@nestjs/swagger';

class ChangeItem {
  @ApiProperty({ description: 'publication.ordinal' })
  position!: string;

  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: ['created', 'updated', 'merged', 'split', 'retired', 'restored'] })
  kind!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Version it led to; null when it only took something back',
  })
  version!: number | null;

  @ApiProperty({ type: [String], description: 'Attributes whose value changed, on whatever day it was valid' })
  fields!: string[];

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Record it was merged into, or split from',
  })
  successor!: string | null;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

export class ChangePage {
  @ApiProperty({ type: [ChangeItem] })
  items!: ChangeItem[];

  @ApiProperty({ type: String, nullable: true, description: 'Position to go on after; null at the end of the feed' })
  next!: string | null;
}
