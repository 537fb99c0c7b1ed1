// Acts made in a system that lists no loans are found on a walk over the people who have loans: once, and without an echo of acts sent to it.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { collectChanges, writeChanges } from '../../../../server/store/row-changes.ts';
import { learnedActs, lentHere, numbered, openConnectorScene, openExceptions } from '../support/connector-scene.ts';
import { SIP2 } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;

describeStores('acts that were made beside SIP2', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (more: object = { learns: true }, patrons = 6) =>
    openConnectorScene({ place: await newPlace(), closing }, SIP2, {
      more,
      from: at(9),
      items: 40,
      patrons,
      cards: patrons,
      barcodes: numbered('barcode-X', 40),
    });

  test('are returns, renewals and loans of those who have something out', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    for (const item of ['X1', 'X2', 'X3']) desk.checkout(item, 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    await lookAt(10, 40);
    expect(await learnedActs(scene)).toEqual([]);
    library.takeBack('barcode-X1');
    library.moveDate('barcode-X2', dueAt + 7 * DAY_MS);
    library.lend('barcode-X4', 'card-P1');
    await lookAt(11);
    await lookAt(12);
    expect((await learnedActs(scene)).toSorted()).toEqual(['checkin X1 11', 'checkout X4 11', 'renew X2 11']);
    expect(await lentHere(scene)).toEqual(['X2 P1', 'X3 P1', 'X4 P1']);
    const loan = (await scene.rows('loan')).find(({ itemId }) => itemId === 'X2');
    expect(loan).toMatchObject({ dueAt: dueAt + 7 * DAY_MS, renewals: 1 });
    expect(await openExceptions(scene)).toEqual([]);
    library.takeBack('barcode-X4');
    await lookAt(13);
    expect(await lentHere(scene)).toEqual(['X2 P1', 'X3 P1']);
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
    expect(await learnedActs(scene)).toEqual([]);
    expect(await lentHere(scene)).toEqual(['X1 P1', 'X2 P2']);
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
    expect(await learnedActs(scene)).toEqual([]);
    expect(await openExceptions(scene)).toEqual(['there-date X2 today', 'there-otherwise X1 today']);
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
    expect(await learnedActs(scene)).toEqual([]);
    expect(await lentHere(scene)).toEqual(['X2 P1']);
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
    expect(await learnedActs(scene)).toEqual([]);
  });

  test('are looked for at some people after the others, again and again', async () => {
    const { scene, library, lookAt, handIn } = await opened({ learns: true }, 30);
    const desk = await scene.desk('A');
    for (let n = 0; n < 30; n += 1) desk.checkout(`X${n}`, `P${n}`, { at: at(10), dueAt });
    await handIn(desk, at(10));
    for (let n = 0; n < 2; n += 1) await lookAt(10, 10 * (n + 1));
    for (let n = 0; n < 30; n += 1) library.takeBack(`barcode-X${n}`);
    await lookAt(11);
    expect(await learnedActs(scene)).toHaveLength(20);
    await lookAt(12);
    expect(await learnedActs(scene)).toHaveLength(30);
    expect(await lentHere(scene)).toEqual([]);
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
    expect(await lentHere(scene)).toEqual(['X12 P12']);
    library.breaks = () => null;
    for (let hour = 23; hour < 27; hour += 1) await lookAt(hour);
    expect(await lentHere(scene)).toEqual([]);
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
    expect((await learnedActs(scene)).map((text) => text.replace(/ [\d.]+$/, '')).toSorted()).toEqual([
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
      expect(await learnedActs(scene)).toEqual([]);
    }
  });
});
