// Missing parts whose bill is due: each is billed once, to the person who had the copy then. A desk may have billed it already. Indexed.

import { DAY_MS, type Millis } from '../../shared/core/instant.ts';
import { partFeeId } from '../../shared/circ/model/missing-part.ts';
import type { ArgsOf } from '../../shared/acts/all.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRows } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { endOf, findUndone, isBehind, PAGE, type Asked, type Page } from './find-undone.ts';
import { timedActId, type OwnDeed } from './own-desk.ts';

/** What was due longer ago is a person's to bill: a fee that is over may be forgotten by then. */
const MOST_LATE_MS: Millis = 30 * DAY_MS;

/** Bills that are due. `quiet`: branches that wait for a silent desk, where a part may be back. */
export function dueParts(
  tx: ReadTx,
  { now, limit, page = PAGE, quiet }: Asked & { readonly quiet: ReadonlySet<string> },
): Promise<OwnDeed[]> {
  return findUndone<Page>(tx, limit, async (after) => {
    const rows = await tx.db
      .selectFrom('item')
      .select(['id', 'part_bill_at as at', 'body'])
      .where('part_bill_at', '<=', now)
      .where(isBehind(after, 'part_bill_at'))
      .orderBy('part_bill_at')
      .orderBy('id')
      .limit(page)
      .execute();
    const items = rows.map(({ body }) => parseRow('item', body)).filter(({ state }) => !quiet.has(state.branch));
    return { deeds: await billsOf(tx, items, now), last: endOf(rows) };
  });
}

async function billsOf(tx: ReadTx, items: readonly Row<'item'>[], now: number): Promise<OwnDeed[]> {
  const due = items.flatMap((item) =>
    (item.state.missingParts ?? []).flatMap(({ part, report: id, at, loan, bill }) =>
      loan === null || bill === undefined || bill.at > now || now - bill.at > MOST_LATE_MS
        ? []
        : [{ item, part, loan, bill, report: { id, at }, feeId: partFeeId(loan, part) }],
    ),
  );
  const loans = await readRows(tx, 'loan', new Set(due.map(({ loan }) => loan)));
  const billed = await readRows(
    tx,
    'fee',
    due.map(({ feeId }) => feeId),
  );
  return due.flatMap(({ item, part, loan, bill, report, feeId }): OwnDeed[] => {
    const patronId = loans.get(loan)?.patronId;
    if (patronId === undefined || billed.has(feeId)) return [];
    const args: ArgsOf<'addFee'> = {
      feeId,
      patronId,
      itemId: item.id,
      barcode: item.barcode,
      amountMinor: bill.amountMinor,
      charge: 'missing-part',
      note: part,
      report,
    };
    return [{ id: timedActId('addFee', feeId, bill.at), name: 'addFee', version: 1, args, at: bill.at }];
  });
}
