// The outbox to Evergreen by its methods over HTTP, against a stand-in: each act is told with its time and date, and what it refuses goes to a person.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { openEvergreenLibrary } from '../../../support/connectors/evergreen-gateway.ts';
import { EAST, MAIN } from '../../../support/connectors/evergreen-library.ts';
import { differencesThere, openConnectorScene, toldStates } from '../support/connector-scene.ts';
import { describeStores } from '../support/stores.ts';
import { EVERGREEN } from '../support/stand-ins.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;
const done = { decision: 'done', reasons: [] };

/** One whose days begin at another time than here. */
const inZone = (zone: string): typeof EVERGREEN => ({
  ...EVERGREEN,
  open: (there) => openEvergreenLibrary({ ...there, zone }),
});

describeStores('the outbox to Evergreen', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (zone?: string) => {
    const there = await openConnectorScene(
      { place: await newPlace(), closing },
      zone === undefined ? EVERGREEN : inZone(zone),
      {
        more: zone === undefined ? {} : { zone },
      },
    );
    const deeds = () => there.library.deeds.map(({ what, barcode, at: when }) => `${what} ${barcode} ${when}`);
    return { ...there, deeds };
  };

  test('is told loans with their time and their date, renewals with their date, and returns', async () => {
    const { scene, library, look, deeds } = await opened();
    const desk = await scene.desk('A');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.renew('X1', loan, 'P1', { at: at(11), dueAt: dueAt + 7 * DAY_MS });
    desk.checkout('X2', 'P1', { at: at(12), dueAt: dueAt - 3 * DAY_MS });
    desk.checkin('X2', { at: at(13) });
    await scene.send(desk);
    await look();
    expect(deeds()).toEqual([
      `checkout barcode-X1 ${at(10)}`,
      `renew barcode-X1 ${scene.clock.at}`,
      `checkout barcode-X2 ${at(12)}`,
      `checkin barcode-X2 ${scene.clock.at}`,
    ]);
    expect(library.rows.circ.map(({ due_date: due }) => Date.parse(String(due)))).toEqual([
      dueAt,
      dueAt + 7 * DAY_MS,
      dueAt - 3 * DAY_MS,
    ]);
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told', 'told']);
    expect(await differencesThere(scene)).toEqual([]);
  });

  test.each([
    ['UTC', 0, 26, 48],
    // Until five o'clock of the clock here, the day before goes on there.
    ['America/New_York', 5, 26, 29],
    ['America/New_York', 5, 30, 53],
  ])('keeps the day of a return of an earlier day, by the clock of %s', async (zone, behind, hour, midnight) => {
    const { scene, drain, deeds } = await opened(zone);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt: dueAt + behind * HOUR_MS });
    desk.checkin('X1', { at: at(hour) });
    scene.clock.set(day + 4 * DAY_MS);
    await scene.send(desk);
    await drain();
    // The return counts at the minute of the due date, the last one of the day.
    expect(deeds()).toEqual([`checkout barcode-X1 ${at(10)}`, `checkin barcode-X1 ${at(midnight) - MINUTE_MS}`]);
    expect(await toldStates(scene)).toEqual(['told', 'told']);
  });

  test('takes a return of this day for one of now, also where the loan was for hours', async () => {
    const { scene, library, look, deeds } = await opened();
    library.hourly.add('barcode-X1');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt: at(12) });
    desk.checkin('X1', { at: at(13) });
    await scene.send(desk);
    await look();
    expect(deeds()).toEqual([`checkout barcode-X1 ${at(10)}`, `checkin barcode-X1 ${scene.clock.at}`]);
    expect(library.rows.circ.map(({ due_date: due }) => Date.parse(String(due)))).toEqual([at(12)]);
    expect(await toldStates(scene)).toEqual(['told', 'told']);
  });

  test('raises another date where the rules there count in days, or the loan was there before', async () => {
    const { scene, library, look } = await opened();
    library.lend('barcode-X1', 'card-P1');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt: dueAt + 3 * DAY_MS });
    desk.checkout('X2', 'P1', { at: at(11), dueAt: at(16) });
    desk.checkout('X3', 'P1', { at: at(12), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['date-differs', 'date-differs', 'told']);
    const dates = (await scene.rows('exception')).filter(({ code }) => code === 'there-date');
    const said = dates.map(({ itemId, weight, params }) => ({
      itemId: String(itemId),
      weight,
      there: params['there'],
    }));
    expect(said.toSorted((a, b) => a.itemId.localeCompare(b.itemId))).toEqual([
      { itemId: 'X1', weight: 'today', there: expect.objectContaining({ dueAt }) },
      { itemId: 'X2', weight: 'note', there: expect.objectContaining({ dueAt: at(24) - 1_000 }) },
    ]);
  });

  test('does not renew a loan that is there, nor end or renew that of another card', async () => {
    const { scene, library, look } = await opened();
    library.lend('barcode-X1', 'card-P1');
    for (const item of ['X2', 'X3', 'X4', 'X6']) library.lend(`barcode-${item}`, 'card-P2');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
    desk.checkin('X3', { at: at(10, 10) });
    const loan = desk.checkout('X4', 'P3', { at: at(10, 15), dueAt });
    desk.renew('X4', loan, 'P3', { at: at(10, 20), dueAt: dueAt + DAY_MS });
    desk.checkin('X5', { at: at(10, 25) });
    desk.checkout('X6', 'P1', { at: at(10, 30), dueAt });
    desk.checkin('X6', { at: at(10, 35) });
    await scene.send(desk);
    await look();
    expect(library.deeds).toEqual([]);
    expect(await toldStates(scene)).toEqual([
      'told',
      'refused',
      'refused',
      'refused',
      'refused',
      'told',
      'refused',
      'refused',
    ]);
    expect(new Set(await differencesThere(scene))).toEqual(new Set(['there-refused on-loan-elsewhere']));
  });

  test.each([
    ['a card that is not there', 'P5 X1', [], 'unknown-card'],
    ['a copy that is not there', 'P1 X9', [], 'unknown-item'],
    ['an expired card', 'P1 X1', ['PATRON_ACCOUNT_EXPIRED'], 'account-blocked'],
    ['several reasons', 'P1 X1', ['CONFIG_ODD', 'PATRON_EXCEEDS_FINES', 'COPY_CIRC_NOT_ALLOWED'], 'account-blocked'],
    ['a full account', 'P1 X1', ['PATRON_EXCEEDS_CHECKOUT_COUNT'], 'over-limit'],
    ['a copy on the hold shelf', 'P1 X1', ['ITEM_ON_HOLDS_SHELF'], 'held-for-another'],
    ['an event without a meaning', 'P1 X1', ['COPY_ALERT_MESSAGE'], 'other copy alert message'],
  ])('gives a loan that is refused for %s to a person', async (_, loan, codes, why) => {
    const [patron = '', item = ''] = loan.split(' ');
    const { scene, library, look } = await opened();
    if (codes.length > 0) library.refuses.set('card-P1', codes);
    const desk = await scene.desk('A');
    desk.checkout(item, patron, { at: at(10), dueAt });
    desk.checkout('X2', 'P2', { at: at(11), dueAt });
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['refused', 'told']);
    expect(await differencesThere(scene)).toEqual([`there-refused ${why}`]);
  });

  test('gives a refused return, renewal and hold to a person, and goes on', async () => {
    const { scene, library, look } = await opened();
    const desk = await scene.desk('A');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P1', { at: at(10, 5), dueAt });
    await scene.send(desk);
    await look();
    library.refuses.set('barcode-X1', ['MAX_RENEWALS_REACHED']);
    library.refuses.set('checkin barcode-X2', ['COPY_STATUS_LOST']);
    library.refuses.set('card-P2', ['MAX_HOLDS']);
    desk.renew('X1', loan, 'P1', { at: at(11), dueAt: dueAt + 7 * DAY_MS });
    desk.checkin('X2', { at: at(11, 5) });
    const hold = { holdId: 'H', patronId: 'P2', card: 'card-P2', titleId: 'title-X3', itemId: null, pickup: 'main' };
    desk.record('placeHold', { args: hold, told: done }, { at: at(12) });
    desk.checkout('X3', 'P3', { at: at(13), dueAt });
    await scene.send(desk, desk.request(2));
    await look();
    expect(await toldStates(scene)).toEqual(['told', 'told', 'refused', 'refused', 'refused', 'told']);
    expect(await differencesThere(scene)).toEqual([
      'there-refused no-renewal',
      'there-refused other copy status lost',
      'there-refused-account over-limit',
    ]);
  });

  test('says where a copy is wanted that came back', async () => {
    const { scene, library, look } = await opened();
    library.wanted.set('barcode-X1', { isHold: true, unit: MAIN });
    library.wanted.set('barcode-X2', { isHold: true, unit: EAST });
    library.wanted.set('barcode-X3', { isHold: false, unit: EAST });
    const desk = await scene.desk('A');
    for (const item of ['X1', 'X2', 'X3', 'X4']) desk.checkout(item, 'P1', { at: at(10), dueAt });
    for (const item of ['X1', 'X2', 'X3', 'X4']) desk.checkin(item, { at: at(11) });
    await scene.send(desk);
    await look();
    expect((await toldStates(scene)).filter((state) => state === 'wanted-there')).toHaveLength(3);
    expect(await differencesThere(scene)).toEqual(['there-wanted east', 'there-wanted east', 'there-wanted main']);
  });

  test('pays the oldest bills first, and nothing where less is owed', async () => {
    const { scene, library, look } = await opened();
    library.owe('card-P1', '2.00', '2.00');
    const desk = await scene.desk('A');
    const pay = (patronId: string, amountMinor: number, hour: number) => {
      const fee = { feeId: `f${hour}`, patronId, itemId: null, amountMinor, charge: 'damage', note: '' };
      desk.record('addFee', { args: fee, told: done }, { at: at(hour) });
      const lines = [{ fee: { kind: 'manual', feeId: `f${hour}` }, amountMinor, settles: true }];
      const paid = { patronId, amountMinor, method: 'cash', reference: null };
      desk.record('pay', { args: paid, told: { ...done, lines, slipNumber: hour } }, { at: at(hour, 10) });
    };
    pay('P1', 250, 10);
    pay('P1', 200, 11);
    pay('P2', 100, 12);
    // The account changes between its reading and the payment, once.
    let calls = 0;
    library.instead = (method) => {
      if (method === 'open-ils.circ.money.payment' && (calls += 1) === 1)
        (library.rows.au[1] ?? {})['last_xact_id'] = 'new';
      return null;
    };
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['told', 'refused', 'refused']);
    expect(library.rows.mbts.map(({ balance_owed: owed }) => Number(owed))).toEqual([1.5, 0]);
    const why = 'there-refused-account no-such-fee';
    expect(await differencesThere(scene)).toEqual([why, why]);
  });

  test('takes a hold that is there already for the same, and gives an unknown place to a person', async () => {
    const { scene, library, look } = await opened();
    library.rows.ahr.push({
      id: 1,
      usr: 103,
      target: 3_004,
      hold_type: 'T',
      pickup_lib: MAIN,
      cancel_time: null,
      fulfillment_time: null,
    });
    const desk = await scene.desk('A');
    const hold = { holdId: 'H', patronId: 'P2', card: 'card-P2', titleId: 'title-X3', itemId: null, pickup: 'main' };
    desk.record('placeHold', { args: hold, told: done }, { at: at(10) });
    desk.record(
      'placeHold',
      { args: { ...hold, holdId: 'I', titleId: 'title-X4', pickup: 'other' }, told: done },
      { at: at(11) },
    );
    await scene.send(desk);
    await look();
    expect(library.deeds).toEqual([]);
    expect(await toldStates(scene)).toEqual(['told', 'refused']);
    expect(await differencesThere(scene)).toEqual(['there-refused-account not-offered']);
  });

  test.each([
    ['title', false, 'T', 3_002],
    ['copy', true, 'C', 1_002],
  ])(
    'places a hold for the %s with the day until which it is wanted, and cancels it',
    async (_, ofCopy, type, target) => {
      const { library, system } = await opened();
      const expiresAt = at(12) + 30 * DAY_MS;
      const hold = { at: at(10), card: 'card-P1', barcode: 'barcode-X1', pickup: 'east' };
      const taken = { is: 'taken', dueAt: null, wanted: null };
      expect(await system().tell({ kind: 'placeHold', ...hold, ofCopy, expiresAt })).toEqual(taken);
      const expires = new Date(expiresAt).toISOString().replace('.000Z', '+00:00');
      expect(library.rows.ahr).toMatchObject([{ hold_type: type, target, expire_time: expires, cancel_time: null }]);
      const cancel = { kind: 'cancelHold', ...hold, ofCopy: false, expiresAt: null } as const;
      expect(await system().tell(cancel)).toEqual(taken);
      expect(library.rows.ahr[0]?.['cancel_time']).not.toBeNull();
      expect(await system().tell(cancel)).toEqual({ is: 'refused', why: 'other', text: 'no such hold' });
      expect(library.deeds.map(({ what, barcode }) => `${what} ${barcode}`)).toEqual([
        'placeHold barcode-X1',
        'cancelHold barcode-X1',
      ]);
    },
  );
});
