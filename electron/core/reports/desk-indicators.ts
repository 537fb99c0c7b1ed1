// Bookings and missing copies for the service report of a desk, as its copy of the library has them now.

import type { ReportPeriod } from '../../../shared/reports/question.ts';
import type { Bookings } from '../../../shared/reports/service/booking-section.ts';
import { missingAmong, type MissingCopies } from '../../../shared/reports/service/missing-section.ts';
import { auditedEnvelopes } from '../../../db/ledger/audited-acts.ts';
import type { Copy } from '../desk-sight.ts';
import type { DeskFacts } from './desk-facts.ts';

/** Bookings of equipment; none without a copy. One that was placed or ended in a time ends after its beginning. */
export function deskBookings(copy: Copy | null, { from }: ReportPeriod): Bookings {
  const kinds = copy?.library.deskTerms().equipment ?? [];
  const names = new Map(kinds.map(({ id, name }) => [id, name]));
  return {
    bookings: kinds.flatMap(({ id }) => copy?.sight.bookings.bookingsOfKind(id, from) ?? []),
    kindName: (kind) => names.get(kind) ?? kind,
  };
}

/** Copies that this desk marked missing in a time. */
export function deskMissing({ ledger, copy }: DeskFacts, period: ReportPeriod): MissingCopies {
  const undone = { from: period.from, to: Number.MAX_SAFE_INTEGER };
  return {
    marked: missingAmong(auditedEnvelopes(ledger, ['setMark'], period), auditedEnvelopes(ledger, ['undo'], undone)),
    item: (id) => copy?.sight.item(id) ?? null,
    branchName: (id) => copy?.library.branchName(id) ?? id,
  };
}
