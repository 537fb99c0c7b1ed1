// The outbox to Koha by REST and its offline page, over real HTTP to a stand-in: each act is sent once, with the time of a return, after any failure.

import { DAY_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import type { KohaBreak } from '../../../support/connectors/koha-library.ts';
import { openSip2Library } from '../../../support/connectors/sip2-library.ts';
import { openConnectorScene, recordDay, toldStates } from '../support/connector-scene.ts';
import type { Scene } from '../support/scene.ts';
import { KOHA } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const offline = { user: 'holdfast', passwordEnv: 'OFFLINE', times: 'utc' };
const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;

describeStores('the outbox to Koha', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (page: object = {}, more: object = {}) =>
    openConnectorScene({ place: await newPlace(), closing }, KOHA, {
      more: { offline: { ...offline, ...page }, ...more },
    });

  test('is told loans that may be confirmed, and returns with their time', async () => {
    const { scene, library, look } = await opened();
    library.confirms.set('barcode-X2', 'RESERVED');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk);
    await look();
    expect(library.deeds.map(({ what, barcode, at: when }) => `${what} ${barcode} ${when}`)).toEqual([
      `checkout barcode-X1 ${scene.clock.at}`,
      `checkout barcode-X2 ${scene.clock.at}`,
      `checkin barcode-X1 ${at(11)}`,
    ]);
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told']);
  });

  test('keeps the time of a loan too where the offline page lends', async () => {
    const { scene, library, look } = await opened({ lends: true });
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(library.deeds).toEqual([{ what: 'checkout', card: 'card-P1', barcode: 'barcode-X1', at: at(10) }]);
  });

  test('is told returns over its SIP2 server where it has one, once, and says what waits for a copy', async () => {
    let takeBack: (barcode: string) => void = () => undefined;
    let clock: () => number = () => at(18);
    const sip = await openSip2Library({
      cards: ['card-P1'],
      barcodes: ['barcode-X1', 'barcode-X2', 'barcode-X3'],
      now: () => clock(),
      onDeed: ({ barcode }) => takeBack(barcode),
    });
    closing.push(sip.close);
    const sip2 = {
      host: '127.0.0.1',
      port: sip.port,
      user: 'desk',
      passwordEnv: 'SIP',
      institution: 'CPL',
      patience: 1,
    };
    const { scene, library, drain, system } = await opened({}, { sip2 });
    clock = () => scene.clock.at;
    takeBack = (barcode) => library.takeBack(barcode);
    sip.wanted.set('barcode-X2', 'Downtown');
    library.lend('barcode-X3', 'card-P2');
    let breaks = 2;
    sip.breaks = (code) => (code === '09' && (breaks -= 1) >= 0 ? (breaks === 1 ? 'before' : 'after') : null);
    const desk = await scene.desk('A');
    for (const item of ['X1', 'X2']) desk.checkout(item, 'P1', { at: at(10), dueAt });
    for (const item of ['X1', 'X2', 'X3']) desk.checkin(item, { at: at(11) });
    await scene.send(desk);
    await drain();
    expect(sip.deeds.map(({ what, barcode, at: when }) => `${what} ${barcode} ${when}`)).toEqual([
      `checkin barcode-X1 ${at(11)}`,
      `checkin barcode-X2 ${at(11)}`,
    ]);
    // Another card has it: nothing was sent.
    expect([...library.lent()]).toEqual([['barcode-X3', 'card-P2']]);
    expect((await toldStates(scene)).toSorted()).toEqual(['refused', 'told', 'told', 'told', 'wanted-there']);
    expect((await system().check()).every(({ ok }) => ok)).toBe(true);
    await sip.down();
    expect((await system().check()).every(({ ok }) => ok)).toBe(false);
  });

  test('does not renew a loan that is there, nor take a copy away from another patron', async () => {
    const { scene, library, look } = await opened();
    library.lend('barcode-X1', 'card-P1');
    library.lend('barcode-X2', 'card-P2');
    library.lend('barcode-X3', 'card-P3');
    library.blocked.add('card-P4');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
    desk.checkin('X3', { at: at(10, 10) });
    desk.checkout('X4', 'P4', { at: at(10, 15), dueAt });
    desk.checkout('X5', 'P5', { at: at(10, 20), dueAt });
    await scene.send(desk);
    await look();
    expect(library.deeds).toEqual([]);
    expect(await toldStates(scene)).toEqual(['told', 'refused', 'refused', 'refused', 'refused']);
    const open = (await scene.rows('exception')).filter(({ code }) => code === 'there-refused');
    expect(open.map(({ itemId }) => `${itemId}`).toSorted()).toEqual(['X2', 'X3', 'X4', 'X5']);
  });

  test('does not end a loan there that began after the return', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(8), dueAt });
    desk.checkout('X2', 'P2', { at: at(8, 5), dueAt });
    const mistaken = desk.checkout('X3', 'P3', { at: at(8, 10), dueAt });
    scene.clock.set(at(9));
    await scene.send(desk);
    // The loans begin there when they are told.
    await look();
    desk.checkin('X1', { at: at(8, 30) });
    desk.checkin('X2', { at: at(8, 40) });
    desk.undo(mistaken, { item: 'X3', patron: 'P3' }, { at: at(8, 50) });
    library.takeBack('barcode-X1');
    scene.clock.set(at(12));
    library.lend('barcode-X1', 'card-P1');
    await scene.send(desk, desk.request(3));
    await look();
    expect([...library.lent().keys()]).toEqual(['barcode-X1']);
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told', 'refused', 'told', 'told']);
  });

  test.each<KohaBreak>(['before', 'after'])('is told once when a call breaks %s', async (broken) => {
    const { scene, library, drain } = await opened();
    library.owed.set('card-P1', 1_000);
    let calls = 0;
    library.breaks = () => ((calls += 1) % 2 === 1 ? broken : null);
    const desk = await scene.desk('A');
    recordDay(desk, { dueAt, pickup: 'main' });
    await scene.send(desk);
    await drain();
    const count = (what: string) => library.deeds.filter((deed) => deed.what === what).length;
    expect(['checkout', 'checkin', 'pay', 'placeHold'].map(count)).toEqual([2, 1, 1, 1]);
    // Where the answer was lost, its new date shows that it was taken; where the call was, the day of the loan hides that, and a person looks.
    expect(count('renew')).toBe(broken === 'after' ? 1 : 0);
    expect(library.owed.get('card-P1')).toBe(700);
    expect([...library.lent()]).toEqual([['barcode-X1', 'card-P1']]);
  });

  test('signs in again when its token ended, and says what it may do', async () => {
    const { scene, library, look, system } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    library.endTokens();
    desk.checkout('X2', 'P1', { at: at(11), dueAt });
    await scene.send(desk, desk.request(1));
    await look();
    expect(await toldStates(scene)).toEqual(['told', 'told']);
    const lines = await system().check();
    expect(lines.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  });

  const lent = async (scene: Scene) => {
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(11) });
    desk.checkout('X2', 'P2', { at: at(12), dueAt });
    await scene.send(desk);
  };

  test.each([
    ['refuses the login', 'Authentication failed.', 'waiting'],
    ['is a page of another kind', '<html>502</html>', 'asked'],
    ['is empty', '', 'asked'],
  ])('tells a return again after an answer of the offline page that %s', async (_, text, state) => {
    const { scene, library, look, drain, system } = await opened();
    library.instead = (route) => (route.endsWith('/service.pl') ? { status: 200, body: text } : null);
    expect((await system().check()).map(({ ok }) => ok)).toEqual([true, true, true, true, false]);
    await lent(scene);
    await look();
    expect(await toldStates(scene)).toEqual(['told', state, 'waiting']);
    library.instead = () => null;
    await drain();
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told']);
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout', 'checkin', 'checkout']);
  });

  test('keeps a return for as long as the offline page refuses the login', async () => {
    const { scene, library, look } = await opened();
    library.instead = (route) =>
      route.endsWith('/service.pl') ? { status: 200, body: 'Authentication failed.' } : null;
    await lent(scene);
    for (let turn = 0; turn < 12; turn += 1) {
      await look();
      scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
    }
    expect(await toldStates(scene)).toEqual(['told', 'waiting', 'waiting']);
  });

  test('goes on with the others where it cannot answer about one account', async () => {
    const { scene, library, look, system } = await opened();
    library.instead = (route) => (route === 'GET /holds' ? { status: 404, body: { error: 'no such account' } } : null);
    expect((await system().check()).map(({ ok }) => ok)).toEqual([true, false, true, true, true]);
    const desk = await scene.desk('A');
    const done = { decision: 'done', reasons: [] };
    const hold = { holdId: 'H', patronId: 'P2', card: 'card-P2', titleId: 'title-X3', itemId: null, pickup: 'main' };
    desk.record('placeHold', { args: hold, told: done }, { at: at(10) });
    desk.checkout('X1', 'P1', { at: at(11), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['refused', 'told']);
    expect((await scene.rows('exception')).find(({ code }) => code === 'there-refused-account')?.params).toMatchObject({
      why: 'not-answered',
    });
  });

  test('waits for a right that it lost, and gives a message that goes on failing to a person', async () => {
    const { scene, library, look } = await opened();
    library.instead = (route) => (route === 'GET /holds' ? { status: 403, body: { error: 'no right' } } : null);
    const desk = await scene.desk('A');
    const done = { decision: 'done', reasons: [] };
    const hold = { holdId: 'H', patronId: 'P2', card: 'card-P2', titleId: 'title-X3', itemId: null, pickup: 'main' };
    desk.record('placeHold', { args: hold, told: done }, { at: at(10) });
    desk.checkout('X1', 'P1', { at: at(11), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['waiting', 'waiting']);
    for (let turn = 0; turn < 12; turn += 1) {
      scene.clock.set(scene.clock.at + 20 * MINUTE_MS);
      await look();
    }
    expect(await toldStates(scene)).toEqual(['refused', 'told']);
  });

  test('gives a refused renewal and a refused hold to a person at once, and goes on', async () => {
    const { scene, library, look } = await opened();
    library.usedUp.add('barcode-X1');
    library.blocked.add('card-P2');
    const desk = await scene.desk('A');
    const done = { decision: 'done', reasons: [] };
    const hold = { holdId: 'H', patronId: 'P2', card: 'card-P2', titleId: 'title-X3', itemId: null, pickup: 'main' };
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.renew('X1', loan, 'P1', { at: at(11), dueAt: dueAt + 7 * DAY_MS });
    desk.record('placeHold', { args: hold, told: done }, { at: at(12) });
    desk.checkout('X2', 'P1', { at: at(13), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['told', 'refused', 'refused', 'told']);
    const whys = (await scene.rows('exception')).flatMap(({ code, params }) =>
      code.startsWith('there-') ? [params['why']] : [],
    );
    expect(new Set(whys)).toEqual(new Set(['no-renewal', 'other']));
  });

  test.each([
    ['a page that is no JSON', '<html>Forbidden</html>'],
    ['a missing right', { error: 'Authorization failure. Missing required permission(s).' }],
  ])('waits where a change is answered with 403 and %s', async (_, body) => {
    const { scene, library, look, drain } = await opened();
    library.instead = (route) => (route === 'POST /checkouts' ? { status: 403, body } : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['waiting']);
    library.instead = () => null;
    await drain();
    expect(await toldStates(scene)).toEqual(['told']);
  });

  test('changes nothing there when its questions took longer than the claim allows', async () => {
    const { scene, library, late, look, drain } = await opened();
    library.instead = (route) => {
      if (route === 'GET /checkouts/availability') late.ms += 70_000;
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
});
