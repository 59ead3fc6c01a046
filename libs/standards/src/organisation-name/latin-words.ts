import { latinLetters } from '../text/latin-letters.js';
import { withoutForms, withoutNativeForms } from './latin-forms.js';

/** An organisation's name in any script, as words in small Latin letters that can be compared one by one. */
export interface NameWords {
  /** Without legal form, article and joining words, in their order; never empty unless the name is. */
  words: readonly string[];
  /** Usual short name of the legal form, '' where none is stated. */
  form: string;
  /** What sets it apart from others of its group: `holding`, `international`; sorted, '' for none. */
  role: string;
}

/** One way to write what is written in several. */
const SAME: Readonly<Record<string, string>> = Object.fromEntries(
  `
  one 1; two 2; three 3; four 4; five 5; six 6; seven 7; eight 8; nine 9; ten 10; eleven 11; twelve 12
  first 1st; second 2nd; third 3rd; fourth 4th; fifth 5th; sixth 6th; seventh 7th; eighth 8th; ninth 9th; tenth 10th
  i 1; ii 2; iii 3; iv 4; vi 6; vii 7; viii 8
  centre center; theatre theater; labour labor; organisation organization; st saint; intl international; int international; internationale international; internacional international
  holdings holding; hldg holding; hldgs holding; grp group; gp group; groupe group; gruppe group; grupo group; gruppo group
  natl national; amer american; usa us; uk gb; bros brothers; gebr brothers
  `
    .trim()
    .split(/[;\n]/)
    .map((pair) => pair.trim().split(' ') as [string, string]),
);

const ROLES = new Set('holding international group foundation trust'.split(' '));
const SILENT = new Set('the and und et y og och of de la le les du der die das da do dos del den'.split(' '));

/** A trade name behind the registered one; both name it. */
const TRADING_AS =
  /\s(?:d\/b\/a|dba|t\/a|t\/as|trading as|doing business as|also known as|aka|a\/k\/a|formerly|f\/k\/a|fka)\s*:?\s+/i;

/** The names that a text gives: `Penhale Ltd t/a The Red Lion` gives two. */
export function organisationNames(text: string): string[] {
  return text
    .split(TRADING_AS)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function nameWords(text: string): NameWords {
  const native = withoutNativeForms(text.normalize('NFKC'));
  const letters = latinLetters(
    native.text
      .replace(/(?<=\b\p{L}{1,2})&(?=\p{L}{1,2}\b)/gu, '')
      .replace(/&|\+/g, ' and ')
      // S.A., S.p.A. and U.S. are one word each.
      .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?(?![\p{L}\p{N}])/gu, (dotted) => dotted.replaceAll('.', '')),
  );
  const all = joinedLetters(letters.split(' ').filter((word) => word !== ''));
  const { words, form } = withoutForms(all);
  const said = words.map((word) => SAME[word] ?? word);
  const telling = said.filter((word) => !SILENT.has(word));
  return {
    words: telling.length > 0 ? telling : said,
    form: form || native.form,
    role: said
      .filter((word) => ROLES.has(word))
      .sort()
      .join(' '),
  };
}

/** J P Morgan and JP Morgan, S A and SA: letters that stand alone one after another are one word. */
function joinedLetters(words: readonly string[]): string[] {
  const joined: string[] = [];
  let open = false;
  for (const word of words) {
    const single = word.length === 1 && word >= 'a';
    if (single && open) joined[joined.length - 1] += word;
    else joined.push(word);
    open = single;
  }
  return joined;
}
