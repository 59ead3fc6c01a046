import { NestFactory } from '@nestjs/core';
import {
  ConfigurationError,
  createLogger,
  DatabaseServer,
  Metrics,
  NestLogger,
  Readiness,
  serveOperations,
  type Configuration,
} from '@siku/platform';
import { WorkerModule } from './worker.module.js';

export interface RunningWorker {
  /** where /health, /ready and /metrics answer */
  url: string;
  close(): Promise<void>;
}

/** Starts a process that runs the jobs other processes offer. */
export async function createWorker(configuration: Configuration, threadProgram?: string): Promise<RunningWorker> {
  if (configuration.databaseUrl === undefined)
    throw new ConfigurationError('DATABASE_URL is needed: workers share a server');
  if (configuration.redisUrl === undefined) throw new ConfigurationError('REDIS_URL is needed: jobs come from there');
  const logger = createLogger(configuration, 'worker');
  const server = await DatabaseServer.open(configuration);
  const context = await NestFactory.createApplicationContext(
    WorkerModule.forRoot({ configuration, server, logger, threadProgram }),
    { logger: new NestLogger(logger), abortOnError: false },
  );
  const operations = await serveOperations(context.get(Readiness), context.get(Metrics), configuration);
  return {
    url: operations.url,
    close: async () => {
      await operations.close();
      await context.close();
      await server.close();
    },
  };
}
