// The outbox to Evergreen when calls break, sessions end or answers cannot be read: each act is sent once.

import { createServer } from 'node:http';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import type { Message } from '../../../../shared/connectors/message.ts';
import { readConnectors } from '../../../../server/connectors/connector-rows.ts';
import type { EvergreenBreak } from '../../../support/connectors/evergreen-gateway.ts';
import { EAST } from '../../../support/connectors/evergreen-library.ts';
import { openConnectorScene, recordDay, toldStates } from '../support/connector-scene.ts';
import type { Scene } from '../support/scene.ts';
import { describeStores } from '../support/stores.ts';
import { EVERGREEN } from '../support/stand-ins.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;
const done = { decision: 'done', reasons: [] };
const CHECKOUT = 'open-ils.circ.checkout.full';
const search = 'open-ils.pcrud.search.acp.atomic';
const answer = (payload: unknown, status = 200) => JSON.stringify({ payload, status });

describeStores('an Evergreen that fails', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async () => {
    const there = await openConnectorScene({ place: await newPlace(), closing }, EVERGREEN);
    const deeds = () => there.library.deeds.map(({ what, barcode, at: when }) => `${what} ${barcode} ${when}`);
    return { ...there, deeds };
  };

  /** A day with every kind of message, paid after it was owed there. */
  const everyKind = async (scene: Scene) => {
    const desk = await scene.desk('A');
    recordDay(desk, { dueAt, pickup: 'east' });
    desk.record(
      'cancelHold',
      { args: { holdId: 'H', patronId: 'P2', titleId: 'title-X3', reason: '' }, told: done },
      { at: at(12, 30) },
    );
    await scene.send(desk);
  };

  test.each<EvergreenBreak>(['before', 'after'])('is told once when each call breaks %s', async (broken) => {
    const { scene, library, drain } = await opened();
    library.owe('card-P1', '2.50', '1.00', '4.00');
    let calls = 0;
    library.breaks = () => ((calls += 1) % 2 === 1 ? broken : null);
    await everyKind(scene);
    await drain();
    const count = (what: string) => library.deeds.filter((deed) => deed.what === what).length;
    expect(['checkout', 'checkin', 'renew', 'pay', 'placeHold', 'cancelHold'].map(count)).toEqual([
      2,
      1,
      // Where the call was lost, the day of the loan hides whether it was renewed, and a person looks.
      broken === 'after' ? 1 : 0,
      1,
      1,
      1,
    ]);
    expect([...library.lent()]).toEqual([['barcode-X1', 'card-P1']]);
    expect(library.rows.mbts.map(({ balance_owed: owed }) => Number(owed))).toEqual([2.5, 1, 1]);
    const [hold] = library.rows.ahr;
    expect(hold).toMatchObject({ usr: 103, target: 3_004, hold_type: 'T', pickup_lib: EAST });
    expect(new Set(await toldStates(scene))).toEqual(new Set(broken === 'after' ? ['told'] : ['told', 'unclear']));
  });

  test('signs in anew when its session ended, before any call', async () => {
    for (const kind of ['search', 'change'] as const) {
      const { scene, library, look } = await opened();
      library.owe('card-P1', '3.00');
      const ended = new Set<string>();
      library.instead = (method) => {
        const isKind = kind === 'search' ? method.startsWith('open-ils.pcrud') : !method.startsWith('open-ils.pcrud');
        if (isKind && method !== 'open-ils.auth.login' && method !== 'idl' && !ended.has(method)) library.endSessions();
        ended.add(method);
        return null;
      };
      await everyKind(scene);
      // In one go: the connector does not fail.
      await look();
      expect(new Set(await toldStates(scene))).toEqual(new Set(['told']));
      expect(library.deeds).toHaveLength(7);
      expect((await scene.store.read(readConnectors))[0]).toMatchObject({ failures: 0 });
      // The description is read anew too: another version may have come.
      const count = (name: string) => library.calls.filter((call) => call === name).length;
      expect(count('idl')).toBe(count('open-ils.auth.login'));
      expect(count('idl')).toBeGreaterThan(3);
    }
  });

  test('tells all in their order when it was away, and comes back in the middle', async () => {
    const { scene, library, look, again, deeds } = await opened();
    await library.down();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(11) });
    desk.checkout('X1', 'P2', { at: at(12), dueAt });
    desk.checkin('X1', { at: at(13) });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    await library.up();
    let calls = 0;
    library.instead = (method) =>
      method === 'open-ils.circ.checkin' && (calls += 1) === 1 ? { status: 503, body: '' } : null;
    for (const _ of [1, 2, 3]) await again();
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told', 'told']);
    expect(deeds().map((deed) => deed.split(' ')[0])).toEqual(['checkout', 'checkin', 'checkout', 'checkin']);
    expect(library.deeds.map(({ card }) => card)).toEqual(['card-P1', 'card-P1', 'card-P2', 'card-P2']);
  });

  test.each([
    ['a loan', 'a page of another kind', { status: 200, body: '<html>502</html>' }, 'asked'],
    ['a loan', 'nothing', { status: 200, body: '' }, 'asked'],
    ['a loan', 'no results', { status: 200, body: answer([]) }, 'asked'],
    ['a loan', 'no list of results', { status: 200, body: answer('SUCCESS') }, 'asked'],
    ['a loan', 'results that are none', { status: 200, body: answer([null]) }, 'asked'],
    ['a loan', 'events without end', { status: 200, body: answer([[[[[[[{ textcode: 'SUCCESS' }]]]]]]]) }, 'asked'],
    ['a loan', 'a fault of its method', { status: 200, body: answer([], 500) }, 'asked'],
    [
      'a loan',
      'a fault of its data base',
      { status: 200, body: answer([{ textcode: 'DATABASE_UPDATE_FAILED' }]) },
      'asked',
    ],
    ['a loan', 'a fault of its server', { status: 500, body: '' }, 'asked'],
    ['a loan', 'a gateway that is not there', { status: 404, body: '' }, 'waiting'],
    ['a loan', 'a server that is busy', { status: 503, body: '' }, 'waiting'],
    ['a loan', 'a door that is closed', { status: 403, body: '' }, 'waiting'],
    ['a question', 'a page of another kind', { status: 200, body: '<html>502</html>' }, 'waiting'],
    ['a question', 'no list', { status: 200, body: answer([7]) }, 'waiting'],
    [
      'a question',
      'records of another class',
      { status: 200, body: answer([[{ __c: 'aou', __p: [1, 2, 3] }]]) },
      'waiting',
    ],
    ['a question', 'records with other fields', { status: 200, body: answer([[{ __c: 'acp', __p: [] }]]) }, 'waiting'],
    [
      'a question',
      'another copy than the one that was asked for',
      { status: 200, body: answer([[{ __c: 'acp', __p: [null, 1, 'f', 0, 'barcode-X7', 4, 5] }]]) },
      'waiting',
    ],
    ['a question', 'a session that ends at once', { status: 200, body: answer([], 401) }, 'waiting'],
  ])('survives where %s is answered by %s', async (asked, _, said, state) => {
    const { scene, library, look, drain } = await opened();
    library.instead = (method) => (method === (asked === 'a loan' ? CHECKOUT : search) ? said : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk);
    await look();
    expect((await toldStates(scene))[asked === 'a loan' ? 0 : 1]).toBe(state);
    library.instead = () => null;
    await drain();
    expect(await toldStates(scene)).toEqual(['told', 'told']);
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout', 'checkin']);
  });

  test('follows no redirect with its session', async () => {
    const { scene, library, look, drain } = await opened();
    let elsewhere = 0;
    const other = createServer((_, response) => {
      elsewhere += 1;
      response.end(answer([]));
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => other.close(resolve)));
    const address = other.address();
    const to = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
    library.instead = (method) => (method === CHECKOUT ? { status: 307, body: '', to } : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['asked']);
    expect(elsewhere).toBe(0);
    library.instead = () => null;
    await drain();
    expect(library.deeds).toHaveLength(1);
  });

  test('takes an act for done whose answer lacks the loan', async () => {
    const { scene, library, look } = await opened();
    library.instead = (method) =>
      method === CHECKOUT ? { status: 200, body: answer([{ textcode: 'SUCCESS', payload: { circ: 'none' } }]) } : null;
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['told']);
  });

  test('changes nothing there when its questions took longer than the claim allows', async () => {
    const { scene, library, late, look, drain } = await opened();
    library.instead = (method) => {
      if (method === search) late.ms += 70_000;
      return null;
    };
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk);
    await look();
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout']);
    library.instead = () => null;
    await drain();
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout', 'checkin']);
  });

  test('keeps no name or card of a person in what is written down', async () => {
    const { scene, library, look } = await opened();
    const payload = { patron_name: 'Ann Lee', patron_id: 7 };
    library.instead = (method) =>
      method === CHECKOUT
        ? { status: 200, body: answer([{ textcode: 'Ann Lee 0451', desc: 'Ann Lee waits', payload }]) }
        : null;
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['refused']);
    const rows = await scene.store.read(({ db }) => db.selectFrom('connector_act').select('body').execute());
    expect(JSON.stringify(rows)).not.toMatch(/ann|lee|0451/i);
  });

  const about = { at: at(10), card: 'card-P1', barcode: 'barcode-X1' };
  const hold = { ...about, ofCopy: false, pickup: 'main', expiresAt: null };
  const changes: readonly (readonly [string, Message])[] = [
    ['open-ils.circ.checkin', { kind: 'checkin', ...about, returnedAt: at(10), routed: false }],
    ['open-ils.circ.renew', { kind: 'renew', ...about, dueAt }],
    ['open-ils.circ.money.payment', { kind: 'pay', at: at(10), card: 'card-P1', amountMinor: 100, reference: 'r' }],
    ['open-ils.circ.holds.test_and_create.batch', { kind: 'placeHold', ...hold }],
    ['open-ils.circ.hold.cancel', { kind: 'cancelHold', ...hold }],
  ];
  test.each(changes)('%s may have been done where its answer cannot be read', async (method, message) => {
    const { scene, library, system } = await opened();
    scene.clock.set(at(9));
    const line = system();
    library.owe('card-P1', '1.00');
    if (message.kind === 'checkin' || message.kind === 'renew') library.lend('barcode-X1', 'card-P1');
    if (message.kind === 'cancelHold') await line.tell({ kind: 'placeHold', ...hold });
    const before = library.deeds.length;
    for (const said of [
      { status: 200, body: '<html>502</html>' },
      { status: 200, body: '' },
      { status: 200, body: answer([]) },
      { status: 200, body: answer([null]) },
      { status: 200, body: answer([7.5]) },
      { status: 200, body: answer([[[[[[[{ textcode: 'SUCCESS' }]]]]]]]) },
      { status: 200, body: answer([], 500) },
      { status: 200, body: answer([{ textcode: 'DATABASE_UPDATE_FAILED' }]) },
      { status: 500, body: '' },
    ]) {
      library.instead = (asked) => (asked === method ? said : null);
      await expect(line.tell(message)).rejects.toMatchObject({ name: 'SystemFailureError', is: 'lost' });
    }
    library.instead = () => null;
    expect(library.deeds).toHaveLength(before);
    expect(await line.tell(message)).toMatchObject({ is: 'taken' });
  });
});
