// Shifts on the command line: what a supervisor inspects and reports, of one desk and of the library, and when service days end.

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

  /** What both reports say of the shift. */
  const figures = () => ({
    shiftId,
    state: 'closed',
    openedBy: STAFF.staff,
    hours: [{ checkouts: 1 }],
    people: [{ staff: STAFF.staff, acts: { checkout: 1, pay: 1 } }],
    money: [{ method: 'cash', takenMinor: 300, taken: 1, givenBackMinor: 0, givenBack: 0 }],
    slips: { from: 1, to: 1 },
    expectedMinor: 5_300,
    countedMinor: 5_250,
    overShortMinor: -50,
    reason: 'wrong change',
  });
  const report = async (...args: readonly string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await program.run(['report', 'shift', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };

  test('are inspected when they are open, and with --all when they are closed', async () => {
    expect(await program.lines(['inspect', 'shifts', ...place])).toEqual([]);
    expect(await program.lines(['inspect', 'shifts', '--all', ...place])).toMatchObject([
      { shiftId, closedBy: STAFF.staff, countedBy: [STAFF.staff], startingCashMinor: 5_000, overShortMinor: -50 },
    ]);
  });

  test('are reported of the desk that runs, and of the library, alike', async () => {
    expect(await report('--data', program.path('desk'))).toMatchObject([figures()]);
    expect(await report(...place)).toMatchObject([{ desk: desk.ready.deskId, ...figures() }]);
    expect(await report(...place, '--to', '2020-01-01T00:00:00Z')).toEqual([]);
  });

  test('are written as a table of figures', async () => {
    const out = program.path('shifts.csv');
    const { code } = await program.run(['report', 'shift', '--format', 'csv', '--out', out, ...place]);
    const lines = readFileSync(out, 'utf8').split('\r\n');
    expect(code).toBe(0);
    expect(lines[0]).toBe('desk,shift,service_day,table,row,figure,value');
    expect(lines.filter((line) => line.includes(',drawer,,overShortMinor,-50'))).toHaveLength(1);
  });

  test.each([
    [['report', 'weather'], 'report outage|shift'],
    [['report', 'shift', '--data', '.', '--format', 'tape'], 'json or csv'],
    [['report', 'shift', '--data', '.', '--from', 'yesterday'], '2026-01-05T10:00:00Z'],
    [['library', '--service-day-ends', '24', '--data', '.'], '0 to 23'],
  ])('%j is wrong usage', async (args, hint) => {
    const { code, stdout, stderr } = await program.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
  });

  test('end their service day at an hour of the library, which desks learn', async () => {
    expect(await program.lines(['library', ...place])).toMatchObject([{ serviceDayEndsAt: 4 }]);
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
