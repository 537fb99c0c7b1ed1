// The reports of use, service, money, overdue items and the audit on the command line: of a desk and of the library, alike where both know the same;
// and a library's settings of its figures.

import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { BOOKS, CARD, ITEM_OUT, STAFF, enrolledDesk, makeLibrary, serveLibrary } from './support/library.ts';
import { openProgram, type Program, type Running } from './support/program.ts';

type Table = { readonly key: string; readonly rows: readonly Readonly<Record<string, unknown>>[] };

describe('reports', () => {
  let program: Program;
  let place: readonly string[];
  let desk: Running<DeskReady>;

  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
    desk = await enrolledDesk(program, (await serveLibrary(program)).ready.url, 'desk');
    const api = deskApi(desk.ready);
    await waitUntil('the copy is loaded', 30_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    await api.get('session.signIn', STAFF);
    await api.get('circ.checkout', { patron: CARD, item: BOOKS[0] ?? '' });
    await api.get('circ.checkout', { patron: CARD, item: BOOKS[1] ?? '' });
    const wrong = await api.get('circ.checkout', { patron: CARD, item: BOOKS[2] ?? '' });
    await api.get('circ.undo', { commandId: wrong.commandId ?? '' });
    await waitUntil('all is confirmed', 30_000, async () => (await api.get('sync.status', {})).pending === 0);
  }, 120_000);
  afterAll(() => program.close());

  const tables = (...args: readonly string[]) => tablesOf('use', ...args);
  const tablesOf = async (kind: string, ...args: readonly string[]): Promise<Map<string, Table['rows']>> => {
    const { code, stdout, stderr } = await program.run(['report', kind, ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const parse = (text: string) => JSON.parse(text) as { readonly sections: readonly Table[] };
    return new Map(parse(stdout).sections.map(({ key, rows }) => [key, rows]));
  };

  test('of use count each act once, of the desk and of the library alike', async () => {
    const ofDesk = await tables('--data', program.path('desk'));
    const ofLibrary = await tables(...place);
    expect(Object.fromEntries(ofDesk)).toEqual(Object.fromEntries(ofLibrary));
    expect(ofLibrary.get('recorded')?.map(({ acts }) => acts)).toEqual([2, 1, 0, 0, 0]);
    const used = ofLibrary.get('use')?.filter(({ acts }) => acts !== 0);
    expect(used?.map(({ acts }) => acts)).toEqual([2]);
    expect(JSON.stringify([...ofLibrary])).not.toContain(CARD);
  });

  test('of days are reckoned on the clock of the library, the last to its end, from midnight or with the service day', async () => {
    const periodOf = async (kind: string, ...args: readonly string[]) => {
      const { stdout } = await program.run(['report', kind, '--from', '2026-03-07', '--to', '2026-03-08', ...args]);
      const parse = (text: string) => JSON.parse(text) as { readonly from: string; readonly to: string };
      const { from, to } = parse(stdout);
      return { from, to };
    };
    const ofUse = await periodOf('use', ...place);
    expect(ofUse).toEqual(await periodOf('use', '--data', program.path('desk')));
    const ofMoney = await periodOf('money', ...place);
    expect(ofMoney).toEqual(await periodOf('money', '--data', program.path('desk')));
    const hours = (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / 3_600_000;
    expect(hours(ofUse.from, ofMoney.from)).toBe(4);
    expect(hours(ofUse.from, ofUse.to)).toBeGreaterThanOrEqual(47);
    const { code, stderr } = await program.run(['report', 'use', '--from', '2026-02-30', ...place]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('2026-02-30')]);
  });

  test('of use count apart what the library says, also of what was lent before it said so', async () => {
    const [library] = await program.lines<{ use: unknown }>([
      'library',
      '--equipment-types',
      'book',
      '--fiscal-year-starts',
      '09-01',
      ...place,
    ]);
    expect(library?.use).toEqual({ equipmentTypes: ['book'], fiscalYearStarts: '09-01' });
    const used = (await tables(...place)).get('use')?.find(({ bucket }) => String(bucket).startsWith('Equipment'));
    expect(used).toMatchObject({ acts: 2 });
    const [again] = await program.lines<{ use: unknown }>(['library', '--equipment-types', '', ...place]);
    expect(again?.use).toEqual({ fiscalYearStarts: '09-01' });
  });

  test.each([
    ['service', 'kinds', [{ act: 'Checked out', acts: 3 }]],
    ['audit', 'acts', [{ staff: STAFF.staff, act: 'Undone', item: BOOKS[2], detail: 'Checked out' }]],
    ['money', 'methods', []],
    ['overdue', 'items', [{ item: ITEM_OUT, state: 'out', fine: 500 }]],
  ])('and the %s report is made of the desk and of the library, from the same acts', async (kind, table, rows) => {
    const ofDesk = await tablesOf(kind, '--data', program.path('desk'));
    const ofLibrary = await tablesOf(kind, ...place);
    expect(ofDesk.get(table)).toMatchObject(rows);
    // The desk reads its own clock, the library corrects it by some milliseconds.
    const untimed = ({ at: _a, median: _m, nine_of_ten: _n, ...row }: Readonly<Record<string, unknown>>) => row;
    expect(ofLibrary.get(table)?.map(untimed)).toEqual(ofDesk.get(table)?.map(untimed));
  });

  test('an overdue list tells cards apart, which others are not shown, and nothing that was not due yet', async () => {
    for (const where of [['--data', program.path('desk')], place]) {
      expect((await tablesOf('overdue', ...where)).get('cards')).toMatchObject([{ items: 1, barcodes: ITEM_OUT }]);
      expect([...(await tablesOf('overdue', ...where, '--external')).keys()]).toEqual(['summary', 'items']);
      const before = ['--from', '2019-01-01T00:00:00Z', '--to', '2020-01-01T00:00:00Z'];
      expect((await tablesOf('overdue', ...where, ...before)).get('items')).toEqual([]);
    }
  });

  test('and use in the house is counted by name and, where the library sets so, by checking in items that were not on loan', async () => {
    const api = deskApi(desk.ready);
    const shelf = BOOKS[7] ?? '';
    const inHouse = async (where: readonly string[]) =>
      (await tables(...where)).get('use')?.find(({ bucket }) => bucket === 'In-house use')?.acts;
    await api.get('circ.checkin', { item: shelf });
    await program.lines(['library', '--checkin-is-in-house', 'yes', ...place]);
    await waitUntil('the desk has heard of it', 30_000, async () => {
      await api.get('sync.now', {});
      const { commandId = '' } = await api.get('circ.checkin', { item: shelf });
      return (
        (await inHouse(['--data', program.path('desk')])) === 1 || (await api.get('circ.undo', { commandId })) === null
      );
    });
    await api.get('item.recordUse', { barcode: BOOKS[8] ?? '', count: 3 });
    await api.get('circ.checkin', { item: BOOKS[0] ?? '' });
    await api.get('circ.checkin', { item: shelf, returnedAt: '2026-01-05T10:00:00Z' });
    const { commandId = '' } = await api.get('circ.checkin', { item: BOOKS[9] ?? '' });
    await api.get('circ.undo', { commandId, reason: 'wrong pile' });
    await waitUntil('all is confirmed', 30_000, async () => (await api.get('sync.status', {})).pending === 0);
    for (const where of [['--data', program.path('desk')], place]) {
      expect(await inHouse(where)).toBe(4);
      const acts = (await tablesOf('audit', ...where)).get('acts') ?? [];
      expect(acts.at(-1)).toMatchObject({ act: 'Undone', item: BOOKS[9], detail: 'Checked in', reason: 'wrong pile' });
    }
  }, 60_000);

  test.each([
    [['library', '--fiscal-year-starts', '13-01', '--data', '.'], '07-01'],
    [['library', '--fiscal-year-starts', '02-30', '--data', '.'], '07-01'],
  ])('%j is wrong usage', async (args, hint) => {
    const { code, stderr } = await program.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
  });
});
