import { ROLES, type Caller } from '@siku/access';

export type Allowed = readonly Caller[] | 'open';

const READERS: readonly Caller[] = ['application', 'steward', 'operator'];

const SENDERS: readonly Caller[] = ['uploader', 'operator'];

const OVERSEERS: readonly Caller[] = ['uploader', 'steward', 'operator'];

/** Every route and who may call it. A new route is added here knowingly, or the test fails. */
export const ROUTES: Readonly<Record<string, Allowed>> = {
  'GET /v1/me': ROLES,

  'GET /v1/keys': ['operator'],
  'POST /v1/keys': ['operator'],
  'GET /v1/keys/:id': ['operator'],
  'DELETE /v1/keys/:id': ['operator'],
  'POST /v1/keys/:id/rotate': ['operator'],
  'GET /v1/audit': ['operator'],
  'GET /v1/grants': READERS,
  'POST /v1/grants': READERS,
  'GET /v1/grants/:id': READERS,
  'POST /v1/grants/:id/approve': ['steward', 'operator'],
  'POST /v1/grants/:id/refuse': ['steward', 'operator'],
  'POST /v1/grants/:id/revoke': READERS,

  'GET /v1/bases': ROLES,
  'GET /v1/bases/:code': ROLES,
  'GET /v1/departments': ROLES,
  'GET /v1/departments/:code': ROLES,
  'PUT /v1/departments/:code': ['operator'],
  'GET /v1/datasets': ROLES,
  'GET /v1/datasets/:code': ROLES,
  'PUT /v1/datasets/:code': SENDERS,
  'GET /v1/datasets/:code/versions': ROLES,
  'GET /v1/datasets/:code/versions/:version': ROLES,
  'GET /v1/datasets/:code/template': ROLES,
  'POST /v1/datasets::infer': SENDERS,

  'POST /v1/datasets/:code/batches': SENDERS,
  'GET /v1/batches': OVERSEERS,
  'GET /v1/batches/:id': OVERSEERS,
  'GET /v1/batches/:id/issues': OVERSEERS,
  'GET /v1/batches/:id/events': OVERSEERS,
  'POST /v1/batches/:id/confirm': OVERSEERS,
  'POST /v1/batches/:id/cancel': SENDERS,
  'POST /v1/batches/:id/rollback': SENDERS,
  'OPTIONS /v1/uploads': 'open',
  'POST /v1/uploads': SENDERS,
  'HEAD /v1/uploads/:id': SENDERS,
  'PATCH /v1/uploads/:id': SENDERS,
  'DELETE /v1/uploads/:id': SENDERS,

  'GET /v1/legal-entities': READERS,
  'GET /v1/legal-entities/by-identifier/:scheme/:value': READERS,
  'POST /v1/legal-entities/match': READERS,
  'POST /v1/legal-entities/lookup': READERS,
  'GET /v1/legal-entities/models': ['steward', 'operator'],
  'POST /v1/legal-entities/models': ['steward', 'operator'],
  'GET /v1/legal-entities/models/:version': ['steward', 'operator'],
  'GET /v1/legal-entities/models/:version/preview': ['steward', 'operator'],
  'POST /v1/legal-entities/models/:version/activate': ['steward', 'operator'],
  'GET /v1/legal-entities/crosswalk': ROLES,
  'GET /v1/legal-entities/changes': READERS,
  'GET /v1/legal-entities/changes/events': READERS,
  'GET /v1/legal-entities/export': READERS,
  'GET /v1/legal-entities/:id': READERS,
  'GET /v1/legal-entities/:id/versions': READERS,
  'GET /v1/legal-entities/:id/versions/:version': READERS,
  'GET /v1/legal-entities/:id/history': READERS,
  'GET /v1/legal-entities/:id/diff': READERS,
  'GET /v1/legal-entities/:id/relations': READERS,
  // Rows as departments delivered them.
  'GET /v1/legal-entities/:id/sources': ['steward', 'operator'],

  // Within a grant besides.
  'POST /v1/persons/search': READERS,
  'POST /v1/persons/verify': READERS,
  'POST /v1/persons/match': READERS,
  'POST /v1/persons/lookup': READERS,
  'GET /v1/persons/models': ['steward', 'operator'],
  'POST /v1/persons/models': ['steward', 'operator'],
  'GET /v1/persons/models/:version': ['steward', 'operator'],
  'GET /v1/persons/models/:version/preview': ['steward', 'operator'],
  'POST /v1/persons/models/:version/activate': ['steward', 'operator'],
  'GET /v1/persons/crosswalk': ROLES,
  'GET /v1/persons/changes': READERS,
  'GET /v1/persons/changes/events': READERS,
  'GET /v1/persons/export': READERS,
  'GET /v1/persons/:id': READERS,
  'GET /v1/persons/:id/versions': READERS,
  'GET /v1/persons/:id/versions/:version': READERS,
  'GET /v1/persons/:id/history': READERS,
  'GET /v1/persons/:id/diff': READERS,
  'GET /v1/persons/:id/household': READERS,
  'GET /v1/persons/:id/kin': READERS,
  'GET /v1/persons/:id/sources': ['steward', 'operator'],
  // The person herself, by a verified claim.
  'GET /v1/persons/:id/access-log': ['steward', 'person'],
};
