// The outbox to Evergreen by its methods over HTTP, against a stand-in: each act is sent once, with its time and date, after any failure.

import { createServer } from 'node:http';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { addConnector, readConnectors } from '../../../../server/connectors/connector-rows.ts';
import { createConnectorRunner } from '../../../../server/connectors/connector-runner.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { openEvergreenLibrary, type EvergreenBreak } from '../../../support/connectors/evergreen-gateway.ts';
import { EAST, MAIN } from '../../../support/connectors/evergreen-library.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { describeStores, testRandom } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;
const done = { decision: 'done', reasons: [] };
const CHECKOUT = 'open-ils.circ.checkout.full';

describeStores('the outbox to Evergreen', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async ({
    zone,
    ...more
  }: { readonly zone?: string; readonly user?: string; readonly workstation?: string } = {}) => {
    const scene = await openScene(await newPlace(), { items: 10, patrons: 6 });
    const library = await openEvergreenLibrary({
      cards: Array.from({ length: 5 }, (_, n) => `card-P${n}`),
      barcodes: Array.from({ length: 9 }, (_, n) => `barcode-X${n}`),
      now: () => scene.clock.at,
      ...(zone === undefined ? {} : { zone }),
    });
    closing.push(library.close);
    const settings = readSettings('evergreen', {
      url: library.url,
      user: 'holdfast',
      passwordEnv: 'SECRET',
      workstation: 'main-holdfast',
      patience: 2,
      ...(zone === undefined ? {} : { zone }),
      ...more,
    });
    await addConnector(scene, { name: 'evergreen', settings });
    const late = { ms: 0 };
    const parts = { secretOf: () => 'a b+c&d', now: () => scene.clock.at };
    const runner = createConnectorRunner({
      store: scene.store,
      clock: { now: () => scene.clock.now(), mono: () => scene.clock.mono() + late.ms },
      random: testRandom,
      owner: 'one',
      openSystem: (connector, place) => openSystem(connector, place, parts),
    });
    closing.push(runner.stop);
    const again = async () => {
      scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
      await runner.look();
    };
    const drain = async () => {
      await runner.look();
      for (let turn = 0; turn < 40; turn += 1) {
        if ((await states(scene)).every((state) => state !== 'waiting' && state !== 'asked')) return;
        await again();
      }
      throw new Error(`not told: ${(await states(scene)).join(' ')}`);
    };
    const system = () => openSystem({ settings }, { zone: 'UTC', currency: 'USD' }, parts);
    const deeds = () => library.deeds.map(({ what, barcode, at: when }) => `${what} ${barcode} ${when}`);
    return { scene, library, late, look: runner.look, again, drain, system, deeds };
  };

  const states = async ({ store }: Scene): Promise<string[]> => {
    const rows = await store.read(({ db }) =>
      db.selectFrom('connector_act').select('state').orderBy('at').orderBy('position').execute(),
    );
    return rows.map(({ state }) => state);
  };
  /** Exceptions of the connector with their reasons. */
  const differing = async (scene: Scene): Promise<string[]> =>
    (await scene.rows('exception'))
      .filter(({ code, state }) => code.startsWith('there-') && state === 'open')
      .map(({ code, params }) =>
        [code, params['why'], params['words'], params['place']]
          .flatMap((one) => (typeof one === 'string' ? [one] : []))
          .join(' '),
      )
      .toSorted();

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
    expect(await states(scene)).toEqual(['told', 'told', 'told', 'told']);
    expect(await differing(scene)).toEqual([]);
  });

  test.each([
    ['UTC', 0, 26, 48],
    // Until five o'clock of the clock here, the day before goes on there.
    ['America/New_York', 5, 26, 29],
    ['America/New_York', 5, 30, 53],
  ])('keeps the day of a return of an earlier day, by the clock of %s', async (zone, behind, hour, midnight) => {
    const { scene, drain, deeds } = await opened({ zone });
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt: dueAt + behind * HOUR_MS });
    desk.checkin('X1', { at: at(hour) });
    scene.clock.set(day + 4 * DAY_MS);
    await scene.send(desk);
    await drain();
    // The return counts at the minute of the due date, the last one of the day.
    expect(deeds()).toEqual([`checkout barcode-X1 ${at(10)}`, `checkin barcode-X1 ${at(midnight) - MINUTE_MS}`]);
    expect(await states(scene)).toEqual(['told', 'told']);
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
    expect(await states(scene)).toEqual(['told', 'told']);
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
    expect(await states(scene)).toEqual(['date-differs', 'date-differs', 'told']);
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
    expect(await states(scene)).toEqual([
      'told',
      'refused',
      'refused',
      'refused',
      'refused',
      'told',
      'refused',
      'refused',
    ]);
    expect(new Set(await differing(scene))).toEqual(new Set(['there-refused on-loan-elsewhere']));
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
    expect(await states(scene)).toEqual(['refused', 'told']);
    expect(await differing(scene)).toEqual([`there-refused ${why}`]);
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
    expect(await states(scene)).toEqual(['told', 'told', 'refused', 'refused', 'refused', 'told']);
    expect(await differing(scene)).toEqual([
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
    expect((await states(scene)).filter((state) => state === 'wanted-there')).toHaveLength(3);
    expect(await differing(scene)).toEqual(['there-wanted east', 'there-wanted east', 'there-wanted main']);
  });

  /** A day with every kind of message, paid after it was owed there. */
  const everyKind = async (scene: Scene) => {
    const desk = await scene.desk('A');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.checkout('X2', 'P2', { at: at(10, 5), dueAt });
    desk.renew('X1', loan, 'P1', { at: at(10, 10), dueAt: dueAt + 7 * DAY_MS });
    desk.checkin('X2', { at: at(11) });
    const fee = { feeId: 'f1', patronId: 'P1', itemId: null, amountMinor: 300, charge: 'damage', note: '' };
    desk.record('addFee', { args: fee, told: done }, { at: at(12) });
    const lines = [{ fee: { kind: 'manual', feeId: 'f1' }, amountMinor: 300, settles: true }];
    const paid = { patronId: 'P1', amountMinor: 300, method: 'cash', reference: null };
    desk.record('pay', { args: paid, told: { ...done, lines, slipNumber: 1 } }, { at: at(12, 10) });
    const hold = { holdId: 'H', patronId: 'P2', card: 'card-P2', titleId: 'title-X3', itemId: null, pickup: 'east' };
    desk.record('placeHold', { args: hold, told: done }, { at: at(12, 20) });
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
    expect(new Set(await states(scene))).toEqual(new Set(broken === 'after' ? ['told'] : ['told', 'unclear']));
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
      expect(new Set(await states(scene))).toEqual(new Set(['told']));
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
    expect(await states(scene)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    await library.up();
    let calls = 0;
    library.instead = (method) =>
      method === 'open-ils.circ.checkin' && (calls += 1) === 1 ? { status: 503, body: '' } : null;
    for (const _ of [1, 2, 3]) await again();
    expect(await states(scene)).toEqual(['told', 'told', 'told', 'told']);
    expect(deeds().map((deed) => deed.split(' ')[0])).toEqual(['checkout', 'checkin', 'checkout', 'checkin']);
    expect(library.deeds.map(({ card }) => card)).toEqual(['card-P1', 'card-P1', 'card-P2', 'card-P2']);
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
    expect(await states(scene)).toEqual(['told', 'refused', 'refused']);
    expect(library.rows.mbts.map(({ balance_owed: owed }) => Number(owed))).toEqual([1.5, 0]);
    const why = 'there-refused-account no-such-fee';
    expect(await differing(scene)).toEqual([why, why]);
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
    expect((await states(scene))[0]).toBe('told');
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

  test('gives nothing that it may not see for a state', async () => {
    const { scene, library, look, system } = await opened();
    library.lend('barcode-X1', 'card-P1');
    library.lacks.add('VIEW_CIRCULATIONS');
    const desk = await scene.desk('A');
    desk.checkin('X1', { at: at(10) });
    desk.checkout('X2', 'P2', { at: at(11), dueAt });
    await scene.send(desk);
    await look();
    expect([...library.lent()]).toEqual([
      ['barcode-X1', 'card-P1'],
      ['barcode-X2', 'card-P2'],
    ]);
    expect(await states(scene)).toEqual(['refused', 'told']);
    expect(await differing(scene)).toEqual(['there-refused not-answered']);
    const lines = await system().check();
    expect(lines.map(({ ok }) => ok)).toEqual([true, false, true, true, true]);
    expect(lines[1]?.text).toContain('VIEW_CIRCULATIONS');
  });

  test('waits for a right that it lost, and gives a message that goes on failing to a person', async () => {
    const { scene, library, look, again } = await opened();
    library.lacks.add('CIRC_OVERRIDE_DUE_DATE');
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect(await states(scene)).toEqual(['waiting']);
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({
      failedWhy: 'the account lacks the right CIRC_OVERRIDE_DUE_DATE',
    });
    for (let turn = 0; turn < 12; turn += 1) await again();
    expect(await states(scene)).toEqual(['refused']);
  });

  test('says what it may do, and with which limits', async () => {
    const { library, system } = await opened();
    const lines = await system().check();
    expect(lines.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    expect(lines[0]?.text).toBe(`reached at ${library.url}, signed in as holdfast at main-holdfast, acting for main`);
    expect(lines[4]?.text).toContain('a return of an earlier day its day');
    expect(library.deeds).toEqual([]);
    // A name there must not command the terminal of the person who checks.
    Object.assign(library.rows.aou[0] ?? {}, { shortname: 'ma\u001b[2Jin\u0000' });
    expect((await system().check())[0]?.text).toContain('acting for ma [2Jin');
    await library.down();
    expect(await system().check()).toEqual([{ ok: false, text: `${library.url}: it is not reached` }]);
  });

  test.each([
    ['a login that is refused', { user: 'somebody' }, 'it refuses the login: LOGIN_FAILED'],
    ['an unknown workstation', { workstation: 'none' }, 'it refuses the login: LOGIN_FAILED'],
  ])('is not reached with %s', async (_, more, why) => {
    const { scene, look, system } = await opened(more);
    await look();
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({ failedWhy: why });
    expect((await system().check()).map(({ ok }) => ok)).toEqual([false]);
  });

  const answer = (payload: unknown, status = 200) => JSON.stringify({ payload, status });
  const login = (payload: object) => answer([{ textcode: 'SUCCESS', payload }]);
  const LOGIN = 'open-ils.auth.login';
  test.each([
    [
      'asks for a second factor',
      LOGIN,
      login({ authtoken: 't', provisional: 1 }),
      'it asks the account for a second factor',
    ],
    ['gives no session', LOGIN, login({}), 'it refuses the login: SUCCESS'],
    ['names a person', LOGIN, answer([{ textcode: 'Ann Lee' }]), 'it refuses the login: without a name'],
    ['describes its records by a page', 'idl', '<html><p>502</html>', 'its fm_IDL.xml cannot be read'],
    ['describes other records', 'idl', '<IDL><class id="acp"/></IDL>', 'its fm_IDL.xml has no class acn'],
    ['describes more than is read', 'idl', 'x'.repeat(17 * 1024 * 1024), 'its answer cannot be read'],
  ])('is not reached where it %s', async (_, method, body, why) => {
    const { scene, library, look, drain } = await opened();
    library.instead = (asked) => (asked === method ? { status: 200, body } : null);
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    await scene.send(desk);
    await look();
    expect((await scene.store.read(readConnectors))[0]).toMatchObject({ failedWhy: why });
    library.instead = () => null;
    await drain();
    expect(library.deeds).toHaveLength(1);
  });

  const search = 'open-ils.pcrud.search.acp.atomic';
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
    expect((await states(scene))[asked === 'a loan' ? 0 : 1]).toBe(state);
    library.instead = () => null;
    await drain();
    expect(await states(scene)).toEqual(['told', 'told']);
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
    expect(await states(scene)).toEqual(['asked']);
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
    expect(await states(scene)).toEqual(['told']);
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
    expect(await states(scene)).toEqual(['refused']);
    const rows = await scene.store.read(({ db }) => db.selectFrom('connector_act').select('body').execute());
    expect(JSON.stringify(rows)).not.toMatch(/ann|lee|0451/i);
  });
});
