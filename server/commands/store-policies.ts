// Resolved policies that come with commands: kept under their hash when they have it. A loan that was waiting for its policy is folded again.

import { itemId, type ItemId } from '../../shared/core/ids.ts';
import { hashPolicy } from '../../shared/rules/model/policy.ts';
import type { CommandsRequest } from '../../shared/wire/commands.ts';
import { readBodies } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';

/** Stores the new ones. Returns the items whose acts name one of them. */
export async function storePolicies(
  tx: WriteTx,
  policies: CommandsRequest['policies'],
  changes: RowChanges,
): Promise<ItemId[]> {
  const genuine = policies.flatMap(({ hash, policy }) =>
    hashPolicy(policy) === hash ? [{ hash: hashPolicy(policy), policy }] : [],
  );
  const present = await readBodies(
    tx,
    'policy',
    genuine.map(({ hash }) => hash),
  );
  const fresh = genuine.filter(({ hash }) => !present.has(hash));
  if (fresh.length === 0) return [];
  const own = collectChanges();
  for (const row of fresh) own.put('policy', row);
  await writeChanges(tx, own);
  changes.add(own);
  const waiting = await tx.db
    .selectFrom('event')
    .select('item_id')
    .distinct()
    .where(
      tx.anyOf(
        'policy_hash',
        fresh.map(({ hash }) => hash),
      ),
    )
    .execute();
  return waiting.flatMap((row) => (row.item_id === null ? [] : [itemId(row.item_id)]));
}
