/** A rule of a base that one record breaks, or two between them. */
export interface Violation {
  /** code: `overlap` */
  rule: string;
  masters: readonly [string] | readonly [string, string];
  /** What to look at; nothing personal. */
  detail: Readonly<Record<string, unknown>>;
}

export interface Violations {
  /** Records of which all violations are found: a question about one of these that is not among them is answered. */
  checked: readonly string[];
  found: readonly Violation[];
}
