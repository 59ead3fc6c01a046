import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateIf,
  validateSync,
} from 'class-validator';
import { CIPHERS, type CipherName } from '../vault/sealer.js';
import { repositoryRoot } from './repository-root.js';

/** Wrong settings, named by their variables; their values may be secrets and are never shown. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

const megabyte = 1_048_576;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const webAddress = { require_tld: false, protocols: ['http', 'https'], require_protocol: true };

/** Variable (and flag) of each setting; the table is also what an error message names. */
const variables = {
  databaseUrl: 'DATABASE_URL',
  redisUrl: 'REDIS_URL',
  adminKey: 'SIKU_ADMIN_KEY',
  host: 'SIKU_HOST',
  port: 'SIKU_PORT',
  workerPort: 'SIKU_WORKER_PORT',
  dataDirectory: 'SIKU_DATA_DIR',
  fileDirectory: 'SIKU_FILE_DIR',
  logLevel: 'SIKU_LOG_LEVEL',
  corsOrigins: 'SIKU_CORS_ORIGINS',
  trustProxy: 'SIKU_TRUST_PROXY',
  bodyLimit: 'SIKU_BODY_LIMIT',
  uploadLimit: 'SIKU_UPLOAD_LIMIT',
  rateLimit: 'SIKU_RATE_LIMIT',
  poolSize: 'SIKU_POOL_SIZE',
  runJobs: 'SIKU_RUN_JOBS',
  jobConcurrency: 'SIKU_JOB_CONCURRENCY',
  threads: 'SIKU_THREADS',
  threadsFrom: 'SIKU_THREADS_FROM',
  leaseSeconds: 'SIKU_LEASE_SECONDS',
  migrateAtStart: 'SIKU_MIGRATE',
  demo: 'SIKU_DEMO',
  jwtIssuer: 'SIKU_JWT_ISSUER',
  jwtAudience: 'SIKU_JWT_AUDIENCE',
  jwksUrl: 'SIKU_JWKS_URL',
  key: 'SIKU_KEY',
  keyFile: 'SIKU_KEY_FILE',
  cipher: 'SIKU_CIPHER',
} as const;
type Setting = keyof typeof variables;

/** Every setting, checked; the only reader of the environment. */
export class Configuration {
  /** PostgreSQL server; absent: the embedded database in the data directory */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, { message: 'must be a postgres:// URL' })
  databaseUrl?: string;

  /** Redis of the job queue; absent: jobs run in this process */
  @IsOptional()
  @Matches(/^rediss?:\/\/\S+$/, { message: 'must be a redis:// URL' })
  redisUrl?: string;

  /** Bearer key of the first operator */
  @IsOptional()
  @MinLength(16, { message: 'must have at least 16 characters' })
  adminKey?: string;

  @IsString()
  @IsNotEmpty()
  host = '127.0.0.1';

  /** 0: any free port */
  @IsInt()
  @Min(0)
  @Max(65_535)
  port = 3000;

  /** Where a worker answers /health, /ready and /metrics; 0: any free port */
  @IsInt()
  @Min(0)
  @Max(65_535)
  workerPort = 0;

  @IsString()
  @IsNotEmpty()
  dataDirectory = resolve(repositoryRoot, '.siku');

  /** Uploaded files; a shared folder when API and workers run on several machines. Default: files/ in the data directory */
  @IsString()
  @IsNotEmpty()
  fileDirectory = '';

  /** Default: info, and warn for the embedded size, whose log a person has before her eyes */
  @IsIn(logLevels)
  logLevel: LogLevel = '' as LogLevel;

  /** Origins of web pages that may call the API; empty: none */
  @IsUrl(webAddress, { each: true })
  corsOrigins: string[] = [];

  /** Believe X-Forwarded-* of the proxy in front */
  @IsBoolean({ message: 'must be true or false' })
  trustProxy = false;

  /** Bytes of a JSON body */
  @IsInt()
  @Min(1_024)
  bodyLimit = megabyte;

  /** Bytes of an uploaded file */
  @IsInt()
  @Min(1_024)
  uploadLimit = 4_096 * megabyte;

  /** Requests a minute for each key, or address where there is none; 0: no limit */
  @IsInt()
  @Min(0)
  rateLimit = 60_000;

  /** Database connections of this process */
  @IsInt()
  @Min(2)
  @Max(500)
  poolSize = 10;

  /** Whether this process runs jobs; an API beside workers does not have to */
  @IsBoolean({ message: 'must be true or false' })
  runJobs = true;

  @IsInt()
  @Min(1)
  @Max(16)
  jobConcurrency = 2;

  /**
   * Threads beside the first in which a large publication is prepared on a server. By default two processors are left
   * alone: the first thread keeps one busy, collecting garbage and the database the other.
   */
  @IsInt()
  @Min(0)
  @Max(64)
  threads = Math.max(0, Math.min(availableParallelism() - 2, 3));

  /** Touched records from which a publication is large: a thread is worth its start, about a second */
  @IsInt()
  @Min(1)
  threadsFrom = 3_000;

  /** How long a worker that died keeps others from going on with its base */
  @IsInt()
  @Min(1)
  @Max(600)
  leaseSeconds = 15;

  /** Whether a start applies pending migrations; false: `npm run migrate` does, perhaps as another database user */
  @IsBoolean({ message: 'must be true or false' })
  migrateAtStart = true;

  /** Whether an empty embedded database is filled with the demo city */
  @IsBoolean({ message: 'must be true or false' })
  demo = true;

  /** Whether the embedded database is emptied first (flag --fresh only) */
  @IsBoolean()
  fresh = false;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  jwtIssuer?: string;

  @ValidateIf(({ jwtIssuer }: Configuration) => jwtIssuer !== undefined)
  @IsString({ message: 'is needed when SIKU_JWT_ISSUER is set' })
  @IsNotEmpty()
  jwtAudience?: string;

  @ValidateIf(({ jwtIssuer }: Configuration) => jwtIssuer !== undefined)
  @IsUrl(webAddress, { message: 'must be an http(s) URL when SIKU_JWT_ISSUER is set' })
  jwksUrl?: string;

  /** Key-encryption keys (32 bytes, base64), the one in use first: they wrap the key of what is sealed at rest */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  key?: string;

  /** File with the keys, one a line. Default: siku.key in the data directory, made at the first start */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  keyFile?: string;

  /** Cipher of what is sealed at rest; an installation keeps the one it began with */
  @IsIn(CIPHERS)
  cipher: CipherName = 'aes-256-gcm';

  /** The settings of this process: environment, then flags `--port --data-dir --no-demo --fresh`. */
  static read(environment: NodeJS.ProcessEnv, flags: string[] = []): Configuration {
    const configuration = new Configuration();
    for (const [setting, variable] of Object.entries(variables) as [Setting, string][]) {
      const text = environment[variable]?.trim();
      if (text) Object.assign(configuration, { [setting]: parseLike(configuration[setting], text) });
    }
    Object.assign(configuration, fromFlags(flags));
    return configuration.checked();
  }

  /** The settings of this process and its flags: the one place that reads the environment. */
  static ofProcess(flags: string[] = []): Configuration {
    return Configuration.read(process.env, flags);
  }

  /** Settings for a test: the defaults and what the test says, nothing of the environment. */
  static of(settings: Partial<Configuration>): Configuration {
    return Object.assign(new Configuration(), { logLevel: 'silent', port: 0, demo: false }, settings).checked();
  }

  get embedded(): boolean {
    return this.databaseUrl === undefined;
  }

  private checked(): this {
    this.dataDirectory = resolve(this.dataDirectory);
    this.logLevel ||= this.embedded ? 'warn' : 'info';
    if (this.fresh && !this.embedded)
      throw new ConfigurationError('--fresh empties the embedded database only, not the one of DATABASE_URL');
    this.fileDirectory = resolve(this.fileDirectory || `${this.dataDirectory}/files`);
    const errors = validateSync(this, { validationError: { target: false, value: false } });
    if (errors.length === 0) return this;
    const lines = errors.map(({ property, constraints = {} }) => {
      const sentence = Object.values(constraints)
        .map((text) => text.replace(new RegExp(`^(each value in )?${property} `), '$1'))
        .join(', ');
      return `${variables[property as Setting] ?? property} ${sentence}`;
    });
    throw new ConfigurationError(lines.join('\n'));
  }
}

function parseLike(example: unknown, text: string): unknown {
  if (typeof example === 'number') return /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (typeof example === 'boolean')
    return ({ true: true, false: false } as Record<string, boolean>)[text.toLowerCase()] ?? text;
  if (Array.isArray(example)) return text.split(',').map((part) => part.trim());
  return text;
}

function fromFlags(flags: string[]): Partial<Configuration> {
  let values;
  try {
    ({ values } = parseArgs({
      args: flags,
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        'no-demo': { type: 'boolean' },
        fresh: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new ConfigurationError((error as Error).message);
  }
  return {
    ...(values.port !== undefined && { port: /^\d+$/.test(values.port) ? Number(values.port) : Number.NaN }),
    ...(values['data-dir'] !== undefined && { dataDirectory: values['data-dir'] }),
    ...(values['no-demo'] && { demo: false }),
    ...(values.fresh && { fresh: true }),
  };
}

/** Servers that tests and benchmarks may use beside the embedded database. */
export const testServers = (
  environment: NodeJS.ProcessEnv = process.env,
): { databaseUrl?: string; clusterUrl?: string; redisUrl?: string; benchmarkUrl?: string } => ({
  databaseUrl: environment['TEST_DATABASE_URL'],
  clusterUrl: environment['TEST_CITUS_URL'],
  redisUrl: environment['TEST_REDIS_URL'],
  benchmarkUrl: environment['BENCH_DATABASE_URL'],
});
