import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger as PinoLogger } from 'pino';
import { DataSource } from 'typeorm';
import { ThreadProgram } from './concurrency/asked-thread.js';
import { Configuration } from './configuration/configuration.js';
import { connectionOptions } from './database/connection.js';
import { Database } from './database/database.js';
import { DatabaseServer } from './database/database-server.js';
import { FileStore } from './files/file-store.js';
import { Readiness } from './http/readiness.js';
import { Logger } from './logging/logger.js';
import { Metrics } from './metrics/metrics.js';
import { ProblemWitnesses } from './problem/problem-witnesses.js';
import { InProcessQueue } from './queue/in-process-queue.js';
import { JobQueue } from './queue/job-queue.js';
import { RedisQueue } from './queue/redis-queue.js';
import { openVault } from './vault/open-vault.js';
import { Vault } from './vault/vault.js';

export interface PlatformOptions {
  configuration: Configuration;
  server: DatabaseServer;
  logger: PinoLogger;
  /** file of the program that large publications are prepared by in further threads */
  threadProgram?: string;
  /** open already; otherwise it is opened with the configured key */
  vault?: Vault;
}

/** Connections of the embedded build: its one backend does one thing at a time, however many ask. */
const embeddedPoolSize = 4;

@Module({})
export class PlatformModule {
  static forRoot({ configuration, server, logger, threadProgram, vault }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...connectionOptions(server, server.embedded ? embeddedPoolSize : configuration.poolSize),
          autoLoadEntities: true,
          retryAttempts: 0,
        }),
      ],
      providers: [
        { provide: Configuration, useValue: configuration },
        { provide: DatabaseServer, useValue: server },
        { provide: Logger, useValue: logger },
        { provide: ThreadProgram, useValue: new ThreadProgram(threadProgram ?? null) },
        {
          provide: Database,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => new Database(dataSource, server),
        },
        {
          provide: Vault,
          inject: [Database],
          useFactory: (database: Database) => vault ?? openVault(database, configuration),
        },
        FileStore,
        Metrics,
        ProblemWitnesses,
        Readiness,
        {
          provide: JobQueue,
          inject: [Metrics],
          useFactory: (metrics: Metrics) =>
            configuration.redisUrl === undefined
              ? new InProcessQueue(configuration.jobConcurrency, logger, metrics)
              : new RedisQueue(
                  {
                    url: configuration.redisUrl,
                    work: configuration.runJobs,
                    concurrency: configuration.jobConcurrency,
                    leaseSeconds: configuration.leaseSeconds,
                  },
                  logger,
                  metrics,
                ),
        },
      ],
      exports: [
        Configuration,
        DatabaseServer,
        Logger,
        Database,
        Vault,
        FileStore,
        Metrics,
        JobQueue,
        ProblemWitnesses,
        Readiness,
        ThreadProgram,
      ],
    };
  }
}
