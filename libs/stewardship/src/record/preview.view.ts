import { ApiProperty } from '@nestjs/swagger';
import { ANY_VALUE } from '@siku/platform';

class PreviewMember {
  @ApiProperty({ format: 'uuid' })
  recordId!: string;

  @ApiProperty()
  dataset!: string;

  @ApiProperty({ format: 'uuid', description: 'Record it belongs to at present' })
  from!: string;
}

class PreviewChange {
  @ApiProperty()
  path!: string;

  @ApiProperty(ANY_VALUE)
  from!: unknown;

  @ApiProperty(ANY_VALUE)
  to!: unknown;
}

class PreviewItem {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: it would get an id of its own' })
  id!: string | null;

  @ApiProperty({ type: [PreviewMember] })
  members!: PreviewMember[];

  @ApiProperty({ type: Object, nullable: true, additionalProperties: true, description: 'As of today' })
  attributes!: Record<string, unknown> | null;

  @ApiProperty({ type: [PreviewChange], description: 'Against the record that bears the id at present' })
  changes!: PreviewChange[];
}

class MovedId {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  successor!: string;
}

/** What a decision would do. */
export class PreviewView {
  @ApiProperty({ type: [PreviewItem] })
  items!: PreviewItem[];

  @ApiProperty({ type: [MovedId], description: 'Ids that would answer 410, and with what' })
  merged!: MovedId[];
}
