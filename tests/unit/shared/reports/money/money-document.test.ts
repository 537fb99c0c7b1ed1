// The day sheet as it is handed out.

import { actContent } from '../../../../../shared/acts/read-act.ts';
import { foldShift } from '../../../../../shared/circ/shift/fold-shift.ts';
import { moneyDocument, type MoneyInput } from '../../../../../shared/reports/money/money-document.ts';
import { moneyFigures } from '../../../../../shared/reports/money/money.ts';
import { actId, shiftId, staffId } from '../../../../../shared/core/ids.ts';
import { sayReport } from '../../../../../shared/reports/say-report.ts';
import { smallDocument } from '../small-document.ts';
import { rowsOf } from '../tables.ts';

const terms = { zone: smallDocument.zone, endsAtHour: 4 };
const at = Date.parse('2026-10-13T23:30-07:00');
const pay = {
  ...actContent({
    name: 'pay',
    version: 1,
    args: { patronId: 'P0', amountMinor: 500, method: 'cash', reference: null },
    told: { decision: 'done', reasons: [], lines: [], slipNumber: 1 },
  }),
  id: actId('pay'),
  at,
  desk: 'Main desk',
  shiftId: null,
  entry: null,
};
const documentOf = (acts: Parameters<typeof moneyFigures>[0], shifts: MoneyInput['shifts'] = []) =>
  moneyDocument(smallDocument, {
    bills: null,
    figures: moneyFigures(acts, terms),
    shifts,
    nameOf: (id) => id,
    currency: 'USD',
    coverage: [],
  });

test('service days are days to programs, and are said as people say them', () => {
  const document = documentOf([pay]);
  expect(rowsOf(document, 'days')).toMatchObject([{ day: '2026-10-13', taken: 500 }]);
  const day = (language: 'en' | 'es') => sayReport(document, language).sections[0]?.texts[0]?.[0];
  expect([day('en'), day('es')]).toEqual(['Oct 13, 2026', '13 oct 2026']);
});

test('a drawer has a line for its closing, with what was counted first, and one for each time that its starting cash was corrected or it was handed over', () => {
  const [ana, ben] = [staffId('ana'), staffId('ben')];
  const placed = { shiftId: shiftId('S'), by: ana };
  const shift = foldShift(placed.shiftId, [
    { kind: 'opened', ...placed, at, serviceDay: '2026-10-13', startingCashMinor: 1_000 },
    { kind: 'handedOver', ...placed, at: at + 1, to: ben, countedMinor: 950, expectedMinor: 1_000, reason: '' },
    {
      kind: 'closed',
      ...placed,
      at: at + 2,
      second: ben,
      countedMinor: 1_000,
      expectedMinor: 1_000,
      firstCountedMinor: 900,
      reason: '',
      money: [],
      slips: null,
      people: [],
    },
  ]);
  expect(rowsOf(documentOf([], [{ desk: 'Main desk', shift }]), 'drawers')).toMatchObject([
    { service_day: '2026-10-13', count: 'closing', starting_cash: 1_000, counted_first: 900, counted_by: 'ana, ben' },
    {
      count: expect.stringMatching(/^handed over to ben/),
      starting_cash: null,
      counted: 950,
      over_short: -50,
      counted_by: 'ana',
    },
  ]);
  const was = { kind: 'corrected', ...placed, at: at + 1, reason: 'from the safe' } as const;
  const corrected = foldShift(placed.shiftId, [
    { kind: 'opened', ...placed, at, serviceDay: '2026-10-13', startingCashMinor: 1_000 },
    { ...was, startingCashMinor: 900, wasMinor: 1_000 },
  ]);
  expect(rowsOf(documentOf([], [{ desk: 'Main desk', shift: corrected }]), 'drawers')).toMatchObject([
    { count: 'still open', starting_cash: 900, expected: 900 },
    {
      count: expect.stringMatching(/^starting cash corrected from \$10\.00, /),
      starting_cash: 900,
      expected: null,
      counted_by: 'ana',
      reason: 'from the safe',
    },
  ]);
  const open = foldShift(placed.shiftId, [
    { kind: 'opened', ...placed, at, serviceDay: '2026-10-13', startingCashMinor: 1_000 },
  ]);
  expect(rowsOf(documentOf([], [{ desk: 'Main desk', shift: open }]), 'drawers')).toMatchObject([
    { count: 'still open', counted: null, over_short: null },
  ]);
});
