// node tools/run.mjs NAME …: builds if needed and runs tools/src/NAME.ts (or tools/src/NAME/main.ts).
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { ensureReady, fail, isFile, root } from './build.mjs';
import { runProgram } from './program.mjs';

const [name, ...args] = process.argv.slice(2);
if (!name || !/^[a-z][a-z-]*$/.test(name)) fail('name a tool: node tools/run.mjs migrate');
ensureReady();
const program = [`dist/tools/src/${name}.js`, `dist/tools/src/${name}/main.js`]
  .map((file) => join(root, file))
  .find(isFile);
if (!program) fail(`there is no tool ${name}`);
// Whole files are compared in memory there, and somebody waits for it.
const HALF = Math.floor(totalmem() / 2 / 1024 / 1024);
runProgram(program, args, name === 'evaluate' ? HALF : undefined);
