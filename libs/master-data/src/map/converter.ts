import { compilePattern, type AttributeSpec, type ValueRule } from '@siku/catalogue';
import { listOf } from '@siku/catalogue';
import { withCodeTable } from '../standardise/code.js';
import { standardiserOf, type StandardiseOptions } from '../standardise/standardise.js';
import { remembered, type Standardiser } from '../standardise/standardised.js';
import { patternUnmatched } from '../validate/findings.js';

const optionsOf = ({ format, unit, crs, within, under }: ValueRule): StandardiseOptions => ({
  formats: listOf(format),
  unit,
  crs,
  within,
  under,
});

/** pattern → codes → the standard of the attribute's type. */
export function compileConverter(rule: ValueRule, spec: AttributeSpec): Standardiser {
  let convert = standardiserOf(spec, optionsOf(rule));
  if (rule.codes) convert = remembered(withCodeTable({ ...rule, codes: rule.codes }, convert));
  return rule.pattern === undefined ? convert : withPattern(rule.pattern, rule.default !== undefined, convert);
}

function withPattern(source: string, expected: boolean, convert: Standardiser): Standardiser {
  const pattern = compilePattern(source);
  return (text) => {
    const found = pattern.extract(text)?.trim();
    if (found) return convert(found);
    return expected ? {} : { finding: patternUnmatched };
  };
}

/** Separators → parts of a text, trimmed, none empty. */
export function compileSplit(rule: ValueRule): (texts: readonly string[]) => readonly string[] {
  const separators = listOf(rule.split);
  if (separators.length === 0) return (texts) => texts;
  return (texts) => {
    let parts = texts;
    for (const separator of separators) parts = parts.flatMap((part) => part.split(separator));
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  };
}

/** The rule's default as the attribute's value; undefined when it declares none. */
export function defaultOf(rule: ValueRule, spec: AttributeSpec): unknown {
  if (rule.default === undefined || rule.default === null) return undefined;
  return standardiserOf(spec, optionsOf(rule))(String(rule.default)).value;
}
