// npm start: installs, builds and runs Siku on a machine that has nothing but Node.
//   --port N  --data-dir DIR  --fresh (begin anew)  --no-demo
import { join } from 'node:path';
import { ensureReady, root } from './build.mjs';
import { runProgram } from './program.mjs';

ensureReady();
runProgram(join(root, 'dist/apps/api/src/main.js'), process.argv.slice(2));
