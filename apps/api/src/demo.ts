import type { Configuration } from '@siku/platform';
import type { RunningApp } from './create-app.js';

/**
 * The demo city of `npm start`: loaded into a database that was just created, when the settings allow it.
 * Answers the lines to print below "siku listening on …".
 */
export async function startDemo(_running: RunningApp, _configuration: Configuration): Promise<string[]> {
  return [];
}
