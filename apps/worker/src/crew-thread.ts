import { workerData } from 'node:worker_threads';
import { NestFactory } from '@nestjs/core';
import { AddressLocator, geospatialBase, GeocodeRepository } from '@siku/geospatial';
import { legalEntityBase } from '@siku/legal-entity';
import { macroeconomicBase } from '@siku/macroeconomic';
import { crewAnswers, CrewModule, LocatorPort, Workshop, type CrewThreadData } from '@siku/master-data';
import {
  answerQuestions,
  Configuration,
  createLogger,
  Database,
  DatabaseServer,
  NestLogger,
  PlatformModule,
  Vault,
} from '@siku/platform';
import { populationBase } from '@siku/population';

/** A thread of the crew that prepares large publications, beside the thread that leads them. */
const { url, role, vault, configuration: settings } = workerData as CrewThreadData;
// Its questions come from that thread, not from a queue.
const configuration = Object.assign(new Configuration(), settings, { redisUrl: undefined, runJobs: false });
const server = new DatabaseServer(url, false, role, [], () => Promise.resolve());
const logger = createLogger(configuration, 'worker');
const context = await NestFactory.createApplicationContext(
  {
    module: CrewModule,
    imports: [PlatformModule.forRoot({ configuration, server, logger, vault: new Vault(...vault) })],
  },
  { logger: new NestLogger(logger), abortOnError: false },
);
context.get(LocatorPort).register(new AddressLocator(new GeocodeRepository(context.get(Database, { strict: false }))));
const bases = [legalEntityBase, populationBase, geospatialBase, macroeconomicBase];
answerQuestions(crewAnswers(context.get(Workshop), bases), () => context.close());
