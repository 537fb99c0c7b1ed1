// Files of other offices that come again and again: patrons who are new, changed, gone and back; the faults that stop a
// run and the people who let it go on; each file counts once, also after a server ends in the middle; and edits of
// staff stay.

import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFeedRunner } from '../../../server/data-feeds/feed-runner.ts';
import { readRuns, requiredFeed } from '../../../server/data-feeds/feed-rows.ts';
import { viewFeeds } from '../../../server/data-feeds/feeds-for-desk.ts';
import { countFeeds, decideRun, isLookDue, lookForFile, advanceFeed } from '../../../server/data-feeds/work-feeds.ts';
import { keepImported } from '../../../server/library/import-memory.ts';
import { forgetFeeds } from '../../../server/purge/forget-feeds.ts';
import { dropPatrons } from '../../../server/purge/purge-list.ts';
import { required } from '../../../shared/core/assert.ts';
import { titleId } from '../../../shared/core/ids.ts';
import { FeedLayoutSchema } from '../../../shared/formats/feed-layout.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import {
  countsOf,
  dir,
  dyingStore,
  feedParts,
  HEADER,
  newestRun,
  NONE,
  openOffice,
  people,
  person,
  registrar,
  type Office,
} from './support/office.ts';
import { describeStores } from './support/stores.ts';
import { at, testItem, testPatron } from './support/test-library.ts';

describeStores('the file of the registrar', (use) => {
  test('adds, changes and ends accounts, opens those again that come back, and deletes nobody', async () => {
    const { hand, patrons } = await openOffice(await use());
    const before = (await patrons()).size;
    expect(countsOf(await hand(HEADER + people(1, 5)))).toEqual({ ...NONE, added: 5 });
    expect((await patrons()).get('3')).toMatchObject({
      name: { family: 'Last3', given: 'First3' },
      group: 'everyone',
      groupName: 'Everyone',
      home: 'main',
      expiresAt: null,
      cards: [{ number: '20003', primary: true, active: true }],
      source: { system: 'feed-registrar', id: '3' },
    });
    const second = HEADER + person(1) + person(2, { email: 'new@example.edu' }) + people(3, 4) + person(6);
    const run = await hand(second);
    expect(countsOf(run)).toEqual({ ...NONE, added: 1, changed: 1, ended: 1 });
    expect(run.report?.fields).toEqual({ email: 1 });
    expect((await patrons()).get('2')?.email).toBe('new@example.edu');
    const gone = (await patrons()).get('5');
    expect(gone).toMatchObject({
      name: { family: 'Last5' },
      expiresAt: at(0) + 3 * DAY_MS + 23 * HOUR_MS + 59 * MINUTE_MS + 59_000 - 24 * HOUR_MS,
    });
    expect(countsOf(await hand(HEADER + people(1, 6)))).toMatchObject({ ended: 0, returned: 1 });
    expect((await patrons()).get('5')?.expiresAt).toBeNull();
    expect((await patrons()).size).toBe(6 + before);
  });

  test('counts once: the same bytes again change nothing, under whatever name', async () => {
    const { hand, scene, runner } = await openOffice(await use());
    await hand(HEADER + people(1, 3));
    const before = await scene.everything();
    expect((await hand(HEADER + people(1, 3), 'another.csv')).number).toBe(1);
    await runner.runNow('registrar');
    expect((await scene.store.read((tx) => readRuns(tx, null, 10))).length).toBe(1);
    expect(await scene.everything()).toBe(before);
    // Rows of an earlier file are taken again once another file came between.
    await hand(HEADER + people(1, 4));
    expect(countsOf(await hand(HEADER + people(1, 3)))).toMatchObject({ ended: 1 });
  });

  test('joins the accounts that are here by their cards, tells only its own fields, and keeps what staff wrote', async () => {
    const { hand, patrons, scene } = await openOffice(await use());
    await scene.writer.putRows('patron', [
      testPatron('K1', { messages: ['Ask for the key'], phones: ['555'], source: { system: 'koha', id: '7' } }),
    ]);
    expect(countsOf(await hand(HEADER + person(1, { card: 'card-K1' }) + person(2)))).toEqual({
      ...NONE,
      added: 1,
      changed: 1,
    });
    const joined = (await patrons()).get('7');
    expect(joined).toMatchObject({
      id: 'K1',
      name: { family: 'Last1' },
      messages: ['Ask for the key'],
      phones: ['555'],
      source: { system: 'koha', id: '7' },
    });
    // Staff mend the e-mail: the file repeats its old value, and leaves the edit.
    await scene.writer.putRows('patron', [{ ...required(joined, () => ''), email: 'mended@example.edu' }]);
    expect(countsOf(await hand(HEADER + person(1, { card: 'card-K1' }) + people(2, 3)))).toMatchObject({ kept: 0 });
    expect((await patrons()).get('7')?.email).toBe('mended@example.edu');
    const run = await hand(HEADER + person(1, { card: 'card-K1', email: 'other@example.edu' }) + people(2, 3));
    expect(countsOf(run)).toMatchObject({ kept: 1, changed: 0 });
    expect((await patrons()).get('7')?.email).toBe('mended@example.edu');
    // Another card: the one before is replaced, and still finds them.
    await hand(HEADER + person(1, { card: '30001', email: 'other@example.edu' }) + people(2, 3));
    expect((await patrons()).get('7')?.cards).toMatchObject([
      { number: 'card-K1', active: false, endedAs: 'replaced' },
      { number: '30001', active: true, primary: true },
    ]);
  });

  test('an end that staff wrote since stays, and is told', async () => {
    const { hand, patrons, scene } = await openOffice(await use());
    await hand(HEADER + people(1, 3));
    const one = required((await patrons()).get('1'), () => '');
    const theirs = at(12) + 300 * DAY_MS;
    await scene.writer.putRows('patron', [{ ...one, expiresAt: theirs }]);
    expect(countsOf(await hand(HEADER + people(2, 3)))).toMatchObject({ ended: 0, kept: 1 });
    expect((await patrons()).get('1')?.expiresAt).toBe(theirs);
  });

  test('stops before it would end too many, writes nothing, and waits for a person', async () => {
    const { hand, patrons, scene, runner } = await openOffice(await use());
    await hand(HEADER + people(1, 9));
    const before = await scene.everything();
    const run = await hand(HEADER + people(1, 6));
    expect(countsOf(run)).toMatchObject({ state: 'stopped', ended: 3 });
    expect(run.report).toMatchObject({ stops: 'ends', known: 9 });
    expect(await scene.everything()).toBe(before);
    expect(await scene.store.read(countFeeds)).toEqual({ stopped: 1, failing: 0 });
    await runner.look();
    expect((await newestRun(scene.store)).state).toBe('stopped');
    const decide = (isApproved: boolean) =>
      scene.store.write((tx) => decideRun(tx, { run: '2', by: 'sue', reason: '', isApproved }, scene.clock.now()));
    await decide(true);
    await expect(decide(false)).rejects.toMatchObject({ code: 'HF-IMPORT-064' });
    await runner.look();
    expect(await newestRun(scene.store)).toMatchObject({ state: 'done', decided: { by: 'sue' } });
    expect([...(await patrons()).values()].filter(({ expiresAt }) => expiresAt !== null)).toHaveLength(3);
  });

  test('is refused for good, and a newer file takes the place of one that waits', async () => {
    const { hand, scene } = await openOffice(await use());
    await hand(HEADER + people(1, 9));
    await hand(HEADER + people(1, 5));
    await scene.store.write((tx) =>
      decideRun(tx, { run: '2', by: 'sue', reason: 'A broken file', isApproved: false }, scene.clock.now()),
    );
    await hand(HEADER + people(1, 4));
    expect(countsOf(await hand(HEADER + people(1, 8)))).toMatchObject({ state: 'done', ended: 1 });
    const runs = await scene.store.read((tx) => readRuns(tx, null, 10));
    expect(runs.map(({ state }) => state)).toEqual(['done', 'superseded', 'refused', 'done']);
    const files = await scene.store.read(({ db }) => db.selectFrom('data_feed_file').selectAll().execute());
    expect(files).toEqual([]);
  });

  test('names each row that it does not take by its line, and ends nobody by a file with rows that may be anyone', async () => {
    const layout = { ...registrar, guard: { ends: 9, rejected: 9 } };
    const { hand, patrons } = await openOffice(await use(), { layout });
    await hand(HEADER + people(1, 6));
    const wrong = `${HEADER}${person(1)}${person(2, { status: 'XX' })}three,fields\n4,,,,x,UG\n`;
    const run = await hand(wrong);
    expect(countsOf(run)).toMatchObject({ rejected: 3, ended: 0 });
    expect(run.report?.wrong.map(({ line, reason }) => `${line}: ${reason}`)).toEqual(
      [
        '4: the row has 2 fields, the header 6',
        '3: STATUS has a value that the mapping does not know: XX',
        '5: the patron has no name',
      ].toSorted(),
    );
    expect(run.report?.endsWithheld).toBe(true);
    expect([...(await patrons()).values()].filter(({ expiresAt }) => expiresAt !== null)).toEqual([]);
    // Refused rows are still in the file: none of their accounts ends.
    const clean = await hand(`${HEADER}${person(1)}${person(2, { status: 'XX' })}`);
    expect(countsOf(clean)).toMatchObject({ ended: 4 });
    expect((await patrons()).get('2')?.expiresAt).toBeNull();
  });

  test('that is empty stops, one with another header fails, and the next one is taken', async () => {
    const { hand, scene } = await openOffice(await use());
    await hand(HEADER + people(1, 2));
    expect((await hand(HEADER)).report?.stops).toBe('empty');
    expect(await hand('A,B\n1,2\n')).toMatchObject({ state: 'failed', fault: { code: 'HF-IMPORT-003' } });
    expect(await scene.store.read(countFeeds)).toEqual({ stopped: 0, failing: 1 });
    expect(countsOf(await hand(HEADER + people(1, 3)))).toEqual({ ...NONE, added: 1 });
  });

  test('of changes alone is taken file by file, in the order of names, and ends those of whom it says so', async () => {
    const layout = {
      ...registrar,
      file: { holds: 'changes' },
      fields: { ...registrar.fields, leaves: 'LEFT' },
    };
    const { hand, patrons, scene, folder } = await openOffice(await use(), { layout });
    const head = 'ID,CARD,LAST,FIRST,EMAIL,STATUS,LEFT\n';
    const row = (n: number, left: string): string => person(n).replace('\n', `,${left}\n`);
    writeFileSync(join(folder, 'a.csv'), head + row(1, '') + row(2, 'no') + row(3, ''));
    const run = await hand(head + row(2, 'yes'), 'b.csv');
    expect(run).toMatchObject({ number: 2, file: { name: 'b.csv' } });
    expect(countsOf(run)).toMatchObject({ ended: 1, added: 0 });
    const ended = [...(await patrons()).values()].filter(({ expiresAt }) => expiresAt !== null);
    expect(ended.map(({ source }) => source?.id)).toEqual(['2']);
    expect(await scene.store.read((tx) => readRuns(tx, null, 10))).toHaveLength(2);
  });

  test('reads dates, several columns, other separators and Latin-1 as its mapping says', async () => {
    const layout = {
      form: 1,
      kind: 'patrons',
      id: '1',
      file: { match: '*.txt', separator: ';', encoding: 'latin1', header: false },
      fields: {
        card: { column: '1', before: '9' },
        family_name: '2',
        given_name: { columns: ['3', '4'] },
        patron_group: { value: 'everyone' },
        expires: { column: '5', date: 'MM/DD/YYYY' },
      },
    };
    const { scene, folder, runner, patrons } = await openOffice(await use(), { layout });
    writeFileSync(join(folder, 'x.txt'), Buffer.from('7;Muñoz;Ana;María;6/30/2026\n8;Ode;;Li;31/12/2026\n', 'latin1'));
    await runner.look();
    expect((await patrons()).get('7')).toMatchObject({
      name: { family: 'Muñoz', given: 'Ana María' },
      cards: [{ number: '97' }],
    });
    expect((await newestRun(scene.store)).report?.wrong).toMatchObject([{ line: 2 }]);
  });

  test.each(['before a transaction', 'after its commit'] as const)(
    'comes to the same where a server ends %s, whichever it is [I2]',
    async (when) => {
      const first = HEADER + people(1, 4);
      const second = HEADER + person(1, { email: 'new@example.edu' }) + people(2, 3) + person(9);
      const whole = await openOffice(await use());
      await whole.hand(first);
      const wanted = countsOf(await whole.hand(second));
      const rowsOf = async ({ patrons }: Office) =>
        [...(await patrons()).values()].map(({ id, email, expiresAt, cards }) => [id, email, expiresAt, cards]);
      const end = await rowsOf(whole);
      for (let kill = 1, isDone = false; !isDone; kill += 1) {
        const office = await openOffice(await use());
        await office.hand(first);
        const { store, died } = dyingStore(office.scene.store, kill, when);
        writeFileSync(join(office.folder, 'people-002.csv'), second);
        utimesSync(join(office.folder, 'people-002.csv'), 2, 2);
        office.scene.clock.set(at(18) + 2 * DAY_MS);
        const dying = createFeedRunner({ ...feedParts({ ...office.scene, store }), owner: 'dying' });
        await dying.look().catch((error: unknown) => {
          if (!died()) throw error;
        });
        isDone = !died();
        // Its claim runs out.
        office.scene.clock.set(at(18) + 2 * DAY_MS + HOUR_MS);
        const next = createFeedRunner({ ...feedParts(office.scene), owner: 'next' });
        await next.look();
        expect(countsOf(await newestRun(office.scene.store))).toEqual(wanted);
        expect((await office.scene.store.read((tx) => readRuns(tx, null, 10))).length).toBe(2);
        expect(await rowsOf(office)).toEqual(end);
      }
    },
    60_000,
  );

  test('is one server’s at a time', async () => {
    const { scene, folder } = await openOffice(await use());
    writeFileSync(join(folder, 'p.csv'), HEADER + people(1, 3));
    const [one, two] = ['one', 'two'].map((owner) => createFeedRunner({ ...feedParts(scene), owner }));
    await Promise.all([one?.look(), two?.look()]);
    expect((await scene.store.read((tx) => readRuns(tx, null, 10))).map(({ state }) => state)).toEqual(['done']);
  });

  test('shows whom it changes by their cards, and forgets that with everything else of them', async () => {
    const { hand, scene, patrons } = await openOffice(await use());
    await hand(HEADER + people(1, 2));
    await hand(HEADER + people(1, 2) + '9,,,,,UG\n');
    const shown = async (run: string) => (await scene.store.read((tx) => viewFeeds(tx, run))).shown;
    expect((await shown('1'))?.samples).toContainEqual({ what: 'added', card: '20001', barcode: null, fields: [] });
    expect((await shown('2'))?.wrong).toHaveLength(1);
    const { id } = required((await patrons()).get('1'), () => '');
    // Another account was joined to theirs.
    await scene.store.write((tx) =>
      tx.upsert('alias', [{ kind: 'patron', from_id: 'before', to_id: id, at: scene.clock.now() }]),
    );
    await keepImported(scene.store, { kind: 'patron', system: 'koha' }, [
      { sourceId: '77', key: 'before', body: '{"name":{"family":"Last1"}}' },
    ]);
    await scene.store.write((tx) => dropPatrons(tx, [id]));
    expect((await shown('1'))?.samples.map(({ card }) => card).toSorted()).toEqual(['20002', null]);
    const members = await scene.store.read(({ db }) =>
      db
        .selectFrom('import_row')
        .select(['kind', 'source_id'])
        .where('kind', 'in', ['patron', 'feed-member'])
        .execute(),
    );
    expect(members.map(({ kind, source_id: id }) => `${kind} ${id}`).toSorted()).toEqual(['feed-member 2', 'patron 2']);
    await scene.store.write((tx) =>
      forgetFeeds(tx, { after: '', before: scene.clock.now() + DAY_MS, now: scene.clock.now() }),
    );
    expect(await shown('2')).toMatchObject({ wrong: [], samples: [], run: { counts: { rejected: 1 } } });
  });
});

describeStores('the item file', (use) => {
  test('adds copies with their titles, changes what it tells, leaves where a copy is, and only reports what is gone', async () => {
    const layout = {
      form: 1,
      kind: 'items',
      id: 'KEY',
      fields: { barcode: 'BARCODE', title: 'TITLE', author: 'AUTHOR', call_number: 'CALL', home: { value: 'main' } },
    };
    const { hand, scene } = await openOffice(await use(), { layout });
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    await scene.send(desk);
    const head = 'KEY,BARCODE,TITLE,AUTHOR,CALL\n';
    const first = `${head}k0,barcode-X0,,,QA 76 .A1\nk1,3100,Rivers,Ode,GB 1 .O3\nk2,3101,Rivers,Ode,GB 1 .O3 c.2\n`;
    expect(countsOf(await hand(first))).toMatchObject({ state: 'done', added: 2, changed: 1, gone: 0 });
    const items = async () => new Map((await scene.rows('item')).map((row) => [row.barcode, row]));
    expect((await items()).get('barcode-X0')).toMatchObject({
      id: 'X0',
      callNumber: 'QA 76 .A1',
      state: { status: 'on-loan' },
    });
    const [one, two] = [(await items()).get('3100'), (await items()).get('3101')];
    expect(one?.titleId).toBe(two?.titleId);
    const run = await hand(`${head}k0,barcode-X0,,,QA 77\nk1,3100,Rivers,Ode,GB 1 .O3\nk9,3109,,,X\n`);
    expect(countsOf(run)).toMatchObject({ changed: 1, gone: 1, rejected: 1 });
    expect(run.report?.wrong[0]?.reason).toBe('the copy is new, and the file tells no title');
    expect((await items()).get('3101')).toBeDefined();
    expect((await items()).get('barcode-X0')?.state.status).toBe('on-loan');
  });
});

describeStores('titles of the item file', (use) => {
  test('are those of the copies that are here, and two of the file never become one', async () => {
    const layout = {
      form: 1,
      kind: 'items',
      id: 'KEY',
      fields: { barcode: 'BARCODE', title_id: 'BIB', title: 'TITLE', home: { value: 'main' }, circulates: 'LENDS' },
    };
    const { hand, scene } = await openOffice(await use(), { layout });
    await scene.writer.putRows('item', [testItem('Y', { titleId: titleId('title-X0') })]);
    const before = (await scene.rows('title')).length;
    const head = 'KEY,BARCODE,BIB,TITLE,LENDS\n';
    const first = `${head}k0,barcode-X0,b1,Rivers,\nk1,3200,b1,Rivers,no\nkY,barcode-Y,b9,Lakes,yes\nk2,3201,b9,Lakes,yes\n`;
    expect(countsOf(await hand(first))).toMatchObject({ state: 'done', added: 2, rejected: 0 });
    const copies = async () => new Map((await scene.rows('item')).map((row) => [row.barcode, row]));
    const titles = async () => new Map((await scene.rows('title')).map((row) => [row.id, row.title]));
    expect((await copies()).get('3200')).toMatchObject({ titleId: 'title-X0', circulates: false, holdable: false });
    expect((await copies()).get('barcode-X0')).toMatchObject({ titleId: 'title-X0', circulates: true });
    expect((await copies()).get('barcode-Y')?.titleId).toBe('title-X0');
    const own = required((await copies()).get('3201'), () => '').titleId;
    expect([(await titles()).get(titleId('title-X0')), (await titles()).get(own), (await titles()).size]).toEqual([
      'Rivers',
      'Lakes',
      before + 1,
    ]);
    // Both go on as they were, also where the copy that led to one is gone.
    const next = `${head}k1,3200,b1,Rivers and streams,no\nkY,barcode-Y,b9,Lakes,yes\nk3,3202,b1,Rivers and streams,\n`;
    expect(countsOf(await hand(next))).toMatchObject({ added: 1, gone: 2 });
    expect((await copies()).get('3202')?.titleId).toBe('title-X0');
    expect([(await titles()).get(titleId('title-X0')), (await titles()).size]).toEqual([
      'Rivers and streams',
      before + 1,
    ]);
  });
});

describeStores('a place of files', (use) => {
  test('that cannot be read is noted with since when, and tried again later', async () => {
    const { scene, runner } = await openOffice(await use(), { terms: { from: join(dir, 'nowhere') } });
    await runner.look();
    const feed = () => scene.store.read((tx) => requiredFeed(tx, 'registrar'));
    expect((await feed()).fault).toEqual({ at: at(18), code: 'HF-IMPORT-062' });
    scene.clock.set(at(18) + HOUR_MS);
    await runner.look();
    expect(await feed()).toMatchObject({ lookedAt: at(18) + HOUR_MS, fault: { at: at(18) } });
    await expect(lookForFile(feedParts(scene), 'registrar')).rejects.toBeInstanceOf(HoldfastError);
    expect(await advanceFeed(feedParts(scene), 'registrar')).toBeNull();
  });
});

test('a file of the night is looked for from its time on, and again while it is late', () => {
  const zone = 'UTC';
  const layout = FeedLayoutSchema.parse(registrar);
  const due = (now: number, lookedAt: number | null, takenAt: number | null = null) =>
    isLookDue({ atMinute: 3 * 60, lookedAt, fault: null, from: '/srv/feed', layout }, takenAt, { now, zone });
  expect(due(at(2, 59), at(3) - DAY_MS)).toBe(false);
  expect(due(at(3), at(3) - DAY_MS)).toBe(true);
  expect(due(at(3, 5), at(3))).toBe(false);
  expect(due(at(3, 10), at(3))).toBe(true);
  expect(due(at(4), at(3), at(3))).toBe(false);
  expect(due(at(15, 1), at(14, 30))).toBe(false);
});
