/** What a job carries: the id of the row that is the truth about it, and the version of this payload. */
export interface JobData {
  version: 1;
  id: string;
}

/** @param isLast what throws now is not tried again by the queue */
export type JobHandler = (id: string, signal: AbortSignal, isLast: boolean) => Promise<void>;

/**
 * Offers work to whichever process does it. A job may be offered more than once and run more than once, also at the same
 * time in two processes; handlers take a lease on their row. A handler that throws is offered its job again, twice at most;
 * what is still unfinished then is for the owner of the row to offer.
 */
export abstract class JobQueue {
  /** Resolves, too, when the queue is away: the row is there, and its owner offers it again until it is done. */
  abstract enqueue(name: string, data: JobData): Promise<void>;
  /** Registers the handler of a name; in a process that runs no jobs this does nothing. */
  abstract process(name: string, handler: JobHandler): void;
  /** Whether the queue can be reached. */
  abstract check(): Promise<void>;
}

/** Times a job is tried before its owner has to offer it again. */
export const jobAttempts = 3;
/** First pause between tries; doubled after each. */
export const jobRetryMilliseconds = 1_000;
/** How long a running job may take to notice its signal when the process ends. */
export const jobDrainMilliseconds = 10_000;
