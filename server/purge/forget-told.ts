// Messages to other systems, and loans that ended there, are kept as long as the acts themselves, whether a system is reached, paused or neither.

import type { Instant } from '../../shared/core/instant.ts';
import { forgetLoansThere } from '../connectors/loan-rows.ts';
import type { WriteTx } from '../store/store.ts';

/** Forgets the messages before a moment of the connector after one; returns its name, null at the end. Waiting ones are kept. */
export async function forgetTold(
  tx: WriteTx,
  { after, before }: { readonly after: string; readonly before: Instant },
): Promise<string | null> {
  const next = await tx.db
    .selectFrom('connector')
    .select('name')
    .where('name', '>', after)
    .orderBy('name')
    .limit(1)
    .executeTakeFirst();
  if (next === undefined) return null;
  await tx.lock([`connector:${next.name}`]);
  await forgetLoansThere(tx, next.name, before);
  await tx.db
    .deleteFrom('connector_act')
    .where('connector', '=', next.name)
    .where('at', '<', before)
    .where('state', 'not in', ['waiting', 'asked'])
    .execute();
  return next.name;
}
