import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { ARTEFACT_KINDS, type HeldKind } from './artefact.js';

const NAME = /^[A-Za-z0-9_@$.-]{1,100}$/;

export class StructureName {
  @ApiProperty({ enum: ARTEFACT_KINDS })
  @IsIn(ARTEFACT_KINDS)
  resource!: HeldKind;

  @ApiProperty({ example: 'ECB' })
  @Matches(NAME)
  agency!: string;

  @ApiProperty({ example: 'CL_CURRENCY' })
  @Matches(NAME)
  id!: string;

  @ApiProperty({ example: '1.0' })
  @IsString()
  @MaxLength(50)
  version!: string;
}

const ASKED = /^[\w@$.,+~*-]{1,2000}$/;

/** Items of a scheme or list. */
export class StructureItems {
  @ApiProperty({ example: 'codelist' })
  @Matches(/^[A-Za-z*]{1,50}$/)
  resource!: string;

  @ApiProperty({ example: 'SIKU' })
  @Matches(ASKED)
  agency!: string;

  @ApiProperty({ example: 'CL_FREQ' })
  @Matches(ASKED)
  id!: string;

  @ApiProperty({ example: '1.0' })
  @Matches(ASKED)
  version!: string;

  @ApiProperty({ example: 'A+Q' })
  @Matches(ASKED)
  item!: string;
}

class ImportedItem {
  @ApiProperty({ example: 'urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ECB:CL_CURRENCY(1.0.0)' })
  urn!: string;

  @ApiProperty({ enum: ['created', 'unchanged'] })
  outcome!: 'created' | 'unchanged';
}

export class ImportedView {
  @ApiProperty({ type: [ImportedItem] })
  items!: ImportedItem[];

  @ApiProperty({
    type: [String],
    description: 'What is not held here: other kinds of artefacts, stubs, parts that are not known',
  })
  ignored!: string[];
}
