// The day sheet adds up to the cent: by day, by method, with refunds that were undone, and with receipts that have not arrived.

import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { actId, shiftId } from '../../../../../shared/core/ids.ts';
import { actContent } from '../../../../../shared/acts/read-act.ts';
import { moneyFigures, type MoneyAct } from '../../../../../shared/reports/money/money.ts';

const terms = { zone: 'America/Los_Angeles', endsAtHour: 4 };
const noVoids = { voids: 0, voidedMinor: 0 };
const told = { decision: 'done', reasons: [] };
const evening = Date.parse('2026-01-05T23:30-08:00');
const night = Date.parse('2026-01-06T01:30-08:00');
const morning = Date.parse('2026-01-06T10:00-08:00');

type More = { readonly args?: unknown; readonly told?: unknown; readonly entry?: MoneyAct['entry'] };
const act = (name: string, at: number, { args = null, told: said = told, entry = null }: More): MoneyAct => {
  const content = actContent({ name, version: 1, args, told: said });
  return { ...content, id: actId(randomUUID()), at, desk: 'Main desk', shiftId: null, entry };
};
const undone = (target: MoneyAct) => ({ commandId: target.id, itemId: null, patronId: 'P0', titleId: null });
const added = (charge: string, amountMinor: number) => {
  return { args: { feeId: 'F', patronId: 'P0', itemId: null, amountMinor, charge, note: '' } };
};
const waived = (amountMinor: number | null) => {
  return { args: { patronId: 'P0', fee: { kind: 'manual', feeId: 'F' }, amountMinor, reason: 'our mistake' } };
};
const pay = (at: number, amountMinor: number, slipNumber: number, method = 'cash') =>
  act('pay', at, {
    args: { patronId: 'P0', amountMinor, method, reference: null },
    told: { ...told, lines: [], slipNumber },
  });
const refund = (at: number, amountMinor: number, slipNumber: number) =>
  act('refund', at, {
    args: { patronId: 'P0', method: 'cash', reason: 'paid twice' },
    told: { ...told, lines: [{ payment: 'act-1', amountMinor }], slipNumber },
  });

test('a night counts for the service day that it began on; methods and days add up to the same', () => {
  const { days, methods } = moneyFigures(
    [pay(evening, 500, 1), pay(night, 250, 2, 'card'), refund(night, 100, 3), pay(morning, 725, 4)],
    terms,
  );
  expect(days).toEqual([
    { day: '2026-01-05', taken: 2, takenMinor: 750, givenBack: 1, givenBackMinor: 100, ...noVoids },
    { day: '2026-01-06', taken: 1, takenMinor: 725, givenBack: 0, givenBackMinor: 0, ...noVoids },
  ]);
  expect(methods.map(({ method, takenMinor }) => [method, takenMinor])).toEqual([
    ['card', 250],
    ['cash', 1_225],
  ]);
});

test('sums of each shift and of none are told apart', () => {
  const inShift = { ...pay(evening, 500, 1), shiftId: shiftId('S') };
  const later = { ...refund(night, 100, 3), shiftId: shiftId('S') };
  expect(moneyFigures([inShift, pay(evening, 250, 2), later], terms).shifts).toEqual([
    { shiftId: 'S', taken: 1, takenMinor: 500, givenBack: 1, givenBackMinor: 100, ...noVoids },
    { shiftId: null, taken: 1, takenMinor: 250, givenBack: 0, givenBackMinor: 0, ...noVoids },
  ]);
});

test('a refund that was undone was none', () => {
  const back = refund(evening, 100, 2);
  const undo = act('undo', evening + 1, {
    args: undone(back),
    told: { ...told, takenBack: { method: 'cash', amountMinor: 100 } },
  });
  expect(moneyFigures([pay(evening, 500, 1), back, undo], terms).days).toEqual([
    { day: '2026-01-05', taken: 1, takenMinor: 500, givenBack: 0, givenBackMinor: 0, voids: 1, voidedMinor: 100 },
  ]);
});

test('receipts tell which numbers have not arrived', () => {
  expect(moneyFigures([pay(evening, 500, 7), pay(night, 500, 10)], terms).slips).toEqual([
    { desk: 'Main desk', from: 7, to: 10, count: 2, missing: 2 },
  ]);
});

test('fees that staff added and waived are told by what they were for, without those that were undone', () => {
  const wrong = act('addFee', evening, added('damage', 900));
  const figures = moneyFigures(
    [
      wrong,
      act('undo', night, { args: undone(wrong) }),
      act('addFee', evening, added('copies', 300)),
      act('waive', night, waived(null)),
      act('waive', night, waived(150)),
    ],
    terms,
  );
  expect(figures.added).toEqual([{ charge: 'copies', count: 1, amountMinor: 300 }]);
  expect(figures.waived).toEqual({ count: 2, amountMinor: 150, inFull: 1 });
});

test('purged amounts are in no sum and said to be missing; amounts kept for their shift are there', () => {
  const kept = { kind: 'money', shiftId: 'S', at: night, by: null, way: 'taken', method: 'cash' } as const;
  const entry = { ...kept, amountMinor: 400, slipNumber: 5 } as NonNullable<MoneyAct['entry']>;
  const { days, unknown } = moneyFigures([act('pay', evening, {}), act('pay', night, { entry })], terms);
  expect(days).toEqual([{ day: '2026-01-05', taken: 1, takenMinor: 400, givenBack: 0, givenBackMinor: 0, ...noVoids }]);
  expect(unknown).toBe(1);
});

test('days, methods and shifts add up to every cent that came and went, whatever came and went', () => {
  const any = fc.record({
    at: fc.integer({ min: evening, max: evening + 9 * 86_400_000 }),
    amountMinor: fc.integer({ min: 1, max: 100_000 }),
    method: fc.constantFrom('cash', 'card', 'check'),
    isRefund: fc.boolean(),
    madeIn: fc.constantFrom(null, shiftId('S'), shiftId('T')),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40 }), (all) => {
      const acts = all.map(({ at, amountMinor, method, isRefund, madeIn }, n) => ({
        ...(isRefund ? refund(at, amountMinor, n + 1) : pay(at, amountMinor, n + 1, method)),
        shiftId: madeIn,
      }));
      const net = all.reduce((sum, { amountMinor, isRefund }) => sum + (isRefund ? -amountMinor : amountMinor), 0);
      const { days, methods, shifts, slips } = moneyFigures(acts, terms);
      for (const lines of [days, methods, shifts])
        expect(lines.reduce((sum, one) => sum + one.takenMinor - one.givenBackMinor, 0)).toBe(net);
      expect(slips.reduce((sum, { count, missing }) => sum + count + missing, 0)).toBe(all.length);
    }),
  );
});
