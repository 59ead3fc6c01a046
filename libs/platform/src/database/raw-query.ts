import { Query, type Connection, type PoolClient, type QueryConfig } from 'pg';
import { RawRows } from './raw-rows.js';

/** What a client of the driver tells its query, of which the driver's types know nothing. */
interface ToldQuery {
  submit(connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
  handleError(error: Error, connection: Connection): void;
}

type RawConfig = QueryConfig & { binary: true; queryMode: 'extended' };

const ToldQuery = Query as unknown as new (config: RawConfig, ended: (error: Error | null) => void) => ToldQuery;

/** A row in the protocol. */
const DATA_ROW = 'D'.charCodeAt(0);

/** Code and length of a message. */
const HEADER = 5;

/**
 * A query of the driver whose rows are taken out of what the server sends before the driver, which reads all the rest, makes texts of
 * them: of bytes it would make three copies.
 */
class RawQuery extends ToldQuery {
  readonly taken: Buffer[] = [];
  private readDriver: ((chunk: Buffer) => void) | undefined;
  private pending: Buffer = Buffer.alloc(0);
  /** bytes of the present message that are still to come, and whether it is a row */
  private left = 0;
  private isRow = false;
  private hasLeft = false;

  override submit(connection: Connection): void {
    [this.readDriver] = connection.stream.listeners('data') as [(chunk: Buffer) => void];
    connection.stream.off('data', this.readDriver).on('data', this.read);
    super.submit(connection);
  }

  override handleReadyForQuery(connection: Connection): void {
    this.leave(connection);
    super.handleReadyForQuery(connection);
  }

  override handleError(error: Error, connection: Connection): void {
    this.leave(connection);
    super.handleError(error, connection);
  }

  private leave({ stream }: Connection): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    stream.off('data', this.read).on('data', this.readDriver!);
  }

  private readonly read = (chunk: Buffer): void => {
    const bytes = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    let start = 0;
    let at = 0;
    while (at < bytes.length) {
      if (this.left === 0) {
        if (bytes.length - at < HEADER) break;
        const isRow = bytes[at] === DATA_ROW;
        if (isRow !== this.isRow) {
          this.hand(bytes.subarray(start, at));
          start = at;
          this.isRow = isRow;
        }
        this.left = 1 + bytes.readUInt32BE(at + 1);
      }
      const taken = Math.min(this.left, bytes.length - at);
      this.left -= taken;
      at += taken;
    }
    this.pending = bytes.subarray(at);
    this.hand(bytes.subarray(start, at));
    // Told of an error, it reads no more: what has come of the next message is the driver's.
    if (this.hasLeft && this.pending.length > 0) this.readDriver!(this.pending);
  };

  /** Messages of one kind, or part of one. */
  private hand(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.isRow) this.taken.push(bytes);
    else this.readDriver!(bytes);
  }
}

/** Rows of a statement with each value as the server has it in binary: bytes of `bytea`, UTF-8 of `text`. */
export async function queryRaw(client: PoolClient, config: QueryConfig): Promise<RawRows> {
  return new Promise((answer, fail) => {
    const query: RawQuery = new RawQuery({ ...config, binary: true, queryMode: 'extended' }, (error) =>
      error
        ? fail(error)
        : answer(new RawRows(query.taken.length === 1 ? query.taken[0]! : Buffer.concat(query.taken))),
    );
    client.query(query);
  });
}
