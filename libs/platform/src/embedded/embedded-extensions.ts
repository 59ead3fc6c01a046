import type { MigrationFile } from '../migration/migration-files.js';

/** Extensions of the embedded build that a migration may create. */
const known = ['postgis', 'pg_trgm', 'btree_gist', 'btree_gin', 'pgcrypto', 'fuzzystrmatch'] as const;

/**
 * Extensions the migrations ask for. Only these are loaded: PostGIS alone adds four seconds to every start of the embedded
 * database, used or not.
 */
export function extensionsOf(files: readonly MigrationFile[]): string[] {
  return known.filter((extension) =>
    files.some(({ sql }) => new RegExp(`CREATE\\s+EXTENSION[^;]*\\b${extension}\\b`, 'i').test(sql)),
  );
}
