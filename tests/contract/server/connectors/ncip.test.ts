// The outbox to an NCIP responder, over real HTTP to a stand-in that checks the shape of each message: each act is sent once, after any failure.

import { DAY_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import type { NcipBreak, NcipManners } from '../../../support/connectors/ncip-library.ts';
import { toldStates } from '../support/connector-scene.ts';
import { openNcipScene, pay, placeHold, whys, type NcipOptions } from '../support/ncip-scene.ts';
import { describeStores } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;
const done = { decision: 'done', reasons: [] };

describeStores('the outbox to an NCIP responder', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });
  const opened = async (manner: NcipManners['manner'] = 'plain', options: NcipOptions = {}) =>
    openNcipScene({ place: await newPlace(), closing }, manner, options);

  test('is told loans with the promised date, renewals, returns and holds, in the order of the desk', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.renew('X1', loan, 'P1', { at: at(10, 10), dueAt: dueAt + 7 * DAY_MS });
    desk.checkin('X1', { at: at(11) });
    placeHold(desk, 'P2', 'X3', at(12));
    await scene.send(desk);
    await look();
    expect(library.deeds.map(({ what, card, barcode }) => `${what} ${card} ${barcode}`)).toEqual([
      'checkout card-P1 barcode-X1',
      'renew card-P1 barcode-X1',
      'checkin card-P1 barcode-X1',
      'placeHold card-P2 barcode-X3',
    ]);
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told', 'told']);
    const told = (name: string) => library.heard.find((message) => message.name === name);
    expect(told('CheckOutItem')?.text('DesiredDateDue')).toBe(new Date(dueAt).toISOString().replace('.000', ''));
    expect(told('CheckOutItem')?.text('InitiationHeader', 'ToAgencyId', 'AgencyId')).toBe('THERE');
    expect(told('CheckOutItem')?.text('MandatedAction')).toBe('');
    expect(told('RequestItem')?.text('PickupLocation')).toBe('main');
    expect(told('RequestItem')?.text('RequestScopeType')).toBe('Bibliographic Item');
  });

  test('names the place of a hold as it is called there', async () => {
    const { scene, library, look } = await opened('plain', { more: { pickups: { main: '129479' } } });
    const desk = await scene.desk('A');
    placeHold(desk, 'P2', 'X3', at(12));
    await scene.send(desk);
    await look();
    expect(library.heard.find(({ name }) => name === 'RequestItem')?.text('PickupLocation')).toBe('129479');
  });

  test.each([
    [true, 'Item'],
    [false, 'Bibliographic Item'],
  ])('is told whether a hold is for the copy (%s)', async (ofCopy, scope) => {
    const { library, system } = await opened();
    const about = { at: at(10), card: 'card-P1', barcode: 'barcode-X1', ofCopy, pickup: 'main', expiresAt: at(12) };
    expect(await system().tell({ kind: 'placeHold', ...about })).toMatchObject({ is: 'taken' });
    expect(library.heard[0]?.text('RequestScopeType')).toBe(scope);
    expect(library.heard[0]?.text('NeedBeforeDate')).toBe(new Date(at(12)).toISOString().replace('.000', ''));
  });

  test('is told when acts happened where it has to take them', async () => {
    const { scene, library, look } = await opened('plain', { more: { keepsTimes: true } });
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk);
    await look();
    expect(library.deeds.map(({ what, at: when }) => `${what} ${when}`)).toEqual([
      `checkout ${at(10)}`,
      `checkin ${at(11)}`,
    ]);
  });

  test('is told without the promised date where it takes none', async () => {
    const { scene, library, look } = await opened();
    library.undated.add('barcode-X1');
    const desk = await scene.desk('A');
    const promised = dueAt - 5 * DAY_MS;
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt: promised });
    desk.renew('X1', loan, 'P1', { at: at(11), dueAt: promised + DAY_MS });
    await scene.send(desk);
    await look();
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout', 'renew']);
    expect(await toldStates(scene)).toEqual(['date-differs', 'date-differs']);
  });

  test('cancels a hold by the id that it has there', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    placeHold(desk, 'P2', 'X3', at(10));
    await scene.send(desk);
    await look();
    expect(library.holds).toHaveLength(1);
    const args = { holdId: 'HX3', patronId: 'P2', titleId: 'title-X3', reason: '' };
    desk.record('cancelHold', { args, told: done }, { at: at(11) });
    await scene.send(desk, desk.request(1));
    await look();
    expect(library.holds).toEqual([]);
    expect(
      library.heard.find(({ name }) => name === 'CancelRequestItem')?.text('RequestId', 'RequestIdentifierValue'),
    ).toBe('request-1');
    expect(await toldStates(scene)).toEqual(['told', 'told']);
  });

  test('has refusals of each kind for people, with words that name no person', async () => {
    const { scene, library, look } = await opened();
    library.lend('barcode-X2', 'card-P2');
    library.blocked.add('card-P4');
    library.usedUp.add('barcode-X6');
    const desk = await scene.desk('A');
    desk.checkout('X2', 'P1', { at: at(10), dueAt });
    desk.checkin('X2', { at: at(10, 5) });
    desk.checkout('X4', 'P4', { at: at(10, 15), dueAt });
    desk.checkout('X5', 'P5', { at: at(10, 20), dueAt });
    desk.checkout('X9', 'P1', { at: at(10, 25), dueAt });
    const loan = desk.checkout('X6', 'P1', { at: at(10, 30), dueAt });
    desk.renew('X6', loan, 'P1', { at: at(10, 40), dueAt: dueAt + 7 * DAY_MS });
    placeHold(desk, 'P4', 'X3', at(10, 50));
    pay(desk, 'P1', at(11));
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual([
      ...Array.from({ length: 5 }, () => 'refused'),
      'told',
      ...Array.from({ length: 3 }, () => 'refused'),
    ]);
    expect(new Set(await whys(scene))).toEqual(
      new Set(['on-loan-elsewhere', 'account-blocked', 'unknown-card', 'unknown-item', 'no-renewal', 'not-offered']),
    );
    expect(JSON.stringify(await scene.rows('exception'))).not.toMatch(/Pat|Example/);
    expect([...library.lent()]).toEqual([
      ['barcode-X2', 'card-P2'],
      ['barcode-X6', 'card-P1'],
    ]);
  });

  test('is not told a return of a copy that another card has there', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    // It was not lent here, and its borrower has no card there.
    library.lend('barcode-X1', 'card-P2');
    library.lend('barcode-X5', 'card-P2');
    library.shown.without = 'borrowers';
    desk.checkin('X1', { at: at(10) });
    desk.checkout('X5', 'P5', { at: at(10, 20), dueAt });
    desk.checkin('X5', { at: at(11) });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['refused', 'refused', 'refused']);
    expect(new Set(await whys(scene))).toEqual(new Set(['on-loan-elsewhere']));
    expect(library.deeds).toEqual([]);
  });

  test('does not renew a loan that is there where it says it of the account alone', async () => {
    const { library, system } = await opened();
    library.lend('barcode-X1', 'card-P1');
    library.shown.without = 'statuses';
    const loan = { at: at(10), barcode: 'barcode-X1', card: 'card-P1', dueAt, rentalMinor: 0, depositMinor: 0 };
    expect(await system().tell({ kind: 'checkout', ...loan })).toMatchObject({ is: 'taken' });
    expect(library.deeds).toEqual([]);
  });

  test('is told a return where it does not say who has the copy', async () => {
    const { library, system } = await opened();
    library.lend('barcode-X1', 'card-P2');
    library.shown.without = 'accounts';
    const returned = { at: at(10), barcode: 'barcode-X1', card: 'card-P1', returnedAt: at(10), routed: false };
    expect(await system().tell({ kind: 'checkin', ...returned })).toMatchObject({ is: 'taken' });
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkin']);
  });

  test('agrees to a fee up to the rental that the patron was told; a deposit adds nothing to it', async () => {
    const { scene, library, look, system } = await opened();
    for (const barcode of ['barcode-X1', 'barcode-X2', 'barcode-X3']) library.fees.set(barcode, 150);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt, charges: { rentalMinor: 150, depositMinor: 50 } });
    desk.checkout('X3', 'P1', { at: at(10, 10), dueAt, charges: { rentalMinor: 100, depositMinor: 2_000 } });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['refused', 'told', 'refused']);
    expect(await whys(scene)).toEqual(['fee-not-agreed', 'fee-not-agreed']);
    const loan = {
      kind: 'checkout',
      at: at(11),
      barcode: 'barcode-X1',
      card: 'card-P1',
      dueAt,
      depositMinor: 0,
    } as const;
    expect(await system().tell({ ...loan, rentalMinor: 149 })).toMatchObject({ why: 'fee-not-agreed' });
    expect(library.deeds).toHaveLength(1);
    let changes = 0;
    const agreed = await system().tell({ ...loan, rentalMinor: 150 }, () => (changes += 1));
    expect(agreed).toMatchObject({ is: 'taken', dueAt });
    expect(changes).toBe(2);
  });

  test('says which other date a loan has there, also in the time of its site', async () => {
    const { scene, library, look } = await opened('plain', { more: { zone: 'America/New_York' } });
    const ids = '<ItemId><ItemIdentifierValue>barcode-X2</ItemIdentifierValue></ItemId>';
    const body = `<NCIPMessage><CheckOutItemResponse>${ids}<DateDue>2026-11-30T23:59:00</DateDue></CheckOutItemResponse></NCIPMessage>`;
    library.instead = (name) => (name === 'CheckOutItem' ? { status: 200, body } : null);
    const desk = await scene.desk('A');
    desk.checkout('X2', 'P1', { at: at(11), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['date-differs']);
    const found = await scene.rows('exception');
    expect(found.find(({ code }) => code === 'there-date')?.params).toMatchObject({
      there: { dueAt: Date.UTC(2026, 11, 1, 4, 59) },
    });
  });

  test('has a copy that is wanted there for a person', async () => {
    const { scene, library, look } = await opened();
    library.wanted.set('barcode-X1', 'Downtown');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['told', 'wanted-there']);
    expect((await scene.rows('exception')).find(({ code }) => code === 'there-wanted')?.params).toMatchObject({
      place: 'Downtown',
    });
  });

  test.each<NcipBreak>(['before', 'after'])('is told once when a message breaks %s', async (broken) => {
    const { scene, library, drain } = await opened();
    let calls = 0;
    library.breaks = () => ((calls += 1) % 2 === 1 ? broken : null);
    const desk = await scene.desk('A');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P2', { at: at(10, 5), dueAt });
    desk.renew('X1', loan, 'P1', { at: at(10, 10), dueAt: dueAt + 7 * DAY_MS });
    desk.checkin('X2', { at: at(11) });
    placeHold(desk, 'P2', 'X3', at(12));
    await scene.send(desk);
    await drain();
    const count = (what: string) => library.deeds.filter((deed) => deed.what === what).length;
    expect(['checkout', 'checkin', 'placeHold'].map(count)).toEqual([2, 1, 1]);
    // Where the message was lost, the day of the loan hides that, and a person looks.
    expect(count('renew')).toBe(broken === 'after' ? 1 : 0);
    expect([...library.lent()]).toEqual([['barcode-X1', 'card-P1']]);
  });

  test.each([
    ['borrowers', 'told'],
    ['counts', 'told'],
    ['statuses', 'told'],
  ] as const)('reads how it stands without %s', async (without, state) => {
    const { scene, library, drain } = await opened();
    library.shown.without = without;
    let calls = 0;
    library.breaks = () => ((calls += 1) === 1 ? 'after' : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await drain();
    expect(await toldStates(scene)).toEqual([state]);
    expect(library.deeds).toHaveLength(1);
  });

  test('leaves a lost loan to a person where its status is not said', async () => {
    const { scene, library, drain } = await opened();
    library.shown.without = 'statuses';
    library.breaks = () => 'before';
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await drain();
    expect(await toldStates(scene)).toEqual(['unclear']);
  });

  test('gets what waited when it comes back, in the order of the desk', async () => {
    const { scene, library, look, drain } = await opened();
    await library.down();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkin('X1', { at: at(11) });
    desk.checkout('X1', 'P2', { at: at(12), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['waiting', 'waiting', 'waiting']);
    await library.up();
    scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
    await drain();
    expect(library.deeds.map(({ what, card }) => `${what} ${card}`)).toEqual([
      'checkout card-P1',
      'checkin card-P1',
      'checkout card-P2',
    ]);
  });

  test('changes nothing there when its questions took longer than the claim allows', async () => {
    const { scene, library, late, look, drain } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    library.instead = (name) => {
      if (name === 'LookupItem') late.ms += 70_000;
      return null;
    };
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk, desk.request(1));
    await look();
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout']);
    expect(await toldStates(scene)).toEqual(['told', 'waiting']);
    library.instead = () => null;
    await drain();
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout', 'checkin']);
  });

  test.each(['nothing', 'borrowers'] as const)(
    'does not renew a loan that is there, nor take it from another (without %s)',
    async (without) => {
      const { scene, library, look } = await opened();
      library.shown.without = without;
      library.lend('barcode-X1', 'card-P1');
      library.lend('barcode-X2', 'card-P2');
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
      await scene.send(desk);
      await look();
      expect(library.deeds).toEqual([]);
      expect((await toldStates(scene))[0]).toMatch(/^(told|date-differs)$/);
      expect((await toldStates(scene))[1]).toBe('refused');
      expect(await whys(scene)).toEqual(['on-loan-elsewhere']);
    },
  );
});
