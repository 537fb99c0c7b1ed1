// People and copies of another system come by its lists: as files of a feed do, whole or not at all, whatever happens to the list while it is read.

import { createFeedRunner } from '../../../../server/data-feeds/feed-runner.ts';
import { atFeedPlace, termsOf } from '../../../../server/data-feeds/connector-place.ts';
import { writeFeed } from '../../../../server/data-feeds/feed-rows.ts';
import { takeFeed } from '../../../../server/data-feeds/take-feed.ts';
import { decideRun, isLookDue } from '../../../../server/data-feeds/work-feeds.ts';
import { listLayout } from '../../../../server/connectors/list-layouts.ts';
import { pauseConnector } from '../../../../server/connectors/connector-rows.ts';
import { recordIds } from '../../../../server/import/records/record-ids.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { required } from '../../../../shared/core/assert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { locationId, branchId } from '../../../../shared/core/ids.ts';
import { FeedLayoutSchema } from '../../../../shared/formats/feed-layout.ts';
import { changedOn, folioUser, idOf } from '../../../support/connectors/folio-lists.ts';
import { kohaBiblio, kohaItem, kohaPatron } from '../../../support/connectors/koha-lists.ts';
import { changesOf, openList, stamp } from '../support/list-scene.ts';
import { countsOf, dyingStore, newestRun, NONE } from '../support/office.ts';
import { FOLIO, KOHA, SIP2 } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { at, testItem, testPatron } from '../support/test-library.ts';

describeStores('people of Koha', (newPlace) => {
  test('come in, joined by their cards, and a change comes in; a list without changes is no run', async () => {
    const { library, read, runs, byCard, scene } = await openList(await newPlace(), KOHA);
    library.mostAtOnce = 5;
    // Three of the twelve are here by their cards.
    expect(await read()).toEqual({ ...NONE, added: 9, changed: 3 });
    expect((await scene.rows('patron')).length).toBe(12);
    expect((await byCard()).get('card-P0')).toMatchObject({ id: 'P0', name: { family: 'Last1', given: 'First1' } });
    expect((await byCard()).get('card-P7')).toMatchObject({
      name: { family: 'Last8', given: 'First8', middle: null },
      group: 'everyone',
      home: 'main',
      birthDate: '1990-05-04',
      email: 'p8@example.edu',
      phones: ['555-0100'],
      address: ['8 Elm Street', 'Springfield, IL 62701'],
      expiresAt: null,
      source: { system: 'connector-koha-patrons', id: '8' },
    });
    await read();
    expect(await runs()).toHaveLength(1);
    Object.assign(
      required(library.lists.patrons[7], () => ''),
      { email: 'new@example.edu', expiry_date: '2030-06-30' },
    );
    library.lists.patrons.push(
      kohaPatron(40, 'card-new', { surname: 'O"Neill, the\nyounger;', category_id: 'everyone' }),
    );
    expect(await read()).toEqual({ ...NONE, added: 1, changed: 1 });
    expect((await byCard()).get('card-P7')).toMatchObject({
      email: 'new@example.edu',
      expiresAt: Date.UTC(2030, 5, 30, 23, 59, 59),
    });
    expect((await byCard()).get('card-new')?.name.family).toBe('O"Neill, the younger;');
  });

  test('keep what staff wrote here, and an account of an import of Koha goes on without its card', async () => {
    const layout = { ...listLayout('koha', 'patrons'), imported: true };
    const { library, read, byCard, scene } = await openList(await newPlace(), KOHA, { layout });
    const id = recordIds('koha').patron('30');
    await scene.writer.putRows('patron', [
      testPatron('imported', { id, cards: [], messages: ['Ask for the key'], source: { system: 'koha', id: '30' } }),
    ]);
    library.lists.patrons.push(kohaPatron(30, null));
    expect(await read()).toEqual({ ...NONE, added: 9, changed: 4 });
    const joined = (await scene.rows('patron')).find((row) => row.id === id);
    expect(joined).toMatchObject({ name: { family: 'Last30' }, messages: ['Ask for the key'] });
    const one = required((await byCard()).get('card-P8'), () => '');
    await scene.writer.putRows('patron', [{ ...one, email: 'mended@example.edu' }]);
    Object.assign(
      required(library.lists.patrons[8], () => ''),
      { email: 'other@example.edu' },
    );
    expect(await read()).toMatchObject({ kept: 1, changed: 0 });
    expect((await byCard()).get('card-P8')?.email).toBe('mended@example.edu');
  });

  test('end when they are gone from the list, and many at once wait for a person', async () => {
    const layout = { ...listLayout('koha', 'patrons'), guard: { ends: 2 } };
    const { library, read, ended, scene, runner } = await openList(await newPlace(), KOHA, { layout });
    await read();
    library.lists.patrons.splice(3, 2);
    expect(await read()).toMatchObject({ state: 'done', ended: 2 });
    library.lists.patrons.splice(3, 3);
    expect(await read()).toMatchObject({ state: 'stopped', ended: 3 });
    expect(await ended()).toBe(2);
    const { id } = await newestRun(scene.store);
    await scene.store.write((tx) =>
      decideRun(tx, { run: id, by: 'sue', reason: '', isApproved: true }, scene.clock.now()),
    );
    await runner.look();
    expect(await ended()).toBe(5);
  });

  test('who come and go while the list is read make no one else a leaver', async () => {
    const { library, read, ended, byCard } = await openList(await newPlace(), KOHA);
    library.mostAtOnce = 3;
    await read();
    const { patrons } = library.lists;
    let questions = 0;
    library.instead = (route) => {
      if (route !== 'GET /patrons') return null;
      questions += 1;
      // After the first part, one of it is deleted, which would move the next one into it; after the second, one comes.
      if (questions === 3) patrons.splice(0, 1);
      if (questions === 4) patrons.push(kohaPatron(50, 'card-late'));
      return null;
    };
    expect(await read()).toEqual({ ...NONE, added: 1 });
    expect(await read()).toEqual({ ...NONE, ended: 1 });
    expect(await ended()).toBe(1);
    expect((await byCard()).get('card-P0')?.expiresAt).not.toBeNull();
  });

  test('are not taken from a list that is not whole, or not in order', async () => {
    const { library, read, runs, runner, feed, ended } = await openList(await newPlace(), KOHA);
    await read();
    library.mostAtOnce = 4;
    const some = { status: 200, body: [] };
    let questions = 0;
    library.instead = (route) => (route === 'GET /patrons' && (questions += 1) === 3 ? some : null);
    await expect(runner.runNow('people')).rejects.toMatchObject({
      code: 'HF-IMPORT-062',
      params: { why: 'it gave 4 of its 12 records' },
    });
    // A server that does not read the question gives the same part again.
    library.instead = (route) =>
      route === 'GET /patrons' && (questions += 1) > 5
        ? { status: 200, body: library.lists.patrons.slice(0, 4) }
        : null;
    await expect(runner.runNow('people')).rejects.toMatchObject({ code: 'HF-IMPORT-062' });
    expect((await feed()).fault?.code).toBe('HF-IMPORT-062');
    expect([(await runs()).length, await ended()]).toEqual([1, 0]);
    library.instead = () => null;
    library.lists.patrons.splice(5, 1);
    expect(await read()).toMatchObject({ ended: 1 });
    expect((await feed()).fault).toBeNull();
  });

  test('come through a server that is busy for a moment, or ends its tokens; one that stays away leaves nothing half', async () => {
    const { library, read, runs, runner, scene, byCard, feed } = await openList(await newPlace(), KOHA);
    library.mostAtOnce = 3;
    let questions = 0;
    const inOrder = new Map([
      [2, { status: 429, body: 'slow down' }],
      [4, { status: 503, body: 'busy' }],
      [5, { status: 500, body: 'oh' }],
    ]);
    library.instead = (route) => {
      if (route !== 'GET /patrons') return null;
      questions += 1;
      if (questions === 6) library.endTokens();
      return inOrder.get(questions) ?? null;
    };
    expect(await read()).toEqual({ ...NONE, added: 9, changed: 3 });
    questions = 0;
    library.lists.patrons.push(kohaPatron(60, 'card-more'));
    library.instead = (route) => (route === 'GET /patrons' && (questions += 1) > 3 ? { status: 503, body: '' } : null);
    const before = await scene.everything();
    scene.clock.set(scene.clock.at + DAY_MS);
    await runner.look();
    expect(await scene.everything()).toBe(before);
    expect([(await runs()).length, (await feed()).fault?.code]).toEqual([1, 'HF-IMPORT-062']);
    library.instead = () => null;
    // It is tried again after a while, by itself.
    scene.clock.set(scene.clock.at + 5 * MINUTE_MS);
    await runner.look();
    expect((await byCard()).has('card-more')).toBe(false);
    scene.clock.set(scene.clock.at + 6 * MINUTE_MS);
    await runner.look();
    expect((await byCard()).has('card-more')).toBe(true);
  });

  test('are not looked at any more by a server that ends, and no fault is noted', async () => {
    const { library, runner, runs, feed } = await openList(await newPlace(), KOHA);
    library.mostAtOnce = 1;
    let questions = 0;
    library.instead = (route) => {
      if (route === 'GET /patrons' && (questions += 1) === 3) void runner.stop();
      return null;
    };
    expect(await runner.runNow('people')).toEqual([]);
    expect([questions, await runs(), (await feed()).fault]).toEqual([3, [], null]);
  });

  test('whose data are hidden from the account are not taken for people without data', async () => {
    const { library, read, runner, runs, byCard } = await openList(await newPlace(), KOHA);
    await read();
    library.lists.patrons.splice(4, 1, { ...kohaPatron(5, null), category_id: null, surname: null, email: null });
    await expect(runner.runNow('people')).rejects.toMatchObject({
      params: { why: 'it hides patrons of other libraries from this account' },
    });
    expect([(await runs()).length, (await byCard()).get('card-P4')?.email]).toEqual([1, 'p5@example.edu']);
  });

  test('can be foreseen, and nothing is written', async () => {
    const { parts, feed, scene, runs } = await openList(await newPlace(), KOHA);
    const before = await scene.everything();
    const own = await feed();
    const bytes = await atFeedPlace(parts, own, async (place) => {
      const [file] = await place.list();
      return place.read(required(file, () => 'no file'));
    });
    const terms = await scene.store.read((tx) => termsOf(tx, own));
    const taking = { ...terms, layout: own.layout, file: { name: 'koha-patrons.csv', bytes } };
    const report = await takeFeed(parts, { ...taking, takenAt: scene.clock.now(), isDryRun: true });
    expect(report).toMatchObject({ rows: 12, added: 9, changed: 3, stops: null });
    expect([await scene.everything(), await runs()]).toEqual([before, []]);
  });

  test('with a card that is lost there have it no more, until it is found', async () => {
    const { library, read, byCard } = await openList(await newPlace(), KOHA);
    await read();
    const patron = required(library.lists.patrons[9], () => '');
    patron['patron_card_lost'] = true;
    await read();
    expect((await byCard()).get('card-P9')?.cards).toMatchObject([{ active: false, endedAs: 'replaced' }]);
    patron['patron_card_lost'] = false;
    await read();
    expect((await byCard()).get('card-P9')?.cards).toMatchObject([{ number: 'card-P9', active: true, primary: true }]);
  });

  test('are not asked for while the connector is paused', async () => {
    const { library, scene, runner, runs } = await openList(await newPlace(), KOHA);
    await scene.store.write((tx) => pauseConnector(tx, 'koha', true));
    library.instead = () => {
      throw new Error('it is asked');
    };
    expect(await runner.runNow('people')).toEqual([]);
    expect(await runs()).toEqual([]);
  });
});

describeStores('changes of the list of Koha', (newPlace) => {
  test('come in soon after they were made, once, and end no one', async () => {
    const layout = changesOf('koha', 'patrons');
    const { library, runs, runner, scene, byCard, ended } = await openList(await newPlace(), KOHA, { layout });
    library.mostAtOnce = 5;
    const { patrons } = library.lists;
    Object.assign(
      required(patrons[0], () => ''),
      { updated_on: '2026-01-01T11:00:00+00:00' },
    );
    // The first look has the whole list.
    await runner.look();
    expect(countsOf(await newestRun(scene.store))).toEqual({ ...NONE, added: 9, changed: 3 });
    const later = async (minutes: number) => {
      scene.clock.set(scene.clock.at + minutes * MINUTE_MS);
      await runner.look();
    };
    await later(10);
    expect(await runs()).toHaveLength(1);
    const changed = { updated_on: stamp(scene.clock.at) };
    Object.assign(
      required(patrons[7], () => ''),
      { ...changed, email: 'new@example.edu' },
    );
    patrons.push(kohaPatron(40, 'card-new', changed));
    patrons.splice(2, 1);
    await later(4);
    expect(await runs()).toHaveLength(1);
    await later(2);
    const run = await newestRun(scene.store);
    expect(run.file.name).toBe('koha-patrons-changes.csv');
    // The newest one of the look before comes again.
    expect([countsOf(run), run.report?.rows]).toEqual([{ ...NONE, added: 1, changed: 1 }, 3]);
    expect([(await byCard()).get('card-P7')?.email, (await byCard()).has('card-new')]).toEqual([
      'new@example.edu',
      true,
    ]);
    await later(6);
    await later(6);
    expect([(await runs()).length, await ended()]).toEqual([2, 0]);
    // A change that Koha shows later than its time is not passed over.
    patrons.push(
      kohaPatron(41, 'card-late', { updated_on: stamp(scene.clock.at - 20 * MINUTE_MS) }),
      kohaPatron(42, 'card-now', { updated_on: stamp(scene.clock.at) }),
    );
    await later(6);
    expect([(await byCard()).has('card-late'), (await byCard()).has('card-now')]).toEqual([true, true]);
  });

  test('that are made while it is read come in with the next look', async () => {
    const layout = changesOf('koha', 'patrons');
    const { library, read, scene, byCard } = await openList(await newPlace(), KOHA, { layout });
    await read();
    const { patrons } = library.lists;
    const change = (n: number, email: string, when: number) =>
      Object.assign(
        required(patrons[n], () => ''),
        { email, updated_on: stamp(when) },
      );
    change(9, 'first@example.edu', scene.clock.at);
    let questions = 0;
    library.instead = (route) => {
      // After the newest change was asked for, and the first part was read.
      if (route === 'GET /patrons' && (questions += 1) === 3) change(1, 'second@example.edu', scene.clock.at + HOUR_MS);
      return null;
    };
    expect(await read()).toMatchObject({ changed: 1 });
    library.instead = () => null;
    expect(await read()).toMatchObject({ changed: 1 });
    expect((await byCard()).get('card-P1')?.email).toBe('second@example.edu');
  });

  test.each(['before a transaction', 'after its commit'] as const)(
    'are taken once where a server ends %s, whichever it is [I2]',
    async (when) => {
      for (let kill = 1, isDone = false; !isDone; kill += 1) {
        const layout = changesOf('koha', 'patrons');
        const { library, read, scene, parts, runs, byCard } = await openList(await newPlace(), KOHA, { layout });
        await read();
        const change = { email: 'new@example.edu', updated_on: stamp(scene.clock.at) };
        Object.assign(
          required(library.lists.patrons[5], () => ''),
          change,
        );
        const { store, died } = dyingStore(scene.store, kill, when);
        scene.clock.set(scene.clock.at + DAY_MS);
        const dying = createFeedRunner({ ...parts, store, owner: 'dying' });
        await dying.look().catch((error: unknown) => {
          if (!died()) throw error;
        });
        isDone = !died();
        // Its claim runs out.
        scene.clock.set(scene.clock.at + HOUR_MS);
        await createFeedRunner({ ...parts, owner: 'next' }).look();
        expect([(await runs()).length, countsOf(await newestRun(scene.store))]).toEqual([2, { ...NONE, changed: 1 }]);
        expect((await byCard()).get('card-P5')?.email).toBe('new@example.edu');
      }
    },
    60_000,
  );

  test('stand beside a feed of the whole list, with the same people, who end by that one', async () => {
    const { library, read, scene, runner, feed, ended, runs } = await openList(await newPlace(), KOHA);
    await read();
    const { lookedAt: _, seen: __, fault: ___, name: ____, ...terms } = await feed();
    const layout = FeedLayoutSchema.parse(changesOf('koha', 'patrons'));
    await scene.store.write((tx) => writeFeed(tx, 'soon', { ...terms, layout }));
    // One without a card is known by the id there alone.
    library.lists.patrons.push(kohaPatron(70, null, { updated_on: stamp(scene.clock.at) }));
    await runner.runNow('soon');
    expect(countsOf(await newestRun(scene.store))).toEqual({ ...NONE, added: 1 });
    expect(await read()).toEqual(NONE);
    expect((await scene.rows('patron')).length).toBe(13);
    library.lists.patrons.splice(12, 1);
    expect(await read()).toEqual({ ...NONE, ended: 1 });
    await runner.runNow('soon');
    expect([await ended(), (await runs()).length]).toEqual([1, 4]);
  });
});

describeStores('copies of Koha', (newPlace) => {
  test('come in with their titles, as one title where an import or a copy had it, and what is of no use stays there', async () => {
    const layout = { ...listLayout('koha', 'items'), imported: true };
    const { library, read, byBarcode, scene } = await openList(await newPlace(), KOHA, { kind: 'items', layout });
    const { items, biblios } = library.lists;
    const imported = recordIds('koha');
    // Copy 20 came with an import; 21 is another copy of its title. X0 of the library has its own title.
    await scene.writer.putRows('title', [
      { ...required((await scene.rows('title'))[0], () => ''), id: imported.title('20'), title: 'As imported' },
    ]);
    await scene.writer.putRows('item', [
      testItem('imported', { id: imported.item('20'), barcode: 'bc-20', titleId: imported.title('20') }),
    ]);
    biblios.push(kohaBiblio(20, { title: 'Rivers', subtitle: 'a history' }));
    items.push(kohaItem(20, 'bc-20-relabelled', { callnumber: 'GB 20' }), kohaItem(21, 'bc-21', { biblio_id: 20 }));
    items.push(
      kohaItem(22, null),
      kohaItem(23, 'bc-23', { withdrawn: 1 }),
      kohaItem(24, 'bc-24', { biblio_id: 20, not_for_loan_status: 1, copy_number: '2' }),
    );
    const titles = (await scene.rows('title')).length;
    // X0 to X2 and the imported one are here; X3 to X5, 21 and 24 are new.
    expect(await read()).toEqual({ ...NONE, added: 5, changed: 4 });
    const copies = await byBarcode();
    expect([copies.has('bc-23'), copies.get('BC-20-RELABELLED') ?? copies.get('bc-20-relabelled')]).toEqual([
      false,
      expect.objectContaining({ id: imported.item('20'), titleId: imported.title('20'), callNumber: 'GB 20' }),
    ]);
    expect(copies.get('bc-21')).toMatchObject({
      titleId: imported.title('20'),
      home: 'main',
      kind: 'BK',
      priceMinor: 1_250,
      circulates: true,
      state: { status: 'available' },
    });
    expect(copies.get('bc-24')).toMatchObject({ circulates: false, holdable: false, callNumber: 'QA 24 c.2' });
    expect(copies.get('barcode-X0')?.titleId).toBe('title-X0');
    const all = new Map((await scene.rows('title')).map((row) => [row.id, row]));
    // Those of X3 to X5 are new, and no other.
    expect(all.size).toBe(titles + 3);
    expect(all.get(imported.title('20'))).toMatchObject({
      title: 'Rivers a history',
      author: 'Ode, Li',
      isbns: ['9780306406157', '0306406152'],
      published: '2001',
    });
    // The next day the same titles are meant, also by a new copy.
    items.push(kohaItem(30, 'bc-30', { biblio_id: 20 }), kohaItem(31, 'bc-31', { biblio_id: 1 }));
    expect(await read()).toEqual({ ...NONE, added: 2 });
    expect((await byBarcode()).get('bc-30')?.titleId).toBe(imported.title('20'));
    expect((await byBarcode()).get('bc-31')?.titleId).toBe('title-X0');
    expect((await scene.rows('title')).length).toBe(titles + 3);
  });

  test('stay where they are, and those that are gone there are told', async () => {
    const { library, read, byBarcode, scene, runner } = await openList(await newPlace(), KOHA, { kind: 'items' });
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10) });
    await scene.send(desk);
    await read();
    expect((await byBarcode()).get('barcode-X1')?.state.status).toBe('on-loan');
    library.lists.items.splice(4, 1);
    expect(await read()).toMatchObject({ gone: 1 });
    expect((await byBarcode()).has('barcode-X4')).toBe(true);
    await runner.stop();
  });
});

describeStores('people and copies of FOLIO', (newPlace) => {
  test('people come in with their group by name; one who is not active has ended; a leaver ends', async () => {
    const { library, read, byCard, scene } = await openList(await newPlace(), FOLIO);
    const inactive = {
      active: false,
      expirationDate: null,
      metadata: changedOn('2025-11-03T09:00:00.000+00:00'),
    };
    library.users.push(
      folioUser(30, 'card-gone', inactive),
      folioUser(31, null, { type: 'system', patronGroup: null, personal: { lastName: 'edge-user' } }),
      folioUser(32, 'card-term', { expirationDate: '2030-06-30T23:59:59.000+00:00' }),
    );
    expect(await read()).toEqual({ ...NONE, added: 11, changed: 3 });
    const people = await byCard();
    expect(people.get('card-P5')).toMatchObject({
      name: { family: 'Last5', given: 'First5' },
      group: 'everyone',
      groupName: 'Everyone',
      cards: [
        { number: 'card-P5', primary: true },
        { number: 'campus-5', primary: false },
      ],
      address: ['5 Elm Street', 'Springfield, IL 62701'],
      expiresAt: null,
    });
    expect(people.get('card-gone')?.expiresAt).toBe(Date.UTC(2025, 10, 3, 9));
    expect(people.get('card-term')?.expiresAt).toBe(Date.UTC(2030, 5, 30, 23, 59, 59));
    expect((await scene.rows('patron')).length).toBe(14);
    library.users.splice(4, 1);
    expect(await read()).toEqual({ ...NONE, ended: 1 });
    library.users.splice(4, 0, folioUser(4, 'card-P4'));
    expect(await read()).toEqual({ ...NONE, changed: 1, returned: 1 });
  });

  test('changes come in by the time of their last change', async () => {
    const { library, read, byBarcode, scene, runs } = await openList(await newPlace(), FOLIO, {
      kind: 'items',
      layout: {
        ...changesOf('folio', 'items'),
        fields: { barcode: 'barcode', title_id: 'instanceId', title: 'title' },
      },
    });
    const { items } = library.inventory;
    Object.assign(
      required(items[0], () => ''),
      { metadata: changedOn('2025-01-01T11:00:00.000+00:00') },
    );
    expect(await read()).toMatchObject({ added: 3 });
    await read();
    expect(await runs()).toHaveLength(1);
    const copy = required(items[4], () => '');
    Object.assign(copy, { barcode: 'barcode-relabelled', metadata: changedOn(stamp(scene.clock.at)) });
    items.splice(5, 1);
    expect(await read()).toEqual({ ...NONE, changed: 1 });
    expect([(await byBarcode()).has('barcode-relabelled'), (await byBarcode()).has('barcode-X4')]).toEqual([
      true,
      false,
    ]);
    expect((await newestRun(scene.store)).report?.rows).toBe(2);
  });

  test('a part that breaks leaves nothing half, and an ended token is renewed', async () => {
    const { library, read, runner, runs, scene } = await openList(await newPlace(), FOLIO);
    let questions = 0;
    library.instead = (route) => {
      if (route === 'GET /users' && (questions += 1) === 2) library.endTokens();
      return null;
    };
    await read();
    questions = 0;
    library.users.push(...Array.from({ length: 150 }, (_, n) => folioUser(100 + n, `card-n${n}`)));
    library.instead = (route) => (route === 'GET /users' && (questions += 1) > 2 ? { status: 503, body: '' } : null);
    const before = await scene.everything();
    await expect(runner.runNow('people')).rejects.toMatchObject({ code: 'HF-IMPORT-062' });
    expect([await scene.everything(), (await runs()).length]).toEqual([before, 1]);
    library.instead = () => null;
    expect(await read()).toEqual({ ...NONE, added: 150 });
  });

  test('copies come in with title, branch, location and types by name', async () => {
    const { library, read, byBarcode, scene } = await openList(await newPlace(), FOLIO, {
      kind: 'items',
      more: { servicePoints: { east: 'main' } },
    });
    await scene.writer.putRows('location', [
      {
        id: locationId(idOf(8, 4)),
        name: 'Main stacks',
        branch: branchId('east'),
        circulates: true,
        holdable: true,
      },
    ]);
    library.inventory.items.push({
      ...required(library.inventory.items[0], () => ''),
      id: idOf(2, 50),
      barcode: 'bc-50',
      status: { name: 'Withdrawn' },
    });
    expect(await read()).toEqual({ ...NONE, added: 3, changed: 3 });
    const copies = await byBarcode();
    expect(copies.has('bc-50')).toBe(false);
    expect(copies.get('barcode-X4')).toMatchObject({
      home: 'east',
      location: idOf(8, 4),
      callNumber: 'QA 4 c.2',
      kind: 'Book',
      loanType: 'Can circulate',
    });
    const titles = await scene.store.read((tx) => readAllRows(tx, 'title'));
    expect(titles.find(({ id }) => id === copies.get('barcode-X4')?.titleId)).toMatchObject({
      title: 'Title 4',
      author: 'Ode, Li',
      isbns: ['9780306406157'],
      published: '2001',
    });
  });
});

describeStores('a system without lists', (newPlace) => {
  test('is refused with the advice to use a file', async () => {
    const { runner, runs, feed } = await openList(await newPlace(), SIP2, {
      layout: listLayout('koha', 'patrons') ?? {},
    });
    await expect(runner.runNow('people')).rejects.toMatchObject({
      code: 'HF-IMPORT-067',
      params: { name: 'sip2', kind: 'sip2' },
    });
    expect([await runs(), (await feed()).fault?.code]).toEqual([[], 'HF-IMPORT-067']);
    expect([listLayout('sip2', 'patrons'), listLayout('ncip', 'items')]).toEqual([null, null]);
  });
});

test('a list is read every hour, its changes every five minutes, or once at its time; and again only after a fault', () => {
  const from = 'connector:koha';
  const layout = required(listLayout('koha', 'patrons'), () => '');
  const changes = FeedLayoutSchema.parse(changesOf('koha', 'patrons'));
  const due = (
    now: number,
    atMinute: number | null,
    lookedAt: number,
    fault: { at: number; code: string } | null = null,
  ) => isLookDue({ atMinute, lookedAt, fault, from, layout }, null, { now, zone: 'UTC' });
  const soon = { atMinute: null, lookedAt: at(10), fault: null, from, layout: changes };
  expect([4, 5].map((minute) => isLookDue(soon, null, { now: at(10, minute), zone: 'UTC' }))).toEqual([false, true]);
  expect([due(at(10, 59), null, at(10)), due(at(11), null, at(10))]).toEqual([false, true]);
  expect([due(at(3), 180, at(3) - HOUR_MS), due(at(4), 180, at(3, 5))]).toEqual([true, false]);
  const fault = { at: at(3), code: 'HF-IMPORT-062' };
  expect([due(at(3, 9), 180, at(3), fault), due(at(3, 11), 180, at(3), fault)]).toEqual([false, true]);
});
