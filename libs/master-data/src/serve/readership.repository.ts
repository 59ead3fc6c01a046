import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';

/** An application has read a record. */
export interface ReadingNote {
  master: string;
  /** principal */
  reader: string;
}

@Injectable()
export class ReadershipRepository {
  constructor(private readonly database: Database) {}

  async add(notes: readonly ReadingNote[]): Promise<void> {
    await this.database.query(
      `INSERT INTO catalogue.readership AS present (master, reader, read_on)
       SELECT master, reader, current_date FROM unnest($1::uuid[], $2::text[]) AS note (master, reader) ORDER BY 1, 2
       ON CONFLICT (master, reader) DO UPDATE SET read_on = excluded.read_on WHERE present.read_on < excluded.read_on`,
      [notes.map(({ master }) => master), notes.map(({ reader }) => reader)],
    );
  }
}
