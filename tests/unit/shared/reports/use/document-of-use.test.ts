// The use report as it is handed out: every table adds up to the acts that count, and others see no small figure.

import { RightSchema } from '../../../../../shared/circ/rights.ts';
import type { Refusal } from '../../../../../shared/circ/model/refusal.ts';
import { HOUR_MS } from '../../../../../shared/core/instant.ts';
import { WITHHELD, type ReportHead } from '../../../../../shared/reports/document.ts';
import { forReader } from '../../../../../shared/reports/for-reader.ts';
import { documentOfUse, type UseInput } from '../../../../../shared/reports/use/document-of-use.ts';
import { refusalAt } from '../../../../support/refusals.ts';
import { kindOfUse } from '../../../../support/use-kinds.ts';
import { rowsOf, totalIn } from '../tables.ts';

const head: ReportHead = {
  library: 'The Windrow Colleges Library',
  branch: null,
  zone: 'America/Los_Angeles',
  period: { from: Date.parse('2025-07-01T00:00-07:00'), to: Date.parse('2026-07-01T00:00-07:00') },
  madeBy: 'command-line',
  madeAt: Date.parse('2026-07-02T09:00-07:00'),
  audience: 'internal',
};

const refusal = (at: string, more: Partial<Refusal> = {}) => refusalAt(Date.parse(at), more);

const input: UseInput = {
  counts: [
    { kind: kindOfUse(), state: 'counted', count: 40 },
    { kind: kindOfUse({ college: 'tarnfield', group: 'Faculty' }), state: 'counted', count: 3 },
    { kind: kindOfUse({ location: 'readings', callClass: null }), state: 'counted', count: 12 },
    { kind: kindOfUse({ act: 'renew' }), state: 'counted', count: 9 },
    { kind: kindOfUse(), state: 'undone', count: 2 },
    { kind: kindOfUse(), state: 'duplicate', count: 1 },
  ],
  hours: [
    { weekHour: 10, count: 60 },
    { weekHour: 6 * 24 + 23, count: 4 },
  ],
  refusals: [
    refusal('2026-01-05T10:30-08:00'),
    refusal('2026-01-05T11:59-08:00', { codes: ['PATRON_FINES', 'LIMIT_REACHED'], stale: ['PATRON_FINES'] }),
    refusal('2026-01-05T23:30-08:00', { itemType: 'book' }),
  ],
  terms: { reserveLocations: ['readings'] },
  places: {
    branches: new Map([['quillmere', 'Quillmere College']]),
    locations: new Map([['stacks', 'General stacks']]),
  },
  coverage: [],
};

const document = documentOfUse(head, input);

test('all acts that were recorded are accounted for, and every table adds up to those that count', () => {
  expect(totalIn(document, 'recorded')).toMatchObject({ acts: 67 });
  expect(rowsOf(document, 'recorded').map(({ acts }) => acts)).toEqual([64, 2, 1, 0, 0]);
  expect(totalIn(document, 'use')).toMatchObject({ acts: 64 });
  const breakdowns = document.sections.filter(({ key }) => key.startsWith('by_') || key === 'week');
  expect(breakdowns).toHaveLength(9);
  for (const { key } of breakdowns) expect(totalIn(document, key)).toMatchObject({ all: 64 });
});

test('survey lines are sums of buckets, with what they count and where that is defined beneath', () => {
  const lines = rowsOf(document, 'surveys').map(({ survey, acts }) => `${survey} ${acts}`);
  expect(lines).toEqual(['IPEDS 55', 'IPEDS 0', 'IPEDS 0', 'ACRL 55', 'ACRL 12', 'ACRL 9', 'ARL 43']);
  const notes = document.sections.find(({ key }) => key === 'surveys')?.notes.map(({ words }) => words.en) ?? [];
  expect(notes[0]).toBe('Of the fiscal year 2026.');
  expect(notes).toHaveLength(8);
  expect(notes.slice(1).every((note) => note.includes('Source: '))).toBe(true);
});

test('course reserves have the name that the library has for them', () => {
  const named = documentOfUse(head, { ...input, reservesName: 'Course Readings' });
  const kinds = rowsOf(named, 'use').map(({ bucket }) => bucket);
  expect(kinds).toContain('Course Readings, first loans');
  expect(kinds).not.toContain('Course reserves, first loans');
  expect(rowsOf(named, 'surveys').map(({ sum_of: buckets }) => buckets)).toContain('Course Readings, first loans');
});

test('names stand for ids, and what is not known is said to be so', () => {
  expect(rowsOf(document, 'by_college').map(({ college }) => college)).toEqual(['Quillmere College', 'tarnfield']);
  expect(rowsOf(document, 'by_call_class').map(({ call_class: name }) => name)).toEqual(['Q Science', 'No class']);
  expect(rowsOf(document, 'by_location')[0]).toMatchObject({
    location: 'General stacks',
    general: 43,
    renewals: 9,
    all: 52,
  });
});

test('use in the house stands beside loans in every table, and each row adds up', () => {
  const used = (more: Parameters<typeof kindOfUse>[0], count: number) =>
    ({ kind: kindOfUse({ act: 'in-house', group: null, college: null, ...more }), state: 'counted', count }) as const;
  const counts = [...input.counts, used({ itemType: 'map', callClass: 'G' }, 21), used({ location: 'readings' }, 7)];
  const all = documentOfUse(head, { ...input, counts });
  expect(rowsOf(all, 'by_item_type')).toContainEqual(
    expect.objectContaining({ item_type: 'map', general: 0, in_house: 21, all: 21 }),
  );
  expect(rowsOf(all, 'by_call_class')).toContainEqual(expect.objectContaining({ in_house: 21, all: 21 }));
  expect(rowsOf(all, 'by_location')).toContainEqual(
    expect.objectContaining({ location: 'readings', reserve: 12, in_house: 7, all: 19 }),
  );
  for (const { key, rowSum } of all.sections.filter(({ key: one }) => one.startsWith('by_')))
    for (const row of rowsOf(all, key)) {
      const sum = (rowSum?.of ?? []).reduce((total, column) => total + Number(row[column]), 0);
      expect([key, sum]).toEqual([key, row['all']]);
    }
  expect(totalIn(all, 'by_item_type')).toMatchObject({ in_house: 28, all: 92 });
});

test('the week is that of the branch', () => {
  const week = rowsOf(document, 'week');
  expect(week[0]).toMatchObject({ day: 'Monday', h10: 60, all: 60 });
  expect(week[6]).toMatchObject({ day: 'Sunday', h23: 4, all: 4 });
});

test('a patron turned away counts at the hour of the branch, once in all and with every reason', () => {
  expect(rowsOf(document, 'turned_away')).toMatchObject([
    { item_type: 'laptop', h10: 1, h11: 1, all: 2 },
    { item_type: 'book', h23: 1, all: 1 },
  ]);
  expect(rowsOf(document, 'turned_away_reasons').map(({ turned_away: n, stale }) => [n, stale])).toEqual([
    [3, 1],
    [1, 0],
  ]);
});

test('others see no figure under 5 in any table', () => {
  const others = forReader(
    { ...document, audience: 'external' },
    { audience: 'external', rights: RightSchema.options },
  );
  const small = others.sections
    .flatMap(({ rows }) => rows.flat())
    .filter((cell) => typeof cell === 'number' && cell > 0 && cell < 5);
  expect(small).toEqual([]);
  expect(rowsOf(others, 'by_college')[1]).toMatchObject({ college: 'tarnfield', general: '*', all: '*' });
});

test('no two lines of surveys tell others a third that is under 5', () => {
  const counts = [
    { kind: kindOfUse(), state: 'counted', count: 43 },
    { kind: kindOfUse({ location: 'readings' }), state: 'counted', count: 3 },
  ] as const;
  const read = forReader(documentOfUse(head, { ...input, counts }), { audience: 'external', rights: [] });
  const figures = new Map(rowsOf(read, 'surveys').map((row) => [row['line'], row['acts']]));
  const all = figures.get('Initial circulation, physical');
  const general = figures.get('Initial circulations, excluding reserves');
  expect(figures.get('Of these, course reserves')).toBe(WITHHELD);
  expect([all, general].filter((figure) => figure === WITHHELD)).toHaveLength(1);
});

test('nothing is said of days before or after the fiscal year as if they were one', () => {
  const period = { from: head.period.from, to: head.period.from + 24 * HOUR_MS };
  const part = documentOfUse({ ...head, period }, input);
  const [note] = part.sections.find(({ key }) => key === 'surveys')?.notes ?? [];
  expect(note?.words.en).toContain('not one');
});
