// Loans and returns that were made in Koha are acts here: once, at their time there, after any failure, and without an echo of acts sent to Koha.

import { DAY_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { readConnectors } from '../../../../server/connectors/connector-rows.ts';
import { putLoanRows, type LoanRow } from '../../../../server/connectors/loan-rows.ts';
import type { Store } from '../../../../server/store/store.ts';
import { learnedActs, lentHere, numbered, openConnectorScene, openExceptions } from '../support/connector-scene.ts';
import { importedLoan } from '../support/imported-loan.ts';
import { KOHA } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { at, day, testItem, testPatron } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;

describeStores('acts that were made in Koha', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (more: object = {}, barcodes = numbered('barcode-X', 12)) =>
    openConnectorScene({ place: await newPlace(), closing }, KOHA, {
      more: { learns: true, ...more },
      from: at(9),
      cards: 8,
      barcodes,
    });

  test('are here with their borrower, date and time, and are not told back', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    await lookAt(10, 30);
    expect(await learnedActs(scene)).toEqual(['checkout X1 10']);
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
    const envelope = await scene.store.read(({ db }) =>
      db.selectFrom('envelope').select(['received_at']).where('name', '=', 'checkin').executeTakeFirstOrThrow(),
    );
    expect(Number(envelope.received_at)).toBe(at(13));
  });

  test('are no echo of loans, renewals and returns that Koha was told', async () => {
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
  });

  test('are no echo when the answer was lost', async () => {
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

  test.each(['before', 'after'] as const)('stand at their time when a desk hands in %s them', async (first) => {
    const { scene, library, lookAt, handIn } = await opened();
    const desk = await scene.desk('A');
    // Lent there at 10 and back at 11; a desk that was cut off lent it at 12, and took X2 back that Koha lent at 9:30.
    scene.clock.set(at(9, 30));
    library.lend('barcode-X2', 'card-P2');
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    scene.clock.set(at(11));
    library.takeBack('barcode-X1');
    desk.checkout('X1', 'P3', { at: at(12), dueAt });
    desk.checkin('X2', { at: at(12, 5) });
    if (first === 'after') await lookAt(12, 30);
    await handIn(desk, at(13));
    await lookAt(13, 30);
    await lookAt(14);
    expect(await learnedActs(scene)).toEqual(['checkout X2 9.5', 'checkout X1 10', 'checkin X1 11']);
    expect(await lentHere(scene)).toEqual(['X1 P3']);
    const loans = (await scene.rows('loan')).map(({ itemId, patronId, inAt }) => `${itemId} ${patronId} ${inAt}`);
    expect(loans.toSorted()).toEqual([`X1 P1 ${at(11)}`, `X1 P3 null`, `X2 P2 ${at(12, 5)}`]);
    expect([...library.lent()]).toEqual([['barcode-X1', 'card-P3']]);
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
    expect(await lentHere(scene)).toEqual(['X1 P3']);
    expect(await openExceptions(scene)).toEqual(['lent-while-on-loan X1 today', 'there-refused X1 today']);
  });

  test('are a return and the next loan, also where both came between two looks', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    await lookAt(10, 30);
    scene.clock.set(at(11));
    library.takeBack('barcode-X1');
    scene.clock.set(at(12));
    library.lend('barcode-X1', 'card-P1');
    await lookAt(12, 30);
    expect(await learnedActs(scene)).toEqual(['checkout X1 10', 'checkin X1 11', 'checkout X1 12']);
    expect(await lentHere(scene)).toEqual(['X1 P1']);
    expect(await openExceptions(scene)).toEqual([]);
  });

  test('the return of a loan that an import brought is a return alone, and the next loan is a loan', async () => {
    const { scene, library, lookAt } = await opened();
    await scene.writer.putActs([importedLoan({ item: 'X1', patron: 'P1', at: at(9, 30), dueAt })]);
    scene.clock.set(at(9, 30));
    library.lend('barcode-X1', 'card-P1');
    scene.clock.set(at(11));
    library.takeBack('barcode-X1');
    scene.clock.set(at(12));
    library.lend('barcode-X1', 'card-P1');
    await lookAt(12, 30);
    expect(await learnedActs(scene)).toEqual(['checkin X1 11', 'checkout X1 12']);
    expect(await lentHere(scene)).toEqual(['X1 P1']);
  });

  test('are learned beside a loan whose times cannot be read, and that is said', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    library.lend('barcode-X2', 'card-P2');
    library.undated.add('barcode-X1');
    await lookAt(11);
    expect(await lentHere(scene)).toEqual(['X2 P2']);
    expect((await scene.store.read(readConnectors))[0]?.loansFault).toBe(
      '1 of its loans have times that cannot be read',
    );
  });

  test('wait for a card or a barcode that is not known here', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X11', 'card-P1');
    library.lend('barcode-X1', 'card-P7');
    await lookAt(10, 30);
    expect(await learnedActs(scene)).toEqual([]);
    await scene.writer.putRows('item', [testItem('X11')]);
    await lookAt(11);
    expect(await learnedActs(scene)).toEqual(['checkout X11 10']);
    await scene.writer.putRows('patron', [testPatron('P7')]);
    await lookAt(11, 30);
    await lookAt(12);
    expect(await learnedActs(scene)).toEqual(['checkout X11 10', 'checkout X1 10']);
    const rows = await scene.store.read(({ db }) => db.selectFrom('connector_loan').select('body').execute());
    expect(JSON.stringify(rows)).not.toContain('card-P');
  });

  test('one behind a thousand that wait for good is learned when its turn comes', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X11', 'card-P1');
    await lookAt(10, 30);
    const body = {
      outAt: at(9),
      dueAt,
      renewals: 0,
      renewedAt: null,
      inAt: null,
      changedAt: null,
      barcode: 'none',
      learned: [],
    };
    const waiting = Array.from({ length: 1_000 }, (_, n): LoanRow => {
      const loan = `0-${n}`;
      return { loan, item: null, patron: null, state: 'unknown', seenAt: at(9), body };
    });
    await scene.store.write((tx) => putLoanRows(tx, 'koha', waiting));
    await scene.writer.putRows('item', [testItem('X11')]);
    await lookAt(11);
    expect(await learnedActs(scene)).toEqual([]);
    await lookAt(11, 30);
    expect(await learnedActs(scene)).toEqual(['checkout X11 10']);
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

  test('are learned from the moment at which this is first asked for', async () => {
    const { scene, library, lookAt, reset } = await opened({ learns: false });
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    scene.clock.set(at(10, 30));
    library.takeBack('barcode-X1');
    await lookAt(10, 45);
    scene.clock.set(at(11));
    await reset({ learns: true });
    scene.clock.set(at(11, 30));
    library.lend('barcode-X2', 'card-P2');
    await lookAt(12);
    expect(await learnedActs(scene)).toEqual(['checkout X2 11.5']);
    await reset({ learns: false });
    scene.clock.set(at(12, 30));
    library.takeBack('barcode-X2');
    await lookAt(13);
    await reset({ learns: true });
    await lookAt(13, 30);
    expect(await learnedActs(scene)).toEqual(['checkout X2 11.5', 'checkin X2 12.5']);
  });

  test('are not learned where returns are not told', async () => {
    const { scene, library, lookAt } = await opened({ tells: ['checkout', 'renew'] });
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    await lookAt(10, 30);
    expect(await learnedActs(scene)).toEqual([]);
    const [connector] = await scene.store.read(readConnectors);
    expect(connector).toMatchObject({ failures: 0, loansFault: 'checkouts and check-ins are not both told to it' });
  });

  test('many are read page by page, also when the list grows shorter meanwhile', async () => {
    const many = numbered('Y', 240);
    const { scene, library, lookAt } = await opened({}, numbered('barcode-Y', 240));
    await scene.writer.putRows(
      'item',
      many.map((id) => testItem(id, { titleId: testItem('X1').titleId })),
    );
    many.forEach((id, n) => {
      scene.clock.set(at(10) + n * MINUTE_MS);
      library.lend(`barcode-${id}`, 'card-P1');
    });
    let pages = 0;
    let ended = 0;
    library.instead = (route) => {
      // A loan of the first page ends when a later one is asked for: the first of that one comes to the end of the one before.
      if (route === 'GET /checkouts' && (pages += 1) > 1 && ended < 6)
        library.takeBack(`barcode-Y${239 - (ended += 1)}`);
      return null;
    };
    await lookAt(15);
    const loans = await scene.rows('loan');
    expect(loans).toHaveLength(240);
    expect(loans.filter(({ state }) => state === 'open')).toHaveLength(234);
    expect(library.deeds).toEqual([]);
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

  test('are learned once when the server dies at any write', async () => {
    const { scene, library, runnerOn, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    scene.clock.set(at(11));
    library.takeBack('barcode-X1');
    library.lend('barcode-X1', 'card-P2');
    for (let fatal = 1; fatal <= 6; fatal += 1) {
      let writes = 0;
      const dying: Store = {
        ...scene.store,
        write: (work) => {
          writes += 1;
          return writes >= fatal ? Promise.reject(new Error('killed')) : scene.store.write(work);
        },
      };
      await runnerOn(dying, `dies-${fatal}`)
        .look()
        .catch(() => undefined);
      // Its claim has run out.
      await scene.store.write(({ db }) => db.updateTable('connector').set({ claimed_until: 0, next_at: 0 }).execute());
    }
    await lookAt(12);
    expect(await learnedActs(scene)).toEqual(['checkout X1 10', 'checkin X1 11', 'checkout X1 11']);
    expect(await lentHere(scene)).toEqual(['X1 P2']);
  });

  test('are learned once by several servers, and again after the library was restored', async () => {
    const { scene, library, runnerOn, lookAt, look } = await opened();
    const other = runnerOn(scene.store, 'two');
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    scene.clock.set(at(10, 30));
    await Promise.all([look(), other.look()]);
    await other.look();
    expect(await learnedActs(scene)).toEqual(['checkout X1 10']);
    await scene.store.write(({ db }) => db.updateTable('feed_head').set({ epoch: 'another' }).execute());
    await scene.store.write(({ db }) => db.deleteFrom('connector_loan').execute());
    await scene.store.write(({ db }) =>
      db
        .updateTable('connector')
        .set({ pulled: JSON.stringify({ learnsFrom: at(9) }) })
        .execute(),
    );
    await lookAt(11);
    expect(await learnedActs(scene)).toEqual(['checkout X1 10']);
  });

  test('a Koha that does not show its loans is told of acts all the same', async () => {
    const { scene, library, lookAt, handIn } = await opened();
    library.instead = (route) => (route === 'GET /checkouts' ? { status: 403, body: { error: 'no right' } } : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await handIn(desk, at(10));
    await lookAt(10, 30);
    expect(library.deeds).toHaveLength(1);
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({ failures: 0, loansFault: 'it answered 403' });
    library.instead = () => null;
    await lookAt(11);
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({ loansFault: null });
    expect(await learnedActs(scene)).toEqual([]);
  });
});
