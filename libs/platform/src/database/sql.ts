/** What a repository is given: the database itself, or the transaction it has to stay inside. */
export interface Sql {
  /** Rows of one statement. `date` comes back as text, `bigint` and `numeric` as text too (neither fits a JavaScript value). */
  query<T>(statement: string, parameters?: readonly unknown[]): Promise<T[]>;
}

/** The database, or a transaction of it, to which statements can be named. */
export interface PreparingSql extends Sql {
  /**
   * A statement that is sent again and again: servers plan it once a connection.
   * @param name of this text alone
   */
  queryPrepared<T>(name: string, statement: string, parameters: readonly unknown[]): Promise<T[]>;
}

/** A statement that is sent again and again, by its name where the target can take one. */
export function queryNamed<T>(target: Sql, name: string, text: string, parameters: readonly unknown[]): Promise<T[]> {
  return 'queryPrepared' in target
    ? (target as PreparingSql).queryPrepared<T>(name, text, parameters)
    : target.query<T>(text, parameters);
}

export interface ColumnType {
  name: string;
  /** PostgreSQL type, e.g. `uuid`, `jsonb` (given as JSON text), `text[]` */
  type: string;
}
