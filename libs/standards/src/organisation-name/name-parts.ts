/** The parts of an organisation's name: 行政区划 + 字号 + 行业 + 组织形式. */
export interface OrganisationName {
  /** The whole name: simplified, half-width, upper case, brackets as (), without spaces and signs. */
  normal: string;
  /** Region, in front or in brackets (宁波市海曙区); '' when none. */
  region: string;
  /** Trade name (字号); of a branch also what tells it from its siblings. Never empty unless the name is. */
  core: string;
  /** Line of business (国际贸易), '' when none of the known words. */
  industry: string;
  /** Legal form (有限公司); of a branch the parent's and its own (有限公司分公司). */
  legalForm: string;
}
