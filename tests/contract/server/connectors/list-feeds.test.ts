// Several feeds of connectors, and lists of changes: each person and copy is one, whichever feed told it, and no change stops the next.

import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listLayout } from '../../../../server/connectors/list-layouts.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { addConnector } from '../../../../server/connectors/connector-rows.ts';
import { createFeedRunner } from '../../../../server/data-feeds/feed-runner.ts';
import { writeFeed, type DataFeed } from '../../../../server/data-feeds/feed-rows.ts';
import { advanceFeed, lookForFile } from '../../../../server/data-feeds/work-feeds.ts';
import { recordIds } from '../../../../server/import/records/record-ids.ts';
import { required } from '../../../../shared/core/assert.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { FeedLayoutSchema } from '../../../../shared/formats/feed-layout.ts';
import { kohaBiblio, kohaItem, kohaPatron } from '../../../support/connectors/koha-lists.ts';
import { changesOf, openList, stamp } from '../support/list-scene.ts';
import { newestRun, NONE } from '../support/office.ts';
import { FOLIO, KOHA } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { testItem, testPatron } from '../support/test-library.ts';

const CHANGES = FeedLayoutSchema.parse(changesOf('koha', 'patrons'));
const termsIn = ({ lookedAt: _, seen: __, fault: ___, name: ____, ...terms }: DataFeed) => terms;
const there = <T>(one: T | undefined): T => required(one, () => 'it is not there');

type Opened = Awaited<ReturnType<typeof openList>>;
/** A feed of changes beside the one of the whole list. */
const besideIt = async ({ scene, feed }: Pick<Opened, 'scene' | 'feed'>): Promise<void> => {
  const terms = termsIn(await feed());
  await scene.store.write((tx) => writeFeed(tx, 'soon', { ...terms, layout: CHANGES }));
};

describeStores('feeds of connectors', (newPlace) => {
  test('of another Koha than the imported one take nothing over by its numbers', async () => {
    const { library, scene, runner, feed } = await openList(await newPlace(), KOHA);
    const id = recordIds('koha').patron('1');
    const ann = testPatron('Ann', { id, cards: [], source: { system: 'koha', id: '1' } });
    await scene.writer.putRows('patron', [ann]);
    const settings = readSettings('koha', { passwordEnv: 'SECRET', ...KOHA.settings(library.url) });
    await addConnector(scene, { name: 'other', settings });
    const terms = termsIn(await feed());
    await scene.store.write((tx) => writeFeed(tx, 'others', { ...terms, from: 'connector:other' }));
    library.lists.patrons.splice(0, 99, kohaPatron(1, 'card-of-the-other'));
    await runner.runNow('others');
    const people = await scene.rows('patron');
    expect(people.find((row) => row.id === id)).toEqual(ann);
    expect(people.filter(({ cards }) => cards.some(({ number }) => number === 'card-of-the-other'))).toHaveLength(1);
  });

  test('beside each other keep what staff wrote, also as the second one begins', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { read, scene, runner, byCard } = list;
    await read();
    const one = there((await byCard()).get('card-P8'));
    await scene.writer.putRows('patron', [{ ...one, email: 'mended@example.edu' }]);
    await read();
    await besideIt(list);
    await runner.runNow('soon');
    expect((await byCard()).get('card-P8')?.email).toBe('mended@example.edu');
  });

  test('end people who came or changed by the list of changes, and are gone before the next whole one', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, read, scene, runner, byCard } = list;
    await read();
    await besideIt(list);
    await runner.runNow('soon');
    const changed = { updated_on: stamp(scene.clock.at) };
    const { patrons } = library.lists;
    patrons.push(kohaPatron(70, 'card-70', changed));
    Object.assign(there(patrons[8]), { expiry_date: '2031-01-01', ...changed });
    await runner.runNow('soon');
    const renewed = Date.UTC(2031, 0, 1, 23, 59, 59);
    expect((await byCard()).get('card-P8')?.expiresAt).toBe(renewed);
    patrons.splice(12, 1);
    patrons.splice(8, 1);
    expect(await read()).toEqual({ ...NONE, ended: 2 });
    const people = await byCard();
    expect(people.get('card-70')?.expiresAt).not.toBeNull();
    expect(people.get('card-P8')?.expiresAt).toBeLessThan(renewed);
  });

  test('end no one who came by the list of changes after the whole one was read', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, read, scene, runner, parts, byCard } = list;
    await read();
    await besideIt(list);
    await runner.runNow('soon');
    library.lists.patrons.splice(3, 1);
    // The whole list is read, and its server ends before it is taken in.
    scene.clock.set(scene.clock.at + 2 * HOUR_MS);
    expect(await lookForFile(parts, 'people')).not.toBeNull();
    library.lists.patrons.push(kohaPatron(70, 'card-70', { updated_on: stamp(scene.clock.at) }));
    await runner.runNow('soon');
    while ((await advanceFeed(parts, 'people')) !== null);
    expect((await newestRun(scene.store)).feed).toBe('soon');
    expect((await byCard()).get('card-70')?.expiresAt).toBeNull();
    // Once it is gone from a later list, it ends.
    library.lists.patrons.pop();
    await read();
    expect((await byCard()).get('card-70')?.expiresAt).not.toBeNull();
  });

  test('end people who were spared, in a quiet library too, and look at the same list no more after that', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, read, scene, runner, runs, byCard } = list;
    const eachHour = async (hours: number): Promise<void> => {
      for (let hour = 0; hour < hours; hour += 1) {
        scene.clock.set(scene.clock.at + HOUR_MS);
        await runner.runNow('people');
      }
    };
    await read();
    await besideIt(list);
    await runner.runNow('soon');
    library.lists.patrons.push(kohaPatron(70, 'card-70', { updated_on: stamp(scene.clock.at) }));
    await runner.runNow('soon');
    library.lists.patrons.pop();
    await eachHour(1);
    expect((await byCard()).get('card-70')?.expiresAt).toBeNull();
    await eachHour(7);
    expect((await byCard()).get('card-70')?.expiresAt).not.toBeNull();
    const { length } = await runs();
    await eachHour(9);
    expect(await runs()).toHaveLength(length);
  });

  test('that wait for a decision, or beside another whole list, are not taken again as long as they are the same', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, scene, runner, runs, feed } = list;
    await list.read();
    const terms = termsIn(await feed());
    const guard = { ...terms.layout.guard, ends: 1 };
    await scene.store.write((tx) => writeFeed(tx, 'second', { ...terms, layout: { ...terms.layout, guard } }));
    for (let hour = 0; hour < 3; hour += 1) {
      scene.clock.set(scene.clock.at + HOUR_MS);
      await runner.runNow('people');
      await runner.runNow('second');
    }
    expect(await runs()).toHaveLength(2);
    await besideIt(list);
    library.lists.patrons.splice(3, 2);
    await runner.runNow('second');
    expect((await newestRun(scene.store)).state).toBe('stopped');
    const { length } = await runs();
    Object.assign(there(library.lists.patrons[1]), { updated_on: stamp(scene.clock.at) });
    await runner.runNow('soon');
    await runner.runNow('second');
    expect((await runs()).filter(({ feed: of }) => of === 'second').map(({ state }) => state)).toEqual([
      'stopped',
      'done',
    ]);
    expect((await runs()).length).toBeLessThanOrEqual(length + 1);
  });

  test('of one connector are worked on by one process at a time', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, runner, parts } = list;
    await besideIt(list);
    const other = createFeedRunner({ ...parts, owner: 'other' });
    const meanwhile: Promise<unknown>[] = [];
    library.instead = (route) => {
      if (route === 'GET /patrons' && meanwhile.length === 0) meanwhile.push(other.runNow('soon'));
      return null;
    };
    await runner.runNow('people');
    expect(await Promise.all(meanwhile)).toEqual([null]);
    expect(await other.runNow('soon')).toHaveLength(1);
  });
});

describeStores('lists of changes', (newPlace) => {
  test('without a row of use do not stop those that follow', async () => {
    const layout = changesOf('koha', 'items');
    const { library, runs, runner, scene, byBarcode } = await openList(await newPlace(), KOHA, {
      kind: 'items',
      layout,
    });
    await runner.look();
    const later = async (minutes: number, ...item: Parameters<typeof kohaItem>) => {
      scene.clock.set(scene.clock.at + minutes * MINUTE_MS);
      library.lists.items.push(kohaItem(item[0], item[1], { ...item[2], timestamp: stamp(scene.clock.at) }));
      scene.clock.set(scene.clock.at + 6 * MINUTE_MS);
      await runner.look();
    };
    // On order, without a barcode.
    await later(30, 50, null);
    await later(30, 51, null);
    await later(30, 52, 'bc-52', { biblio_id: 1 });
    expect((await byBarcode()).has('bc-52')).toBe(true);
    expect(new Set((await runs()).map(({ state }) => state))).toEqual(new Set(['done']));
  });

  test('are read once in a turn, however busy the library is', async () => {
    const { library, runner, scene } = await openList(await newPlace(), KOHA, { layout: changesOf('koha', 'patrons') });
    await runner.runNow('people');
    scene.clock.set(scene.clock.at + HOUR_MS);
    there(library.lists.patrons[0])['updated_on'] = stamp(scene.clock.at);
    await runner.runNow('people');
    scene.clock.set(scene.clock.at + HOUR_MS);
    let questions = 0;
    library.instead = (route) => {
      if (route !== 'GET /patrons') return null;
      // Somebody changes there each second.
      scene.clock.set(scene.clock.at + 1_000);
      const change = { updated_on: stamp(scene.clock.at), email: `p${questions}@example.edu` };
      if (questions < 40) Object.assign(there(library.lists.patrons[0]), change);
      questions += 1;
      return null;
    };
    expect(await runner.runNow('people')).toHaveLength(1);
  });

  test('begin with the whole list where the feed had files before, or another mapping', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-lists-'));
    try {
      const { library, scene, runner, feed, byCard } = await openList(await newPlace(), KOHA, {
        layout: changesOf('koha', 'patrons'),
      });
      const terms = termsIn(await feed());
      const file = join(folder, 'a.csv');
      writeFileSync(file, 'ID,CARD,LAST,STATUS\n1,x1,Last,everyone\n');
      utimesSync(file, scene.clock.at / 1_000 - 60, scene.clock.at / 1_000 - 60);
      const fields = { card: 'CARD', family_name: 'LAST', patron_group: 'STATUS', home: { value: 'main' } };
      const files = FeedLayoutSchema.parse({ form: 1, kind: 'patrons', id: 'ID', fields });
      await scene.store.write((tx) => writeFeed(tx, 'people', { ...terms, layout: files, from: folder }));
      await runner.runNow('people');
      await scene.store.write((tx) => writeFeed(tx, 'people', terms));
      there(library.lists.patrons[3])['updated_on'] = stamp(scene.clock.at);
      scene.clock.set(scene.clock.at + HOUR_MS);
      await runner.runNow('people');
      expect((await byCard()).get('card-P7')?.email).toBe('p8@example.edu');
      const { email: _, ...others } = CHANGES.kind === 'patrons' ? CHANGES.fields : {};
      const mapped = { ...CHANGES, fields: { ...others, email: { value: 'desk@example.edu' } } };
      await scene.store.write((tx) => writeFeed(tx, 'people', { ...terms, layout: FeedLayoutSchema.parse(mapped) }));
      scene.clock.set(scene.clock.at + HOUR_MS);
      await runner.runNow('people');
      expect((await byCard()).get('card-P7')?.email).toBe('desk@example.edu');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describeStores('copies of lists', (newPlace) => {
  test('that move to a new title there leave the old one as it is', async () => {
    const { library, read, byBarcode, scene } = await openList(await newPlace(), KOHA, { kind: 'items' });
    const { items, biblios } = library.lists;
    biblios.push(kohaBiblio(20, { title: 'Rivers' }));
    items.push(kohaItem(20, 'bc-20', { biblio_id: 20 }), kohaItem(21, 'bc-21', { biblio_id: 20 }));
    await read();
    biblios.push(kohaBiblio(25, { title: 'Mountains' }));
    Object.assign(there(items.find((one) => one.item_id === 20)), { biblio_id: 25 });
    items.push(kohaItem(40, 'bc-40', { biblio_id: 25 }));
    await read();
    items.push(kohaItem(42, 'bc-42', { biblio_id: 20 }));
    await read();
    const titles = new Map((await scene.rows('title')).map((row) => [String(row.id), row.title]));
    const copies = await byBarcode();
    const titleOf = (barcode: string) => titles.get(String(copies.get(barcode)?.titleId))?.split(' ')[0];
    expect(['bc-21', 'bc-42', 'bc-40'].map(titleOf)).toEqual(['Rivers', 'Rivers', 'Mountains']);
  });

  test('that are here under a title which the list has by another id bring theirs along', async () => {
    const { library, read, byBarcode, scene } = await openList(await newPlace(), KOHA, { kind: 'items' });
    const { items, biblios } = library.lists;
    biblios.push(kohaBiblio(20, { title: 'Rivers' }));
    items.push(kohaItem(20, 'bc-20', { biblio_id: 20 }));
    await read();
    const rivers = there((await byBarcode()).get('bc-20')).titleId;
    await scene.writer.putRows('item', [testItem('local', { barcode: 'bc-99', titleId: rivers })]);
    biblios.push(kohaBiblio(26, { title: 'Deserts' }));
    items.push(kohaItem(99, 'bc-99', { biblio_id: 26 }));
    await read();
    const titles = new Map((await scene.rows('title')).map((row) => [row.id, row.title]));
    expect(titles.get(rivers)).toMatch(/^Rivers/);
    expect([...titles.values()].filter((title) => title.startsWith('Deserts'))).toHaveLength(1);
  });

  test('come with their titles also where a server gives few at once, and takes no long address', async () => {
    const koha = await openList(await newPlace(), KOHA, { kind: 'items' });
    let questions = 0;
    koha.library.instead = (route) => {
      const isFirst = route === 'GET /biblios' && (questions += 1) === 1;
      return isFirst ? { status: 200, body: koha.library.lists.biblios.slice(0, 1) } : null;
    };
    expect(await koha.read()).toMatchObject({ added: 3 });
    const fields = { barcode: 'barcode', title_id: 'instanceId', title: 'title' };
    const layout = { ...listLayout('folio', 'items'), fields };
    const folio = await openList(await newPlace(), FOLIO, { kind: 'items', barcodes: 130, layout });
    expect(await folio.read()).toMatchObject({ added: 127 });
    const [, ...more] = [...(await folio.byBarcode()).values()];
    expect(new Set(more.map(({ titleId }) => titleId)).size).toBe(129);
  });
});
