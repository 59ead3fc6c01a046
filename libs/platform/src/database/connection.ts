import { TypeOverrides, type PoolClient } from 'pg';
import type { DataSourceOptions } from 'typeorm';

export interface ConnectionTarget {
  url: string;
  /** the one backend of the embedded build stands behind every connection */
  embedded: boolean;
  /** role laid on every connection of a server, so that grants hold even for a powerful user */
  role?: string;
}

/** OID of `date`. As a Date it would be midnight somewhere; as text it is the day that was meant. */
const dateOid = 1082;

const types = new TypeOverrides();
types.setTypeParser(dateOid, (text) => text);

export function connectionOptions(
  target: ConnectionTarget,
  poolSize: number,
): DataSourceOptions & { type: 'postgres' } {
  return {
    type: 'postgres',
    url: target.url,
    poolSize,
    applicationName: 'siku',
    connectTimeoutMS: 30_000,
    installExtensions: false,
    synchronize: false,
    extra: {
      types,
      keepAlive: true,
      // A new connection begins with nothing: whoever has to wait for one waits ten times as long, and others behind her.
      min: Math.ceil(poolSize / 2),
      onConnect: outliveEnd,
      ...(!target.embedded && { options: serverOptions(target.role) }),
    },
  };
}

/** Whoever has borrowed a connection hears of its end from the next statement; unheard, the event would end the process. */
async function outliveEnd(client: PoolClient): Promise<void> {
  client.on('error', () => undefined);
}

/**
 * Statements here are many and short, or sets whose plans look dearer than they are: compiling them only costs, and so does
 * sharing one among processes while others wait for a processor. What a killed process had asked for ends with it.
 */
function serverOptions(role: string | undefined): string {
  const settings = ['jit=off', 'max_parallel_workers_per_gather=0', 'client_connection_check_interval=1s'];
  return [...settings, ...(role ? [`role=${role}`] : [])].map((setting) => `-c ${setting}`).join(' ');
}
