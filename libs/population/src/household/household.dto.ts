import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { KnownQuery, FieldsBody } from '@siku/master-data';
import { Ids } from '@siku/platform';
import { IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { PersonView } from '../search.dto.js';
import type { Distance } from './moves.js';

const ID = {
  pattern: '^[A-Za-z0-9_-]{24,400}$',
  description: 'Opaque and stable; made from the household number, which it does not tell',
};

class PlaceView {
  @ApiPropertyOptional({ description: 'As far as the grant gives it' })
  text?: string;

  @ApiPropertyOptional({ description: 'GB/T 2260' })
  division?: string;

  @ApiPropertyOptional()
  locality?: string;

  @ApiPropertyOptional()
  postcode?: string;

  @ApiPropertyOptional({ type: Object, additionalProperties: true })
  point?: object;
}

export class HouseholdView {
  @ApiProperty({ type: String, nullable: true, ...ID })
  id!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'null: the person is in no household on record' })
  number!: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Head of household 户主; needs the right to household.role, from which it is derived',
  })
  head!: string | null;

  @ApiProperty({
    type: PlaceView,
    nullable: true,
    description: 'Registered address of the head, or of a member where there is none; needs the right to it',
  })
  address!: object | null;

  @ApiProperty({ type: [PersonView], description: 'Its members, the person herself included' })
  items!: PersonView[];

  @ApiProperty({ type: 'null', description: 'Always null: all members are in one answer' })
  next!: null;
}

export class HouseholdSearch extends FieldsBody {
  @ApiPropertyOptional({ description: 'Household number 户号; needs the right to search by household.number' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  number?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Id of a member' })
  @IsOptional()
  @Ids()
  member?: string;

  @ApiPropertyOptional({ description: 'Name of a member, whole; needs the right to search by name' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  memberName?: string;

  @ApiPropertyOptional({
    description: 'GB/T 2260 code that narrows the search; needs the right to search by division',
  })
  @IsOptional()
  @Matches(/^\d{2}(\d{2}){0,2}$/)
  division?: string;
}

export class HouseholdPage {
  @ApiProperty({ type: [HouseholdView], maxItems: 10, description: 'No more than ten: more hits are an error' })
  items!: HouseholdView[];

  @ApiProperty({ type: 'null', description: 'Always null' })
  next!: null;
}

export class LifeQuery extends KnownQuery {}

class MembershipView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Relation to the head, as far as the grant gives it' })
  role!: string | null;
}

class HouseholdStretchView {
  @ApiProperty({ format: 'date' })
  validFrom!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  validTo!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  head!: string | null;

  @ApiProperty({ type: PlaceView, nullable: true })
  address!: object | null;

  @ApiProperty({ type: [MembershipView] })
  members!: MembershipView[];
}

export class HouseholdHistoryView {
  @ApiProperty({ type: String, ...ID })
  id!: string;

  @ApiProperty({ type: [HouseholdStretchView], description: 'Without overlaps, the earliest first' })
  items!: HouseholdStretchView[];

  @ApiProperty({ type: 'null', description: 'Always null: all of its life is in one answer' })
  next!: null;
}

class MoveView {
  @ApiProperty({ format: 'date', description: 'First day at the new address' })
  on!: string;

  @ApiProperty({ enum: ['registered', 'residence'] })
  address!: 'registered' | 'residence';

  @ApiProperty({ type: PlaceView, description: 'The last address before that is known' })
  from!: object;

  @ApiProperty({ type: PlaceView })
  to!: object;

  @ApiProperty({ enum: ['county', 'prefecture', 'province', 'country'], description: 'What both ends lie in' })
  within!: Distance;
}

export class MovePage {
  @ApiProperty({ type: [MoveView], description: 'The earliest first' })
  items!: MoveView[];

  @ApiProperty({ type: 'null', description: 'Always null: all moves are in one answer' })
  next!: null;
}

export class KinView {
  @ApiProperty({
    description:
      'What the other is to the person: spouse, parent, child … as in the data dictionary; * where kin is granted masked',
  })
  type!: string;

  @ApiProperty({
    enum: ['outgoing', 'incoming'],
    description: 'outgoing: the person’s record names the other; incoming: the other’s record names her',
  })
  direction!: 'outgoing' | 'incoming';

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'null: not known, or outside the grant, or kin is granted masked',
  })
  id!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'As far as the grant gives names and kin' })
  name!: string | null;
}

export class KinPage {
  @ApiProperty({ type: [KinView] })
  items!: KinView[];

  @ApiProperty({ type: 'null', description: 'Always null: all kin are in one answer' })
  next!: null;
}
