import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { RecordView, TimeBody } from '@siku/master-data';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';

export class PersonSearch extends TimeBody {
  @ApiProperty({
    type: [String],
    minItems: 1,
    description: 'Attributes to deliver; age is derived from birthDate',
    example: ['name', 'age'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  fields!: string[];

  @ApiPropertyOptional({ description: 'Present or former name, whole; traditional characters find simplified ones' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name?: string;

  @ApiPropertyOptional({ description: 'Beginning of the present name; two characters or more' })
  @IsOptional()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  'name.prefix'?: string;

  @ApiPropertyOptional({ description: 'Beginning of the pinyin of the present name' })
  @IsOptional()
  @Matches(/^[a-zA-Z ]{4,100}$/)
  'name.pinyin'?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Scheme → number: residentId, passport, permanentResidentCard, hkMacauPermit, taiwanPermit, x-…',
    example: { residentId: '360426199101010071' },
  })
  @IsOptional()
  @IsObject()
  identifiers?: Record<string, string>;

  @ApiPropertyOptional({ description: '1991, 1991-01 or 1991-01-01, as it is on record' })
  @IsOptional()
  @Matches(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  birthDate?: string;

  @ApiPropertyOptional({ description: 'GB/T 2261.1' })
  @IsOptional()
  @Matches(/^[0129]$/)
  sex?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MinLength(5)
  @MaxLength(40)
  phone?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MinLength(3)
  @MaxLength(254)
  email?: string;

  @ApiPropertyOptional({ description: 'GB/T 2260 code of residence or registration; 3302 takes in everything below' })
  @IsOptional()
  @Matches(/^\d{2}(\d{2}){0,2}$/)
  division?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  'household.number'?: string;
}

class Markers {
  @ApiProperty()
  deceased!: boolean;

  @ApiProperty({ description: 'Somebody doubts what is said of the person, or sources contradict each other' })
  underInvestigation!: boolean;

  @ApiProperty({ description: 'Not to be passed on to third parties' })
  confidential!: boolean;
}

/** What was granted of what was asked for; masked where only that was granted. */
export class PersonView extends OmitType(RecordView, ['markers'] as const) {
  @ApiProperty({ type: Markers, description: 'Always delivered' })
  markers!: Record<string, boolean>;
}

export class PersonPage {
  @ApiProperty({ type: [PersonView], maxItems: 10, description: 'No more than ten: more hits are an error' })
  items!: PersonView[];

  @ApiProperty({ type: 'null', description: 'Always null' })
  next!: null;
}

export class HouseholdView {
  @ApiProperty({ type: String, nullable: true, description: 'null: the person is in no household on record' })
  number!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Head of household 户主' })
  head!: string | null;

  @ApiProperty({ type: [PersonView], description: 'Its members, the person herself included' })
  items!: PersonView[];

  @ApiProperty({ type: 'null', description: 'Always null: all members are in one answer' })
  next!: null;
}

class KinView {
  @ApiProperty({ description: 'What the other is to the person: spouse, parent, child … as in the data dictionary' })
  type!: string;

  @ApiProperty({
    enum: ['outgoing', 'incoming'],
    description: 'outgoing: the person’s record names the other; incoming: the other’s record names her',
  })
  direction!: 'outgoing' | 'incoming';

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: not known, or outside the grant' })
  id!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'As far as the grant gives names' })
  name!: string | null;
}

export class KinPage {
  @ApiProperty({ type: [KinView] })
  items!: KinView[];

  @ApiProperty({ type: 'null', description: 'Always null: all kin are in one answer' })
  next!: null;
}
