// Agreements of patrons on equipment. Each is added once, whatever comes first: none is ever taken back. [I24]

import { patronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { withAgreement } from '../../shared/circ/model/agreement.ts';
import { raise } from '../commands/settle-identities.ts';
import type { Raised, Taken } from '../commands/taken.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { keepEarlyWrites, type AccountWrite } from './early-writes.ts';

type Context = { readonly now: Instant; readonly changes: RowChanges };

/** Writes the agreements of these commands. Returns what is told where a patron is gone. */
export async function writeAgreements(
  tx: WriteTx,
  batch: readonly Taken[],
  { now, changes }: Context,
): Promise<Raised[]> {
  const found = batch.flatMap((taken) =>
    taken.recorded.flatMap((write) => (write.kind === 'writeAgreement' ? [{ taken, write }] : [])),
  );
  if (found.length === 0) return [];
  const aliases = await loadAliases(
    tx,
    found.map(({ write }) => write.patronId),
  );
  const ids = new Set(found.map(({ write }) => aliases.of('patron', write.patronId)));
  await tx.lock([...ids].map((id) => `patron:${id}`));
  const rows = await readRows(tx, 'patron', ids);
  const raised: Raised[] = [];
  const early: { id: string; write: AccountWrite }[] = [];
  const own = collectChanges();
  for (const { taken, write } of found) {
    const id = aliases.of('patron', write.patronId);
    const before = rows.get(id);
    if (before === undefined) {
      raised.push(raise(taken, 'patron-purged', { patron: patronId(id) }, {}));
      early.push({ id, write });
      continue;
    }
    const after = withAgreement(before, write.agreement);
    rows.set(id, after);
    own.put('patron', after);
  }
  await keepEarlyWrites(tx, early, now);
  await writeChanges(tx, own);
  changes.add(own);
  return raised;
}
