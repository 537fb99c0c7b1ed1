// Hours, closures and the zone of an Evergreen export, with the slips that real exports have.

import { detectZone } from '../../../../../server/import/evergreen/detect-zone.ts';
import { collect, type Collected } from '../support/collect.ts';
import { linesOf, withRows } from '../support/small-export.ts';

const calendarOf = ({ rules }: Collected, branch: string) =>
  rules.branches.find(({ id }) => id === branch)?.calendar ?? null;
const hours = (row: string) => ({ hours_of_operation: [linesOf('hours_of_operation')[0] ?? '', row] });
const week = (day: string) => `4,NORTH-A,${day},${'09:00:00,18:00:00,'.repeat(5)}00:00:00,00:00:00`;

describe('hours', () => {
  test('begin with Monday; a day from midnight to midnight is closed', async () => {
    const weekly = calendarOf(await collect(), 'NORTH-A')?.weekly;
    expect(weekly?.mon).toEqual([{ open: '09:00', close: '18:00' }]);
    expect(weekly?.sun).toEqual([]);
  });

  test('that close before they open stay open days, and are named', async () => {
    const { said, ...rest } = await collect(hours(week('09:00:00,08:30:00')));
    expect(calendarOf({ said, ...rest }, 'NORTH-A')?.weekly?.mon).toEqual([{ open: '09:00', close: '24:00' }]);
    expect(said).toContain(
      'hours_of_operation.csv:2 NORTH-A: Monday 09:00-08:30 closes before it opens; read as open until midnight',
    );
  });

  test('that close in the small hours run past midnight', async () => {
    const found = await collect(hours(week('09:00:00,01:00:00')));
    expect(calendarOf(found, 'NORTH-A')?.weekly?.mon).toEqual([{ open: '09:00', close: '01:00' }]);
    expect(found.said.join()).toContain('read as open until 01:00 the next day');
  });

  test('that close at midnight or a minute before it last until midnight', async () => {
    for (const close of ['00:00:00', '23:59:59', '24:00:00']) {
      expect(calendarOf(await collect(hours(week(`09:00:00,${close}`))), 'NORTH-A')?.weekly?.mon).toEqual([
        { open: '09:00', close: '24:00' },
      ]);
    }
  });

  test('come from the place above where a branch has none, and that is said', async () => {
    const found = await collect({
      org_units: withRows('org_units', '9,4,4,NORTH-X,North Annex'),
    });
    expect(calendarOf(found, 'NORTH-X')?.weekly).toEqual(calendarOf(found, 'NORTH-A')?.weekly);
    expect(calendarOf(found, 'SOUTH-A')?.weekly).toBeNull();
    expect(found.said).toContain('hours_of_operation.csv NORTH-X has no hours; it keeps those of NORTH-A');
  });
});

describe('closures', () => {
  const closures = (...rows: readonly string[]) => ({ closed_dates: [linesOf('closed_dates')[0] ?? '', ...rows] });

  test('of whole days are dates of the branch where a server wrote them in another zone', async () => {
    const written = closures('1,4,2026-07-04T04:00:00+0000,2026-07-05T03:59:59+0000,1,0,Independence Day');
    expect(calendarOf(await collect(written, 'America/New_York'), 'NORTH-A')?.closures).toEqual([
      { from: '2026-07-04T00:00', to: '2026-07-05T00:00', name: 'Independence Day' },
    ]);
  });

  test('of whole days are the dates as they are written, whatever the zone of the library', async () => {
    const found = await collect(
      closures('1,4,2024-12-24 00:00:00.445-05,2024-12-25 23:59:59.445-05,1,1,Christmas'),
      'America/Los_Angeles',
    );
    expect(calendarOf(found, 'NORTH-A')?.closures).toEqual([
      { from: '2024-12-24T00:00', to: '2024-12-26T00:00', name: 'Christmas' },
    ]);
  });

  test('of whole days that end at midnight sharp end the day before', async () => {
    const found = await collect(closures('1,4,2024-12-25 00:00:00-05,2024-12-26 00:00:00-05,1,0,Christmas'));
    expect(calendarOf(found, 'NORTH-A')?.closures).toEqual([
      { from: '2024-12-25T00:00', to: '2024-12-26T00:00', name: 'Christmas' },
    ]);
  });

  test('of some hours are moments, told in the zone of the branch', async () => {
    const found = await collect(
      closures('1,4,2024-05-01 16:00:00-04,2024-05-01 20:59:59-04,0,0,Flood'),
      'America/Los_Angeles',
    );
    expect(calendarOf(found, 'NORTH-A')?.closures).toEqual([
      { from: '2024-05-01T13:00', to: '2024-05-01T18:00', name: 'Flood' },
    ]);
  });

  test('of a system close its branches too, each day once and under the name nearest by', async () => {
    const found = await collect(
      closures(
        '1,2,2024-11-11 00:00:00-05,2024-11-11 23:59:59-05,1,0,Veterans Day',
        "2,4,2024-11-11 00:00:00-05,2024-11-11 23:59:59-05,1,0,Veteran's Day",
        '3,1,2024-07-04 00:00:00-04,2024-07-04 23:59:59-04,1,0,July 4th',
        '4,4,2024-11-10 00:00:00-05,2024-11-12 23:59:59-05,1,1,Long weekend',
      ),
    );
    expect(calendarOf(found, 'NORTH-A')?.closures).toEqual([
      { from: '2024-07-04T00:00', to: '2024-07-05T00:00', name: 'July 4th' },
      { from: '2024-11-10T00:00', to: '2024-11-13T00:00', name: 'Long weekend' },
    ]);
    expect(calendarOf(found, 'NORTH')?.closures.map(({ name }) => name)).toEqual(['July 4th', 'Veterans Day']);
    expect(calendarOf(found, 'SOUTH-A')?.closures.map(({ name }) => name)).toEqual(['July 4th']);
  });
});

describe('the zone of the library', () => {
  const nights = (offsetHours: number, count: number, month: number) =>
    Array.from({ length: count }, (_, day) => Date.UTC(2024, month, day + 1, 23 + offsetHours, 59, 59));

  test('is the one in which most loans in days end their day', () => {
    expect(detectZone([...nights(5, 3, 0), ...nights(4, 3, 6)])).toMatchObject({
      zone: 'America/New_York',
      fits: 6,
      of: 6,
      better: null,
    });
    expect(detectZone([...nights(8, 3, 0), ...nights(7, 3, 6)])).toMatchObject({
      zone: 'America/Los_Angeles',
      fits: 6,
    });
  });

  test('needs only a majority where libraries are many, and names what would fit better', () => {
    const mixed = [...nights(7, 5, 6), ...nights(7, 4, 0)];
    expect(detectZone(mixed)).toMatchObject({
      zone: 'America/Los_Angeles',
      fits: 5,
      of: 9,
      better: { zone: 'America/Phoenix', fits: 9 },
    });
  });

  test('may be anywhere, and is unknown where no loan ends a day', () => {
    expect(detectZone(nights(-9, 4, 0))?.zone).toMatch(/^Asia\/|^Etc\/|^Pacific\//);
    expect(detectZone([])).toBeNull();
    expect(detectZone([Date.UTC(2024, 0, 1, 12, 0, 17)])).toBeNull();
  });

  test('is UTC, and is asked for, when nothing tells it', async () => {
    const { zone, said } = await collect({ open_circs: null }, null);
    expect(zone).toBe('UTC');
    expect(said.join()).toContain('UTC is assumed, name another with --zone');
  });

  test('is found in the due times of the export', async () => {
    const { zone, library } = await collect({}, null);
    expect([zone, library?.zone]).toEqual(['America/Los_Angeles', 'America/Los_Angeles']);
  });
});
