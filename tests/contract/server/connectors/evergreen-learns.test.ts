// Loans, renewals and returns that were made in Evergreen are acts here: once, at their time there, after any failure, and without an echo of acts that it
// was told.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { readConnectors } from '../../../../server/connectors/connector-rows.ts';
import { learnedActs, numbered, openConnectorScene, openExceptions } from '../support/connector-scene.ts';
import { EVERGREEN } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { at, day, testItem, testPatron } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;

describeStores('acts that were made in Evergreen', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async () =>
    openConnectorScene({ place: await newPlace(), closing }, EVERGREEN, {
      more: { learns: true },
      from: at(9),
      cards: 8,
      barcodes: numbered('barcode-X', 12),
    });

  test('are here with their borrower, date and time; a renewal there is one of the same loan', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    await lookAt(10, 30);
    expect(await learnedActs(scene)).toEqual(['checkout X1 10']);
    expect((await scene.rows('loan'))[0]).toMatchObject({
      patronId: 'P1',
      outAt: at(10),
      dueAt: day + 15 * DAY_MS - 1_000,
    });
    scene.clock.set(at(11));
    library.renew('barcode-X1');
    await lookAt(11, 30);
    scene.clock.set(at(12));
    library.renew('barcode-X1');
    await lookAt(12, 30);
    expect(await scene.rows('loan')).toMatchObject([{ state: 'open', dueAt: day + 22 * DAY_MS - 1_000, renewals: 2 }]);
    scene.clock.set(at(13));
    library.takeBack('barcode-X1');
    await lookAt(14);
    await lookAt(15);
    expect(await learnedActs(scene)).toEqual(['checkout X1 10', 'renew X1 11', 'renew X1 12', 'checkin X1 13']);
    expect(await scene.rows('loan')).toMatchObject([{ state: 'closed', inAt: at(13) }]);
    expect(library.deeds).toEqual([]);
    expect(await openExceptions(scene)).toEqual([]);
  });

  test('all that came between two looks: a loan, its renewals, its return, and the next loan', async () => {
    const { scene, library, lookAt } = await opened();
    await lookAt(9, 30);
    const deeds = [
      () => library.lend('barcode-X1', 'card-P1'),
      () => library.renew('barcode-X1'),
      () => library.renew('barcode-X1'),
      () => library.takeBack('barcode-X1'),
      () => library.lend('barcode-X1', 'card-P2'),
    ];
    deeds.forEach((deed, n) => {
      scene.clock.set(at(10 + n));
      deed();
    });
    await lookAt(15);
    expect(await learnedActs(scene)).toEqual(['checkout X1 10', 'checkin X1 13', 'checkout X1 14']);
    expect((await scene.rows('loan')).map(({ patronId, state }) => `${patronId} ${state}`).toSorted()).toEqual([
      'P1 closed',
      'P2 open',
    ]);
    expect(await openExceptions(scene)).toEqual([]);
  });

  test('are no echo of loans, renewals and returns that it was told, also of an earlier day', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P2', { at: at(10, 5), dueAt });
    await handIn(desk, at(12));
    await lookAt(12, 30);
    desk.renew('X1', loan, 'P1', { at: at(13), dueAt: dueAt + 7 * DAY_MS });
    await handIn(desk, at(13), 2);
    await lookAt(13, 30);
    desk.checkin('X2', { at: at(14) });
    desk.checkin('X1', { at: at(15) });
    desk.checkout('X1', 'P2', { at: at(16), dueAt });
    await handIn(desk, at(39), 3);
    await lookAt(40);
    await lookAt(41);
    expect(library.deeds.map(({ what, barcode }) => `${what} ${barcode}`)).toEqual([
      'checkout barcode-X1',
      'checkout barcode-X2',
      'renew barcode-X1',
      'checkin barcode-X2',
      'checkin barcode-X1',
      'checkout barcode-X1',
    ]);
    expect(await learnedActs(scene)).toEqual([]);
    expect(await openExceptions(scene)).toEqual([]);
  });

  test('are no echo when the answer was lost', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    let calls = 0;
    library.breaks = () => ((calls += 1) % 2 === 1 ? 'after' : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(10, 30) });
    await handIn(desk, at(10, 30));
    for (const minute of [35, 40, 45, 50, 55]) await lookAt(10, minute);
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout', 'checkin']);
    expect(await learnedActs(scene)).toEqual([]);
  });

  test('a renewal by a desk of a loan that was made there is known again', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    await lookAt(10, 30);
    const [loan] = await scene.rows('loan');
    const desk = await scene.desk('A');
    desk.renew('X1', String(loan?.id), 'P1', { at: at(11), dueAt: dueAt + 7 * DAY_MS });
    await handIn(desk, at(11));
    await lookAt(11, 30);
    await lookAt(12);
    expect(library.deeds.map(({ what }) => what)).toEqual(['renew']);
    expect(await learnedActs(scene)).toEqual(['checkout X1 10']);
    expect(await openExceptions(scene)).toEqual([]);
  });

  test('are a card for staff where both lent the copy', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    desk.checkout('X1', 'P3', { at: at(11), dueAt });
    await handIn(desk, at(11));
    await lookAt(11, 30);
    await lookAt(12);
    expect(await openExceptions(scene)).toEqual(['lent-while-on-loan X1 today', 'there-refused X1 today']);
    expect([...library.lent()]).toEqual([['barcode-X1', 'card-P1']]);
  });

  test('wait for a card or a barcode that is not known here', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X11', 'card-P1');
    library.lend('barcode-X1', 'card-P7');
    await lookAt(10, 30);
    expect(await learnedActs(scene)).toEqual([]);
    await scene.writer.putRows('item', [testItem('X11')]);
    await scene.writer.putRows('patron', [testPatron('P7')]);
    await lookAt(11);
    expect((await learnedActs(scene)).toSorted()).toEqual(['checkout X1 10', 'checkout X11 10']);
  });

  test('are learned beside loans whose times cannot be read or whose beginning is hidden, and that is said', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    for (const n of [1, 2, 3]) library.lend(`barcode-X${n}`, `card-P${n}`);
    Object.assign(library.rows.circ[0] ?? {}, { due_date: 'soon' });
    library.renew('barcode-X2');
    library.rows.circ.splice(1, 1);
    await lookAt(11);
    expect(await learnedActs(scene)).toEqual(['checkout X3 10']);
    expect((await scene.store.read(readConnectors))[0]?.loansFault).toBe(
      '2 of its loans have times that cannot be read',
    );
  });

  test('are learned beside loans with numbers that can be neither shown nor stored', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    library.lend('barcode-X2', 'card-P2');
    Object.assign(library.rows.acp.find(({ barcode }) => barcode === 'barcode-X1') ?? {}, {
      barcode: 'a\u0000b\u001b[2J',
    });
    Object.assign(library.rows.ac.find(({ barcode }) => barcode === 'card-P1') ?? {}, { barcode: '\ud800\u0000' });
    await lookAt(11);
    expect(await learnedActs(scene)).toEqual(['checkout X2 10']);
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({ failures: 0, loansFault: null });
  });

  test('are learned once when the line breaks at any question', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    library.lend('barcode-X2', 'card-P2');
    scene.clock.set(at(11));
    library.takeBack('barcode-X1');
    library.renew('barcode-X2');
    for (let broken = 1; broken <= 10; broken += 1) {
      let n = 0;
      library.instead = () => ((n += 1) === broken ? { status: 503, body: '' } : null);
      await lookAt(11, 5 * broken);
    }
    library.instead = () => null;
    await lookAt(12);
    await lookAt(12, 30);
    expect((await learnedActs(scene)).toSorted()).toEqual(['checkin X1 11', 'checkout X1 10', 'checkout X2 10']);
  });

  test('an Evergreen that does not list its loans is told of acts all the same', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const listed = { status: 403, body: '' };
    library.instead = (method) => (method === 'open-ils.pcrud.search.circ.atomic' ? listed : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    expect(library.deeds).toHaveLength(1);
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({ failures: 0, loansFault: 'it answered 403' });
  });
});
