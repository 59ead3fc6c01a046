export { today } from './clock/today.js';
export { Configuration, ConfigurationError, testServers } from './configuration/configuration.js';
export { Database } from './database/database.js';
export { isDatabaseAway } from './database/database-away.js';
export { DatabaseServer } from './database/database-server.js';
export type { Guard } from './database/guard.js';
export type { RawRows } from './database/raw-rows.js';
export { queryNamed, type ColumnType, type PreparingSql, type Sql } from './database/sql.js';
export { FileStore, type StoredFile } from './files/file-store.js';
export { storedBytes, type StoredBytes } from './files/stored-bytes.js';
export {
  createTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
  type TestDatabaseKind,
} from './embedded/test-database.js';
export { distributeDatabase } from './distribution/distributor.js';
export { notAcceptable, preferredType, takesGzip } from './http/accept.js';
export { ANY_VALUE, Ids, MayBeAbsent, PageLimit } from './http/declared.js';
export { parseJson } from './http/parse-json.js';
export { InputPipe } from './http/input.pipe.js';
export { nextPageLink } from './http/page-link.js';
export { IntegerPipe, UuidPipe } from './http/path.pipe.js';
export { textOf } from './http/body-parsers.js';
export { StreamedBody, uploadOf, type Upload } from './http/streamed-body.js';
export { AnyQuery, refuseQueryBeside, unknownParameters } from './http/strict-query.guard.js';
export { createHttpApplication } from './http/http-application.js';
export { etagOf, hasTag, requirePreconditions, type Preconditions } from './http/precondition.js';
export { answerPut, answerVersion, type Reply } from './http/reply.js';
export { Readiness } from './http/readiness.js';
export { ahead } from './concurrency/ahead.js';
export { Gathering } from './concurrency/gathering.js';
export { everyOne } from './concurrency/every-one.js';
export { answerQuestions, AskedThread, ThreadProgram } from './concurrency/asked-thread.js';
export { canonicalJson } from './json/canonical-json.js';
export { repeatedMembers } from './json/repeated-members.js';
export { createLogger, Logger, NestLogger } from './logging/logger.js';
export { Metrics } from './metrics/metrics.js';
export { repositoryRoot } from './configuration/repository-root.js';
export { Migrator } from './migration/migrator.js';
export { dumpSchema } from './migration/schema-dump.repository.js';
export { PlatformModule, type PlatformOptions } from './platform.module.js';
export {
  badRequest,
  conflict,
  forbidden,
  gone,
  notFound,
  preconditionFailed,
  Problem,
  tooLarge,
  unauthorized,
  unavailable,
  unknownMember,
  unknownParameter,
  unprocessable,
  unsupportedMediaType,
  type ProblemDetail,
} from './problem/problem.js';
export { asProblem } from './problem/as-problem.js';
export { problemDocument, problemMediaType, sendProblem } from './problem/problem.filter.js';
export { ProblemWitnesses } from './problem/problem-witnesses.js';
export { languageOf, type Language } from './problem/language.js';
export { JobQueue, type JobData, type JobHandler } from './queue/job-queue.js';
export { tuneCollection } from './process/tune-collection.js';
export { endWith, explainStart } from './process/program.js';
export { serveOperations } from './http/serve-operations.js';
export { openVault, rotateKey, vaultElsewhere } from './vault/open-vault.js';
export { CIPHERS, type CipherName } from './vault/sealer.js';
export { Vault } from './vault/vault.js';
export { readDataKey, type WrappedKey } from './vault/data-key.repository.js';
