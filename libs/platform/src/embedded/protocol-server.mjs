// PostgreSQL's wire protocol in front of PGlite's one backend.
//
// Not @electric-sql/pglite-socket, which hands the backend one message at a time: after an error in an extended query the
// backend announces that it is ready once at the error and once at the Sync, and a client that reads the second announcement
// a moment later takes it for the answer to its next query. Here the messages of a query reach the backend together, up to
// their Sync, no other connection's between them; and only a Sync or a simple query is answered with ReadyForQuery.
import { createServer } from 'node:net';

const sslRequest = 80877103;
const gssRequest = 80877104;
const cancelRequest = 80877102;
const [simpleQuery, sync, flush, terminate, readyForQuery] = Buffer.from('QSHXZ');
const idle = 'I'.charCodeAt(0);
/** type, length 5, transaction status */
const readyLength = 6;

/** Puts the queries of all connections in line. A transaction keeps the backend to its connection until it ends. */
class Backend {
  #queue = [];
  #owner = null;
  #busy = false;

  constructor(database, onBroken) {
    this.database = database;
    this.onBroken = onBroken;
  }

  enqueue(connection, messages) {
    this.#queue.push({ connection, messages });
    void this.#work();
  }

  /** The connection is gone: what it asked for is not done any more, and its transaction is rolled back. */
  forget(connection) {
    this.#queue = this.#queue.filter((query) => query.connection !== connection);
    if (this.#owner === connection) this.#queue.unshift({ connection, messages: [rollback] });
    void this.#work();
  }

  async #work() {
    if (this.#busy) return;
    this.#busy = true;
    for (;;) {
      const next = this.#queue.findIndex(({ connection }) => this.#owner === null || this.#owner === connection);
      if (next < 0) break;
      const [{ connection, messages }] = this.#queue.splice(next, 1);
      try {
        const status = await this.#run(connection, messages);
        this.#owner = status === idle ? null : connection;
        // It may have gone while its query ran.
        if (this.#owner && connection.closed) this.#queue.unshift({ connection, messages: [rollback] });
      } catch (error) {
        this.onBroken(error);
        return;
      }
    }
    this.#busy = false;
  }

  /** Transaction status after the last message, or null when it was not one that is answered with it. */
  async #run(connection, messages) {
    let status = null;
    await this.database.runExclusive(async () => {
      for (const message of messages) {
        const answers = message[0] === simpleQuery || message[0] === sync || message.startup === true;
        let tail = Buffer.alloc(0);
        await this.database.execProtocolRawStream(message, {
          onRawData: (data) => {
            // The last bytes are kept back until it is known that nothing follows.
            const bytes = Buffer.concat([tail, data]);
            const end = Math.max(0, bytes.length - readyLength);
            tail = bytes.subarray(end);
            connection.write(bytes.subarray(0, end));
          },
        });
        const ready = tail.length === readyLength && tail[0] === readyForQuery && tail.readInt32BE(1) === 5;
        if (ready && answers) status = tail[5];
        if (!ready || answers) connection.write(tail);
      }
    });
    return status;
  }
}

const rollback = simple('ROLLBACK');

function simple(statement) {
  const message = Buffer.alloc(6 + Buffer.byteLength(statement));
  message[0] = simpleQuery;
  message.writeInt32BE(message.length - 1, 1);
  message.write(statement, 5);
  return message;
}

class Connection {
  closed = false;
  #chunks = [];
  #length = 0;
  #started = false;
  #messages = [];

  constructor(socket, backend) {
    this.socket = socket;
    this.backend = backend;
  }

  serve() {
    const { socket, backend } = this;
    socket.setNoDelay(true);
    socket.on('data', (data) => this.#receive(data));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.closed = true;
      backend.forget(this);
    });
  }

  write(data) {
    if (data.length > 0 && this.socket.writable) this.socket.write(data);
  }

  #receive(data) {
    this.#chunks.push(data);
    this.#length += data.length;
    for (let message = this.#next(); message; message = this.#next()) this.#take(message);
  }

  /** The next whole message, or null. A large one arrives in many pieces, which are joined once. */
  #next() {
    const head = this.#started ? 5 : 4;
    if (this.#length < head) return null;
    if (this.#chunks[0].length < head) this.#join();
    const size = this.#started ? 1 + this.#chunks[0].readInt32BE(1) : this.#chunks[0].readInt32BE(0);
    if (this.#length < size) return null;
    if (this.#chunks[0].length < size) this.#join();
    const message = this.#chunks[0].subarray(0, size);
    this.#chunks[0] = this.#chunks[0].subarray(size);
    this.#length -= size;
    return message;
  }

  #join() {
    this.#chunks = [Buffer.concat(this.#chunks)];
  }

  #take(message) {
    if (!this.#started) {
      const code = message.readInt32BE(4);
      if (code === sslRequest || code === gssRequest) return this.write(Buffer.from('N'));
      if (code === cancelRequest) return this.socket.destroy();
      this.#started = true;
      return this.backend.enqueue(this, [Object.assign(Uint8Array.from(message), { startup: true })]);
    }
    if (message[0] === terminate) return this.socket.end();
    // Its own memory: what it was cut from is reused.
    this.#messages.push(Uint8Array.from(message));
    if (message[0] !== simpleQuery && message[0] !== sync && message[0] !== flush) return undefined;
    this.backend.enqueue(this, this.#messages);
    this.#messages = [];
    return undefined;
  }
}

/** Listens on a free loopback port. @param onBroken called when the backend itself fails: nothing can be asked of it any more */
export async function serveProtocol(database, maxConnections, onBroken) {
  const backend = new Backend(database, onBroken);
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    new Connection(socket, backend).serve();
  });
  server.maxConnections = maxConnections;
  await new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  return {
    port: server.address().port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
