import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class RelationView {
  @ApiProperty({ description: 'branch-of, shareholder … as in the data dictionary' })
  type!: string;

  @ApiProperty({
    enum: ['outgoing', 'incoming'],
    description: 'outgoing: this organisation names the other; incoming: the other names this one',
  })
  direction!: 'outgoing' | 'incoming';

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: the platform does not know it' })
  id!: string | null;

  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
}

class LegalRepresentativeView {
  @ApiPropertyOptional()
  name?: string;
}

export class RelationPage {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: LegalRepresentativeView, nullable: true })
  legalRepresentative!: LegalRepresentativeView | null;

  @ApiProperty({ type: [RelationView] })
  items!: RelationView[];

  @ApiProperty({ type: 'null', description: 'Always null: all relations are in one answer' })
  next!: null;
}
