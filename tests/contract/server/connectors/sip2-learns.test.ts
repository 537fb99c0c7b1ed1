// Acts made in a system that lists no loans are found on a walk over the people who have loans: once, and without an echo of acts sent to it.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { OWN_DESK } from '../../../../shared/circ/own-desk.ts';
import { serverIdentity } from '../../../../server/desks/server-identity.ts';
import { addConnector } from '../../../../server/connectors/connector-rows.ts';
import { createConnectorRunner } from '../../../../server/connectors/connector-runner.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { collectChanges, writeChanges } from '../../../../server/store/row-changes.ts';
import { openSip2Library } from '../../../support/connectors/sip2-library.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { describeStores, testRandom } from '../support/stores.ts';
import type { TestDesk } from '../support/test-desk.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;

describeStores('acts that were made beside SIP2', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (settings: object = { learns: true }, patrons = 6) => {
    const scene = await openScene(await newPlace(), { items: 40, patrons });
    scene.clock.set(at(9));
    const library = await openSip2Library({
      cards: Array.from({ length: patrons }, (_, n) => `card-P${n}`),
      barcodes: Array.from({ length: 40 }, (_, n) => `barcode-X${n}`),
      now: () => scene.clock.at,
    });
    closing.push(library.close);
    const of = { host: '127.0.0.1', port: library.port, user: 'desk', institution: 'HERE', patience: 1, ...settings };
    await addConnector(scene, { name: 'ils', settings: readSettings('sip2', of) });
    const ownDesk = { signer: await serverIdentity(scene.store, testRandom), random: testRandom };
    const runner = createConnectorRunner({
      store: scene.store,
      clock: scene.clock,
      random: testRandom,
      owner: 'one',
      learning: { runner: scene.runner, ownDesk },
      learnMs: 0,
      probeMs: 0,
      openSystem: (connector, place) =>
        openSystem(connector, place, { secretOf: () => 'pw', now: () => scene.clock.at }),
    });
    closing.push(runner.stop);
    const lookAt = async (hour: number, minute = 0) => {
      scene.clock.set(at(hour, minute));
      await runner.look();
    };
    const handIn = async (desk: TestDesk, when: number, from = 0) => {
      scene.clock.set(Math.max(scene.clock.at, when));
      await scene.send(desk, desk.request(from));
    };
    return { scene, library, lookAt, handIn };
  };

  const learned = async ({ store }: Scene): Promise<string[]> => {
    const rows = await store.read(({ db }) =>
      db
        .selectFrom('envelope')
        .leftJoin('event', 'event.id', 'envelope.id')
        .select(['envelope.name', 'envelope.effective_at', 'event.item_id'])
        .where('envelope.desk_id', '=', OWN_DESK)
        .where('envelope.outcome', '=', 'applied')
        .orderBy('envelope.seq')
        .execute(),
    );
    return rows.map(
      ({ name, effective_at: when, item_id: item }) => `${name} ${item} ${(Number(when) - day) / 3_600_000}`,
    );
  };
  const openCodes = async (scene: Scene): Promise<string[]> =>
    (await scene.rows('exception'))
      .filter(({ state }) => state === 'open')
      .map(({ code, itemId, weight }) => `${code} ${itemId} ${weight}`)
      .toSorted();
  const out = async (scene: Scene): Promise<string[]> =>
    (await scene.rows('loan'))
      .filter(({ state }) => state === 'open')
      .map(({ itemId, patronId }) => `${itemId} ${patronId}`)
      .toSorted();

  test('are returns, renewals and loans of those who have something out', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    for (const item of ['X1', 'X2', 'X3']) desk.checkout(item, 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    await lookAt(10, 40);
    expect(await learned(scene)).toEqual([]);
    library.takeBack('barcode-X1');
    library.moveDate('barcode-X2', dueAt + 7 * DAY_MS);
    library.lend('barcode-X4', 'card-P1');
    await lookAt(11);
    await lookAt(12);
    expect((await learned(scene)).toSorted()).toEqual(['checkin X1 11', 'checkout X4 11', 'renew X2 11']);
    expect(await out(scene)).toEqual(['X2 P1', 'X3 P1', 'X4 P1']);
    const loan = (await scene.rows('loan')).find(({ itemId }) => itemId === 'X2');
    expect(loan).toMatchObject({ dueAt: dueAt + 7 * DAY_MS, renewals: 1 });
    expect(await openCodes(scene)).toEqual([]);
    library.takeBack('barcode-X4');
    await lookAt(13);
    expect(await out(scene)).toEqual(['X2 P1', 'X3 P1']);
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout', 'checkout', 'checkout']);
  });

  test('are no echo of what it was told, and none of what it refused', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    library.blocked.add('card-P2');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P2', { at: at(10), dueAt });
    desk.checkout('X3', 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    desk.renew('X1', loan, 'P1', { at: at(11), dueAt: dueAt + 7 * DAY_MS });
    desk.checkin('X3', { at: at(11, 5) });
    await handIn(desk, at(11, 5), 3);
    await lookAt(11, 30);
    await lookAt(12);
    expect(await learned(scene)).toEqual([]);
    expect(await out(scene)).toEqual(['X1 P1', 'X2 P2']);
  });

  test('a copy that is out there to somebody else, and a date that was moved back, are for people', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    library.lend('barcode-X1', 'card-P3');
    library.moveDate('barcode-X2', day + 3 * DAY_MS);
    await lookAt(11);
    await lookAt(12);
    expect(await learned(scene)).toEqual([]);
    expect(await openCodes(scene)).toEqual(['there-date X2 today', 'there-otherwise X1 today']);
  });

  test('are not learned where returns are not told: what a desk took back stays here', async () => {
    const { scene, lookAt, handIn } = await opened({ learns: true, tells: ['checkout'] });
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    desk.checkin('X1', { at: at(11) });
    await handIn(desk, at(11), 2);
    await lookAt(11, 30);
    await lookAt(12);
    expect(await learned(scene)).toEqual([]);
    expect(await out(scene)).toEqual(['X2 P1']);
  });

  test.each(['lost', 'in-question'] as const)('are none where the loan is %s here', async (state) => {
    const { scene, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    const loan = (await scene.rows('loan')).find(({ itemId }) => itemId === 'X1');
    if (loan === undefined) throw new Error('no loan');
    const changes = collectChanges();
    changes.put('loan', { ...loan, state, ...(state === 'lost' ? { lostAt: at(11) } : {}) });
    await scene.store.write((tx) => writeChanges(tx, changes));
    await lookAt(12);
    expect(await learned(scene)).toEqual([]);
  });

  test('are looked for at some people after the others, again and again', async () => {
    const { scene, library, lookAt, handIn } = await opened({ learns: true }, 30);
    const desk = await scene.desk('A');
    for (let n = 0; n < 30; n += 1) desk.checkout(`X${n}`, `P${n}`, { at: at(10), dueAt });
    await handIn(desk, at(10));
    for (let n = 0; n < 2; n += 1) await lookAt(10, 10 * (n + 1));
    for (let n = 0; n < 30; n += 1) library.takeBack(`barcode-X${n}`);
    await lookAt(11);
    expect(await learned(scene)).toHaveLength(20);
    await lookAt(12);
    expect(await learned(scene)).toHaveLength(30);
    expect(await out(scene)).toEqual([]);
  });

  test('are looked for at everyone, also behind a card that is never answered', async () => {
    const { scene, library, lookAt, handIn } = await opened({ learns: true }, 30);
    const desk = await scene.desk('A');
    for (let n = 0; n < 30; n += 1) desk.checkout(`X${n}`, `P${n}`, { at: at(10), dueAt });
    await handIn(desk, at(10));
    for (let n = 0; n < 3; n += 1) await lookAt(10, 10 * (n + 1));
    for (let n = 0; n < 30; n += 1) library.takeBack(`barcode-X${n}`);
    library.breaks = (code, _, card) => (code === '63' && card === 'card-P12' ? 'before' : null);
    for (let hour = 11; hour < 23; hour += 1) await lookAt(hour);
    expect(await out(scene)).toEqual(['X12 P12']);
    library.breaks = () => null;
    for (let hour = 23; hour < 27; hour += 1) await lookAt(hour);
    expect(await out(scene)).toEqual([]);
  });

  test('are learned once when the line breaks at any question', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    for (const item of ['X1', 'X2']) desk.checkout(item, 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    library.takeBack('barcode-X1');
    library.lend('barcode-X3', 'card-P1');
    for (let broken = 1; broken <= 7; broken += 1) {
      let n = 0;
      library.breaks = () => ((n += 1) === broken ? 'after' : null);
      await lookAt(11, 5 * broken);
    }
    library.breaks = () => null;
    await lookAt(12);
    await lookAt(13);
    expect((await learned(scene)).map((text) => text.replace(/ [\d.]+$/, '')).toSorted()).toEqual([
      'checkin X1',
      'checkout X3',
    ]);
  });

  test('are not looked for where lists hold titles, nor unless they are asked for', async () => {
    for (const settings of [{ loansByBarcode: false, learns: true }, { learns: false }, {}]) {
      const { scene, library, lookAt, handIn } = await opened(settings);
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      await handIn(desk, at(10));
      await lookAt(10, 30);
      library.takeBack('barcode-X1');
      await lookAt(11);
      expect(await learned(scene)).toEqual([]);
    }
  });
});
