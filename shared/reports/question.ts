// The parameters of a report, and the head that every kind of report takes from them.

import type { Instant } from '../core/instant.ts';
import type { Right } from '../circ/rights.ts';
import type { Audience, ReportDocument, ReportHead } from './document.ts';

/** The period of a report: everything from one moment to before another. */
export type ReportPeriod = { readonly from: Instant; readonly to: Instant };

/** One question; the person who answers it knows the library. */
export type ReportQuestion = ReportPeriod & {
  readonly now: Instant;
  readonly madeBy: ReportDocument['madeBy'];
  readonly audience: Audience;
};

/** Names and zone of the library on a report. */
export type ReportPlace = { readonly library: string; readonly branch: string | null; readonly zone: string };

/** The reader of a report. */
export type Reader = { readonly audience: Audience; readonly rights: readonly Right[] };

/** The head of a report. */
export function reportHead({ from, to, now, madeBy, audience }: ReportQuestion, place: ReportPlace): ReportHead {
  const { library, branch, zone } = place;
  return { library, branch, zone, period: { from, to }, madeBy, madeAt: now, audience };
}
