import { setImmediate } from 'node:timers/promises';
import type { CompiledModel } from '../model/compile-model.js';
import type { Profile } from '../model/match-model.js';
import type { Prepared } from '../model/slots.js';

/** Pairs or records done at a stretch: some tens of milliseconds. */
export const slice = 4_096;

/** Long work lets others on the thread have their turn: whoever runs it may have requests to answer and leases to renew. */
export const breath = (): Promise<void> => setImmediate();

export async function prepareAll(compiled: CompiledModel, profiles: readonly Profile[]): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  for (const profile of profiles) {
    prepared.push(compiled.prepare(profile));
    if (prepared.length % slice === 0) await breath();
  }
  return prepared;
}
