import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BilingualText } from '@siku/catalogue';
import type { Message } from '@siku/standards';
import type { AreaFigure } from './area-figure.js';

class AreaFigureView implements AreaFigure {
  @ApiProperty({ example: 'kind', description: 'What the figures of one table have in common' })
  topic!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Of the row; null for the total' })
  code!: string | null;

  @ApiProperty({ type: BilingualText })
  title!: Message;

  @ApiProperty({ type: String, nullable: true, description: 'Plain decimal text; null where suppressed or unknown' })
  value!: string | null;

  @ApiProperty({ type: String, nullable: true })
  unit!: string | null;

  @ApiPropertyOptional({
    enum: [true],
    description: 'So few that it would tell of single people, or would give that away',
  })
  suppressed?: true;

  @ApiPropertyOptional({ description: 'Of an indicator: SDMX period' })
  period?: string;
}

class AreaBaseView {
  @ApiProperty({ example: 'legal-entity' })
  base!: string;

  @ApiProperty({ type: BilingualText })
  title!: Message;

  @ApiProperty({ type: 'integer', description: 'Publication of the base whose state this is' })
  publication!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Instant of that publication' })
  knownAt!: string | null;

  @ApiProperty({ type: [AreaFigureView] })
  figures!: AreaFigureView[];
}

class AreaView {
  @ApiProperty({ example: '330203' })
  code!: string;

  @ApiProperty({ example: '海曙区' })
  name!: string;

  @ApiProperty({ type: [String], example: ['浙江省', '宁波市', '海曙区'] })
  path!: string[];
}

export class AreaProfileView {
  @ApiProperty({ type: AreaView })
  area!: AreaView;

  @ApiProperty({ format: 'date' })
  validAt!: string;

  @ApiProperty({ type: [AreaBaseView], description: 'The bases the caller may read, each as of its own publication' })
  bases!: AreaBaseView[];
}
