// The report of a shift: by the hour, by person, its money, its exceptions and the minutes that the line was down.

import { actId, holdId, itemId, locationId, policyHash, shiftId, staffId } from '../../../../shared/core/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import type { ShiftEntry } from '../../../../shared/circ/model/shift.ts';
import { foldShift } from '../../../../shared/circ/shift/fold-shift.ts';
import {
  contentFacts,
  loanUseBy,
  reportedAct,
  type ActFacts,
  type UseOf,
} from '../../../../shared/reports/reported-act.ts';
import { ROLE_RIGHTS } from '../../../../shared/circ/rights.ts';
import { WITHHELD } from '../../../../shared/reports/document.ts';
import { forReader } from '../../../../shared/reports/for-reader.ts';
import { reportHead } from '../../../../shared/reports/question.ts';
import { sayReport } from '../../../../shared/reports/say-report.ts';
import { shiftDocument, type ShiftDocumentInput } from '../../../../shared/reports/shift-document.ts';
import { turnedAwayByReason } from '../../../../shared/reports/turned-away.ts';
import { refusalAt } from '../../../support/refusals.ts';
import { reportedShift } from '../../../support/reported-shift.ts';
import { item } from '../../../support/small-library.ts';
import { rowsOf, totalIn } from './tables.ts';

const [ana, ben] = [staffId('ana'), staffId('ben')];
const begin = Date.UTC(2026, 0, 5, 20);
const end = begin + 3 * HOUR_MS;
const id = shiftId('S');
const placed = { shiftId: id, by: ana };

const useOf: UseOf = (item, policy) =>
  item === itemId('laptop') ? 'equipment' : policy === policyHash('by the hour') ? 'reserve' : 'general';
const act = (name: string, minutes: number, more: Partial<ActFacts> = {}) =>
  reportedAct(
    {
      ...contentFacts({ known: false, name }),
      id: actId(`${name} at ${minutes}`),
      at: begin + minutes * MINUTE_MS,
      staffId: ana,
      overrides: [],
      ...more,
    },
    useOf,
  );
const lent = (minutes: number, item: string, policy: string, fills: ActFacts['fills'] = null) =>
  act('checkout', minutes, { itemId: itemId(item), policyHash: policyHash(policy), fills });

const shift = foldShift(id, [
  { kind: 'opened', ...placed, at: begin, serviceDay: '2026-01-05', startingCashMinor: 1_000 },
  {
    kind: 'handedOver',
    ...placed,
    at: begin + HOUR_MS,
    to: ben,
    countedMinor: 950,
    expectedMinor: 1_000,
    reason: 'a coin fell down',
  },
  { kind: 'money', ...placed, at: begin, way: 'taken', method: 'cash', amountMinor: 500, slipNumber: 8 },
  {
    kind: 'closed',
    ...placed,
    at: end,
    second: ben,
    countedMinor: 1_400,
    expectedMinor: 1_500,
    firstCountedMinor: 1_300,
    reason: 'wrong change',
    money: [{ method: 'cash', takenMinor: 500, taken: 1, givenBackMinor: 0, givenBack: 0 }],
    slips: { from: 8, to: 8 },
    people: [
      { staffId: ana, ms: 2 * HOUR_MS },
      { staffId: ben, ms: HOUR_MS },
    ],
  },
]);
const reported = reportedShift({
  shift,
  acts: [
    lent(5, 'book', 'by the day', holdId('H0')),
    lent(6, 'reader', 'by the hour'),
    lent(7, 'laptop', 'by the hour'),
    act('checkin', 8, { holdId: holdId('H') }),
    act('checkin', 9),
    act('renew', 70, { staffId: ben, overrides: ['RENEW_LIMIT_REACHED'] }),
    act('waive', 71, { staffId: ben, reason: 'our mistake' }),
    act('undo', 72, { staffId: ben, commandId: actId('renew at 70'), reason: 'wrong item' }),
  ],
  exceptions: { 'act-now': 1, today: 0, note: 2 },
  outages: [
    { beganAt: begin - HOUR_MS, endedAt: begin + 10 * MINUTE_MS },
    { beganAt: end - 20 * MINUTE_MS, endedAt: null },
    { beganAt: end + HOUR_MS, endedAt: null },
  ],
  refusals: [
    refusalAt(begin + 5 * MINUTE_MS),
    refusalAt(begin + 2 * HOUR_MS, { codes: ['LIMIT_REACHED', 'PATRON_FINES'] }),
  ],
  now: end + 2 * HOUR_MS,
});

test('counts by the hour what was lent of which kind, renewed, taken back, lent to whoever waited, put on the hold shelf and overridden', () => {
  expect(reported.figures.hours).toEqual([
    {
      at: begin,
      checkouts: 3,
      reserves: 1,
      equipment: 1,
      renewals: 0,
      checkins: 2,
      holdsFilled: 1,
      holdsShelved: 1,
      overrides: 0,
      refused: 1,
    },
    {
      at: begin + HOUR_MS,
      checkouts: 0,
      reserves: 0,
      equipment: 0,
      renewals: 1,
      checkins: 0,
      holdsFilled: 0,
      holdsShelved: 0,
      overrides: 1,
      refused: 0,
    },
    {
      at: begin + 2 * HOUR_MS,
      checkouts: 0,
      reserves: 0,
      equipment: 0,
      renewals: 0,
      checkins: 0,
      holdsFilled: 0,
      holdsShelved: 0,
      overrides: 0,
      refused: 1,
    },
  ]);
});

test('hours are those of the clock of the branch, also where it is half an hour off', () => {
  const acts = [act('checkin', 20), act('checkin', 40)];
  const { figures } = reportedShift({ shift, acts, now: end, zone: 'Asia/Kolkata' });
  expect(figures.hours.map(({ at, checkins }) => [at, checkins])).toEqual([
    [begin - 30 * MINUTE_MS, 1],
    [begin + 30 * MINUTE_MS, 1],
  ]);
});

test('says of each person how long they were there, what they did, waived with which reason, and took back', () => {
  expect(reported.figures.people).toMatchObject([
    {
      staffId: ana,
      signedInMs: 2 * HOUR_MS,
      acts: new Map([
        ['checkout', 3],
        ['checkin', 2],
      ]),
      overrides: 0,
      reasons: [],
    },
    {
      staffId: ben,
      signedInMs: HOUR_MS,
      acts: new Map([
        ['renew', 1],
        ['waive', 1],
        ['undo', 1],
      ]),
      overrides: 1,
      reasons: [
        { name: 'waive', undone: null, reason: 'our mistake' },
        { name: 'undo', undone: 'renew', reason: 'wrong item' },
      ],
    },
  ]);
});

test('tells what stood in the way of those who were turned away, each reason by itself', () => {
  expect(turnedAwayByReason(reported.refusals)).toEqual([
    { code: 'PATRON_FINES', count: 2, stale: 0 },
    { code: 'LIMIT_REACHED', count: 1, stale: 0 },
  ]);
});

test.each([
  {
    where: 'the library says so',
    terms: { reserveLocations: ['readings'], equipmentTypes: ['calculator'] },
    uses: ['reserve', 'equipment', 'general'],
  },
  { where: 'it says nothing', terms: {}, uses: ['general', 'general', 'reserve'] },
])('reserves and equipment are as use is counted, where $where', ({ terms, uses }) => {
  const useBy = loanUseBy(terms);
  const lentItem = { ...item(), serial: false, kind: 'book' };
  const reading = { ...lentItem, location: locationId('readings') };
  const calculator = { ...lentItem, kind: 'calculator' };
  expect([useBy(reading, false, null), useBy(calculator, false, null), useBy(lentItem, true, null)]).toEqual(uses);
  expect(useBy({ ...lentItem, serial: true }, true, null)).toBe('equipment');
  expect(loanUseBy({ ...terms, libraryGroups: ['Libraries'] })(calculator, true, 'Libraries')).toBe('general');
});

test('adds up the drawer, what was overridden, and only those minutes of outages that fall into the shift', () => {
  const [one] = reported.shifts;
  expect(one?.report).toMatchObject({ countedMinor: 1_400, overShortMinor: -100, outageMs: 30 * MINUTE_MS });
  expect(reported.figures.overrides).toEqual(new Map([['RENEW_LIMIT_REACHED', 1]]));
});

describe('as a document', () => {
  const nameOf = (person: string | null) => (person === null ? null : `${person}@desk`);
  const input: ShiftDocumentInput = {
    head: reportHead(
      { from: begin, to: end, now: end, madeBy: 'command-line', audience: 'internal' },
      { library: 'Hills', branch: null, zone: 'UTC' },
    ),
    ...reported,
    nameOf,
    currency: 'USD',
    coverage: [],
    outside: {
      money: [
        {
          desk: 'Main desk',
          method: 'cash',
          taken: 2,
          takenMinor: 700,
          givenBack: 0,
          givenBackMinor: 0,
          voids: 0,
          voidedMinor: 0,
        },
      ],
      unknown: 0,
      checkouts: 3,
      refusals: 1,
    },
  };
  const document = shiftDocument(input);

  test('it has the shift, its hours and its money with sums', () => {
    expect(rowsOf(document, 'shifts')).toMatchObject([
      { desk: 'Main desk', service_day: '2026-01-05', opened_by: 'ana@desk', line_down: 30 * 60 },
    ]);
    expect(rowsOf(document, 'hours')[0]).toMatchObject({ hour: '2026-01-05T20:00:00Z', checkouts: 3, equipment: 1 });
    expect(totalIn(document, 'hours')).toMatchObject({ checkouts: 3, renewals: 1, checkins: 2, overrides: 1 });
    expect(rowsOf(document, 'money')[0]).toMatchObject({ method: 'Cash', payments: 1, taken: 500, net: 500 });
    expect(rowsOf(document, 'drawer')[0]).toMatchObject({
      count: 'closing',
      expected: 1_500,
      counted: 1_400,
      over_short: -100,
      counted_first: 1_300,
      counted_by: 'ana@desk, ben@desk',
      slips: '8',
    });
    expect(rowsOf(document, 'exceptions').map(({ exceptions }) => exceptions)).toEqual([1, 0, 2]);
  });

  test('course reserves have the name that the library has for them', () => {
    const labels = ({ sections }: ReturnType<typeof shiftDocument>) =>
      sections.flatMap(({ columns }) => columns.flatMap(({ key, label }) => (key === 'reserves' ? [label.en] : [])));
    expect(labels(document)).toEqual(['of these, course reserves']);
    expect(labels(shiftDocument({ ...input, reservesName: 'Course Readings' }))).toEqual(['of these, Course Readings']);
  });

  test('where nobody knows when the line was down, nothing is said of it', () => {
    const { sections } = shiftDocument({ ...input, ...reportedShift({ shift, outages: null, now: end }) });
    expect(sections[0]?.columns.map(({ key }) => key)).not.toContain('line_down');
    const some = {
      ...input,
      shifts: [...reported.shifts, ...reportedShift({ shift, outages: null, now: end }).shifts],
    };
    expect(shiftDocument(some).sections[0]?.columns.map(({ key }) => key)).not.toContain('line_down');
  });

  test('a refund that was undone stands beside its method as a void', () => {
    const takenBack = { method: 'cash', amountMinor: 200 };
    const acts = [act('undo', 90, { commandId: actId('R'), takenBack })];
    const told = shiftDocument({ ...input, ...reportedShift({ shift, acts, now: end }) });
    expect(rowsOf(told, 'money')[0]).toMatchObject({ method: 'Cash', voids: 1, voided: 200, net: 500 });
  });

  test('the drawer is told as it was counted at each time that it was handed over', () => {
    expect(rowsOf(document, 'drawer').slice(1)).toMatchObject([
      {
        count: expect.stringMatching(/^handed over to ben@desk, .*9:00/),
        expected: 1_000,
        counted: 950,
        over_short: -50,
        counted_first: null,
        counted_by: 'ana@desk',
        reason: 'a coin fell down',
      },
    ]);
  });

  test('starting cash that was corrected stands beside what it was, with who corrected it and why', () => {
    const correction = {
      kind: 'corrected',
      shiftId: shift.shiftId,
      by: staffId('ana'),
      at: end - 1,
      reason: 'miscounted',
    } as const;
    const entries: ShiftEntry[] = [
      {
        kind: 'opened',
        shiftId: shift.shiftId,
        by: staffId('ana'),
        at: begin,
        serviceDay: '2026-01-05',
        startingCashMinor: null,
      },
      { ...correction, wasMinor: null, startingCashMinor: 2_000 },
      { ...correction, wasMinor: 2_000, startingCashMinor: 1_500 },
    ];
    const corrected = reportedShift({ shift: foldShift(shift.shiftId, entries), now: end });
    const told = shiftDocument({ ...input, ...corrected });
    expect(rowsOf(told, 'drawer')).toMatchObject([
      { count: 'still open', starting_cash: 1_500, expected: 1_500 },
      { count: expect.stringMatching(/^starting cash given later, /), starting_cash: 2_000, reason: 'miscounted' },
      {
        count: expect.stringMatching(/^starting cash corrected from \$20\.00, /),
        starting_cash: 1_500,
        counted_by: 'ana@desk',
      },
    ]);
  });

  test('money taken in no shift is a row and in the sum; what else was done in none is said', () => {
    expect(rowsOf(document, 'money').slice(1)).toMatchObject([
      { desk: 'Main desk', shift: 'Outside any shift', method: 'Cash', payments: 2, taken: 700, net: 700 },
    ]);
    expect(totalIn(document, 'money')).toMatchObject({ payments: 3, taken: 1_200, net: 1_200 });
    expect(sayReport(document, 'en').coverage).toEqual([
      'Outside any shift, and in no row but that of money: checked out 3, turned away 1.',
    ]);
  });

  test('reasons are said in words, without the figures of a single case', () => {
    expect(rowsOf(document, 'overrides')).toEqual([{ reason: expect.not.stringMatching(/[{}_]/), overrides: 1 }]);
  });

  test('people come by name, and only supervisors read of them', () => {
    expect(rowsOf(document, 'people')).toMatchObject([
      { staff: 'ana@desk', signed_in: 2 * 3_600, acts: 5 },
      { staff: 'ben@desk', signed_in: 3_600, acts: 3, overrides: 1, waivers: 1, undone: 1 },
    ]);
    const renamed = { ...input, nameOf: (person: string | null) => (person === ana ? 'zoe' : 'abe') };
    expect(rowsOf(shiftDocument(renamed), 'people').map(({ staff }) => staff)).toEqual(['abe', 'zoe']);
    expect(rowsOf(document, 'reasons')).toMatchObject([
      { staff: 'ben@desk', undone: null, reason: 'our mistake' },
      { staff: 'ben@desk', undone: 'Renewed', reason: 'wrong item' },
    ]);
    const read = forReader(document, { audience: 'internal', rights: ['read-reports'] });
    expect(read.sections.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['people']));
    expect(
      JSON.stringify(sayReport(forReader(document, { audience: 'external', rights: ROLE_RIGHTS.supervisor }), 'en')),
    ).not.toContain('our mistake');
  });

  test('others read no name of staff, no reason and no figure under 5', () => {
    const others = sayReport(forReader(document, { audience: 'external', rights: ROLE_RIGHTS.supervisor }), 'en');
    expect(JSON.stringify(others)).not.toMatch(/@desk|coin|change|turned away 1/);
    const shown = others.sections.flatMap(({ columns, rows, total }) =>
      [...rows, total ?? []].flatMap((row) => row.filter((_, at) => columns[at]?.kind === 'count')),
    );
    expect(shown).toContain(WITHHELD);
    expect(shown.filter((cell) => typeof cell === 'number' && cell > 0 && cell < 5)).toEqual([]);
  });
});
