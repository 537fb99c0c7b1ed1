// The report of a shift: by the hour, by person, its money, its exceptions and the minutes that the line was down.

import { actId, feeId, itemId, policyHash, shiftId, staffId } from '../../../../shared/core/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { foldShift } from '../../../../shared/circ/shift/fold-shift.ts';
import { reportedAct, type RecordedAct, type UseOf } from '../../../../shared/reports/reported-act.ts';
import { shiftReportObject, shiftReportRows } from '../../../../shared/reports/shift-form.ts';
import { shiftReport } from '../../../../shared/reports/shift.ts';

const [ana, ben] = [staffId('ana'), staffId('ben')];
const begin = Date.UTC(2026, 0, 5, 20);
const end = begin + 3 * HOUR_MS;
const id = shiftId('S');
const placed = { shiftId: id, by: ana };

const useOf: UseOf = (item, policy) =>
  item === itemId('laptop') ? 'equipment' : policy === policyHash('by the hour') ? 'hourly' : 'general';
const act = (name: string, minutes: number, more: Partial<RecordedAct> = {}) =>
  reportedAct(
    {
      id: actId(`${name} at ${minutes}`),
      name,
      at: begin + minutes * MINUTE_MS,
      staffId: ana,
      overrides: [],
      args: null,
      told: { decision: 'done', reasons: [] },
      ...more,
    },
    useOf,
  );
const lent = (minutes: number, item: string, policy: string) =>
  act('checkout', minutes, { args: { itemId: item }, told: { policyRef: { policyHash: policy } } });

const shift = foldShift(id, [
  { kind: 'opened', ...placed, at: begin, serviceDay: '2026-01-05', startingCashMinor: 1_000 },
  { kind: 'money', ...placed, at: begin, way: 'taken', method: 'cash', amountMinor: 500, slipNumber: 8 },
  {
    kind: 'closed',
    ...placed,
    at: end,
    second: ben,
    countedMinor: 1_400,
    expectedMinor: 1_500,
    reason: 'wrong change',
    money: [{ method: 'cash', takenMinor: 500, taken: 1, givenBackMinor: 0, givenBack: 0 }],
    slips: { from: 8, to: 8 },
    people: [
      { staffId: ana, ms: 2 * HOUR_MS },
      { staffId: ben, ms: HOUR_MS },
    ],
  },
]);
const report = shiftReport({
  shift,
  acts: [
    lent(5, 'book', 'by the day'),
    lent(6, 'reader', 'by the hour'),
    lent(7, 'laptop', 'by the hour'),
    act('checkin', 8, { told: { route: 'hold-shelf', holdId: 'H' } }),
    act('checkin', 9, { told: { route: 'reshelve', holdId: null } }),
    act('renew', 70, { staffId: ben, overrides: ['RENEW_LIMIT_REACHED'] }),
    act('waive', 71, { staffId: ben, args: { fee: { feeId: feeId('F') }, reason: 'our mistake' } }),
    act('undo', 72, { staffId: ben, args: { commandId: 'renew at 70' } }),
  ],
  exceptions: [{ weight: 'act-now' }, { weight: 'note' }, { weight: 'note' }],
  outages: [
    { beganAt: begin - HOUR_MS, endedAt: begin + 10 * MINUTE_MS },
    { beganAt: end - 20 * MINUTE_MS, endedAt: null },
    { beganAt: end + HOUR_MS, endedAt: null },
  ],
  people: [],
  now: end + 2 * HOUR_MS,
});

test('counts by the hour what was lent of which kind, renewed, taken back, put on the hold shelf and overridden', () => {
  expect(report.hours).toEqual([
    { at: begin, checkouts: 3, hourly: 1, equipment: 1, renewals: 0, checkins: 2, holdsShelved: 1, overrides: 0 },
    {
      at: begin + HOUR_MS,
      checkouts: 0,
      hourly: 0,
      equipment: 0,
      renewals: 1,
      checkins: 0,
      holdsShelved: 0,
      overrides: 1,
    },
  ]);
});

test('says of each person how long they were there, what they did, waived with which reason, and took back', () => {
  expect(report.people).toMatchObject([
    { staffId: ana, signedInMs: 2 * HOUR_MS, acts: { checkout: 3, checkin: 2 }, overrides: 0, waivers: [], undone: [] },
    {
      staffId: ben,
      signedInMs: HOUR_MS,
      acts: { renew: 1, waive: 1, undo: 1 },
      overrides: 1,
      waivers: [{ reason: 'our mistake' }],
      undone: [{ name: 'renew' }],
    },
  ]);
});

test('adds up the drawer, the exceptions by weight, and only those minutes of outages that fall into the shift', () => {
  expect(report).toMatchObject({
    countedMinor: 1_400,
    overShortMinor: -100,
    overrides: { RENEW_LIMIT_REACHED: 1 },
    exceptions: { 'act-now': 1, today: 0, note: 2 },
    outageMs: 30 * MINUTE_MS,
  });
});

test('is one object for programs, and a figure a row for spreadsheets, with people by their names', () => {
  const nameOf = (person: string | null) => (person === null ? null : `${person}@desk`);
  expect(shiftReportObject(report, nameOf)).toMatchObject({
    serviceDay: '2026-01-05',
    openedBy: 'ana@desk',
    countedBy: ['ana@desk', 'ben@desk'],
    outageMinutes: 30,
    reason: 'wrong change',
    money: [{ method: 'cash', takenMinor: 500 }],
  });
  const rows = shiftReportRows(report, nameOf).map((row) => row.slice(2).join(' '));
  expect(rows).toEqual(
    expect.arrayContaining([
      'hour 2026-01-05T20:00:00Z checkouts 3',
      'person ben@desk waivers 1',
      'person-acts ana@desk checkin 2',
      'money cash takenMinor 500',
      'slips  from 8',
      'drawer  overShortMinor -100',
      'outage  minutes 30',
    ]),
  );
});
