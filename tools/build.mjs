// Install and build only when something changed. Plain Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The oldest Node whose ESM and OpenSSL everything here was tried on. */
const oldestNode = [20, 19];

const say = (text) => process.stderr.write(`siku: ${text}\n`);

export function fail(text) {
  say(text);
  process.exit(1);
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(`Node.js ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}`);
}

/** Runs a command in the repository; its output goes to standard error, which is for people. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (error) fail(`${command} could not be started: ${error.message}`);
  return status ?? 1;
}

const npm = (args) =>
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { shell: process.platform === 'win32' });

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

const json = (file) => JSON.parse(read(join(root, file)) ?? '{"packages": {}}');

/** Whether node_modules holds what package-lock.json says, by npm's own record of what it installed. */
function isInstalled() {
  const installed = json('node_modules/.package-lock.json').packages;
  return Object.entries(json('package-lock.json').packages).every(
    ([path, { version, optional, devOptional, peer }]) =>
      path === '' || optional || devOptional || peer || installed[path]?.version === version,
  );
}

/**
 * Installs what package-lock.json says, unless just that is there. Needs the network only when it does something.
 * Not `npm ci`: it refuses a lock file that lacks binaries for other platforms, and a registry mirror may not have them.
 */
export function ensureInstalled() {
  if (isInstalled()) return;
  say('installing dependencies');
  if (npm(['install', '--no-save', '--no-audit', '--no-fund']) !== 0) fail('npm install failed');
}

const sourceFolders = ['apps', 'libs', 'tools'];
const sourceFiles = ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'];

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (!/\.spec\.ts$/.test(entry.name)) yield path;
  }
}

/** Names one state of the sources. Contents, not dates: a checkout or a copy sets dates as it likes. */
function sourceDigest() {
  const hash = createHash('sha256');
  const folders = sourceFolders.map((folder) => join(root, folder)).filter((folder) => existsSync(folder));
  const files = [...sourceFiles.map((file) => join(root, file)), ...folders.flatMap((folder) => [...filesIn(folder)])];
  for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const WAIT_MS = 100;

/** Does the work while no other process does any under the same lock, a file; that of a process which is gone counts for nothing. */
export function oneAtATime(lock, work) {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    while (!isTaken(lock, own)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  } finally {
    rmSync(own);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isTaken(lock, own) {
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const holder = read(lock);
    if (holder !== null && !isAlive(Number(holder))) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** Builds dist/ unless it was built from just these sources. */
export function ensureBuilt() {
  const stamp = join(root, 'dist/.siku-built');
  if (read(stamp) === sourceDigest()) return;
  oneAtATime(join(root, 'node_modules/.siku-building'), () => build(stamp));
}

function build(stamp) {
  const wanted = sourceDigest();
  // Another process may have built it meanwhile.
  if (read(stamp) === wanted) return;
  say('building');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  if (run(process.execPath, [join(root, 'node_modules/@nestjs/cli/bin/nest.js'), 'build']) !== 0)
    fail('the build failed');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

export function ensureReady() {
  checkNode();
  // Without package-lock.json there is nothing to compare with, as in an image that holds only what was built.
  if (!existsSync(join(root, 'package-lock.json'))) return;
  ensureInstalled();
  ensureBuilt();
}

export const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
