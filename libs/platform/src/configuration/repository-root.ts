import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function find(folder: string): string {
  if (existsSync(join(folder, 'migrations')) && existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error('the folder with package.json and migrations/ was not found above the program');
  return find(parent);
}

/** Folder of package.json and migrations/, the same from the sources and from dist/. */
export const repositoryRoot = find(dirname(fileURLToPath(import.meta.url)));
