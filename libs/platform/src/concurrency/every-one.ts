/** What all of the work answers. It is waited for also where some of it fails: nothing of it goes on when this throws. */
export async function everyOne<Work extends unknown[]>(
  ...work: Work
): Promise<{ [Place in keyof Work]: Awaited<Work[Place]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
