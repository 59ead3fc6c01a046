import { setImmediate as pause } from 'node:timers/promises';
import type { DeliveryNote } from './delivery.js';
import { Office, type OfficeSettings } from './office.js';
import type { Base, Register } from './register.js';
import { Truth } from './truth.js';

/** Subjects between two looks at other work of the process. */
const PAUSE_EVERY = 500;

/**
 * Writes all deliveries of `registers`, and truth.csv. Each subject is made once and goes to all files at the same time,
 * so that memory does not grow with their length.
 */
export async function deliver<Subject extends { index: number }, State, R extends Register>(
  base: Base<Subject, State, R>,
  registers: readonly R[],
  subjects: Iterable<Subject>,
  settings: OfficeSettings & { subjectName: string },
): Promise<DeliveryNote[]> {
  const truth = new Truth(settings.out, settings.subjectName);
  const offices = registers.map((register) => new Office(base, register, settings));
  for (const subject of subjects) {
    for (const office of offices) office.tell(subject, truth);
    if (subject.index % PAUSE_EVERY === 0) await pause();
  }
  truth.close();
  return offices.flatMap((office) => office.close());
}
