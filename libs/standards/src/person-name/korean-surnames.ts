/** One family name a line, as passports, the Revised Romanization and letter-by-letter transliteration spell it; the most usual first. */
const SPELLINGS = [
  ['kim', 'gim', 'ghim'],
  ['lee', 'yi', 'i', 'rhee', 'ri', 'rhie'],
  ['park', 'pak', 'bak', 'bag', 'bahk'],
  ['choi', 'choe', 'chey'],
  ['jung', 'jeong', 'chung', 'cheong', 'joung'],
  ['kang', 'gang'],
  ['cho', 'jo', 'joh'],
  ['yoon', 'yun', 'youn'],
  ['jang', 'chang'],
  ['lim', 'im', 'rim', 'yim'],
  ['oh', 'o'],
  ['seo', 'suh', 'so'],
  ['shin', 'sin'],
  ['kwon', 'gwon'],
  ['ahn', 'an'],
  ['ryu', 'yoo', 'yu', 'ryoo'],
  ['noh', 'no', 'roh'],
  ['woo', 'u', 'wu'],
  ['baek', 'paik', 'baeg', 'paek'],
  ['heo', 'hur', 'huh'],
  ['shim', 'sim'],
  ['jeon', 'jun', 'chun', 'cheon'],
  ['ko', 'go', 'koh'],
  ['moon', 'mun'],
  ['bae', 'pae'],
  ['koo', 'gu', 'ku', 'goo'],
];

/** Spelled in one way. */
const OTHERS = new Set(
  'song hong yang nam bang ahn ha min ji won jin cha na gil do ma wi pyo myung chae cheon son sohn'.split(' '),
);

const USUAL: ReadonlyMap<string, string> = new Map(
  SPELLINGS.flatMap((spellings) => spellings.map((spelling) => [spelling, spellings[0]!] as const)),
);

/** A family name in Latin letters as Koreans mostly spell it (yi, rhee → lee); any other as it is. */
export const usualKoreanSpelling = (letters: string): string => USUAL.get(letters) ?? letters;

export const isKoreanSurname = (letters: string): boolean => USUAL.has(letters) || OTHERS.has(letters);
