import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication, createLogger, DatabaseServer, type Configuration } from '@siku/platform';
import { ApiModule } from './api.module.js';

export interface AppOptions {
  configuration: Configuration;
  /** a database already open (tests); otherwise the configured one is opened, and closed with the app */
  server?: DatabaseServer;
  /** called when the embedded database ends by itself */
  onDatabaseLost?: () => void;
  /** program of the threads that large publications are prepared by; built programs have one */
  threadProgram?: string;
}

export interface RunningApp {
  app: NestFastifyApplication;
  /** where it listens */
  url: string;
  server: DatabaseServer;
  close(): Promise<void>;
}

/** Opens the database, starts the API on it and listens. */
export async function createApp(options: AppOptions): Promise<RunningApp> {
  const { configuration, server: given, onDatabaseLost, threadProgram } = options;
  const logger = createLogger(configuration, 'api');
  const server = given ?? (await DatabaseServer.open(configuration, onDatabaseLost));
  const closeServer = async (): Promise<void> => (given ? undefined : server.close());
  try {
    const app = await createHttpApplication(
      ApiModule.forRoot({ configuration, server, logger, threadProgram }),
      configuration,
      logger,
    );
    await app.listen(configuration.port, configuration.host);
    const { port } = app.getHttpServer().address() as { port: number };
    const host = ['0.0.0.0', '::'].includes(configuration.host) ? '127.0.0.1' : configuration.host;
    return {
      app,
      url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
      server,
      close: async () => {
        await app.close();
        await closeServer();
      },
    };
  } catch (error) {
    await closeServer();
    throw error;
  }
}
