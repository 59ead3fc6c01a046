import { parentPort, Worker } from 'node:worker_threads';

/** Heap of a thread: what it holds is bounded by the chunks it works on. */
const HEAP_MEGABYTES = 512;

/** Program that a process starts as its threads; without one everything is done in the first thread. */
export class ThreadProgram {
  constructor(readonly file: string | null) {}
}

interface Asked {
  number: number;
  question: unknown;
}

interface Answer {
  /** 0: it is ready */
  number: number;
  answer?: unknown;
  error?: Error;
  /** what the error says besides its message, such as a code: a copied error keeps its message alone */
  about?: object;
}

/** A thread that is asked and answers, several questions at a time. */
export class AskedThread {
  private readonly waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  private readonly worker: Worker;
  private readonly ended: Promise<void>;
  private asked = 0;
  private lost: Error | undefined;

  /** Ready to be asked; rejects when the program does not come so far. */
  readonly ready: Promise<unknown>;

  constructor(program: string, data: unknown) {
    this.worker = new Worker(program, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    this.ended = new Promise((resolve) => this.worker.once('exit', () => resolve()));
    this.ready = new Promise((resolve, reject) => this.waiting.set(0, { resolve, reject }));
    this.ready.catch(() => undefined);
    this.worker.on('message', ({ number, answer, error, about }: Answer) => {
      const waiting = this.waiting.get(number);
      this.waiting.delete(number);
      if (error) waiting?.reject(Object.assign(error, about));
      else waiting?.resolve(answer);
    });
    this.worker.on('error', (error) => this.lose(error));
    this.worker.on('exit', () => this.lose(new Error('a thread ended before it had answered')));
  }

  async ask<T>(question: unknown): Promise<T> {
    await this.ready;
    if (this.lost) throw this.lost;
    const number = ++this.asked;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.worker.postMessage({ number, question } satisfies Asked);
    });
  }

  get isLost(): boolean {
    return this.lost !== undefined;
  }

  /** Ends it when it has let go of what it holds. */
  async stop(): Promise<void> {
    await this.ready.catch(() => undefined);
    if (!this.lost) this.worker.postMessage(null);
    await this.ended;
  }

  private lose(error: Error): void {
    this.lost ??= error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

/** The other side: answers until it is stopped. */
export function answerQuestions(answer: (question: unknown) => Promise<unknown>, close: () => Promise<void>): void {
  const port = parentPort!;
  port.on('message', (asked: Asked | null) => {
    if (asked === null) {
      void close().finally(() => port.close());
      return;
    }
    const { number, question } = asked;
    answer(question).then(
      (found) => port.postMessage({ number, answer: found } satisfies Answer),
      (thrown: unknown) => {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        port.postMessage({ number, error, about: textsOf(error) } satisfies Answer);
      },
    );
  });
  port.postMessage({ number: 0 } satisfies Answer);
}

const textsOf = (error: Error): object =>
  Object.fromEntries(Object.entries(error).filter(([, value]) => typeof value === 'string'));
