import type { DatasetChange } from '@siku/catalogue';
import { conflict, type Sql } from '@siku/platform';

/**
 * Base and key say which record a row is about. Once something was delivered they stay: with another key every record
 * would be a new one, and the old ones would never end.
 */
export async function refuseNewIdentity({ code, from, to }: DatasetChange, tx: Sql): Promise<void> {
  const same =
    from.base === to.base && from.department === to.department && from.key.join('\u0000') === to.key.join('\u0000');
  if (same) return;
  const [batch] = await tx.query('SELECT 1 FROM catalogue.batch WHERE dataset = $1 LIMIT 1', [code]);
  if (!batch) return;
  throw conflict('dataset-in-use', {
    zh: '该数据集已有批次，基础库、部门和主键不能再改；请新建一个数据集',
    en: 'Files have been delivered for this dataset: its base, department and key are fixed. Make a new dataset instead',
  });
}
