/** What a person said of a pair, and the weight the model gave it (log2 of the odds). */
export interface JudgedPair {
  weight: number;
  same: boolean;
}

/** What the weights of a model are worth, learnt from judged pairs: log2 odds = offset + slope · weight. */
export interface Calibration {
  offset: number;
  slope: number;
}

/** Standard deviations, in bits, of what is believed before anything is judged: that the weights are right. */
const PRIOR = { offset: 4, slope: 0.5 } as const;

/** A weight that says more means more: the order of pairs stays the model's. */
const LEAST_SLOPE = 0.05;

const STEPS = 50;

/** Steps shorter than this, in bits, change nothing. */
const CLOSE = 1e-6;

const HALVINGS = 30;

/**
 * Platt scaling in bits: the logistic regression of the judgements on the weights, by Newton's method, towards a prior
 * that the model is right, so that few or one-sided judgements change little and nothing runs away.
 */
export function calibrateWeights(pairs: readonly JudgedPair[]): Calibration {
  let found: Calibration = { offset: 0, slope: 1 };
  let best = plausibility(pairs, found);
  for (let step = 0; step < STEPS; step++) {
    const { byOffset, bySlope } = newtonStep(pairs, found);
    if (Math.abs(byOffset) + Math.abs(bySlope) < CLOSE) break;
    // Where the curve is flat a whole step leads far beyond the top: the first part of it that climbs is taken.
    let next: Calibration | undefined;
    for (let part = 1, i = 0; i < HALVINGS && !next; part /= 2, i++) {
      const { offset, slope } = found;
      const tried = { offset: offset + part * byOffset, slope: Math.max(LEAST_SLOPE, slope + part * bySlope) };
      const value = plausibility(pairs, tried);
      if (value > best) [next, best] = [tried, value];
    }
    if (!next) break;
    found = next;
  }
  return found;
}

/** Weight at which a pair has the odds that the model ascribes to `weight`. */
export const calibratedThreshold = ({ offset, slope }: Calibration, weight: number): number =>
  (weight - offset) / slope;

/** Natural logarithm of the posterior, up to a constant. */
function plausibility(pairs: readonly JudgedPair[], { offset, slope }: Calibration): number {
  const believed = -((offset / PRIOR.offset) ** 2 + ((slope - 1) / PRIOR.slope) ** 2) / 2;
  return pairs.reduce((sum, { weight, same }) => {
    const against = Math.LN2 * (offset + slope * weight) * (same ? -1 : 1);
    // ln(1 + e^x), without overflow
    return sum - Math.max(0, against) - Math.log1p(Math.exp(-Math.abs(against)));
  }, believed);
}

function newtonStep(pairs: readonly JudgedPair[], { offset, slope }: Calibration) {
  let gradientOffset = -offset / PRIOR.offset ** 2;
  let gradientSlope = (1 - slope) / PRIOR.slope ** 2;
  let curvatureOffset = 1 / PRIOR.offset ** 2;
  let curvatureBoth = 0;
  let curvatureSlope = 1 / PRIOR.slope ** 2;
  for (const { weight, same } of pairs) {
    const probability = 1 / (1 + 2 ** -(offset + slope * weight));
    const miss = Math.LN2 * ((same ? 1 : 0) - probability);
    const curvature = Math.LN2 ** 2 * probability * (1 - probability);
    gradientOffset += miss;
    gradientSlope += miss * weight;
    curvatureOffset += curvature;
    curvatureBoth += curvature * weight;
    curvatureSlope += curvature * weight ** 2;
  }
  const determinant = curvatureOffset * curvatureSlope - curvatureBoth ** 2;
  return {
    byOffset: (curvatureSlope * gradientOffset - curvatureBoth * gradientSlope) / determinant,
    bySlope: (curvatureOffset * gradientSlope - curvatureBoth * gradientOffset) / determinant,
  };
}
