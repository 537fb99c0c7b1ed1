// The line to Evergreen: its login, its rights, the description of its records, and what a check says.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { readConnectors } from '../../../../server/connectors/connector-rows.ts';
import { differencesThere, openConnectorScene, toldStates } from '../support/connector-scene.ts';
import { describeStores } from '../support/stores.ts';
import { EVERGREEN } from '../support/stand-ins.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;
const answer = (payload: unknown) => JSON.stringify({ payload, status: 200 });
const login = (payload: object) => answer([{ textcode: 'SUCCESS', payload }]);
const LOGIN = 'open-ils.auth.login';

describeStores('the line to Evergreen', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (more: object = {}) =>
    openConnectorScene({ place: await newPlace(), closing }, EVERGREEN, { more });

  test('gives nothing that it may not see for a state', async () => {
    const { scene, library, look, system } = await opened();
    library.lend('barcode-X1', 'card-P1');
    library.lacks.add('VIEW_CIRCULATIONS');
    const desk = await scene.desk('A');
    desk.checkin('X1', { at: at(10) });
    desk.checkout('X2', 'P2', { at: at(11), dueAt });
    await scene.send(desk);
    await look();
    expect([...library.lent()]).toEqual([
      ['barcode-X1', 'card-P1'],
      ['barcode-X2', 'card-P2'],
    ]);
    expect(await toldStates(scene)).toEqual(['refused', 'told']);
    expect(await differencesThere(scene)).toEqual(['there-refused not-answered']);
    const lines = await system().check();
    expect(lines.map(({ ok }) => ok)).toEqual([true, false, true, true, true]);
    expect(lines[1]?.text).toContain('VIEW_CIRCULATIONS');
  });

  test('waits for a right that it lost, and gives a message that goes on failing to a person', async () => {
    const { scene, library, look, again } = await opened();
    library.lacks.add('CIRC_OVERRIDE_DUE_DATE');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['waiting']);
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({
      failedWhy: 'the account lacks the right CIRC_OVERRIDE_DUE_DATE',
    });
    for (let turn = 0; turn < 12; turn += 1) await again();
    expect(await toldStates(scene)).toEqual(['refused']);
  });

  test('says what it may do, and with which limits', async () => {
    const { library, system } = await opened();
    const lines = await system().check();
    expect(lines.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    expect(lines[0]?.text).toBe(`reached at ${library.url}, signed in as holdfast at main-holdfast, acting for main`);
    expect(lines[4]?.text).toContain('a return of an earlier day its day');
    expect(lines[4]?.text).toContain('patrons and copies come as lists');
    expect(library.deeds).toEqual([]);
    library.lacks.add('STAFF_LOGIN');
    // Acts are told without that.
    expect((await system().check())[4]).toEqual({
      ok: true,
      text: expect.stringContaining('patrons and copies do not come as lists: the account lacks STAFF_LOGIN'),
    });
    library.lacks.clear();
    // A name there must not command the terminal of the person who checks.
    Object.assign(library.rows.aou[0] ?? {}, { shortname: 'ma\u001b[2Jin\u0000' });
    expect((await system().check())[0]?.text).toContain('acting for ma [2Jin');
    await library.down();
    expect(await system().check()).toEqual([{ ok: false, text: `${library.url}: it is not reached` }]);
  });

  test.each([
    ['a login that is refused', { user: 'somebody' }, 'it refuses the login: LOGIN_FAILED'],
    ['an unknown workstation', { workstation: 'none' }, 'it refuses the login: LOGIN_FAILED'],
  ])('is not reached with %s', async (_, more, why) => {
    const { scene, look, system } = await opened(more);
    await look();
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({ failedWhy: why });
    expect((await system().check()).map(({ ok }) => ok)).toEqual([false]);
  });

  test.each([
    [
      'asks for a second factor',
      LOGIN,
      login({ authtoken: 't', provisional: 1 }),
      'it asks the account for a second factor',
    ],
    ['gives no session', LOGIN, login({}), 'it refuses the login: SUCCESS'],
    ['names a person', LOGIN, answer([{ textcode: 'Ann Lee' }]), 'it refuses the login: without a name'],
    ['describes its records by a page', 'idl', '<html><p>502</html>', 'its fm_IDL.xml cannot be read'],
    ['describes other records', 'idl', '<IDL><class id="acp"/></IDL>', 'its fm_IDL.xml has no class acn'],
    ['describes more than is read', 'idl', 'x'.repeat(17 * 1024 * 1024), 'its answer cannot be read'],
  ])('is not reached where it %s', async (_, method, body, why) => {
    const { scene, library, look, drain } = await opened();
    library.instead = (asked) => (asked === method ? { status: 200, body } : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({ failedWhy: why });
    library.instead = () => null;
    await drain();
    expect(library.deeds).toHaveLength(1);
  });
});
