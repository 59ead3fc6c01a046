import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { RecordView, FieldsBody } from '@siku/master-data';
import { IsISO8601, IsObject, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';

export class PersonSearch extends FieldsBody {
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
  @IsISO8601({ strict: true })
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

  @ApiProperty({ description: 'A steward looks into what is said of the person, or sources contradict each other' })
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
