/** Waits for all of the work, also where some of it fails: nothing of it goes on when this throws. */
export async function everyOne(...work: unknown[]): Promise<void> {
  for (const done of await Promise.allSettled(work)) if (done.status === 'rejected') throw done.reason;
}
