// Lists of copies that are missing, lost, claimed, found or on their way, of the whole library.

import { isItemAct } from '../../shared/circ/act-kinds.ts';
import { awayColumns, isAway, type AwayStatus } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { AwaySource, MissingRow } from '../../shared/lists/away-items.ts';
import type { isLossToReplace, reviewRows } from '../../shared/lists/replacement-review.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

type Asked = { readonly tx: ReadTx; readonly now: Instant; readonly branch: BranchId | null };

/** Null: no losses. */
type LossTest = typeof isLossToReplace | null;

/** Missing copies of a branch, as one of the lists has them. */
export async function missingCopies(asked: Asked, rowsOf: typeof reviewRows, isMeant: LossTest): Promise<MissingRow[]> {
  const { tx, branch, now } = asked;
  const [library] = await readAllRows(tx, 'library');
  const lost = isMeant === null ? [] : await lostLoans(tx, isMeant);
  const source = await awayState(asked, isMeant === null ? ['missing', 'found'] : ['missing'], [
    ...(await claimedLoans(tx)),
    ...lost,
  ]);
  return rowsOf(source, { branch, now, terms: library?.desk });
}

/** Every copy that is away for one of these reasons, with its related rows. */
export async function awayState(
  { tx }: Pick<Asked, 'tx'>,
  statuses: readonly AwayStatus[],
  lent: readonly Loan[] = [],
): Promise<AwaySource> {
  const stored = await readRowsBy(tx, 'item', { column: 'away', values: new Set(statuses.flatMap(awayColumns)) });
  const items = stored.filter(({ state }) => statuses.some((status) => isAway(state, status)));
  const out = await readRows(tx, 'item', new Set(lent.map(({ itemId }) => itemId)));
  const events = await readRowsBy(tx, 'event', { column: 'item_id', values: items.map(({ id }) => id) });
  const actsOf = Map.groupBy(events.filter(isItemAct), ({ itemId }) => itemId);
  const titles = new Set([...items, ...out.values()].map(({ titleId }) => titleId));
  const copies = await readRowsBy(tx, 'item', { column: 'title_id', values: titles });
  const holds = await readRowsBy(tx, 'hold', { column: 'title_id', values: titles });
  const copiesOf = Map.groupBy(copies, ({ titleId }) => titleId);
  const holdsOf = Map.groupBy(holds, ({ titleId }) => titleId);
  return {
    ...(await rowSource(tx, { items: [...items, ...out.values()] })),
    itemsOfTitle: (id) => copiesOf.get(id) ?? [],
    holdsOfTitle: (id) => holdsOf.get(id) ?? [],
    itemsAway: (status) => items.filter(({ state }) => isAway(state, status)),
    claimedLoans: () => lent.filter(({ claim }) => claim !== undefined),
    lostLoans: () => lent.filter(({ state }) => state === 'lost'),
    actsOfItem: (id) => actsOf.get(id) ?? [],
  };
}

async function claimedLoans(tx: ReadTx): Promise<Loan[]> {
  const rows = await tx.db.selectFrom('loan').select('body').where('claimed_at', 'is not', null).execute();
  return rows.map(({ body }) => parseRow('loan', body));
}

/** Most losses of past years are on no list: the rows' further data is read for the others alone. */
async function lostLoans(tx: ReadTx, isMeant: NonNullable<LossTest>): Promise<Loan[]> {
  const rows = await tx.db.selectFrom('loan').select('body').where('state', '=', 'lost').execute();
  const loans = rows.map(({ body }) => parseRow('loan', body)).filter(({ claim }) => claim === undefined);
  const items = await readRows(tx, 'item', new Set(loans.map(({ itemId }) => itemId)));
  return loans.filter((loan) => {
    const item = items.get(loan.itemId);
    return item !== undefined && isMeant(loan, item);
  });
}
