// The outbox to another library system, over real sockets to a stand-in that speaks SIP2: each message is sent once and in order, after any fault, by
// one of several servers; where the two systems differ, a person has an exception.

import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { DAY_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import {
  addConnector,
  changeSettings,
  pauseConnector,
  readConnectors,
} from '../../../../server/connectors/connector-rows.ts';
import { standingOfConnectors, systemHop } from '../../../../server/connectors/connector-list.ts';
import { createConnectorRunner, type ConnectorRunner } from '../../../../server/connectors/connector-runner.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { serverIdentity } from '../../../../server/desks/server-identity.ts';
import { createSchedule } from '../../../../server/schedule/schedule.ts';
import { libraryId } from '../../../../shared/core/ids.ts';
import { provisionalItemId, provisionalPatronId } from '../../../../shared/circ/recorded.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { openSip2Library, type Break, type LibraryThere } from '../../../support/connectors/sip2-library.ts';
import type { Store } from '../../../../server/store/store.ts';
import { payThree } from '../support/connector-scene.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { describeStores, testRandom, type TestPlace } from '../support/stores.ts';
import { at, day, testItem, testPatron } from '../support/test-library.ts';
import { title } from '../../../support/small-library.ts';

/** The due date that both sides say of a loan of the tests' day. */
const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;

describeStores('the outbox to another system', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const runnerOn = (store: Store, { clock }: Scene, owner: string, probeMs?: number): ConnectorRunner => {
    const parts = { store, clock, random: testRandom, owner };
    const runner = createConnectorRunner({
      ...parts,
      ...(probeMs === undefined ? {} : { probeMs }),
      openSystem: (connector, place) => openSystem(connector, place, { secretOf: () => 'pw', now: () => clock.at }),
    });
    closing.push(runner.stop);
    return runner;
  };

  const opened = async (
    there: Partial<LibraryThere> = {},
    settings: object = {},
    place?: TestPlace,
    probeMs?: number,
  ) => {
    const scene = await openScene(place ?? (await newPlace()), { items: 30, patrons: 8 });
    const library = await openSip2Library({
      cards: [...Array.from({ length: 7 }, (_, n) => `card-P${n}`), 'card-P3b'],
      barcodes: [...Array.from({ length: 28 }, (_, n) => `barcode-X${n}`), 'barcode-X20b'],
      now: () => scene.clock.at,
      ...there,
    });
    closing.push(library.close);
    const of = { host: '127.0.0.1', port: library.port, user: 'desk', institution: 'HERE', patience: 1, ...settings };
    await addConnector(scene, { name: 'ils', settings: readSettings('sip2', of) });
    const runner = runnerOn(scene.store, scene, 'one', probeMs);
    /** Looks until nothing waits, while time goes by. */
    const drain = async (most = 40) => {
      for (let turn = 0; turn < most; turn += 1) {
        await runner.look();
        if ((await states(scene)).every((state) => state !== 'waiting' && state !== 'asked')) return;
        scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
      }
      throw new Error(`not told: ${(await states(scene)).join(' ')}`);
    };
    return { scene, library, runner, look: runner.look, drain };
  };

  const states = async ({ store }: Scene): Promise<string[]> => {
    const rows = await store.read(({ db }) =>
      db.selectFrom('connector_act').select('state').orderBy('at').orderBy('position').orderBy('part').execute(),
    );
    return rows.map(({ state }) => state);
  };
  const open = async (scene: Scene): Promise<string[]> =>
    (await scene.rows('exception'))
      .filter(({ state, code }) => state === 'open' && code.startsWith('there-'))
      .map(({ code, itemId, patronId }) => `${code} ${itemId ?? patronId ?? ''}`)
      .toSorted();

  test('is told loans and returns in their order, with the time of the return', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(11) });
    desk.checkout('X1', 'P2', { at: at(12), dueAt });
    await scene.send(desk);
    await look();
    await look();
    expect(library.deeds.map(({ what, card }) => `${what} ${card}`)).toEqual([
      'checkout card-P1',
      'checkin card-P1',
      'checkout card-P2',
    ]);
    expect(library.deeds[1]?.at).toBe(at(11));
    expect(await states(scene)).toEqual(['told', 'told', 'told']);
    expect(await open(scene)).toEqual([]);
  });

  test('tells renewals, payments and holds', async () => {
    const { scene, library, look } = await opened();
    library.owed.set('card-P1', 500);
    const desk = await scene.desk('A');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.renew('X1', loan, 'P1', { at: at(11), dueAt: dueAt });
    const done = { decision: 'done', reasons: [] };
    payThree(desk, at(11, 10));
    const hold = { holdId: 'H', patronId: 'P2', card: 'card-P2', titleId: 'title-X2', itemId: null, pickup: 'main' };
    desk.record('placeHold', { args: hold, told: done }, { at: at(11, 30) });
    await scene.send(desk);
    await look();
    expect(library.deeds.map(({ what, card }) => `${what} ${card}`)).toEqual([
      'checkout card-P1',
      'renew card-P1',
      'pay card-P1',
      'placeHold card-P2',
    ]);
    expect(library.owed.get('card-P1')).toBe(200);
  });

  test.each<Break>(['before', 'after', 'midway', 'garbled'])(
    'sends nothing twice and loses nothing when the line breaks %s',
    async (broken) => {
      const { scene, library, drain } = await opened();
      library.owed.set('card-P1', 1_000);
      // About every third question breaks, looks included.
      let turn = 1;
      library.breaks = (code) => {
        if (code === '93' || code === '99') return null;
        turn = (turn * 48_271) % 2_147_483_647;
        return turn % 3 === 0 ? broken : null;
      };
      const desk = await scene.desk('A');
      const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
      desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
      desk.renew('X1', loan, 'P1', { at: at(10, 10), dueAt: dueAt + 7 * DAY_MS });
      desk.checkin('X2', { at: at(11) });
      desk.checkout('X2', 'P2', { at: at(12), dueAt });
      payThree(desk, at(12, 5));
      desk.checkin('X1', { at: at(13) });
      await scene.send(desk);
      await drain();
      const told = library.deeds.map(({ what, card, barcode }) => `${what} ${barcode} ${card}`);
      expect(told.filter((one) => one.startsWith('checkout'))).toEqual([
        'checkout barcode-X1 card-P1',
        'checkout barcode-X2 card-P1',
        'checkout barcode-X2 card-P2',
      ]);
      expect(told.filter((one) => one.startsWith('pay'))).toHaveLength(1);
      expect(told.filter((one) => one.startsWith('renew'))).toHaveLength(1);
      expect(library.owed.get('card-P1')).toBe(700);
      expect([...library.loans].map(([barcode, { card }]) => `${barcode} ${card}`)).toEqual(['barcode-X2 card-P2']);
    },
  );

  test('a payment of a patron who owes nothing there is taken once when its answer is lost', async () => {
    const { scene, library, drain } = await opened();
    const desk = await scene.desk('A');
    payThree(desk, at(12, 5));
    await scene.send(desk);
    library.breaks = (code) => (code === '37' ? 'after' : null);
    await drain();
    expect(library.deeds.map(({ what }) => what)).toEqual(['pay']);
    expect(await states(scene)).toEqual(['unclear']);
    expect(await open(scene)).toEqual(['there-unclear-account P1']);
  });

  test('waits while it is away, and goes on where it was', async () => {
    const { scene, library, runner, drain } = await opened();
    const desk = await scene.desk('A');
    await library.down();
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await runner.look();
    const [away] = await scene.store.read(readConnectors);
    expect(away).toMatchObject({ failures: 2, failedWhy: expect.any(String) });
    await runner.look();
    expect((await scene.store.read(readConnectors))[0]?.failures).toBe(2);
    await library.up();
    await drain();
    expect(library.deeds).toHaveLength(1);
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({ failures: 0, failedWhy: null });
  });

  test('has a refusal as an exception, ends it when a later act is taken, and goes on with the others', async () => {
    const { scene, library, look } = await opened();
    library.blocked.add('card-P1');
    library.lend('barcode-X3', 'card-P5');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X3', 'P2', { at: at(10, 5), dueAt });
    desk.checkout('X29', 'P2', { at: at(10, 10), dueAt });
    desk.checkout('X4', 'P7', { at: at(10, 15), dueAt });
    desk.checkout('X2', 'P2', { at: at(10, 20), dueAt });
    await scene.send(desk);
    await look();
    expect(await states(scene)).toEqual(['refused', 'refused', 'refused', 'refused', 'told']);
    expect(await open(scene)).toEqual([
      'there-refused X1',
      'there-refused X29',
      'there-refused X3',
      'there-refused X4',
    ]);
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk, desk.request(5));
    await look();
    expect(await open(scene)).toEqual(['there-refused X29', 'there-refused X3', 'there-refused X4']);
  });

  test('has another due date as an exception: work when it is earlier there, a note when it is later', async () => {
    const { scene, look } = await opened({ lendsFor: 7 * DAY_MS });
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt: day + 3 * DAY_MS });
    await scene.send(desk);
    await look();
    const found = (await scene.rows('exception')).filter(({ code }) => code === 'there-date');
    expect(found.map(({ itemId, weight }) => `${itemId} ${weight}`).toSorted()).toEqual(['X1 today', 'X2 note']);
  });

  test('says when a copy that came back is wanted there', async () => {
    const { scene, library, look } = await opened();
    library.wanted.set('barcode-X1', 'Downtown');
    const desk = await scene.desk('A');
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk);
    await look();
    expect(await open(scene)).toEqual(['there-wanted X1']);
  });

  test('passes by what came late and is history by then, and tells again what it made possible', async () => {
    const { scene, library, look, drain } = await opened();
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    // B lends it at noon; A had lent it in the morning and taken it back, and comes later.
    b.checkout('X1', 'P2', { at: at(12), dueAt });
    await scene.send(b);
    await look();
    a.checkout('X1', 'P1', { at: at(10), dueAt });
    a.checkin('X1', { at: at(10, 30) });
    // P1 has X2 there; its return is on its way while B lends it to P2.
    library.lend('barcode-X2', 'card-P1');
    b.checkout('X2', 'P2', { at: at(13), dueAt });
    await scene.send(b, b.request(1));
    await look();
    expect(await open(scene)).toEqual(['there-refused X2']);
    a.checkin('X2', { at: at(11) });
    await scene.send(a);
    await drain();
    expect([...library.loans].map(([barcode, { card }]) => `${barcode} ${card}`)).toEqual([
      'barcode-X1 card-P2',
      'barcode-X2 card-P2',
    ]);
    expect(await open(scene)).toEqual([]);
    expect((await states(scene)).toSorted()).toEqual(['passed', 'passed', 'told', 'told', 'told']);
  });

  test('does not tell what was undone before, and takes back a loan that was told', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    const first = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.undo(first, { item: 'X1', patron: 'P1' }, { at: at(10, 1) });
    const second = desk.checkout('X2', 'P1', { at: at(10, 2), dueAt });
    await scene.send(desk);
    await look();
    expect(library.deeds.map(({ what, barcode }) => `${what} ${barcode}`)).toEqual(['checkout barcode-X2']);
    desk.undo(second, { item: 'X2', patron: 'P1' }, { at: at(10, 3) });
    await scene.send(desk, desk.request(3));
    await look();
    expect(library.loans.size).toBe(0);
    expect(await states(scene)).toEqual(['undone', 'nothing', 'told', 'told']);
  });

  test('has a copy back before it lends it to another patron without a return between', async () => {
    const { scene, library, look } = await opened();
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    a.checkout('X1', 'P1', { at: at(10), dueAt });
    b.checkout('X1', 'P2', { at: at(10, 20), dueAt });
    await scene.send(a);
    await scene.send(b);
    await look();
    expect(library.deeds.map(({ what, card }) => `${what} ${card}`)).toEqual([
      'checkout card-P1',
      'checkin card-P1',
      'checkout card-P2',
    ]);
  });

  test('is worked by one of several servers at a time', async () => {
    const place = await newPlace();
    const { scene, library, look } = await opened({ waitMs: 20 }, {}, place);
    const other = runnerOn(await place.open(scene.clock), scene, 'two');
    const desk = await scene.desk('A');
    for (let n = 0; n < 12; n += 1) desk.checkout(`X${n}`, `P${n % 6}`, { at: at(10, n), dueAt });
    await scene.send(desk);
    await Promise.all([look(), other.look(), look(), other.look()]);
    await Promise.all([other.look(), look()]);
    expect(library.deeds.map(({ barcode }) => barcode)).toEqual(Array.from({ length: 12 }, (_, n) => `barcode-X${n}`));
  });

  test('a server that died in the middle has its message looked at by the next one', async () => {
    const place = await newPlace();
    const { scene, library, look } = await opened({}, {}, place);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
    await scene.send(desk);
    // Both are queued; the first was handed over by a server that died before the answer came.
    await library.down();
    await look();
    await scene.store.write(async ({ db }) => {
      await db.updateTable('connector_act').set({ state: 'asked', tries: 1 }).where('item_id', '=', 'X1').execute();
      const claimed = { claimed_by: 'dead', claimed_until: scene.clock.at + 10 * MINUTE_MS, next_at: 0 };
      await db.updateTable('connector').set(claimed).execute();
    });
    library.lend('barcode-X1', 'card-P1');
    await library.up();
    const next = runnerOn(await place.open(scene.clock), scene, 'two');
    await next.look();
    expect(library.questions()).toBe(0);
    scene.clock.set(scene.clock.at + 11 * MINUTE_MS);
    await next.look();
    expect(library.deeds.map(({ what, barcode }) => `${what} ${barcode}`)).toEqual(['checkout barcode-X2']);
    expect(await states(scene)).toEqual(['told', 'told']);
  });

  test('is told nothing while it is paused, and all of it afterwards', async () => {
    const { scene, library, look } = await opened();
    await scene.store.write((tx) => pauseConnector(tx, 'ils', true));
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(library.questions()).toBe(0);
    await scene.store.write((tx) => pauseConnector(tx, 'ils', false));
    await look();
    expect(library.deeds).toHaveLength(1);
  });

  test('forgets what was told when its acts are forgotten, also of a system that is away, and keeps what waits', async () => {
    const { scene, library, look } = await opened();
    const ownDesk = { signer: await serverIdentity(scene.store, testRandom), random: testRandom };
    const schedule = createSchedule({ runner: scene.runner, clock: scene.clock, ownDesk });
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    await library.down();
    scene.clock.set(scene.clock.at + 44 * DAY_MS);
    desk.checkout('X2', 'P1', { at: scene.clock.at, dueAt: scene.clock.at + DAY_MS });
    await scene.send(desk, desk.request(1));
    await look();
    await schedule.look();
    expect(await states(scene)).toEqual(['told', expect.stringMatching(/^(waiting|asked)$/)]);
    scene.clock.set(scene.clock.at + 10 * DAY_MS);
    await schedule.look();
    expect(await states(scene)).toEqual([expect.stringMatching(/^(waiting|asked)$/)]);
  });

  test('follows an account and a copy that are joined with others', async () => {
    const { scene, library, look, drain } = await opened();
    const desk = await scene.desk('A');
    const [patron, item] = [
      provisionalPatronId(libraryId('test'), 'card-P3b'),
      provisionalItemId(libraryId('test'), 'barcode-X20b'),
    ];
    desk.checkout(item, patron, { at: at(10), dueAt, mintsPatron: 'card-P3b', mintsItem: 'barcode-X20b' });
    await scene.send(desk);
    await library.down();
    await look();
    const known = testItem('X20b');
    await scene.writer.putRows('title', [title('title-X20b', { title: 'Found' })]);
    await scene.writer.putRows('item', [known]);
    await scene.writer.putRows('patron', [testPatron('P3b')]);
    const rows = await scene.store.read(({ db }) =>
      db.selectFrom('connector_act').select(['item_id', 'patron_id']).execute(),
    );
    expect(rows).toEqual([{ item_id: 'X20b', patron_id: 'P3b' }]);
    await library.up();
    scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
    await drain();
    expect(library.deeds.map(({ card, barcode }) => `${card} ${barcode}`)).toEqual(['card-P3b barcode-X20b']);
  });

  test('several stand as one: the one that is away the longest, and how many', async () => {
    const { scene, library, look } = await opened();
    const hop = () => scene.store.read(systemHop);
    await look();
    expect(await hop()).toMatchObject({ state: 'up' });
    expect((await hop())?.several).toBeUndefined();
    const of = { host: '127.0.0.1', port: library.port, institution: 'HERE', patience: 1 };
    await addConnector(scene, { name: 'second', settings: readSettings('sip2', of) });
    expect(await hop()).toMatchObject({ state: 'down', several: { all: 2, away: 1, name: 'second' } });
    await look();
    expect(await hop()).toMatchObject({ state: 'up', several: { all: 2, away: 0, name: null } });
  });

  test('looks for what may have been told before the library was restored', async () => {
    const { scene, library, drain } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
    library.lend('barcode-X1', 'card-P1');
    await scene.store.write(({ db }) => db.updateTable('feed_head').set({ epoch: 'another' }).execute());
    await scene.send(desk);
    await drain();
    expect(library.deeds.map(({ what, barcode }) => `${what} ${barcode}`)).toEqual(['checkout barcode-X2']);
  });

  test('looks for what waited when the library was restored, also when nothing new comes in', async () => {
    const { scene, library, look, drain } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
    await scene.send(desk);
    await library.down();
    await look();
    expect(await states(scene)).toEqual(['waiting', 'waiting']);
    // The copy was made then; the first act was sent after it.
    library.lend('barcode-X1', 'card-P1');
    await scene.store.write(({ db }) => db.updateTable('feed_head').set({ epoch: 'another' }).execute());
    await library.up();
    scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
    await drain();
    expect(library.deeds.map(({ what, barcode }) => `${what} ${barcode}`)).toEqual(['checkout barcode-X2']);
    expect(await states(scene)).toEqual(['told', 'told']);
    expect((await scene.store.read(readConnectors))[0]?.epoch).toBe('another');
  });

  test('is not reached yet at first, and again after its settings change; what waits is kept', async () => {
    const { scene, library, look } = await opened();
    const standing = async () => (await scene.store.read(standingOfConnectors))[0];
    expect(await standing()).toMatchObject({ state: 'down', why: 'not reached yet' });
    await look();
    expect(await standing()).toMatchObject({ state: 'up' });
    await library.down();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    const settings = readSettings('sip2', { host: '127.0.0.1', port: library.port, institution: 'HERE', patience: 3 });
    const now = scene.clock.at;
    await scene.store.write((tx) => changeSettings(tx, { name: 'ils', settings, now }));
    expect(await standing()).toMatchObject({ state: 'down', why: 'not reached yet', waiting: 1 });
    await library.up();
    await look();
    expect(library.deeds).toHaveLength(1);
    const koha = readSettings('koha', { url: 'https://koha.example.org', clientId: 'c', library: 'CPL' });
    await expect(
      scene.store.write((tx) => changeSettings(tx, { name: 'ils', settings: koha, now })),
    ).rejects.toMatchObject({
      code: 'HF-CONNECT-004',
    });
  });

  test.each([
    ['settings that cannot be read', '{"host":"ils.example.org"}', 'HF-CONNECT-003'],
    ['a password that is not there', '{"host":"127.0.0.1","user":"u","terminalPasswordFile":"no"}', 'HF-SERVER-026'],
  ])('a connector with %s is not reached', async (_, settings, code) => {
    const { scene } = await opened();
    await scene.store.write(({ db }) => db.updateTable('connector').set({ settings }).execute());
    const parts = { store: scene.store, clock: scene.clock, random: testRandom, owner: 'two' };
    const secretOf = ({ passwordFile }: { readonly passwordFile?: string }): string | null => {
      if (passwordFile !== undefined) throw new HoldfastError('HF-SERVER-026', { place: passwordFile });
      return null;
    };
    const now = () => scene.clock.at;
    const runner = createConnectorRunner({
      ...parts,
      openSystem: (one, place) => openSystem(one, place, { secretOf, now }),
    });
    closing.push(runner.stop);
    await expect(runner.look()).rejects.toMatchObject({ code });
    const [standing] = await scene.store.read(standingOfConnectors);
    expect(standing).toMatchObject({ state: 'down', why: code });
    // It waits before it is tried again.
    await runner.look();
  });

  test('is told of an act that was held for its arguments when these come', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    scene.clock.set(at(10) + 34 * DAY_MS);
    await scene.send(desk, desk.request(0, 0, { envelopes: [{ ...desk.envelope(0), args: null, salt: null }] }));
    await look();
    expect(library.deeds).toEqual([]);
    await scene.send(desk);
    await look();
    await look();
    expect(library.deeds.map(({ what, barcode }) => `${what} ${barcode}`)).toEqual(['checkout barcode-X1']);
  });

  test('two systems each have their own exception of one act, and end their own', async () => {
    const { scene, library, look } = await opened();
    const settings = readSettings('sip2', { host: '127.0.0.1', port: library.port, institution: 'HERE', patience: 1 });
    await addConnector(scene, { name: 'second', settings });
    library.blocked.add('card-P1');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    const systems = async () =>
      (await scene.rows('exception'))
        .filter(({ state, code }) => state === 'open' && code === 'there-refused')
        .map(({ params }) => JSON.stringify(params['system']))
        .toSorted((a, b) => a.localeCompare(b));
    expect(await systems()).toEqual(['"ils"', '"second"']);
    await scene.store.write((tx) => pauseConnector(tx, 'second', true));
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk, desk.request(1));
    await look();
    expect(await systems()).toEqual(['"second"']);
  });

  test('an act that was put away before it could be told goes to a person', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await library.down();
    await look();
    await scene.store.write(({ db }) => db.deleteFrom('event').execute());
    await library.up();
    scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
    await look();
    expect(await states(scene)).toEqual(['refused']);
    expect(await open(scene)).toEqual(['there-refused X1']);
  });
});
