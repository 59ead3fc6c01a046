import type { MatchModel } from '@siku/matching';
import type { BaseDefinition } from '../base/base-definition.js';
import { withModel } from '../base/base-registry.js';
import type { DecisionsInForce } from '../decide/decision.js';
import type { Touched } from '../match/match.repository.js';
import { KnownBatches, type KnownBatch } from '../timeline/known-batches.js';
import type { TouchedMaster } from '../version/version.repository.js';
import type { LocalHand, WorkOrder, Workshop } from './workshop.service.js';

/** A work order as data: functions do not go from thread to thread. */
export interface OrderTerms {
  base: string;
  model: MatchModel;
  known: KnownBatch[];
  inForce: DecisionsInForce;
  next: number;
  rekey: boolean;
  /** what the writes of the publication are made under */
  guard: string | null;
}

export type CrewQuestion = { order: number } & (
  | { ask: 'take'; terms: OrderTerms }
  | { ask: 'profiles'; touched: readonly Touched[] }
  | { ask: 'pairs'; recordIds: readonly string[] }
  | { ask: 'derive'; touched: readonly TouchedMaster[] }
  | { ask: 'write'; chunk: number; firstOrdinal: number }
  | { ask: 'dismiss' }
);

export const termsOf = ({ base, known, ...rest }: WorkOrder, guard: string | null): OrderTerms => ({
  ...rest,
  guard,
  base: base.code,
  model: base.model,
  known: known.list(),
});

function orderOf(
  { base: code, model, known, inForce, next, rekey }: OrderTerms,
  bases: readonly BaseDefinition[],
): WorkOrder {
  const definition = bases.find((base) => base.code === code);
  if (!definition) throw new Error(`the threads do not know the base ${code}`);
  return { inForce, next, rekey, base: withModel(definition, model), known: new KnownBatches(known) };
}

/** What a thread answers: it works off the chunks of the orders it was given. */
export function crewAnswers(
  workshop: Workshop,
  bases: readonly BaseDefinition[],
): (question: unknown) => Promise<unknown> {
  const hands = new Map<number, { hand: LocalHand; guard: string | null }>();
  return async (asked) => {
    const question = asked as CrewQuestion;
    if (question.ask === 'take') {
      const { order, terms } = question;
      hands.set(order, { hand: workshop.take(orderOf(terms, bases)), guard: terms.guard });
      return undefined;
    }
    const { hand, guard } = hands.get(question.order)!;
    switch (question.ask) {
      case 'profiles':
        return workshop.under(guard, () => hand.profiles(question.touched));
      case 'pairs':
        return workshop.under(guard, () => hand.pairs(question.recordIds));
      case 'derive':
        return workshop.under(guard, () => hand.derive(question.touched));
      case 'write':
        return workshop.under(guard, () => hand.write(question.chunk, question.firstOrdinal));
      case 'dismiss':
        hands.delete(question.order);
        return undefined;
    }
  };
}
