// Shifts on the command line: a supervisor's inspection and reports, of one desk and of the library, and the end of service days.

import { readFileSync } from 'node:fs';
import { serviceDayOf } from '../../../../shared/core/service-day.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { BOOKS, CARD, STAFF, enrolledDesk, makeLibrary, serveLibrary } from './support/library.ts';
import { openProgram, type Program, type Running } from './support/program.ts';

describe('shifts', () => {
  let program: Program;
  let place: readonly string[];
  let desk: Running<DeskReady>;
  let shiftId: string;

  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
    desk = await enrolledDesk(program, (await serveLibrary(program)).ready.url, 'desk');
    const api = deskApi(desk.ready);
    await waitUntil('the copy is loaded', 30_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    await api.get('session.signIn', STAFF);
    ({ shiftId } = await api.get('shift.open', { startingCashMinor: 5_000 }));
    await api.get('circ.checkout', { patron: CARD, item: BOOKS[0] ?? '' });
    await api.get('fee.add', { patron: CARD, amountMinor: 300, charge: 'copies' });
    await api.get('payment.take', { patron: CARD, amountMinor: 300, method: 'cash', tenderedMinor: 500 });
    await api.get('shift.close', { countedMinor: 5_250, reason: 'wrong change' });
    await waitUntil('all is confirmed', 30_000, async () => (await api.get('sync.status', {})).pending === 0);
  }, 120_000);
  afterAll(() => program.close());

  type Tables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** The tables of the report by their keys. */
  const report = async (...args: readonly string[]): Promise<Tables> => {
    const { code, stdout, stderr } = await program.run(['report', 'shift', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { sections } = JSON.parse(stdout) as { sections: { key: string; rows: Tables[string] }[] };
    return Object.fromEntries(sections.map(({ key, rows }) => [key, rows]));
  };
  /** The shift's figures in both reports. */
  const figures = {
    shifts: [{ desk: 'desk', opened_by: STAFF.staff, closed_by: STAFF.staff }],
    hours: [{ checkouts: 1 }],
    people: [{ staff: STAFF.staff, acts: expect.any(Number) }],
    people_acts: expect.arrayContaining([{ staff: STAFF.staff, act: 'Checked out', number: 1 }]),
    money: [{ method: 'Cash', payments: 1, taken: 300, refunds: 0, given_back: 0, net: 300 }],
    drawer: [
      {
        starting_cash: 5_000,
        expected: 5_300,
        counted: 5_250,
        over_short: -50,
        counted_by: STAFF.staff,
        reason: 'wrong change',
        slips: '1',
      },
    ],
  };

  test('are inspected when they are open, and with --all when they are closed', async () => {
    expect(await program.lines(['inspect', 'shifts', ...place])).toEqual([]);
    expect(await program.lines(['inspect', 'shifts', '--all', ...place])).toMatchObject([
      { shiftId, closedBy: STAFF.staff, countedBy: [STAFF.staff], startingCashMinor: 5_000, overShortMinor: -50 },
    ]);
  });

  test('are reported of the desk that runs, and of the library, alike', async () => {
    expect(await report('--data', program.path('desk'))).toMatchObject(figures);
    expect(await report(...place)).toMatchObject(figures);
    expect((await report(...place, '--to', '2020-01-01T00:00:00Z'))['shifts']).toEqual([]);
    expect(Object.keys(await report(...place, '--external'))).not.toContain('people');
  });

  test.each(['csv', 'xlsx', 'pdf'])('are written as %s, of the desk and of the library', async (format) => {
    for (const where of [['--data', program.path('desk')], place]) {
      const out = program.path(`shifts.${format}`);
      const { code, stdout } = await program.run(['report', 'shift', '--out', out, '--language', 'es', ...where]);
      expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: `Written to ${out}.` });
      const bytes = readFileSync(out);
      const begins = { csv: 'report,value', xlsx: 'PK', pdf: '%PDF-' }[format] ?? '';
      expect(bytes.subarray(0, begins.length).toString()).toBe(begins);
      if (format === 'csv') expect(bytes.toString()).toMatch(/^drawer,row,.*,50\.00,53\.00,52\.50,-0\.50,/m);
      if (format === 'csv') expect(bytes.toString()).toContain('Informe de turno');
    }
  });

  test.each([
    [['report', 'weather'], 'audit|money|outage|'],
    [['report', 'shift', '--data', '.', '--format', 'tape'], 'pdf, xlsx, csv, json'],
    [['report', 'shift', '--data', '.', '--format', 'pdf'], 'needs --out'],
    [['report', 'shift', '--data', '.', '--language', 'fr'], 'en or es'],
    [['report', 'shift', '--data', '.', '--from', 'yesterday'], '2026-01-05T10:00:00Z'],
    [['library', '--service-day-ends', '24', '--data', '.'], '0 to 23'],
    [['library', '--undo-needs-reason', 'maybe', '--data', '.'], 'yes or no'],
    [['library', '--list-files', 'maybe', '--data', '.'], 'yes, no-patrons or no'],
    [['library', '--card-on-stripe', '14-5', '--data', '.'], '5-14'],
    [['library', '--silent-after', 'soon', '--data', '.'], '--silent-after'],
    [['library', '--details-for', '0', '--data', '.'], '--details-for'],
    [['library', '--forget-after', '34', '--data', '.'], '--forget-after'],
  ])('%j is wrong usage', async (args, hint) => {
    const { code, stdout, stderr } = await program.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
  });

  test('end their service day at an hour of the library, which desks learn', async () => {
    expect(await program.lines(['library', ...place])).toMatchObject([
      {
        serviceDayEndsAt: 4,
        contact: { silentAfterMinutes: 30, fullRightsHours: 72, detailsDays: 14, forgetDays: 35 },
      },
    ]);
    expect(await program.lines(['library', '--full-rights-for', '24', ...place])).toMatchObject([
      {
        serviceDayEndsAt: 4,
        contact: { silentAfterMinutes: 30, fullRightsHours: 24, detailsDays: 14, forgetDays: 35 },
      },
    ]);
    const [library] = await program.lines<{ zone: string }>(['library', '--service-day-ends', '23', ...place]);
    const terms = { zone: library?.zone ?? '', endsAtHour: 23 };
    const api = deskApi(desk.ready);
    await waitUntil('the desk has it', 30_000, async () => {
      const { serviceDay } = await api.get('shift.open', {});
      await api.get('shift.close', {});
      return serviceDay === serviceDayOf(Date.now(), terms);
    });
  });
});
