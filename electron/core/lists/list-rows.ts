// The rows of each list as a desk has them: one query for each list of `shared/lists/all.ts`.

import type { BranchId, TitleId } from '../../../shared/core/ids.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { ListName, RowOf } from '../../../shared/lists/all.ts';
import { missingRows, transitRows } from '../../../shared/lists/away-items.ts';
import { pullRows, shelfRows, waitingRows } from '../../../shared/lists/hold-rows.ts';
import { lateRows } from '../../../db/lists/late-equipment.ts';
import { awaySource } from '../../../db/lists/away-items.ts';
import { holdSource } from '../../../db/lists/holds.ts';
import { feeRows, loanRows, patronHoldRows, type LookingFrom } from '../../../db/lists/patron-lists.ts';
import { patronActRows } from '../../../db/lists/patron-history.ts';
import { copyRows, titleHoldRows } from '../../../db/lists/title-lists.ts';
import { waitingActRows } from '../../../db/lists/waiting-acts.ts';
import type { Copy } from '../desk-sight.ts';
import { deskAccountRows } from './account-rows.ts';
import { exceptionRows } from './exception-rows.ts';
import type { ListDesk } from './list-desk.ts';

/** What a list is asked about. */
export type ListAsked = {
  readonly desk: ListDesk;
  readonly copy: Copy;
  /** The branch that was named, or that of the desk. */
  readonly branch: BranchId;
  /** Null: no branch was named. */
  readonly named: BranchId | null;
  readonly from: LookingFrom;
  /** Throws HF-PATRON-001 where the list is of a patron and none was named. */
  readonly patron: () => Patron;
  /** Throws HF-CIRC-126 likewise. */
  readonly title: () => TitleId;
};

type Query<N extends ListName> = (asked: ListAsked) => readonly RowOf<N>[] | Promise<readonly RowOf<N>[]>;

const QUERIES: { readonly [N in ListName]: Query<N> } = {
  exceptions: ({ desk, copy, named }) => exceptionRows(desk, copy, named),
  'pull-list': ({ copy, branch, from }) => pullRows(holdSource(copy), branch, from.now),
  'hold-shelf': ({ copy, branch, from }) => shelfRows(holdSource(copy), branch, from.now),
  'expired-holds': ({ copy, branch, from }) =>
    shelfRows(holdSource(copy), branch, from.now).filter(({ dueToExpire }) => dueToExpire),
  'waiting-holds': ({ copy, branch, from }) => waitingRows(holdSource(copy), branch, from.now),
  'late-equipment': ({ desk, copy, branch, from }) => lateRows(desk.ledger, copy, { ...from, branch }),
  missing: ({ copy, branch }) => missingRows(awaySource(copy), branch),
  'in-transit': ({ copy, branch }) => transitRows(awaySource(copy), branch),
  'waiting-acts': ({ desk, copy }) => waitingActRows(desk.ledger, copy),
  'title-items': ({ copy, title, from }) => copyRows(copy, title(), from),
  'title-holds': ({ copy, title }) => titleHoldRows(copy, title()),
  'patron-loans': ({ copy, patron, from }) => loanRows(copy, patron(), from),
  'patron-holds': ({ copy, patron, from }) => patronHoldRows(copy, patron(), from),
  'patron-fees': ({ copy, patron, from }) => feeRows(copy, patron(), from),
  'patron-history': ({ desk, copy, patron, from }) => patronActRows(desk.ledger, copy, patron(), from),
  'patron-account': ({ desk, copy, patron }) => deskAccountRows(desk, copy, patron()),
};

/** The rows of a list, not yet in order. */
export async function listRows<N extends ListName>(name: N, asked: ListAsked): Promise<readonly RowOf<N>[]> {
  const query: Query<N> = QUERIES[name];
  return query(asked);
}
