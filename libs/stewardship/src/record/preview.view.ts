import { ApiProperty } from '@nestjs/swagger';

/** Whatever an attribute may hold. */
const ANY = {
  oneOf: [
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'object' },
    { type: 'array', items: {} },
    { type: 'null' },
  ],
};

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

  @ApiProperty(ANY)
  from!: unknown;

  @ApiProperty(ANY)
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
