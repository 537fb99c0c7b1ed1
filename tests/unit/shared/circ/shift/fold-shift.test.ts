// The expected drawer of a shift, its holder, and its figures after the close.

import { shiftId, staffId } from '../../../../../shared/core/ids.ts';
import type { ShiftEntry, ShiftEntryOf } from '../../../../../shared/circ/model/shift.ts';
import { foldShift, overShort } from '../../../../../shared/circ/shift/fold-shift.ts';
import { presenceIn } from '../../../../../shared/circ/shift/presence.ts';
import { actContent } from '../../../../../shared/acts/read-act.ts';
import { shiftEntryOf } from '../../../../../shared/acts/shift/shift-entry.ts';

const id = shiftId('shift');
const [ana, ben, cleo] = [staffId('ana'), staffId('ben'), staffId('cleo')];
const placed = { shiftId: id, at: 1_000, by: ana };

const opened = (startingCashMinor: number | null): ShiftEntry => ({
  kind: 'opened',
  ...placed,
  serviceDay: '2026-01-05',
  startingCashMinor,
});
const taken = (method: string, amountMinor: number, slipNumber: number): ShiftEntry => ({
  kind: 'money',
  ...placed,
  way: 'taken',
  method,
  amountMinor,
  slipNumber,
});
const givenBack = (method: string, amountMinor: number, slipNumber: number | null): ShiftEntry => ({
  kind: 'money',
  ...placed,
  way: 'given-back',
  method,
  amountMinor,
  slipNumber,
});

test('the drawer holds the starting cash and the cash taken, less the cash given back; other methods are counted beside it', () => {
  const shift = foldShift(id, [
    opened(10_000),
    taken('cash', 500, 7),
    taken('card', 2_000, 8),
    taken('cash', 250, 9),
    givenBack('cash', 100, 10),
  ]);
  expect(shift.expectedMinor).toBe(10_650);
  expect(shift.money).toEqual([
    { method: 'cash', takenMinor: 750, taken: 2, givenBackMinor: 100, givenBack: 1 },
    { method: 'card', takenMinor: 2_000, taken: 1, givenBackMinor: 0, givenBack: 0 },
  ]);
  expect(shift.slips).toEqual({ from: 7, to: 10 });
});

test('a refund that is undone is in the drawer again', () => {
  const shift = foldShift(id, [opened(1_000), givenBack('cash', 300, 1), givenBack('cash', -300, null)]);
  expect(shift.expectedMinor).toBe(1_000);
  expect(shift.money).toEqual([{ method: 'cash', takenMinor: 0, taken: 0, givenBackMinor: 0, givenBack: 0 }]);
});

test('without starting cash there is no drawer, until cash is taken', () => {
  expect(foldShift(id, [opened(null), taken('card', 500, 1)]).expectedMinor).toBeNull();
  expect(foldShift(id, [opened(null), taken('cash', 500, 1)]).expectedMinor).toBe(500);
});

test('starting cash that was corrected is what the drawer began with; the newest correction stands, and each is kept', () => {
  const corrected = (startingCashMinor: number, wasMinor: number | null): ShiftEntry => ({
    kind: 'corrected',
    ...placed,
    startingCashMinor,
    wasMinor,
    reason: 'a slip of the pen',
  });
  const twice = foldShift(id, [
    opened(100_000),
    corrected(10_000, 100_000),
    taken('cash', 500, 1),
    corrected(9_000, 10_000),
  ]);
  expect([twice.startingCashMinor, twice.expectedMinor, twice.corrections.length]).toEqual([9_000, 9_500, 2]);
  const given = foldShift(id, [opened(null), taken('cash', 500, 1), corrected(2_000, null)]);
  expect([given.startingCashMinor, given.expectedMinor]).toEqual([2_000, 2_500]);
});

test('over and short are what was counted beside what is expected; nothing counted is neither', () => {
  expect(overShort({ countedMinor: 9_800, expectedMinor: 10_000 })).toBe(-200);
  expect(overShort({ countedMinor: 300, expectedMinor: null })).toBe(300);
  expect(overShort({ countedMinor: null, expectedMinor: 10_000 })).toBeNull();
});

test('the last person who took it over has the shift', () => {
  const over = (to: typeof ana): ShiftEntry => ({
    kind: 'handedOver',
    ...placed,
    to,
    countedMinor: null,
    expectedMinor: null,
    reason: '',
  });
  expect(foldShift(id, [opened(null)]).holder).toBe(ana);
  expect(foldShift(id, [opened(null), over(ben), over(cleo)]).holder).toBe(cleo);
});

test('the figures told when it closed stand, also when the arguments of its payments are purged', () => {
  const money = [{ method: 'cash', takenMinor: 500, taken: 1, givenBackMinor: 0, givenBack: 0 }];
  const closed: ShiftEntryOf<'closed'> = {
    kind: 'closed',
    ...placed,
    second: ben,
    countedMinor: 1_500,
    expectedMinor: 1_500,
    reason: '',
    money,
    slips: { from: 3, to: 3 },
    people: [],
  };
  expect(foldShift(id, [opened(1_000), closed])).toMatchObject({ money, expectedMinor: 1_500, slips: { from: 3 } });
});

test('acts without a shift, unreadable ones and those that are nothing to a shift are no entries', () => {
  const told = { decision: 'done', reasons: [] };
  const paid = {
    name: 'pay',
    version: 1,
    args: { patronId: 'P', amountMinor: 700, method: 'check', reference: null },
    told: { ...told, lines: [], slipNumber: 4 },
  };
  const placedAct = { shiftId: id, staffId: ana, at: 5 };
  const act = { ...actContent(paid), ...placedAct };
  expect(shiftEntryOf(act)).toEqual({ ...taken('check', 700, 4), at: 5 });
  expect(shiftEntryOf({ ...act, shiftId: null })).toBeNull();
  expect(shiftEntryOf({ ...actContent({ ...paid, args: null }), ...placedAct })).toBeNull();
  expect(shiftEntryOf({ ...actContent({ ...paid, name: 'checkout' }), ...placedAct })).toBeNull();
  expect(shiftEntryOf({ ...actContent({ ...paid, name: 'undo', told }), ...placedAct })).toBeNull();
});

test('people come and go in a shift; whoever was there when it began counts from then on', () => {
  const turns = [
    { at: 0, staffId: ana },
    { at: 100, staffId: ben },
    { at: 130, staffId: null },
    { at: 160, staffId: ana },
  ];
  expect(presenceIn(turns, 50, 200)).toEqual([
    { staffId: ana, ms: 90 },
    { staffId: ben, ms: 30 },
  ]);
  expect(presenceIn([], 50, 200)).toEqual([]);
});
