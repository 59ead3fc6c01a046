import { Injectable } from '@nestjs/common';

export type PublicationListener = (base: string) => Promise<void>;

/**
 * Who is told, in the process that published, that a base has a new state. A call is a hint and no record: whoever must
 * not miss a publication finds out from the clocks what it missed (`UnfinishedWork`).
 */
@Injectable()
export class PublicationListeners {
  private readonly listeners: PublicationListener[] = [];

  add(listener: PublicationListener): void {
    this.listeners.push(listener);
  }

  /** What is published is published, whatever a listener makes of it. */
  async tell(base: string): Promise<void> {
    await Promise.allSettled(this.listeners.map((listener) => listener(base)));
  }
}
