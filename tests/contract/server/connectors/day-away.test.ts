// The other system is away for a day while a thousand acts happen, and comes back over a line that breaks again and again: in the end both sides agree copy
// by copy, or a person has an exception of each copy on which they do not, and nothing was done there twice.

import { DAY_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { addConnector, TAKEN_STATES } from '../../../../server/connectors/connector-rows.ts';
import { createConnectorRunner } from '../../../../server/connectors/connector-runner.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { openSip2Library, type Break } from '../../../support/connectors/sip2-library.ts';
import { openScene } from '../support/scene.ts';
import { describeStores, testRandom } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const ITEMS = 120;
const PATRONS = 30;
const ACTS = 1_000;
const BREAKS: readonly (Break | null)[] = ['before', 'after', 'midway', 'garbled'];

/** A small generator, so that every run of the test is the same. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describeStores('a day without the other system', (newPlace) => {
  test('ends with both sides agreeing, or an exception for each copy', async () => {
    const random = randomFrom(7);
    const scene = await openScene(await newPlace(), { items: ITEMS, patrons: PATRONS });
    scene.clock.set(at(7));
    const library = await openSip2Library({
      // Some cards and copies are not known there.
      cards: Array.from({ length: PATRONS - 2 }, (_, n) => `card-P${n}`),
      barcodes: Array.from({ length: ITEMS - 3 }, (_, n) => `barcode-X${n}`),
      now: () => scene.clock.at,
      limit: 12,
    });
    const of = { host: '127.0.0.1', port: library.port, user: 'desk', institution: 'HERE', patience: 2 };
    await addConnector(scene, { name: 'ils', settings: readSettings('sip2', of) });
    library.blocked.add('card-P3');
    await library.down();

    const desks = [await scene.desk('A'), await scene.desk('B')];
    const lent = new Map<string, { patron: string; loan: string }>();
    const sent = new Map(desks.map((desk) => [desk, 0]));
    const hand = async (time: number) => {
      scene.clock.set(Math.max(scene.clock.at, time));
      for (const one of desks) {
        if (one.ledger.length === sent.get(one)) continue;
        await scene.send(one, one.request(sent.get(one) ?? 0));
        sent.set(one, one.ledger.length);
      }
    };
    for (let n = 0; n < ACTS; n += 1) {
      const desk = desks[random(2)] ?? desks[0];
      if (desk === undefined) continue;
      const time = at(8) + n * 30_000;
      const item = `X${random(ITEMS)}`;
      const loan = lent.get(item);
      const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;
      if (loan === undefined) {
        const patron = `P${random(PATRONS)}`;
        lent.set(item, { patron, loan: desk.checkout(item, patron, { at: time, dueAt }) });
      } else if (random(4) === 0) {
        desk.renew(item, loan.loan, loan.patron, { at: time, dueAt: dueAt + 7 * DAY_MS });
      } else {
        desk.checkin(item, { at: time });
        lent.delete(item);
      }
      if (n % 50 === 49) await hand(time);
    }
    const runner = createConnectorRunner({
      store: scene.store,
      clock: scene.clock,
      random: testRandom,
      owner: 'one',
      openSystem: (connector, place) =>
        openSystem(connector, place, { secretOf: () => 'pw', now: () => scene.clock.at }),
    });
    try {
      await runner.look();
      scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
      expect(library.questions()).toBe(0);
      await library.up();
      let breaks = 0;
      library.breaks = (code, n) => {
        if (code === '93' || code === '99' || n % 37 !== 0) return null;
        breaks += 1;
        return BREAKS[breaks % BREAKS.length] ?? null;
      };
      const left = () =>
        scene.store.read(({ db }) =>
          db.selectFrom('connector_act').select('act_id').where('state', 'in', ['waiting', 'asked']).execute(),
        );
      for (let turn = 0; turn < 200 && (turn === 0 || (await left()).length > 0); turn += 1) {
        await runner.look();
        scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
      }
      expect(await left()).toEqual([]);
      expect(breaks).toBeGreaterThan(20);
    } finally {
      await runner.stop();
      await library.close();
    }

    const open = (await scene.rows('exception')).filter(
      ({ code, state }) => state === 'open' && code.startsWith('there-'),
    );
    const differing = new Set(open.map(({ itemId }) => itemId));
    const here = new Map(
      (await scene.rows('loan'))
        .filter(({ state }) => state === 'open')
        .map(({ itemId, patronId }) => [`${itemId}`, `card-${patronId}`]),
    );
    const disagreeing = Array.from({ length: ITEMS }, (_, n) => `X${n}`).filter(
      (item) => (library.loans.get(`barcode-${item}`)?.card ?? null) !== (here.get(item) ?? null),
    );
    expect(disagreeing.length).toBeGreaterThan(0);
    expect(disagreeing.filter((item) => ![...differing].some((one) => one === item))).toEqual([]);

    // Nothing was done twice: as many loans as were taken, and no more renewals than were taken or given to a person.
    const counts = await scene.store.read(({ db }) =>
      db
        .selectFrom('connector_act')
        .select((row) => ['kind', 'state', row.fn.countAll<number>().as('count')])
        .groupBy(['kind', 'state'])
        .execute(),
    );
    const countOf = (kind: string, states: readonly string[]) =>
      counts
        .filter((row) => row.kind === kind && states.includes(row.state))
        .reduce((all, { count }) => all + Number(count), 0);
    const deedsOf = (what: string) => library.deeds.filter((deed) => deed.what === what).length;
    expect(deedsOf('checkout')).toBe(countOf('checkout', TAKEN_STATES));
    expect(deedsOf('renew')).toBeGreaterThanOrEqual(countOf('renew', TAKEN_STATES));
    expect(deedsOf('renew')).toBeLessThanOrEqual(countOf('renew', [...TAKEN_STATES, 'unclear']));
  }, 240_000);
});
