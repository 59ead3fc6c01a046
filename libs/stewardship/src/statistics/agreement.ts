/** What one steward answered, and what another answered to the same question; null: she only took it back. */
export interface SecondOpinion {
  first: string;
  second: string | null;
}

/** How far stewards agree. */
export interface Agreement {
  /** questions that two stewards answered */
  judged: number;
  agreed: number;
  /** share; null where nothing was judged twice */
  rate: number | null;
  /** Cohen's kappa: agreement beyond chance, at most 1; null where chance alone would agree always */
  kappa: number | null;
}

/** J. Cohen, A coefficient of agreement for nominal scales, 1960. */
export function agreementOf(opinions: readonly SecondOpinion[]): Agreement {
  const judged = opinions.length;
  const agreed = opinions.filter(({ first, second }) => first === second).length;
  if (judged === 0) return { judged, agreed, rate: null, kappa: null };
  const share = (pick: (opinion: SecondOpinion) => string | null, answer: string): number =>
    opinions.filter((opinion) => pick(opinion) === answer).length / judged;
  const answers = [...new Set(opinions.map(({ first }) => first))];
  const chance = answers.reduce(
    (sum, answer) => sum + share(({ first }) => first, answer) * share(({ second }) => second, answer),
    0,
  );
  const rate = agreed / judged;
  return { judged, agreed, rate, kappa: chance === 1 ? null : (rate - chance) / (1 - chance) };
}
