// The current facts behind notices, and whether they still hold: a late act makes an unsent notice void. A notice of a
// loan that is in question waits until the question has ended.

import { assertNever } from '../../shared/core/assert.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Notice } from '../../shared/circ/model/notice.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

export type NoticeFacts = {
  readonly patrons: ReadonlyMap<string, Row<'patron'>>;
  readonly loans: ReadonlyMap<string, Row<'loan'>>;
  readonly holds: ReadonlyMap<string, Row<'hold'>>;
  readonly fees: ReadonlyMap<string, Row<'fee'>>;
  readonly items: ReadonlyMap<string, Row<'item'>>;
  readonly titles: ReadonlyMap<string, Row<'title'>>;
  readonly branches: ReadonlyMap<string, Row<'branch'>>;
};

/** The table of a notice's subject. */
const TABLE = {
  courtesy: 'loan',
  overdue: 'loan',
  recall: 'loan',
  'due-changed': 'loan',
  'hold-ready': 'hold',
  'hold-expiring': 'hold',
  bill: 'fee',
  'account-expiring': 'patron',
} as const satisfies Record<Notice['kind'], 'loan' | 'hold' | 'fee' | 'patron'>;

/** Reads it for some notices at once. */
export async function noticeFacts(tx: ReadTx, notices: readonly Notice[]): Promise<NoticeFacts> {
  const about = (table: 'loan' | 'hold' | 'fee') =>
    new Set(notices.flatMap(({ kind, subject }) => (TABLE[kind] === table ? [subject] : [])));
  const items = await readRows(tx, 'item', new Set(notices.flatMap(({ itemId }) => itemId ?? [])));
  const titles = new Set<string>(notices.flatMap(({ titleId }) => titleId ?? []));
  for (const { titleId } of items.values()) titles.add(titleId);
  return {
    patrons: await readRows(tx, 'patron', new Set(notices.map(({ patronId }) => patronId))),
    loans: await readRows(tx, 'loan', about('loan')),
    holds: await readRows(tx, 'hold', about('hold')),
    fees: await readRows(tx, 'fee', about('fee')),
    items,
    titles: await readRows(tx, 'title', titles),
    branches: new Map((await readAllRows(tx, 'branch')).map((branch) => [branch.id, branch])),
  };
}

/** Whether a notice is still to be sent. */
export type Truth = 'true' | 'void' | 'wait';

/**
 * Asked before it is sent, each time. A notice that names another patron by now is void: no patron learns of another.
 */
export function truthOf(notice: Notice, facts: NoticeFacts, now: Instant): Truth {
  const patron = facts.patrons.get(notice.patronId);
  if (patron === undefined) return 'void';
  switch (TABLE[notice.kind]) {
    case 'loan':
      return truthOfLoan(notice, facts.loans.get(notice.subject), now);
    case 'hold':
      return truthOfHold(notice, facts, now) ? 'true' : 'void';
    case 'fee': {
      const fee = facts.fees.get(notice.subject);
      return fee?.patronId === notice.patronId && fee.outstandingMinor > 0 ? 'true' : 'void';
    }
    case 'patron': {
      const isSame = patron.active && patron.expiresAt === notice.moment && notice.moment > now;
      return isSame ? 'true' : 'void';
    }
  }
}

function truthOfLoan(notice: Notice, loan: Row<'loan'> | undefined, now: Instant): Truth {
  if (loan?.patronId !== notice.patronId) return 'void';
  if (loan.state === 'in-question') return 'wait';
  if (loan.state !== 'open' || loan.claim !== undefined) return 'void';
  const { kind, moment } = notice;
  switch (kind) {
    case 'courtesy':
      return loan.dueAt === moment && moment > now ? 'true' : 'void';
    case 'overdue':
    case 'due-changed':
      return loan.dueAt === moment ? 'true' : 'void';
    case 'recall':
      return loan.recalled ? 'true' : 'void';
    case 'hold-ready':
    case 'hold-expiring':
    case 'bill':
    case 'account-expiring':
      return 'void';
    default:
      return assertNever(kind);
  }
}

function truthOfHold(notice: Notice, { holds, items }: NoticeFacts, now: Instant): boolean {
  const hold = holds.get(notice.subject);
  if (hold?.patronId !== notice.patronId || hold.state !== 'captured') return false;
  if (notice.kind === 'hold-expiring') return hold.shelfUntil === notice.moment && notice.moment > now;
  return hold.capturedItem === notice.itemId && isOnShelf(hold, items.get(hold.capturedItem ?? ''));
}

/** Whether the copy of a hold stands on the shelf where it is picked up. */
export function isOnShelf({ pickup }: Row<'hold'>, item: Row<'item'> | undefined): boolean {
  return item?.state.status === 'on-hold-shelf' && item.state.branch === pickup;
}
