/** What a repository is given: the database itself, or the transaction it has to stay inside. */
export interface Sql {
  /** Rows of one statement. `date` comes back as text, `bigint` and `numeric` as text too (neither fits a JavaScript value). */
  query<T>(statement: string, parameters?: readonly unknown[]): Promise<T[]>;
}

export interface ColumnType {
  name: string;
  /** PostgreSQL type, e.g. `uuid`, `jsonb` (given as JSON text), `text[]` */
  type: string;
}
