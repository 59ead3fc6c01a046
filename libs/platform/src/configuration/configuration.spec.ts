import { describe, expect, it } from '@jest/globals';
import { Configuration, ConfigurationError } from './configuration.js';

describe('Configuration', () => {
  it('has defaults that start a bare machine', () => {
    const configuration = Configuration.read({});
    expect(configuration).toMatchObject({
      embedded: true,
      port: 3000,
      host: '127.0.0.1',
      corsOrigins: [],
      runJobs: true,
    });
    expect(configuration.fileDirectory).toBe(`${configuration.dataDirectory}/files`);
  });

  it('takes the environment, and flags over it', () => {
    const environment = {
      SIKU_PORT: '4000',
      SIKU_CORS_ORIGINS: 'https://a.example, https://b.example',
      SIKU_RUN_JOBS: 'false',
    };
    expect(Configuration.read(environment, ['--port', '5000', '--data-dir', '/tmp/x', '--no-demo'])).toMatchObject({
      port: 5000,
      dataDirectory: '/tmp/x',
      demo: false,
      runJobs: false,
      corsOrigins: ['https://a.example', 'https://b.example'],
    });
  });

  it('names every wrong variable and shows no value', () => {
    const read = () =>
      Configuration.read({
        DATABASE_URL: 'mysql://siku:secret@db',
        SIKU_PORT: '8o80',
        SIKU_ADMIN_KEY: 'secret',
        SIKU_DEMO: 'secret',
      });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(/DATABASE_URL must be a postgres:\/\/ URL/);
    expect(read).toThrow(/SIKU_PORT must/);
    expect(read).toThrow(/SIKU_ADMIN_KEY must have at least 16/);
    expect(read).toThrow(/SIKU_DEMO must be true or false/);
    expect(read).not.toThrow(/secret|8o80/);
  });

  it('wants audience and key set beside an issuer', () => {
    expect(() => Configuration.read({ SIKU_JWT_ISSUER: 'https://id.example' })).toThrow(
      /SIKU_JWT_AUDIENCE[\s\S]*SIKU_JWKS_URL/,
    );
  });

  it('refuses an unknown flag', () => {
    expect(() => Configuration.read({}, ['--prot', '1'])).toThrow(ConfigurationError);
  });
});
