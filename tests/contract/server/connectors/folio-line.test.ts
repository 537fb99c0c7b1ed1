// The line to FOLIO: tokens that end, a system that is away, busy or refuses the login, and what its check says.

import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../../shared/core/instant.ts';
import { readConnectors } from '../../../../server/connectors/connector-rows.ts';
import { openFolioLibrary } from '../../../support/connectors/folio-library.ts';
import { openConnectorScene, toldStates } from '../support/connector-scene.ts';
import { FOLIO } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 10 * DAY_MS + DAY_MS - 1_000;

describeStores('the line to FOLIO', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (more: object = {}, login: 'cookies' | 'header' = 'cookies') => {
    const there = {
      ...FOLIO,
      open: (of: Parameters<typeof openFolioLibrary>[0]) => openFolioLibrary({ ...of, login }),
    };
    return openConnectorScene({ place: await newPlace(), closing }, there, { more });
  };

  test.each(['cookies', 'header'] as const)('signs in again when its token in %s ended', async (login) => {
    const { scene, library, look, system } = await opened({}, login);
    const desk = await scene.desk('A');
    let sent = 0;
    const lend = async (item: string, hour: number) => {
      desk.checkout(item, 'P1', { at: at(hour), dueAt });
      await scene.send(desk, desk.request(sent));
      sent += 1;
      await look();
    };
    await lend('X1', 10);
    // Its stated time ends.
    scene.clock.set(scene.clock.at + 10 * MINUTE_MS);
    await lend('X2', 11);
    // It ends before.
    library.endTokens();
    await lend('X3', 12);
    library.endTokens(true);
    await lend('X4', 13);
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told', 'told']);
    const count = (route: string) => library.calls.filter((one) => one === `POST /authn/${route}`).length;
    expect([count('login-with-expiry'), count('refresh'), count('login')]).toEqual(
      login === 'cookies' ? [2, 3, 0] : [3, 0, 3],
    );
    const lines = await system().check();
    expect(lines.map(({ ok }) => ok)).toEqual([true, true, true, true, true, true]);
    expect(library.deeds).toHaveLength(4);
  });

  test('renews a token in the middle of an act, which is done once', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    let ends = 1;
    library.instead = (route) => {
      if (route.endsWith('/check-out-by-barcode') && (ends -= 1) >= 0) library.endTokens();
      return null;
    };
    await look();
    expect(await toldStates(scene)).toEqual(['told']);
    expect(library.deeds).toHaveLength(1);
  });

  test('gets what happened while it was away, in order, and in the order of each copy', async () => {
    const { scene, library, look, drain } = await opened();
    await library.down();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(11) });
    desk.checkout('X1', 'P2', { at: at(12), dueAt });
    const other = await scene.desk('B');
    other.checkout('X2', 'P2', { at: at(10, 30), dueAt });
    await scene.send(desk);
    await scene.send(other);
    await look();
    expect(await toldStates(scene)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    await library.up();
    await drain();
    expect(library.deeds.map(({ what, card, barcode }) => `${what} ${card} ${barcode}`)).toEqual([
      'checkout card-P1 barcode-X1',
      'checkout card-P2 barcode-X2',
      'checkin card-P1 barcode-X1',
      'checkout card-P2 barcode-X1',
    ]);
  });

  test('waits for as long as it asks to', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    library.instead = (route) =>
      route === 'GET /users' ? { status: 429, body: '', headers: { 'retry-after': '300' } } : null;
    await look();
    expect(await toldStates(scene)).toEqual(['waiting']);
    library.instead = () => null;
    scene.clock.set(scene.clock.at + 290 * SECOND_MS);
    await look();
    expect(await toldStates(scene)).toEqual(['waiting']);
    scene.clock.set(scene.clock.at + 100 * SECOND_MS);
    await look();
    expect(await toldStates(scene)).toEqual(['told']);
  });

  test('changes nothing there when its questions took longer than the claim allows', async () => {
    const { scene, library, late, look, drain } = await opened();
    library.instead = (route) => {
      if (route === 'GET /circulation/loans') late.ms += 70_000;
      return null;
    };
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(library.deeds).toEqual([]);
    expect(await toldStates(scene)).toEqual(['waiting']);
    library.instead = () => null;
    await drain();
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout']);
  });

  test('is not told while it refuses the login, and says so', async () => {
    const { scene, library, secret, look, drain, system } = await opened();
    secret.set('SECRET', 'wrong');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['waiting']);
    expect((await scene.store.read(readConnectors))[0]?.failedWhy).toBe('it answered 422');
    expect((await system().check()).map(({ ok }) => ok)).toEqual([false]);
    secret.set('SECRET', 'secret');
    scene.clock.set(scene.clock.at + 5 * MINUTE_MS);
    await drain();
    expect(library.deeds).toHaveLength(1);
  });

  test.each([
    ['GET /service-points', [true, false, true, true, false, true]],
    ['GET /users', [true, true, false, true, true, true]],
    ['GET /accounts', [true, true, false, true, true, true]],
    ['GET /circulation/requests', [true, true, false, true, true, true]],
    ['GET /circulation/loans', [true, true, true, false, true, true]],
    ['POST /circulation/check-in-by-barcode', [true, true, true, true, false, true]],
  ])('says that a right is missing for %s', async (broken, expected) => {
    const { library, system } = await opened();
    library.instead = (route) => (route === broken ? { status: 403, body: 'Access requires permission' } : null);
    expect((await system().check()).map(({ ok }) => ok)).toEqual(expected);
  });
});
