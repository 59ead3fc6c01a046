import type { Comparison, Condition, Level } from '@siku/matching';

/** The words that the person model is written in. */
export function comparison(name: string, zh: string, en: string, levels: Level[]): Comparison {
  return { name, title: { zh, en }, levels };
}

export function level(
  name: string,
  zh: string,
  en: string,
  m: number,
  u: number,
  when?: Condition,
  rest: Pick<Level, 'frequency' | 'neutral' | 'fixed'> = {},
): Level {
  return { name, title: { zh, en }, m, u, ...(when && { when }), ...rest };
}

export function exact(field: string): Condition {
  return { test: 'exact', field };
}

export function not(condition: Condition): Condition {
  return { not: condition };
}

export function edits(field: string, atMost: number): Condition {
  return { test: 'edits', field, atMost };
}

export function jaroWinkler(field: string, atLeast: number): Condition {
  return { test: 'jaroWinkler', field, atLeast };
}

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
