import { edits, exact, jaroWinkler, not, type Condition } from '@siku/matching';

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
