import {
  resolveTarget,
  ruleOf,
  type AttributeDictionary,
  type AttributeSpec,
  type RelationRule,
} from '@siku/catalogue';
import type { Standardiser } from '../standardise/standardised.js';
import type { Cells, CellReader } from './cells.js';
import { compileConverter, compileSplit, defaultOf } from './converter.js';
import { invalidPathOf, RecordShape } from './record-shape.js';
import type { FieldReader, RowWork } from './row-work.js';

interface Member {
  cells: CellReader;
  split: (texts: readonly string[]) => readonly string[];
  convert: Standardiser;
  fallback: unknown;
  slot: number;
  invalidSlot: number;
  /** Says something about the other party, and not only about the relation. */
  ofTarget: boolean;
  required: boolean;
}

/** Compiles the cells of one member, given its name in the rule. */
export type CompileCells = (rule: ReturnType<typeof ruleOf>, pointer: string) => CellReader;

/**
 * `relations`: each rule makes one relation of a row, or one per element where its members are split (張三;李四 beside
 * 60;40). A relation without anybody at the other end is none.
 */
export function compileRelations(
  rules: readonly RelationRule[],
  spec: AttributeSpec,
  slot: number,
  compileCells: CompileCells,
): FieldReader {
  const readers = rules.map((rule, i) =>
    compileRelation(rule, spec.members ?? {}, (member, name) => compileCells(member, `/${i}/${name}`)),
  );
  return (cells, work) => {
    const relations = readers.flatMap((read) => read(cells, work));
    if (relations.length > 0) work.values[slot] = relations;
  };
}

function compileRelation(
  rule: RelationRule,
  dictionary: AttributeDictionary,
  compileCells: CompileCells,
): (cells: Cells, work: RowWork) => object[] {
  const shape = new RecordShape();
  const members = Object.entries(rule).map(([name, memberRule]): Member => {
    const { path, spec } = resolveTarget(dictionary, name)!;
    const value = ruleOf(memberRule);
    const invalid = spec.type === 'identifier' ? invalidPathOf(path) : null;
    return {
      cells: compileCells(value, name),
      split: compileSplit(value),
      convert: compileConverter(value, spec),
      fallback: defaultOf(value, spec),
      slot: shape.slotOf(path),
      invalidSlot: invalid === null ? -1 : shape.slotOf(invalid),
      ofTarget: path.startsWith('target.'),
      required: spec.required === true,
    };
  });
  const assemble = shape.compile(dictionary);
  return (cells, work) => {
    const texts = members.map(({ cells: cell, split }) => split(cell.read(cells)));
    const count = Math.max(...members.map(({ ofTarget }, i) => (ofTarget ? texts[i]!.length : 0)));
    return Array.from({ length: count }, (_, at) => {
      const values: unknown[] = [];
      // A member with one value says it of every relation of the row.
      const complete = members.map((member, i) =>
        readMember(member, texts[i]!.length === 1 ? texts[i]![0] : texts[i]![at], values, work),
      );
      return complete.includes(false) ? undefined : assemble(values);
    }).filter((relation) => relation !== undefined);
  };
}

/** False when the relation cannot stand without it. */
function readMember(member: Member, text: string | undefined, values: unknown[], work: RowWork): boolean {
  const { value = member.fallback, finding, invalid } = text === undefined ? {} : member.convert(text);
  if (finding) work.note(member.cells.column, text ?? null, finding);
  if (value !== undefined) values[member.slot] = value;
  if (invalid !== undefined && member.invalidSlot >= 0) values[member.invalidSlot] = invalid;
  return value !== undefined || !member.required;
}
