// Checks after an attack: everything that a desk acknowledged is in its ledger and at the server exactly once, byte for byte, with the item, the
// patron and the cents of the desk's answer. [I1] [I2] [I5] [I16] [I17] [I21]

import { checkActsIn } from '../../simulation/checks/check-acts.ts';
import { checkMoneyIn, checkRowsIn } from '../../simulation/checks/check-server.ts';
import { keptOf, type Kept } from '../../simulation/processes/kept.ts';
import { holds } from '../../simulation/world/broken.ts';
import { verifyLedger } from '../../../db/ledger/verify-ledger.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Act } from '../../../shared/circ/acts.ts';
import { keptAtDesk, withDeskOf } from '../../crash/electron/support/both-sides.ts';
import type { Acknowledged, AttackedDesk } from './attacked-desk.ts';
import type { AttackedLibrary } from './attacked-library.ts';

type Arguments = { readonly id: string; readonly args: string | null; readonly salt: string | null };

/** Throws with the lost, doubled or changed acts. `receipts`: whether the answers are compared as well. */
export async function expectExactlyOnce(
  library: AttackedLibrary,
  desk: AttackedDesk,
  { receipts }: { readonly receipts: boolean } = { receipts: true },
): Promise<void> {
  const { problems, deskId, args } = await withDeskOf(library.program, desk.path, ({ ledger, signer }) => ({
    problems: verifyLedger(ledger, signer.publicKey).problems,
    deskId: ledger.all<{ deskId: string }>("SELECT json_extract(body, '$.deskId') AS deskId FROM envelope LIMIT 1")[0]
      ?.deskId,
    args: ledger.all<Arguments>('SELECT id, args, salt FROM envelope'),
  }));
  holds(23, problems.length === 0, () => `the ledger of ${desk.name} is not sound: ${JSON.stringify(problems)}`);
  const here = await keptAtDesk(library.program, desk.path);
  expectInLedger(desk, here);
  await library.withStore(async (store) => {
    const there = await keptOf(store, deskId ?? '');
    for (const [index, kept] of here.entries())
      holds(17, isSame(kept, there[index], receipts), () => differing(desk.name, kept, there[index]));
    holds(2, there.length === here.length, () => `the server has ${there.length} acts of ${here.length}`);
    const { rows, events } = await store.read(async (tx) => ({
      rows: await tx.db.selectFrom('envelope').select(['id', 'args', 'salt']).execute(),
      events: await readAllRows(tx, 'event'),
    }));
    const byId = new Map(rows.map((row) => [String(row.id), row]));
    for (const mine of args) {
      const row = byId.get(mine.id);
      holds(
        21,
        row?.args === mine.args && row.salt === mine.salt,
        () => `arguments of ${mine.id} differ at the server`,
      );
    }
    expectSameActs(desk.acknowledged, events);
    await checkRowsIn(store, () => undefined);
    await checkMoneyIn(store);
    await checkActsIn(store);
  });
}

/** Every acknowledged act is in the ledger, once. */
export function expectInLedger(desk: AttackedDesk, here: readonly Kept[]): void {
  const ids = new Set(here.map(({ id }) => id));
  holds(2, ids.size === here.length, () => `an act of ${desk.name} is in its ledger twice`);
  for (const { id, kind } of desk.acknowledged)
    holds(1, ids.has(id), () => `${kind} ${id} was acknowledged at ${desk.name} and is gone`);
}

/** The server folded exactly the acts of the desk. */
function expectSameActs(acknowledged: readonly Acknowledged[], events: readonly Act[]): void {
  const byId = Map.groupBy(events, ({ id }) => String(id));
  for (const done of acknowledged) {
    const found = byId.get(done.id) ?? [];
    holds(2, found.length === 1, () => `${done.kind} ${done.id} took effect ${found.length} times`);
    const [act] = found;
    const isSameAct =
      act?.kind === done.kind &&
      (!('itemId' in act) || done.item === undefined || act.itemId === done.item) &&
      (!('patronId' in act) || done.patron === undefined || act.patronId === done.patron) &&
      (!('amountMinor' in act) || done.cents === undefined || act.amountMinor === done.cents) &&
      (!('dueAt' in act) || done.dueAt === undefined || act.dueAt === Date.parse(done.dueAt));
    holds(21, isSameAct, () => `${JSON.stringify(done)} became ${JSON.stringify(act)}`);
  }
}

function isSame(here: Kept, there: Kept | undefined, receipts: boolean): boolean {
  return here.id === there?.id && here.body === there.body && (!receipts || here.receipt === there.receipt);
}

function differing(name: string, here: Kept, there: Kept | undefined): string {
  if (there === undefined || there.id !== here.id) return `${here.id} of ${name} is not at the server in its place`;
  if (here.body !== there.body) return `${here.id} of ${name} has other bytes at the server`;
  return `${here.id} of ${name} was answered ${there.receipt ?? 'not'}, and the desk has ${here.receipt ?? 'no answer'}`;
}
