// Writes the result of the folds in the form of a case's `expect`: sorted lists, absent keys left out, names instead of ids.

import { formatInstant } from '../../shared/core/instant.ts';
import type { ActId, ItemId } from '../../shared/core/ids.ts';
import { exceptionEntry } from '../../shared/circ/exception-table.ts';
import { compareText } from '../../shared/circ/fold/timeline.ts';
import type { Folded } from '../../shared/circ/fold/fold-all.ts';
import { feeIdOf, type Fee } from '../../shared/circ/model/fee.ts';
import type { ItemState } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { EndForm } from './case-form.ts';

type Row = Record<string, unknown>;

/** The parts of the folds that a case compares; of an item only its state. */
export type FoldedEnd = Pick<Folded, 'loans' | 'holds' | 'fees' | 'credits' | 'exceptions'> & {
  readonly items: ReadonlyMap<ItemId, { readonly state: ItemState }>;
};

/** The end of a case as its form has it; with the acts that found items where these are asked for. */
export function caseEnd(folded: FoldedEnd, acts: readonly ActId[], { finds = false } = {}): EndForm {
  return {
    loans: sorted(folded.loans.map(loanRow)),
    items: Object.fromEntries(
      [...folded.items].map(([id, { state }]) => [
        id,
        compact({
          status: state.status,
          to: state.to,
          hold: state.hold,
          marks: marksRow(state),
          missing: state.missingParts?.map(({ part }) => part).join(' ') ?? null,
          bills: billsRow(state),
          found: finds ? foundRow(state) : null,
          seen: seenRow(state),
          cart: state.cart === undefined ? null : `${state.cart.cart} ${formatInstant(state.cart.at)}`,
          sought: state.soughtAt === undefined ? null : formatInstant(state.soughtAt),
          // One search is implied by `sought`.
          searches: (state.searches ?? 0) > 1 ? String(state.searches) : null,
          replaced: state.replacedAt === undefined ? null : formatInstant(state.replacedAt),
        }),
      ]),
    ),
    holds: sorted(
      folded.holds.map((hold) =>
        compact({
          hold: hold.id,
          patron: hold.patronId,
          state: hold.state,
          item: hold.capturedItem,
          position: hold.position,
        }),
      ),
    ),
    fees: sorted(
      folded.fees.map((fee) => ({
        ...(fee.handedOn === undefined ? {} : { handed: fee.handedOn.standsMinor, said: fee.handedOn.saidMinor }),
        fee: feeName(fee, acts),
        patron: fee.patronId,
        amount: fee.amountMinor,
        paid: fee.paidMinor,
        waived: fee.waivedMinor,
        writtenOff: fee.writtenOffMinor,
        outstanding: fee.outstandingMinor,
      })),
    ),
    credits: Object.fromEntries(folded.credits.map(({ patronId, amountMinor }) => [patronId, amountMinor])),
    exceptions: sorted(
      folded.exceptions.map(({ code, subject, cause }) => ({
        code,
        weight: exceptionEntry(code)?.weight,
        ...subject,
        cause,
      })),
    ),
  };
}

/** Marks in their order, in one text; none where there is none. */
function marksRow({ marks = [] }: ItemState): string | null {
  return marks.length === 0 ? null : marks.join(' ');
}

/** The act that found it, the shelf where one was read, and when; none where it was not missing. */
function foundRow({ found }: ItemState): string | null {
  return found === undefined ? null : [found.act, found.location, formatInstant(found.at)].filter(Boolean).join(' ');
}

/** The shelf where it was seen last, and when; none where it was scanned since. */
function seenRow({ seen }: ItemState): string | null {
  return seen?.location === undefined ? null : `${seen.location} ${formatInstant(seen.at)}`;
}

/** Parts that are billed, each with the loan that it is billed for, the amount and the report; none where there is none. */
function billsRow({ missingParts = [] }: ItemState): string | null {
  const bills = missingParts.flatMap(({ part, loan, bill, report }) =>
    bill === undefined ? [] : [`${part} ${loan} ${bill.amountMinor} ${report}`],
  );
  return bills.length === 0 ? null : bills.join(' ');
}

function loanRow(loan: Loan): Row {
  return compact({
    loan: loan.id,
    item: loan.itemId,
    patron: loan.patronId,
    outAt: formatInstant(loan.outAt),
    dueAt: formatInstant(loan.dueAt),
    state: loan.state,
    renewals: loan.renewals,
    claim: loan.claim === undefined ? null : `${loan.claim.kind} ${formatInstant(loan.claim.at)}`,
    inAt: loan.inAt === null ? null : formatInstant(loan.inAt),
    how: loan.how,
  });
}

function compact(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
}

/** An end with its lists in the order of the form, from any order. */
export function sortEnd(end: EndForm): EndForm {
  const { loans, holds, fees, exceptions } = end;
  return { ...end, loans: sorted(loans), holds: sorted(holds), fees: sorted(fees), exceptions: sorted(exceptions) };
}

/** Sorted as in the form: by the first key, exceptions by code, subject and cause. */
function sorted(rows: readonly Row[]): Row[] {
  const key = (row: Row) =>
    'code' in row
      ? [row['code'], row['item'] ?? row['patron'], row['cause']].join('\u0000')
      : String(row['fee'] ?? row['loan'] ?? row['hold']);
  return rows.toSorted((a, b) => compareText(key(a), key(b)));
}

/** Fee ids are hashes; a case names fees by the parts of the hash. Only possible parts of this fee are tried: a hash takes its time. */
function feeName({ id, loanId }: Fee, acts: readonly ActId[]): string {
  if (loanId === null) return id;
  for (const kind of ['overdue', 'lost', 'processing'] as const)
    if (feeIdOf({ kind, loanId, after: null }) === id) return `${kind}:${loanId}`;
  const after = acts.find((act) => feeIdOf({ kind: 'overdue', loanId, after: act }) === id);
  return after === undefined ? id : `overdue:${loanId}:${after}`;
}
