// npm test: everything a change must pass, on a machine that has nothing but Node. Servers are used where they are named:
//   TEST_DATABASE_URL  a PostgreSQL + PostGIS server on which databases may be created
//   TEST_CITUS_URL     a database of a Citus cluster's coordinator that knows the nodes; databases may be created on all of them
//   TEST_REDIS_URL     a Redis server
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, root } from './build.mjs';

/** What Jest says when a test leaves a worker, pool or timer open. */
const leftOpen = /Jest did not exit|failed to exit gracefully/;
/** Results are written when the last test is done; whatever keeps the process longer than this was left open. */
const exitMilliseconds = 20_000;

const say = (text) => process.stdout.write(`${text}\n`);
const failures = [];

function step(name, work) {
  const began = Date.now();
  const ok = work();
  say(`${ok ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1_000).toFixed(1)} s)`);
  if (!ok) failures.push(name);
}

const bin = (path) => join(root, 'node_modules', path);
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

function runJest(output) {
  return new Promise((done) => {
    const child = spawn(
      process.execPath,
      // More workers than cores would only make the embedded databases wait for one another.
      [
        '--experimental-vm-modules',
        '--no-warnings',
        bin('jest/bin/jest.js'),
        '--json',
        `--outputFile=${output}`,
        '--maxWorkers=2',
        ...process.argv.slice(2),
      ],
      { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let open = false;
    let late;
    const watch = setInterval(() => {
      if (!existsSync(output) || late) return;
      late = setTimeout(() => {
        open = true;
        child.kill('SIGKILL');
      }, exitMilliseconds);
    }, 1_000);
    child.stderr.on('data', (data) => {
      process.stderr.write(data);
      open ||= leftOpen.test(String(data));
    });
    child.on('close', () => {
      clearInterval(watch);
      clearTimeout(late);
      done(open);
    });
  });
}

checkNode();
ensureInstalled();
step('format', () => node(bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'));
step('lint', () => node(bin('oxlint/bin/oxlint'), '--type-aware', '--quiet'));
step('types', () => node(bin('typescript/bin/tsc'), '--noEmit'));
step('floors', () => {
  const folders = ['apps', 'libs', 'tools'];
  return node(bin('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', ...folders);
});
step('build', () => {
  ensureBuilt();
  return true;
});

const missing = [
  !process.env.TEST_DATABASE_URL && 'PostgreSQL: TEST_DATABASE_URL is not set; the embedded database is tested',
  !process.env.TEST_CITUS_URL && 'Citus: TEST_CITUS_URL is not set; the statements of a cluster are not tested',
  !process.env.TEST_REDIS_URL && 'Redis: TEST_REDIS_URL is not set; the in-process queue is tested',
  spawnSync('chromium', ['--version']).status !== 0 && 'browser: chromium is not installed',
  spawnSync('ogrinfo', ['--version']).status !== 0 && 'GDAL: ogrinfo is not installed',
  spawnSync('/usr/bin/python3', ['-c', 'import owslib.ogcapi.features']).status !== 0 &&
    'OWSLib: not installed for /usr/bin/python3',
  spawnSync(process.env.TEST_PYTHON ?? 'python3', ['-c', 'import pysdmx.io, sdmx, httpx']).status !== 0 &&
    'SDMX clients: pysdmx and sdmx1 are not installed for TEST_PYTHON',
  spawnSync('Rscript', ['-e', 'library(rsdmx)']).status !== 0 && 'rsdmx: not installed',
  !existsSync(join(root, '../shared/data')) && 'real input: ../shared/data is not there',
].filter(Boolean);

const scratch = mkdtempSync(join(tmpdir(), 'siku-results-'));
const output = join(scratch, 'jest.json');
const open = await runJest(output);
let results = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numRuntimeErrorTestSuites: 0 };
if (existsSync(output)) results = JSON.parse(readFileSync(output, 'utf8'));
else failures.push('jest');
if (results.numPassedTests === 0) failures.push('no test passed');
rmSync(scratch, { recursive: true, force: true });

say('');
if (open)
  say('notice   a test process did not end at once: either a test left something open, or the machine was busy');
for (const text of missing) say(`skipped  ${text}`);
for (const name of failures) say(`failed   ${name}`);
// A suite that cannot even be loaded has no failed test of its own.
const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + failures.length;
say(`${results.numPassedTests} passed, ${failed} failed, ${results.numPendingTests} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
