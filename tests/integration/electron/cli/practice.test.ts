// Practice at a desk of an imported library: its own rules, invented patrons; the real ledger gets nothing, and nothing is left.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { deskApi } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import {
  CARD,
  enrolledDesk,
  ITEM_IN,
  makeLibrary,
  serveLibrary,
  STAFF,
  startDesk,
  type ServeReady,
} from './support/library.ts';
import type { DeskReady } from '../../../e2e/story/desk-api.ts';
import { isRunning, ONE_LINE, openProgram, type Program, type Running } from './support/program.ts';

/** Several programs are started in each test, which takes long on a busy machine. */
const patienceMs = 240_000;

describe('practice', () => {
  jest.setTimeout(patienceMs);
  let program: Program;
  let serving: Running<ServeReady>;
  beforeAll(async () => {
    program = openProgram();
    await makeLibrary(program);
    serving = await serveLibrary(program);
    const desk = await enrolledDesk(program, serving.ready.url, 'desk');
    await comesIn(deskApi(desk.ready), STAFF);
    const isThere = async () => (await deskApi(desk.ready).call('patron.view', { card: CARD })).ok;
    await waitUntil('the copy is there', patienceMs / 2, isThere);
    await desk.end();
  }, patienceMs);
  afterAll(() => program.close());

  const folder = (): string => program.path('desk', 'practice');
  const keyFolders = (): string[] => readdirSync(program.path('state', 'keys')).toSorted();
  const recorded = (): Promise<unknown[]> => program.lines(['ledger', 'list', '--data', program.path('desk')]);
  type Api = ReturnType<typeof deskApi>;

  async function comesIn(api: Api, who: { staff: string; pin: string }): Promise<void> {
    await waitUntil('somebody may sign in', patienceMs / 2, async () => (await api.call('session.signIn', who)).ok);
  }

  /** Signs in and lends the first thing to the first patron that practice offers. Returns the card and the barcode. */
  async function lendOne(api: Api): Promise<{ card: string; barcode: string }> {
    const { demo } = await api.get('desk.view', {});
    const [{ staff, pin } = { staff: '', pin: '' }] = demo?.staff ?? [];
    await comesIn(api, { staff, pin });
    const [card = ''] = demo?.patrons ?? [];
    const [barcode = ''] = demo?.items ?? [];
    await waitUntil('the copy is there', patienceMs / 2, async () => (await api.call('patron.view', { card })).ok);
    expect((await api.get('circ.checkout', { patron: card, item: barcode })).decision).toBe('done');
    return { card, barcode };
  }

  test('judges by the rules of the desk, records nothing in its ledger, sends nothing, and leaves nothing', async () => {
    const desk = await startDesk(program, 'desk');
    const api = deskApi(desk.ready);
    await comesIn(api, STAFF);
    const real = await api.get('desk.view', {});
    const keys = keyFolders();
    await api.get('device.setSound', { isOn: false, volume: 40, set: 'low' });
    await api.get('desk.setLanguage', { language: 'es' });

    await api.get('practice.begin', {});
    const view = await api.get('desk.view', {});
    expect(view).toMatchObject({
      isPractice: true,
      session: null,
      language: 'es',
      // Prints and exports made here say that it is practice.
      name: `Práctica: ${real.name}`,
      branch: real.branch,
    });
    expect(view.deskId).not.toBe(real.deskId);
    expect((await api.get('device.settings', {})).sound).toMatchObject({ isOn: false, volume: 40, set: 'low' });

    const { card, barcode } = await lendOne(api);
    const slip = await api.get('slip.preview', { of: { test: true } });
    expect(slip.rows[0]?.text.trim()).toBe('PRÁCTICA: no cuenta');
    // Rows of the real library are not here, and the real rules are.
    expect((await api.call('patron.view', { card: CARD })).ok).toBe(false);
    expect((await api.call('session.signIn', STAFF)).ok).toBe(false);
    await waitUntil(
      'its own server has it',
      patienceMs / 2,
      async () => (await api.get('sync.status', {})).pending === 0,
    );
    expect((await api.get('sync.acts', { limit: 5 })).answered).toHaveLength(1);

    await api.get('practice.end', {});
    expect(existsSync(folder())).toBe(false);
    expect(keyFolders()).toEqual(keys);
    expect(await api.get('desk.view', {})).toMatchObject({ isPractice: false, session: null, deskId: real.deskId });
    await api.get('session.signIn', STAFF);
    expect(await api.get('sync.acts', { limit: 5 })).toEqual({ waiting: [], answered: [] });
    expect((await api.call('patron.view', { card })).ok).toBe(false);
    expect((await api.get('item.find', { query: barcode })).items).toEqual([]);
    const explained = await api.get('rules.explain', { patron: CARD, item: ITEM_IN });
    expect(explained.trace.candidates.length).toBeGreaterThan(0);
    expect(await desk.end()).toMatchObject({ code: 0, stderr: '' });
    expect(await recorded()).toEqual([]);
    const place = ['--database', 'embedded', '--data', program.path('central')];
    expect(await program.lines(['inspect', 'commands', ...place])).toEqual([]);
  });

  test('the rows that it is made from name no patron of the library', async () => {
    const desk = await startDesk(program, 'desk');
    const api = deskApi(desk.ready);
    await api.get('practice.begin', {});
    const text = readFileSync(`${folder()}/library.json`, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ library: { name: expect.stringMatching(/^Práctica: ./) } });
    expect(text).not.toContain(CARD);
    expect(text).not.toContain(ITEM_IN);
    const { patronKinds, itemKinds } = JSON.parse(text) as {
      patronKinds: { groupName: string }[];
      itemKinds: object[];
    };
    expect(patronKinds.length).toBeGreaterThan(1);
    // Each is asked for by the rules; for which item is unknown.
    expect(itemKinds.length).toBeGreaterThan(0);
    for (const kind of itemKinds)
      expect(Object.keys(kind)).toEqual(expect.not.arrayContaining(['id', 'barcode', 'titleId']));
    for (const kind of patronKinds) expect(Object.keys(kind).toSorted()).toEqual(['group', 'groupName', 'home']);
    // Stopped in the middle of it, it leaves nothing either.
    expect(await desk.end()).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(folder())).toBe(false);
  });

  test('a crash takes all of its processes along, and the next start throws away what it left', async () => {
    const desk = await startDesk(program, 'desk');
    await deskApi(desk.ready).get('practice.begin', {});
    await desk.end('SIGKILL');
    expect(existsSync(folder())).toBe(true);
    const next = await startWhenFree(['desk', '--shell', 'none', '--data', program.path('desk')]);
    expect(existsSync(folder())).toBe(false);
    expect(await deskApi(next.ready).get('desk.view', {})).toMatchObject({ isPractice: false });
    await next.end();
  });

  test('is begun by a command, and its desk is there when practice ends', async () => {
    const practicing = ['practice', '--shell', 'none', '--data', program.path('desk')];
    const started = await program.start<DeskReady>(practicing);
    const api = deskApi(started.ready);
    expect(await api.get('desk.view', {})).toMatchObject({ isPractice: true });
    await lendOne(api);
    expect((await program.run(practicing)).stderr).toMatch(/^HF-DB-008: /);
    await api.get('practice.end', {});
    expect(await api.get('desk.view', {})).toMatchObject({ isPractice: false });
    await started.end();
    expect(isRunning(started.ready.corePid)).toBe(false);
    expect(await recorded()).toEqual([]);
    const nowhere = await program.run(['practice', '--shell', 'none', '--data', program.path('no-desk')]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toMatch(ONE_LINE);
    expect(existsSync(program.path('no-desk'))).toBe(false);
  });

  /** Child processes of the killed one notice within moments. */
  async function startWhenFree(args: readonly string[]): Promise<Running<DeskReady>> {
    for (const latest = performance.now() + 10_000; ;) {
      try {
        return await program.start<DeskReady>(args);
      } catch (error) {
        if (!String(error).includes('HF-DB-008') || performance.now() > latest) throw error;
      }
    }
  }
});
