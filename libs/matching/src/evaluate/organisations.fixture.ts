import type { Condition, Level, MatchModel } from '../model/match-model.js';

/** Organisations with Latin names, for the labelled set shared/data/matching/orgs_hard.csv; m and u are starting points for training. */
export const latinOrganisationModel: MatchModel = {
  code: 'organisations-latin',
  version: 1,
  prior: 3e-3,
  thresholds: { link: 6, review: 0 },
  maxKeyFrequency: 60,
  // `AT PLC` and `Ashcroft Textiles Inc` by their initials, so without the legal form.
  derived: [
    {
      field: 'name.bare',
      from: 'name',
      pattern: '^(.+?),? (?:Ltd\\.?|Limited|PLC|Inc|Incorporated|Corp|Corporation|LLP|& Co)$|^(.+)$',
    },
  ],
  exclusive: [],
  blocking: [
    { name: 'website', parts: [{ field: 'website' }] },
    { name: 'postcode', parts: [{ field: 'postcode' }] },
    { name: 'street-city', parts: [{ field: 'street' }, { field: 'city' }] },
    { name: 'word-city', parts: [{ field: 'name', transform: 'tokens' }, { field: 'city' }] },
  ],
  comparisons: [
    {
      name: 'name',
      levels: [
        level('same words', 0.5, 2e-3, { test: 'tokens', field: 'name', atLeast: 0.95, weights: commonWords() }),
        level('most words', 0.2, 0.01, { test: 'tokens', field: 'name', atLeast: 0.6, weights: commonWords() }),
        level('similar', 0.1, 0.02, { test: 'jaroWinkler', field: 'name.bare', atLeast: 0.93 }),
        level('initials', 0.1, 1e-3, { test: 'initialism', field: 'name.bare' }),
        level('one word', 0.1, 0.1, { test: 'tokens', field: 'name', atLeast: 0.4, weights: commonWords() }),
        level('other', 0.1, 0.86),
      ],
    },
    {
      name: 'website',
      levels: [level('same', 0.95, 0.01, { test: 'exact', field: 'website' }), level('other', 0.05, 0.99)],
    },
    {
      name: 'address',
      levels: [
        level('same', 0.9, 0.005, { all: [exact('street'), exact('city')] }),
        level('same street', 0.05, 0.05, { all: [{ test: 'bigrams', field: 'street', atLeast: 0.7 }, exact('city')] }),
        level('other', 0.05, 0.945),
      ],
    },
    { name: 'postcode', levels: [level('same', 0.95, 0.005, exact('postcode')), level('other', 0.05, 0.995)] },
    { name: 'industry', levels: [level('same', 0.9, 0.1, exact('industry')), level('other', 0.1, 0.9)] },
  ],
};

function level(name: string, m: number, u: number, when?: Condition): Level {
  return { name, m, u, ...(when && { when }) };
}

function exact(field: string): { test: 'exact'; field: string } {
  return { test: 'exact', field };
}

function commonWords(): Record<string, number> {
  const words = ['ltd', 'limited', 'plc', 'inc', 'incorporated', 'corp', 'corporation', 'llp', 'co', 'company'];
  return Object.fromEntries(words.map((word) => [word, 0.02]));
}
