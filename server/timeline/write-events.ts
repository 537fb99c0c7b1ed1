// Puts acts on their timelines.

import type { FeeId } from '../../shared/core/ids.ts';
import type { Act, MoneyAct } from '../../shared/circ/acts.ts';
import { loansNamedBy } from '../../shared/circ/fold/account.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { isMoneyAct } from '../../shared/circ/act-kinds.ts';

/** Writes the acts and adds them to the published changes. An act of an id that is there replaces it. */
export async function writeEvents(tx: WriteTx, acts: readonly Act[], changes: RowChanges): Promise<void> {
  if (acts.length === 0) return;
  const events = collectChanges();
  for (const act of acts) events.put('event', act);
  await writeChanges(tx, events);
  const links = acts.filter(isMoneyAct).flatMap((act) => namesOf(act).map((name) => [act.id, name] as const));
  const distinct = new Map(links.map(([event, loan]) => [`${event}\n${loan}`, { event_id: event, loan_id: loan }]));
  await tx.upsert('event_loan', [...distinct.values()]);
  changes.add(events);
}

/** Search keys of a money act: the loans that it names, and the fee that it makes. */
function namesOf(act: MoneyAct): string[] {
  const loans = loansNamedBy([act]);
  return act.kind === 'addFee' ? [nameOfAdded(act.feeId), ...loans] : loans;
}

/** By which `event_loan` has the acts that add a fee. No loan has such an id. */
export function nameOfAdded(fee: FeeId): string {
  return `fee ${fee}`;
}

/** Takes acts off their timelines: opening acts that a source has no more, and acts in a checkpoint. */
export async function dropEvents(tx: WriteTx, acts: readonly Act[], changes: RowChanges): Promise<void> {
  const events = collectChanges();
  for (const act of acts) events.drop('event', act);
  await writeChanges(tx, events);
  if (acts.length > 0)
    await tx.db
      .deleteFrom('event_loan')
      .where(
        tx.anyOf(
          'event_id',
          acts.map((act) => act.id),
        ),
      )
      .execute();
  changes.add(events);
}
