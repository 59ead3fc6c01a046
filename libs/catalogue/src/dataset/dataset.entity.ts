import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DatasetDefinition } from '../definition/dataset-definition.js';

@Entity({ schema: 'catalogue', name: 'dataset' })
export class DatasetEntity {
  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  base!: string;

  @Index('dataset_department')
  @Column('text')
  department!: string;

  @Column('integer')
  version!: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}

@Entity({ schema: 'catalogue', name: 'dataset_version' })
export class DatasetVersionEntity {
  @PrimaryColumn('text')
  code!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('json')
  definition!: DatasetDefinition;

  @Column('text')
  digest!: string;

  @Column({ type: 'timestamptz', name: 'changed_at', precision: 3, default: () => 'now()' })
  changedAt!: Date;

  @Column('text', { name: 'changed_by' })
  changedBy!: string;
}
