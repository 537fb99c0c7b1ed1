// The use report on the command line: of a desk and of the library, alike where both know the same; and what a library says of its figures.

import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { BOOKS, CARD, STAFF, enrolledDesk, makeLibrary, serveLibrary } from './support/library.ts';
import { openProgram, type Program, type Running } from './support/program.ts';

type Table = { readonly key: string; readonly rows: readonly Readonly<Record<string, unknown>>[] };

describe('the use report', () => {
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

  const tables = async (...args: readonly string[]): Promise<Map<string, Table['rows']>> => {
    const { code, stdout, stderr } = await program.run(['report', 'use', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const parse = (text: string) => JSON.parse(text) as { readonly sections: readonly Table[] };
    return new Map(parse(stdout).sections.map(({ key, rows }) => [key, rows]));
  };

  test('counts each act once, of the desk and of the library alike', async () => {
    const ofDesk = await tables('--data', program.path('desk'));
    const ofLibrary = await tables(...place);
    expect(Object.fromEntries(ofDesk)).toEqual(Object.fromEntries(ofLibrary));
    expect(ofLibrary.get('recorded')?.map(({ acts }) => acts)).toEqual([2, 1, 0, 0, 0]);
    const used = ofLibrary.get('use')?.filter(({ acts }) => acts !== 0);
    expect(used?.map(({ acts }) => acts)).toEqual([2]);
    expect(JSON.stringify([...ofLibrary])).not.toContain(CARD);
  });

  test('counts apart what the library says, also of what was lent before it said so', async () => {
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
    [['library', '--fiscal-year-starts', '13-01', '--data', '.'], '07-01'],
    [['library', '--fiscal-year-starts', '02-30', '--data', '.'], '07-01'],
  ])('%j is wrong usage', async (args, hint) => {
    const { code, stderr } = await program.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
  });
});
