// Loans, renewals and returns that were made in Evergreen are acts here: once, at their time there, after any failure, and without an echo of acts that it
// was told.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { OWN_DESK } from '../../../../shared/circ/own-desk.ts';
import { serverIdentity } from '../../../../server/desks/server-identity.ts';
import { addConnector, readConnectors } from '../../../../server/connectors/connector-rows.ts';
import { createConnectorRunner } from '../../../../server/connectors/connector-runner.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { openEvergreenLibrary } from '../../../support/connectors/evergreen-gateway.ts';
import { openScene, type Scene } from '../support/scene.ts';
import type { TestDesk } from '../support/test-desk.ts';
import { describeStores, testRandom } from '../support/stores.ts';
import { at, day, testItem, testPatron } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;

describeStores('acts that were made in Evergreen', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (barcodes = Array.from({ length: 12 }, (_, n) => `barcode-X${n}`)) => {
    const scene = await openScene(await newPlace(), { items: 10, patrons: 6 });
    scene.clock.set(at(9));
    const library = await openEvergreenLibrary({
      cards: Array.from({ length: 8 }, (_, n) => `card-P${n}`),
      barcodes,
      now: () => scene.clock.at,
    });
    closing.push(library.close);
    const of = {
      url: library.url,
      user: 'holdfast',
      passwordEnv: 'SECRET',
      workstation: 'main-holdfast',
      learns: true,
    };
    await addConnector(scene, { name: 'evergreen', settings: readSettings('evergreen', { ...of, patience: 2 }) });
    const parts = { secretOf: () => 'a b+c&d', now: () => scene.clock.at };
    const runner = createConnectorRunner({
      store: scene.store,
      clock: scene.clock,
      random: testRandom,
      owner: 'one',
      learning: {
        runner: scene.runner,
        ownDesk: { signer: await serverIdentity(scene.store, testRandom), random: testRandom },
      },
      learnMs: 0,
      probeMs: 0,
      openSystem: (connector, place) => openSystem(connector, place, parts),
    });
    closing.push(runner.stop);
    const handIn = async (desk: TestDesk, when: number, from = 0) => {
      scene.clock.set(Math.max(scene.clock.at, when));
      await scene.send(desk, desk.request(from));
    };
    const lookAt = async (hour: number, minute = 0) => {
      scene.clock.set(at(hour, minute));
      await runner.look();
    };
    return { scene, library, lookAt, handIn };
  };

  /** Acts that were learned, in the order of their time. */
  const learned = async ({ store }: Scene): Promise<string[]> => {
    const rows = await store.read(({ db }) =>
      db
        .selectFrom('envelope')
        .leftJoin('event', 'event.id', 'envelope.id')
        .select(['envelope.name', 'envelope.effective_at', 'event.item_id'])
        .where('envelope.desk_id', '=', OWN_DESK)
        .where('envelope.outcome', '=', 'applied')
        .orderBy('envelope.effective_at')
        .orderBy('envelope.seq')
        .execute(),
    );
    return rows.map(
      ({ name, effective_at: when, item_id: item }) => `${name} ${item} ${(Number(when) - day) / HOUR_MS}`,
    );
  };
  const openCodes = async (scene: Scene): Promise<string[]> =>
    (await scene.rows('exception'))
      .filter(({ state }) => state === 'open')
      .map(({ code, itemId }) => `${code} ${itemId}`);

  test('are here with their borrower, date and time; a renewal there is one of the same loan', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X1', 'card-P1');
    await lookAt(10, 30);
    expect(await learned(scene)).toEqual(['checkout X1 10']);
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
    expect(await learned(scene)).toEqual(['checkout X1 10', 'renew X1 11', 'renew X1 12', 'checkin X1 13']);
    expect(await scene.rows('loan')).toMatchObject([{ state: 'closed', inAt: at(13) }]);
    expect(library.deeds).toEqual([]);
    expect(await openCodes(scene)).toEqual([]);
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
    expect(await learned(scene)).toEqual(['checkout X1 10', 'checkin X1 13', 'checkout X1 14']);
    expect((await scene.rows('loan')).map(({ patronId, state }) => `${patronId} ${state}`).toSorted()).toEqual([
      'P1 closed',
      'P2 open',
    ]);
    expect(await openCodes(scene)).toEqual([]);
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
    expect(await learned(scene)).toEqual([]);
    expect(await openCodes(scene)).toEqual([]);
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
    expect(await learned(scene)).toEqual([]);
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
    expect(await learned(scene)).toEqual(['checkout X1 10']);
    expect(await openCodes(scene)).toEqual([]);
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
    expect((await openCodes(scene)).toSorted()).toEqual(['lent-while-on-loan X1', 'there-refused X1']);
    expect([...library.lent()]).toEqual([['barcode-X1', 'card-P1']]);
  });

  test('wait for a card or a barcode that is not known here', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    library.lend('barcode-X11', 'card-P1');
    library.lend('barcode-X1', 'card-P7');
    await lookAt(10, 30);
    expect(await learned(scene)).toEqual([]);
    await scene.writer.putRows('item', [testItem('X11')]);
    await scene.writer.putRows('patron', [testPatron('P7')]);
    await lookAt(11);
    expect((await learned(scene)).toSorted()).toEqual(['checkout X1 10', 'checkout X11 10']);
  });

  test('are learned beside loans whose times cannot be read or whose beginning is hidden, and that is said', async () => {
    const { scene, library, lookAt } = await opened();
    scene.clock.set(at(10));
    for (const n of [1, 2, 3]) library.lend(`barcode-X${n}`, `card-P${n}`);
    Object.assign(library.rows.circ[0] ?? {}, { due_date: 'soon' });
    library.renew('barcode-X2');
    library.rows.circ.splice(1, 1);
    await lookAt(11);
    expect(await learned(scene)).toEqual(['checkout X3 10']);
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
    expect(await learned(scene)).toEqual(['checkout X2 10']);
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
    expect((await learned(scene)).toSorted()).toEqual(['checkin X1 11', 'checkout X1 10', 'checkout X2 10']);
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

describe('the list of loans of Evergreen', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const listed = async (count: number) => {
    const clock = { at: at(9) };
    const barcodes = Array.from({ length: count }, (_, n) => `barcode-Y${n}`);
    const library = await openEvergreenLibrary({ cards: ['card-P1'], barcodes, now: () => clock.at });
    closing.push(library.close);
    const of = { url: library.url, user: 'holdfast', passwordEnv: 'SECRET', workstation: 'main-holdfast' };
    const place = { zone: 'UTC', currency: 'USD' };
    const parts = { secretOf: () => 'a b+c&d', now: () => clock.at };
    const list = openSystem({ settings: readSettings('evergreen', of) }, place, parts).loanList;
    const since = async (when: number) => (await list?.since(when)) ?? { loans: [], unread: 0 };
    return { clock, library, barcodes, since };
  };

  test('is read page by page, also where hundreds were made in one moment', async () => {
    const { clock, library, barcodes, since } = await listed(650);
    barcodes.forEach((barcode, n) => {
      // Six hundred at ten, then one a minute.
      clock.at = at(10) + Math.max(0, n - 600) * MINUTE_MS;
      library.lend(barcode, 'card-P1');
    });
    clock.at = at(11);
    for (const barcode of barcodes.slice(0, 250)) library.takeBack(barcode);
    const { loans, unread } = await since(at(9, 30));
    expect(unread).toBe(0);
    expect(new Set(loans.map(({ id }) => id)).size).toBe(650);
    expect(loans).toHaveLength(650);
    expect(loans.filter(({ inAt }) => inAt === at(11))).toHaveLength(250);
    expect(loans.map(({ changedAt }) => changedAt)).toEqual(
      loans.map((loan) => loan.changedAt).toSorted((a, b) => a - b),
    );
    expect((await since(at(11))).loans).toHaveLength(250);
    const before = library.calls.length;
    expect((await since(at(12))).loans).toEqual([]);
    expect(library.calls.length - before).toBe(2);
  });

  test('is whole where the account may not see most of it', async () => {
    const { clock, library, barcodes, since } = await listed(500);
    for (const barcode of barcodes) {
      clock.at += 1_000;
      library.lend(barcode, 'card-P1');
    }
    for (const { id } of library.rows.circ.slice(0, 450)) library.hides.add(id);
    const { loans, unread } = await since(at(9));
    expect(loans.map(({ id }) => Number(id))).toEqual(library.rows.circ.slice(450).map(({ id }) => id));
    expect(unread).toBe(0);
  });

  test('passes over none that come while it is read', async () => {
    const { clock, library, barcodes, since } = await listed(900);
    for (const barcode of barcodes.slice(0, 450)) {
      clock.at += 1_000;
      library.lend(barcode, 'card-P1');
    }
    let next = 450;
    library.instead = (method) => {
      // One is lent, and one of those that were read comes back, while it is read slowly.
      if (method !== 'open-ils.pcrud.search.circ.atomic') return null;
      clock.at += 3 * MINUTE_MS;
      library.lend(barcodes[next] ?? '', 'card-P1');
      library.takeBack(barcodes[next - 450] ?? '');
      next += 1;
      return null;
    };
    const first = (await since(at(9))).loans;
    expect(next).toBeGreaterThan(452);
    const upTo = Math.max(...first.map(({ changedAt }) => changedAt));
    const second = (await since(upTo - 2 * MINUTE_MS)).loans;
    library.instead = () => null;
    const third = (await since(Math.max(upTo, ...second.map(({ changedAt }) => changedAt)) - 2 * MINUTE_MS)).loans;
    const seen = new Map([...first, ...second, ...third].map(({ id, inAt }) => [Number(id), inAt]));
    expect(library.rows.circ.filter(({ id }) => !seen.has(Number(id)))).toEqual([]);
    expect([...seen.values()].filter((inAt) => inAt !== null)).toHaveLength(next - 450);
  });

  test('is one loan for a chain of renewals, however much of it changed', async () => {
    const { clock, library, since } = await listed(3);
    library.lend('barcode-Y0', 'card-P1');
    library.lend('barcode-Y1', 'card-P1');
    for (const hour of [10, 11, 12]) {
      clock.at = at(hour);
      library.renew('barcode-Y0');
    }
    const id = (await since(at(9))).loans.find(({ renewals }) => renewals === 3)?.id;
    for (const when of [at(9), at(10), at(11), at(12)])
      expect((await since(when)).loans.filter((loan) => loan.id === id)).toMatchObject([
        { outAt: at(9), renewals: 3, renewedAt: at(12), inAt: null, changedAt: at(12) },
      ]);
    clock.at = at(13);
    library.takeBack('barcode-Y0');
    expect((await since(at(13))).loans).toMatchObject([{ id, outAt: at(9), renewals: 3, inAt: at(13) }]);
  });
});
