// The outbox to FOLIO, over real HTTP to a stand-in: each act is sent once, with its time and the promised date, after any failure.

import { DAY_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import type { FolioBreak } from '../../../support/connectors/folio-library.ts';
import { differencesThere, openConnectorScene, recordDay, toldStates } from '../support/connector-scene.ts';
import { FOLIO } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 10 * DAY_MS + DAY_MS - 1_000;
/** The date of the rules there. */
const dueThere = day + 15 * DAY_MS - 60_000;
const done = { decision: 'done', reasons: [] };

describeStores('the outbox to FOLIO', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (more: object = {}) => openConnectorScene({ place: await newPlace(), closing }, FOLIO, { more });

  const holdOf = (patron: string, title: string, itemId: string | null = null) => ({
    args: { holdId: `H-${title}`, patronId: patron, card: `card-${patron}`, titleId: title, itemId, pickup: 'main' },
    told: done,
  });

  test('is told loans, renewals and returns with their time and the promised date', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
    desk.renew('X1', loan, 'P1', { at: at(10, 30), dueAt: dueAt + 7 * DAY_MS });
    desk.checkin('X2', { at: at(11) });
    await scene.send(desk);
    await look();
    expect(library.deeds.map(({ what, card, barcode, at: when }) => `${what} ${card} ${barcode} ${when}`)).toEqual([
      `checkout card-P1 barcode-X1 ${at(10)}`,
      `checkout card-P1 barcode-X2 ${at(10, 5)}`,
      `renew card-P1 barcode-X1 ${scene.clock.at}`,
      `checkin card-P1 barcode-X2 ${at(11)}`,
    ]);
    expect(library.loans.map((one) => Date.parse(one.dueDate ?? ''))).toEqual([dueAt + 7 * DAY_MS, dueAt]);
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told', 'told']);
    expect(await differencesThere(scene)).toEqual([]);
  });

  test.each([
    ['is refused', { status: 422, body: { errors: [{ message: 'no' }] } }],
    ['is not allowed', { status: 403, body: 'Access requires permission' }],
    ['fails', { status: 500, body: 'Internal error' }],
  ])('keeps a loan whose change of date %s, and a person has the difference', async (_, answer) => {
    const { scene, library, look } = await opened();
    library.instead = (route) => (route.endsWith('/change-due-date') ? answer : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt: dueThere });
    await scene.send(desk);
    await look();
    expect([...library.lent().keys()]).toEqual(['barcode-X1', 'barcode-X2']);
    expect(await toldStates(scene)).toEqual(['date-differs', 'told']);
    const [there] = (await scene.rows('exception')).filter(({ code }) => code === 'there-date');
    expect(there?.params).toMatchObject({ there: { dueAt: dueThere }, told: { dueAt } });
  });

  test('is asked for the date where the answer to its change was lost', async () => {
    const { scene, library, look } = await opened();
    library.breaks = (route) => (route.endsWith('/change-due-date') ? 'after' : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['told']);
    expect(library.calls.filter((route) => route.endsWith('/change-due-date'))).toHaveLength(1);
  });

  test('does not lend what is out there, nor take a copy away from another patron', async () => {
    const { scene, library, look } = await opened();
    library.lend('barcode-X1', 'card-P1');
    library.lend('barcode-X2', 'card-P2');
    library.lend('barcode-X3', 'card-P3');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt: dueThere });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
    desk.checkin('X3', { at: at(10, 10) });
    desk.checkout('X5', 'P5', { at: at(10, 20), dueAt });
    desk.checkout('X9', 'P1', { at: at(10, 25), dueAt });
    await scene.send(desk);
    await look();
    expect(library.deeds).toEqual([]);
    expect(await toldStates(scene)).toEqual(['told', 'refused', 'refused', 'refused', 'refused']);
    expect(await differencesThere(scene)).toEqual([
      'there-refused on-loan-elsewhere',
      'there-refused on-loan-elsewhere',
      'there-refused unknown-card',
      'there-refused unknown-item',
    ]);
  });

  test('says why it refuses, and goes on with the others', async () => {
    const { scene, library, look } = await opened();
    library.blocked.set('card-P1', 'USER_IS_BLOCKED_AUTOMATICALLY');
    library.blocked.set('card-P2', 'ITEM_LIMIT_LOAN_TYPE');
    library.blocked.set('card-P3', 'A_CODE_OF_ITS_OWN');
    library.notRenewed.set('barcode-X4', 'RENEWAL_BLOCKED_BY_HOLD_REQUEST');
    const desk = await scene.desk('A');
    for (const n of [1, 2, 3]) desk.checkout(`X${n}`, `P${n}`, { at: at(10, n), dueAt });
    const loan = desk.checkout('X4', 'P4', { at: at(10, 10), dueAt });
    desk.renew('X4', loan, 'P4', { at: at(10, 20), dueAt: dueAt + 7 * DAY_MS });
    desk.record('placeHold', holdOf('P1', 'title-X5'), { at: at(10, 30) });
    desk.checkout('X6', 'P4', { at: at(10, 40), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['refused', 'refused', 'refused', 'told', 'refused', 'refused', 'told']);
    expect(await differencesThere(scene)).toEqual([
      'there-refused account-blocked',
      'there-refused held-for-another',
      // Its own words are kept where they name nobody.
      'there-refused other Patron blocked',
      'there-refused over-limit',
      'there-refused-account other Patron is blocked',
    ]);
  });

  test.each([
    [400, 'Item status is not allowed', 'other'],
    [422, { errors: [{ message: 'Item status is not allowed' }] }, 'other'],
  ])('says why where it answers %s', async (status, body, why) => {
    const { scene, library, look } = await opened();
    library.instead = (route) => (route.startsWith('POST /circulation/') ? { status, body } : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['refused']);
    const { params } = (await scene.rows('exception')).find(({ code }) => code === 'there-refused') ?? {};
    expect(params).toMatchObject({
      why,
      ...(why === 'other' ? { words: expect.stringContaining('not allowed') } : {}),
    });
  });

  test.each(['POST /circulation/check-out-by-barcode', 'GET /users', 'GET /circulation/loans'])(
    'waits while it does not have %s, as while a module is replaced',
    async (missing) => {
      const { scene, library, look, drain } = await opened();
      library.instead = (route) => (route === missing ? { status: 404, body: 'No suitable module found' } : null);
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      await scene.send(desk);
      await look();
      expect(await toldStates(scene)).toEqual(['waiting']);
      library.instead = () => null;
      scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
      await drain();
      expect(await toldStates(scene)).toEqual(['told']);
      expect(await differencesThere(scene)).toEqual([]);
    },
  );

  test.each([
    [{}, 'main CPL'],
    [{ servicePoints: { main: 'CPL', east: 'main' } }, 'CPL main'],
  ])('has the service point of the branch of a desk, with %j', async (more, expected) => {
    const { scene, library, look } = await opened(more);
    const [main, east] = [await scene.desk('A'), await scene.desk('B', 'east')];
    main.checkout('X1', 'P1', { at: at(10), dueAt });
    east.checkout('X2', 'P2', { at: at(10, 5), dueAt });
    await scene.send(main);
    await scene.send(east);
    await look();
    expect(library.deeds.map(({ point }) => point).join(' ')).toBe(expected);
  });

  test('says which copies are wanted there', async () => {
    const { scene, library, look } = await opened();
    library.wanted.set('barcode-X1', { status: 'In transit', place: 'Science Library' });
    library.wanted.set('barcode-X2', { status: 'Awaiting pickup', place: 'Main Library' });
    const desk = await scene.desk('A');
    for (const n of [1, 2, 3]) desk.checkout(`X${n}`, 'P1', { at: at(10, n), dueAt });
    for (const n of [1, 2, 3]) desk.checkin(`X${n}`, { at: at(11, n) });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told', 'wanted-there', 'wanted-there', 'told']);
    expect(await differencesThere(scene)).toEqual(['there-wanted Main Library', 'there-wanted Science Library']);
    expect(JSON.stringify(await scene.rows('exception'))).not.toContain('Secret');
  });

  test.each<FolioBreak>(['before', 'after'])('is told once when a call breaks %s', async (broken) => {
    const { scene, library, drain } = await opened();
    library.owe('card-P1', 10);
    let calls = 0;
    library.breaks = (route) => (!route.endsWith('/change-due-date') && (calls += 1) % 2 === 1 ? broken : null);
    const desk = await scene.desk('A');
    recordDay(desk, { dueAt: dueThere, pickup: 'main' });
    await scene.send(desk);
    await drain();
    const count = (what: string) => library.deeds.filter((deed) => deed.what === what).length;
    expect(['checkout', 'checkin', 'pay', 'placeHold'].map(count)).toEqual([2, 1, 1, 1]);
    // Where the answer was lost, its new date shows that it was taken; where the call was, the day of the loan hides that, and a person looks.
    expect(count('renew')).toBe(broken === 'after' ? 1 : 0);
    expect(library.accounts.map(({ remaining }) => remaining)).toEqual([7]);
    expect([...library.lent()]).toEqual([['barcode-X1', 'card-P1']]);
  });

  test('has the date of its rules where the answer to a loan was lost, and a person knows', async () => {
    const { scene, library, drain } = await opened();
    let breaks = 1;
    library.breaks = () => ((breaks -= 1) >= 0 ? 'after' : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await drain();
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout']);
    expect(await toldStates(scene)).toEqual(['date-differs']);
  });

  test('is paid the oldest fees that a payment covers, in one call, and no more than is owed', async () => {
    const { scene, library, look } = await opened();
    for (const amount of [2, 1.5, 4]) library.owe('card-P1', amount);
    const desk = await scene.desk('A');
    const pay = (minor: number, minute: number) => {
      const lines = [{ fee: { kind: 'manual', feeId: 'f1' }, amountMinor: minor, settles: false }];
      const paid = { patronId: 'P1', amountMinor: minor, method: 'cash', reference: null };
      desk.record('pay', { args: paid, told: { ...done, lines, slipNumber: minute } }, { at: at(12, minute) });
    };
    const fee = { feeId: 'f1', patronId: 'P1', itemId: null, amountMinor: 9_000, charge: 'damage', note: '' };
    desk.record('addFee', { args: fee, told: done }, { at: at(11) });
    pay(300, 1);
    pay(9_000 - 300, 2);
    await scene.send(desk);
    await look();
    expect(library.accounts.map(({ remaining }) => remaining).at(-1)).toBe(4);
    expect(library.accounts.reduce((sum, { remaining }) => sum + remaining, 0)).toBe(4.5);
    expect(await toldStates(scene)).toEqual(['told', 'refused']);
    expect(await differencesThere(scene)).toEqual(['there-refused-account no-such-fee']);
  });

  test('has holds for one copy, or for titles where it takes them, and their ends', async () => {
    const { scene, library, look } = await opened({ titleRequests: true });
    library.lend('barcode-X1', 'card-P3');
    library.lend('barcode-X2', 'card-P3');
    library.pageable.add('barcode-X2');
    const desk = await scene.desk('A');
    desk.record('placeHold', holdOf('P1', 'title-X1'), { at: at(10) });
    desk.record('placeHold', holdOf('P1', 'title-X2'), { at: at(10, 5) });
    desk.record('placeHold', holdOf('P2', 'title-X3', 'X3'), { at: at(10, 10) });
    const ended = { holdId: 'H-title-X1', patronId: 'P1', titleId: 'title-X1', reason: '' };
    desk.record('cancelHold', { args: ended, told: done }, { at: at(10, 20) });
    await scene.send(desk);
    await look();
    const made = library.requests.map(
      ({ requestType, requestLevel, status }) => `${requestLevel} ${requestType} ${status}`,
    );
    expect(made).toEqual([
      'Title Hold Closed - Cancelled',
      'Title Page Open - Not yet filled',
      'Item Page Open - Not yet filled',
    ]);
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told', 'told']);
  });

  test('has no loan before the last return there, and no return before its loan', async () => {
    const { scene, library, look } = await opened();
    scene.clock.set(at(9));
    library.lend('barcode-X1', 'card-P3');
    scene.clock.set(at(11));
    library.takeBack('barcode-X1');
    scene.clock.set(at(12));
    library.lend('barcode-X2', 'card-P2');
    scene.clock.set(at(18));
    const desk = await scene.desk('A');
    // A desk that was cut off.
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P2', { at: at(9), dueAt: dueThere });
    desk.checkin('X2', { at: at(10, 30) });
    await scene.send(desk);
    await look();
    expect(library.deeds.map(({ what, barcode, at: when }) => `${what} ${barcode} ${when}`)).toEqual([
      `checkout barcode-X1 ${at(11)}`,
    ]);
    expect(await differencesThere(scene)).toEqual([
      'there-refused other the loan there began after the item was returned',
    ]);
  });
});
