// Agreements of patrons on equipment. Each is added once, and ended by a line of its own, in any order of arrival.
// Loans of equipment are weighed again: the same exceptions stand in every order of arrival. [I22] [I24]

import { patronId, type PatronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { withAgreementWrite, withSponsors } from '../../shared/circ/model/agreement.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import { raise, type Raised, type Taken } from '../commands/taken.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { keepEarlyWrites, type AccountWrite } from './early-writes.ts';
import { weighAgreements } from './lent-unsigned.ts';

type Context = { readonly now: Instant; readonly changes: RowChanges };
type AgreementWritten = Extract<Recorded, { kind: 'writeAgreement' }>;

/** Writes the agreements of these commands. Returns exceptions where a patron is gone, and about loans that no agreement covers. */
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
    found.flatMap(({ write }) => [write.patronId, ...sponsorsOf(write)]),
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
      if (!('end' in write)) raised.push(raise(taken, 'patron-purged', { patron: patronId(id) }, {}));
      early.push({ id, write });
      continue;
    }
    const after = withSponsors(withAgreementWrite(before, write), (one) => patronId(aliases.of('patron', one)));
    rows.set(id, after);
    own.put('patron', after);
  }
  await keepEarlyWrites(tx, early, now);
  await writeChanges(tx, own);
  changes.add(own);
  return [...raised, ...(await weighAgreements(tx, [...rows.values()], changes))];
}

/** None, or one. */
function sponsorsOf(write: AgreementWritten): readonly PatronId[] {
  const sponsor = 'end' in write ? undefined : write.agreement.sponsor;
  return sponsor === undefined ? [] : [sponsor];
}
