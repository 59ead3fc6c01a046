import { hostname } from 'node:os';
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import type { Configuration } from '../configuration/configuration.js';

/** Structured log of the process. What is logged names things by id; never values of records, queries or bodies. */
export abstract class Logger {
  abstract child(members: object): Logger;
  abstract debug(members: object, message: string): void;
  abstract info(members: object, message: string): void;
  abstract warn(members: object, message: string): void;
  abstract error(members: object, message: string): void;
}

/** What is told of an error: database errors carry the offending row in `detail`, and queries their parameters. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, table, constraint, schema, routine } = error as Error & Record<string, unknown>;
  const fromDatabase = typeof routine === 'string' && typeof code === 'string' && code.length === 5;
  return {
    type: error.name,
    code,
    ...(fromDatabase ? { schema, table, constraint } : { message: error.message }),
    stack: stackFrames(error),
  };
}

/** The frames alone: the first lines of a stack repeat the message. */
const stackFrames = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');

export function createLogger(
  configuration: Pick<Configuration, 'logLevel'>,
  program: string,
  destination?: DestinationStream,
): PinoLogger {
  const options = {
    level: configuration.logLevel,
    base: { program, pid: process.pid, host: hostname() },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: describeError, err: describeError },
  };
  // Standard output is for what a person who starts the program reads.
  return pino(options, destination ?? pino.destination({ fd: 2, sync: false }));
}

/** Nest's own messages, in the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: PinoLogger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: 'debug' | 'warn' | 'error' | 'fatal', message: unknown, rest: unknown[]): void {
    const error = [message, ...rest].find((part) => part instanceof Error);
    const context = rest.findLast((part) => typeof part === 'string' && !part.includes('\n'));
    this.logger[level]({ context, ...(error && { error }) }, message instanceof Error ? message.name : String(message));
  }
}
