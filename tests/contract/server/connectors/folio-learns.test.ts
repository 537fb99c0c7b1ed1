// Loans, renewals and returns that were made in FOLIO are acts here: once, at their time there, after any failure, and without an echo of acts sent to it.

import { DAY_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { readConnectors } from '../../../../server/connectors/connector-rows.ts';
import { changedOn } from '../../../support/connectors/folio-lists.ts';
import { learnedActs, lentHere, numbered, openConnectorScene, openExceptions } from '../support/connector-scene.ts';
import { FOLIO } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { at, day, testItem, testPatron } from '../support/test-library.ts';

const dueAt = day + 10 * DAY_MS + DAY_MS - 1_000;

describeStores('acts that were made in FOLIO', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (barcodes: readonly string[] = []) =>
    openConnectorScene({ place: await newPlace(), closing }, FOLIO, {
      more: { learns: true },
      from: at(9),
      cards: 8,
      barcodes: [...numbered('barcode-X', 12), ...barcodes],
    });

  test('are here with their borrower, date and time, and are not told back', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    await lookAt(10, 30);
    const [loan] = await scene.rows('loan');
    expect(loan).toMatchObject({ patronId: 'P1', outAt: at(10), dueAt: day + 15 * DAY_MS - 60_000, branch: 'main' });
    scene.clock.set(at(11));
    library.renew('barcode-X1');
    await lookAt(11, 30);
    expect((await scene.rows('loan'))[0]).toMatchObject({ dueAt: day + 22 * DAY_MS - 60_000, renewals: 1 });
    scene.clock.set(at(12));
    library.takeBack('barcode-X1');
    await lookAt(13);
    await lookAt(14);
    expect(await learnedActs(scene)).toEqual(['checkout X1 10', 'renew X1 11', 'checkin X1 12']);
    expect((await scene.rows('loan'))[0]).toMatchObject({ state: 'closed', inAt: at(12) });
    expect(library.deeds).toEqual([]);
    expect(await openExceptions(scene)).toEqual([]);
  });

  test('are no echo of loans, renewals and returns that FOLIO was told, nor of their dates', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P2', { at: at(10, 5), dueAt });
    await handIn(desk, at(10, 5));
    await lookAt(10, 30);
    desk.renew('X1', loan, 'P1', { at: at(11), dueAt: dueAt + 7 * DAY_MS });
    desk.checkin('X2', { at: at(11, 5) });
    await handIn(desk, at(11, 5), 2);
    await lookAt(11, 30);
    desk.checkin('X1', { at: at(12) });
    desk.checkout('X1', 'P2', { at: at(12, 5), dueAt });
    await handIn(desk, at(12, 5), 4);
    await lookAt(12, 30);
    await lookAt(13);
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

  test('are no echo when answers were lost', async () => {
    const { scene, library, look, lookAt, handIn } = await opened();
    let calls = 0;
    library.breaks = () => ((calls += 1) % 2 === 1 ? 'after' : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(10, 30) });
    await handIn(desk, at(10, 30));
    for (const minute of [35, 40, 45, 50, 55]) await lookAt(10, minute);
    await look();
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout', 'checkin']);
    expect(await learnedActs(scene)).toEqual([]);
  });

  test('stand at their time when a desk hands in later acts', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    scene.clock.set(at(9, 30));
    library.lend('barcode-X2', 'card-P2');
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    scene.clock.set(at(11));
    library.takeBack('barcode-X1');
    desk.checkout('X1', 'P3', { at: at(12), dueAt });
    desk.checkin('X2', { at: at(12, 5) });
    await handIn(desk, at(13));
    await lookAt(13, 30);
    await lookAt(14);
    expect(await learnedActs(scene)).toEqual(['checkout X2 9.5', 'checkout X1 10', 'checkin X1 11']);
    expect(await lentHere(scene)).toEqual(['X1 P3']);
    expect([...library.lent()]).toEqual([['barcode-X1', 'card-P3']]);
    expect(await openExceptions(scene)).toEqual([]);
  });

  test('a date that staff there moved goes to a person, until it is moved back', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    scene.clock.set(at(10, 45));
    library.moveDate('barcode-X1', day + 3 * DAY_MS);
    await lookAt(11);
    expect(await openExceptions(scene)).toEqual(['there-date X1 today']);
    scene.clock.set(at(11, 30));
    library.moveDate('barcode-X1', dueAt);
    await lookAt(12);
    expect(await openExceptions(scene)).toEqual([]);
    expect(await learnedActs(scene)).toEqual([]);
  });

  test('wait for a card or a barcode that is not known here, and stand beside a loan without times', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X11', 'card-P1');
    library.lend('barcode-X1', 'card-P7');
    library.lend('barcode-X3', 'card-P3');
    const undated = library.loans.at(-1);
    library.isSound = false;
    if (undated !== undefined) Object.assign(undated, { dueDate: 'soon' });
    await lookAt(10, 30);
    expect(await learnedActs(scene)).toEqual([]);
    expect((await scene.store.read(readConnectors))[0]?.loansFault).toBe(
      '1 of its loans have times that cannot be read',
    );
    await scene.writer.putRows('item', [testItem('X11')]);
    await scene.writer.putRows('patron', [testPatron('P7')]);
    await lookAt(11);
    await lookAt(11, 30);
    expect(await learnedActs(scene)).toEqual(['checkout X11 10', 'checkout X1 10']);
  });

  test('a loan that ends there without a return goes on here', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    await lookAt(10, 30);
    scene.clock.set(at(11));
    for (const loan of library.loans)
      Object.assign(loan, {
        status: { name: 'Closed' },
        action: 'closedLoan',
        metadata: changedOn(new Date(at(11)).toISOString()),
      });
    await lookAt(11, 30);
    expect(await learnedActs(scene)).toEqual(['checkout X1 10']);
    expect(await lentHere(scene)).toEqual(['X1 P1']);
  });

  test('many are read page by page, also where loans change meanwhile', async () => {
    const many = Array.from({ length: 240 }, (_, n) => `Y${n}`);
    const { scene, library, lookAt } = await opened(many.map((id) => `barcode-${id}`));
    await scene.writer.putRows(
      'item',
      many.map((id) => testItem(id, { titleId: testItem('X1').titleId })),
    );
    many.forEach((id, n) => {
      scene.clock.set(at(10) + n * MINUTE_MS);
      library.lend(`barcode-${id}`, 'card-P1');
    });
    let asked = 0;
    library.instead = (route) => {
      // Loans of the first page end when a later one is asked for, minutes after the first: the look after this one has them.
      if (route === 'GET /circulation/loans' && (asked += 1) === 4) {
        scene.clock.set(at(15, 10));
        for (const n of [1, 2, 3]) library.takeBack(`barcode-Y${n}`);
      }
      return null;
    };
    await lookAt(15);
    expect(await scene.rows('loan')).toHaveLength(240);
    await lookAt(15, 30);
    expect(await lentHere(scene)).toHaveLength(237);
    expect((await learnedActs(scene)).filter((one) => one.startsWith('checkin'))).toHaveLength(3);
  });

  test('are learned once when the line breaks at any question', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    library.lend('barcode-X2', 'card-P2');
    scene.clock.set(at(11));
    library.takeBack('barcode-X1');
    for (let broken = 1; broken <= 8; broken += 1) {
      let n = 0;
      library.instead = () => ((n += 1) === broken ? { status: 503, body: {} } : null);
      await lookAt(11, 5 * broken);
    }
    library.instead = () => null;
    await lookAt(12);
    await lookAt(12, 30);
    expect((await learnedActs(scene)).toSorted()).toEqual(['checkin X1 11', 'checkout X1 10', 'checkout X2 10']);
  });

  test('a FOLIO that does not show its loans is told of acts all the same', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    let asked = 0;
    library.instead = (route) =>
      // Those of one copy are shown, the list is not.
      route === 'GET /circulation/loans' && (asked += 1) > 2 ? { status: 400, body: 'unsupported query' } : null;
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    expect(library.deeds).toHaveLength(1);
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({
      failures: 0,
      loansFault: 'it answered 400 in a form that is not known',
    });
    library.instead = () => null;
    await lookAt(11);
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({ loansFault: null });
    expect(await learnedActs(scene)).toEqual([]);
  });
});
