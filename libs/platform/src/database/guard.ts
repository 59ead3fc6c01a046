/** What has to hold for a work to go on writing. */
export interface Guard {
  /** Without parameters; the last of them finds a row as long as it holds. Locks they take are held until what is written is committed. */
  readonly statements: string;
  /** Told when none was found; what it answers is thrown. */
  broken(): Error;
}
