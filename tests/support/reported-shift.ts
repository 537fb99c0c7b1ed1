// A shift of which every act is at hand, as its report has it.

import type { Weight } from '../../shared/circ/model/exception.ts';
import type { Refusal } from '../../shared/circ/model/refusal.ts';
import type { Presence } from '../../shared/circ/model/shift.ts';
import type { Shift } from '../../shared/circ/shift/fold-shift.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { ShiftDocumentInput } from '../../shared/reports/shift-document.ts';
import { shiftReport, type ReportedAct, type ShiftReportInput } from '../../shared/reports/shift.ts';
import { NOTHING_LOGGED } from '../../shared/reports/logged.ts';
import { countActs, shiftTally } from '../../shared/reports/shift-tally.ts';

type Facts = {
  readonly shift: Shift;
  readonly now: Instant;
  readonly acts?: readonly ReportedAct[];
  readonly exceptions?: Readonly<Record<Weight, number>>;
  readonly refusals?: readonly Refusal[];
  readonly outages?: ShiftReportInput['outages'];
  readonly people?: readonly Presence[];
  readonly zone?: string;
};

/** The parts of a document of this one shift. */
export function reportedShift({
  shift,
  now,
  acts = [],
  exceptions = { 'act-now': 0, today: 0, note: 0 },
  refusals = [],
  outages = [],
  people = [],
  zone = 'UTC',
}: Facts) {
  const tally = shiftTally(zone);
  tally.shift({ refusals, people: shift.closed?.people ?? people, telling: countActs(tally, acts) });
  const voids = acts.flatMap(({ voided }) => voided ?? []);
  const report = shiftReport({ shift, voids, outages, now });
  return {
    shifts: [{ desk: 'Main desk', report }],
    figures: tally.figures(),
    refusals,
    exceptions,
    log: NOTHING_LOGGED,
  } satisfies Partial<ShiftDocumentInput>;
}
