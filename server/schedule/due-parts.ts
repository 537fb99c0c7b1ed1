// Missing parts whose bill is due: each is billed once, to the borrower of that time. A desk may have billed it already,
// and a person may have undone that. Indexed.

import { DAY_MS, type Millis } from '../../shared/core/instant.ts';
import { partFeeId } from '../../shared/circ/model/missing-part.ts';
import type { ArgsOf } from '../../shared/acts/all.ts';
import type { ActOf } from '../../shared/circ/acts.ts';
import { namesOf } from '../../shared/circ/fold/account-set.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { LoanId, PatronId } from '../../shared/core/ids.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { endOf, findUndone, isBehind, PAGE, type Asked, type Page } from './find-undone.ts';
import { timedActId, type OwnDeed } from './own-desk.ts';

/** Parts that were due longer ago are a person's to bill: a fee that is over may be forgotten by then. */
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
      // The last bill of the item: an earlier one may be due before. Parts that never come back are not looked at for ever.
      .where('part_bill_at', '>=', now - MOST_LATE_MS)
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
        : [{ item, part, loan, bill, report: { id, at, loan }, feeId: partFeeId(loan, part) }],
    ),
  );
  const loans = await loansOfDue(tx, due);
  const billed = await readRows(
    tx,
    'fee',
    due.map(({ feeId }) => feeId),
  );
  const owed = due.flatMap(({ loan: id, ...one }) => {
    const loan = loans.get(id);
    // A lost loan is billed for the whole copy.
    return loan === undefined || loan.state === 'lost' || billed.has(one.feeId)
      ? []
      : [{ ...one, patronId: loan.patronId }];
  });
  const before = await billedBefore(tx, new Set(owed.map(({ patronId }) => patronId)));
  return owed.flatMap(({ item, part, bill, report, feeId, patronId }): OwnDeed[] => {
    if (before.has(billKey({ feeId, report }))) return [];
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

/** By the id that the report knew: a loan may have been merged into another of its item since. */
async function loansOfDue(
  tx: ReadTx,
  due: readonly { readonly loan: LoanId; readonly item: Row<'item'> }[],
): Promise<ReadonlyMap<LoanId, Loan>> {
  const found = await readRows(tx, 'loan', new Set(due.map(({ loan }) => loan)));
  const loans = new Map([...found.values()].map((loan) => [loan.id, loan]));
  const merged = due.filter(({ loan }) => !loans.has(loan));
  const items = new Set(merged.map(({ item }) => item.id));
  for (const loan of await readRowsBy(tx, 'loan', { column: 'item_id', values: items }))
    for (const name of namesOf(loan)) loans.set(name, loan);
  return loans;
}

/** The bills that were ever made of these accounts: one that a person undid is not made again for the same report. */
async function billedBefore(tx: ReadTx, patrons: ReadonlySet<PatronId>): Promise<Set<string>> {
  if (patrons.size === 0) return new Set();
  const rows = await tx.db
    .selectFrom('event')
    .select('body')
    .where('kind', '=', 'addFee')
    .where(tx.anyOf('payer_id', patrons))
    .execute();
  const acts = rows.map(({ body }) => parseRow('event', body));
  return new Set(acts.flatMap((act) => (act.kind === 'addFee' ? billKey(act) : [])));
}

const billKey = ({ feeId, report }: Pick<ActOf<'addFee'>, 'feeId' | 'report'>): string => `${report?.id} ${feeId}`;
