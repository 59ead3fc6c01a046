import type { MatchModel } from '@siku/matching';
import type { Message } from '@siku/standards';

export type ModelStatus = 'training' | 'ready' | 'activating' | 'active' | 'retired' | 'failed';

/** What a model was tried on, and what it makes of it. Estimates: nobody has told it which records are the same. */
export interface ModelReport {
  /** Source records in the base, and those it was tried on: beyond some number a random part with all its candidates. */
  records: number;
  looked: number;
  candidatePairs: number;
  /** Candidate pairs expected to be the same thing. */
  expectedMatches: number;
  linkedPairs: number;
  /** Pairs a steward would be asked about. */
  reviewPairs: number;
  expectedPrecision: number;
  expectedRecall: number;
  /** Pairs at or above the review threshold by weight, in steps of two bits. */
  weights: { from: number; pairs: number }[];
  /** Candidate pairs each blocking rule named; `idle`: they were not compared, as hardly any was expected to be the same that no other rule names. */
  blocking: { rule: string; pairs: number; idle?: boolean }[];
}

/** What activation would change among the records looked at. Ids only: what they say is read elsewhere, within a grant where there has to be one. */
export interface ModelPreview {
  /** Publication whose state it was compared with. */
  publication: number;
  records: number;
  looked: number;
  masters: number;
  unchanged: number;
  merges: number;
  splits: number;
  /** The first of each. */
  examples: ModelChange[];
}

export interface ModelChange {
  kind: 'merge' | 'split';
  /** Masters that would become one; or the one that would fall apart. */
  masters: string[];
  /** Source records of each part of a split. */
  parts: string[][];
}

/** One row of a base's match_model. */
export interface StoredModel {
  version: number;
  origin: 'built-in' | 'trained';
  status: ModelStatus;
  model: MatchModel | null;
  report: ModelReport | null;
  preview: ModelPreview | null;
  problem: { code: string; message: Message } | null;
  actor: string;
  createdAt: string;
  trainedAt: string | null;
  activatedIn: number | null;
  activatedBy: string | null;
}
