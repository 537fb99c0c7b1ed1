// The shift report and the day sheet of one time agree to the cent, for money taken in shifts and outside of them.

import fc from 'fast-check';
import { actId, shiftId } from '../../../../shared/core/ids.ts';
import { actContent } from '../../../../shared/acts/read-act.ts';
import { shiftEntryOf } from '../../../../shared/acts/shift/shift-entry.ts';
import { foldShift } from '../../../../shared/circ/shift/fold-shift.ts';
import { moneyDocument } from '../../../../shared/reports/money/money-document.ts';
import { moneyFigures, type MoneyAct } from '../../../../shared/reports/money/money.ts';
import { outsideShifts } from '../../../../shared/reports/outside-shifts.ts';
import { reportHead } from '../../../../shared/reports/question.ts';
import { sayReport } from '../../../../shared/reports/say-report.ts';
import { shiftDocument } from '../../../../shared/reports/shift-document.ts';
import { reportedShift } from '../../../support/reported-shift.ts';
import { rowsOf, totalIn } from './tables.ts';

const from = Date.UTC(2026, 0, 5);
const question = {
  from,
  to: from + 86_400_000,
  now: from + 86_400_000,
  madeBy: 'command-line',
  audience: 'internal',
} as const;
const head = reportHead(question, { library: 'Hills', branch: null, zone: 'UTC' });
const told = { decision: 'done', reasons: [] };
const [opened, earlier] = [shiftId('S'), shiftId('E')];

type Paid = {
  readonly amountMinor: number;
  readonly method: string;
  readonly madeIn: MoneyAct['shiftId'];
  readonly isPurged?: boolean;
};

const payment = ({ amountMinor, method, madeIn, isPurged = false }: Paid, n: number): MoneyAct => ({
  ...actContent({
    name: 'pay',
    version: 1,
    args: isPurged ? null : { patronId: 'P0', amountMinor, method, reference: null },
    told: { ...told, lines: [], slipNumber: n + 1 },
  }),
  id: actId(`pay ${n}`),
  at: from + n,
  desk: 'Main desk',
  shiftId: madeIn,
  entry: null,
});

/** Both reports of the same payments. */
function bothReports(acts: readonly MoneyAct[]) {
  const entries = acts.flatMap((act) =>
    act.shiftId === opened ? (shiftEntryOf({ ...act, staffId: null }) ?? []) : [],
  );
  const shift = foldShift(opened, entries);
  const shared = { nameOf: () => null, currency: 'USD', coverage: [] };
  return {
    shifts: shiftDocument({
      head,
      ...shared,
      ...reportedShift({ shift, now: question.now }),
      outside: outsideShifts(acts, { checkouts: 0, refusals: 0 }),
    }),
    sheet: moneyDocument(head, {
      bills: null,
      ...shared,
      figures: moneyFigures(acts, { zone: 'UTC', endsAtHour: 4 }),
      shifts: [{ desk: 'Main desk', shift }],
    }),
  };
}

test('they come to the same but for shifts that were opened before, which the day sheet names', () => {
  const paid = fc.record({
    amountMinor: fc.integer({ min: 1, max: 100_000 }),
    method: fc.constantFrom('cash', 'card'),
    madeIn: fc.constantFrom(null, opened, earlier),
  });
  fc.assert(
    fc.property(fc.array(paid, { minLength: 1, maxLength: 12 }), (all) => {
      const { shifts, sheet } = bothReports(all.map(payment));
      const before = rowsOf(sheet, 'by_shift').find(({ where }) => where === 'In shifts opened before');
      const net = Number(totalIn(sheet, 'methods')?.['net']);
      expect(Number(totalIn(sheet, 'by_shift')?.['net'])).toBe(net);
      expect(Number(totalIn(shifts, 'money')?.['net'] ?? 0)).toBe(net - Number(before?.['net'] ?? 0));
    }),
  );
});

test('payments outside of shifts whose amounts were purged are said to be missing in both', () => {
  const purged = payment({ amountMinor: 1, method: 'cash', madeIn: null, isPurged: true }, 0);
  const { shifts, sheet } = bothReports([purged]);
  for (const document of [shifts, sheet])
    expect(sayReport(document, 'es').coverage).toEqual([expect.stringContaining('se eliminaron')]);
});
