import { edits, exact, jaroWinkler, level, not, type Condition } from '@siku/matching';

/**
 * Of two records of one person no more are found to bear quite another given name, or birth date: where training would find more, it has found
 * households, whose members share all else.
 */
export const MOST_DIFFERING = 0.2;

/** What one side does not say is no difference, though other fields that the levels before ask for could be compared. */
export const ONE_SIDE_SILENT = level('missing', '其中一方未写明', 'one does not say', 0.5, 0.5, undefined, {
  neutral: true,
});

/** One edit in a word of some length; in a short one it makes another word. */
export function close(field: string): Condition {
  return { all: [edits(field, 1), jaroWinkler(field, 0.88)] };
}

export function crossed(field: string, against: string): Condition {
  return {
    any: [
      { all: [exact('name.sorted'), not(exact(field))] },
      { all: [{ test: 'jaroWinkler', field, against, atLeast: 0.92 }, not(jaroWinkler(field, 0.86))] },
    ],
  };
}

export function slip(field: string): Condition {
  return { any: [edits(field, 1), { test: 'dateTransposed', field }] };
}

export function words(atLeast: number): Condition {
  return { test: 'words', field: 'address.words', atLeast };
}

export function contained(atLeast: number): Condition {
  return { test: 'wordsContained', field: 'address.words', atLeast };
}

/** Both sides say something, the same or not: one of the two holds. */
export function known(field: string): Condition[] {
  return [exact(field), not(exact(field))];
}
