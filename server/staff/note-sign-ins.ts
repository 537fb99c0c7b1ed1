// Sign-ins that desks report: the last one of each member of staff at any desk.

import type { Instant } from '../../shared/core/instant.ts';
import type { CommandsRequest } from '../../shared/wire/commands.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** Keeps the latest of each person. A time ahead of now counts as now. */
export async function noteSignIns(
  { db }: WriteTx,
  { signIns = [] }: Pick<CommandsRequest, 'signIns'>,
  now: Instant,
): Promise<void> {
  for (const { staffId, at } of signIns) {
    const when = Math.min(at, now);
    await db
      .updateTable('staff')
      .set({ signed_in_at: when })
      .where('id', '=', staffId)
      .where((where) => where.or([where('signed_in_at', 'is', null), where('signed_in_at', '<', when)]))
      .execute();
  }
}

/** When each person last signed in at any desk. */
export async function lastSignIns({ db }: ReadTx): Promise<ReadonlyMap<string, Instant>> {
  const rows = await db.selectFrom('staff').select(['id', 'signed_in_at']).execute();
  return new Map(rows.flatMap(({ id, signed_in_at: at }) => (at === null ? [] : [[id, Number(at)]])));
}
