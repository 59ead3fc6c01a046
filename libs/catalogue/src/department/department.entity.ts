import type { Message } from '@siku/standards';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'catalogue', name: 'department' })
export class Department {
  @PrimaryColumn('text')
  code!: string;

  @Column('jsonb')
  title!: Message;

  @Column('jsonb', { nullable: true })
  description!: Message | null;

  @Column('text', { name: 'provider_code', nullable: true })
  providerCode!: string | null;

  @Column('text', { nullable: true })
  division!: string | null;

  @Column('integer')
  version!: number;

  @Column({ type: 'timestamptz', name: 'changed_at', precision: 3, default: () => 'now()' })
  changedAt!: Date;

  @Column('text', { name: 'changed_by' })
  changedBy!: string;
}
