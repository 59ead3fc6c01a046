import { setImmediate } from 'node:timers/promises';

/** Pairs or records done at a stretch: some tens of milliseconds. */
export const slice = 4_096;

/** Long work lets others on the thread have their turn: whoever runs it may have requests to answer and leases to renew. */
export const breath = (): Promise<void> => setImmediate();
