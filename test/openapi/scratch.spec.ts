import { it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { listRoutes } from '@siku/access';
import { System } from '../support/system.js';
it('dump', async () => {
  const s = await System.start('embedded');
  writeFileSync('/tmp/routes.json', JSON.stringify(listRoutes(s.app), null, 1));
  writeFileSync('/tmp/openapi.json', JSON.stringify((await s.get('/openapi.json')).body, null, 1));
  await s.stop();
});
