// Servers at work on feeds: the files taken from a folder of changes, the server that holds a feed while a file comes, that one
// feed does not keep others waiting, and the end of a run without a decision.

import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createFeedRunner } from '../../../server/data-feeds/feed-runner.ts';
import {
  keepFile,
  openRuns,
  packFile,
  readRuns,
  requiredFeed,
  takenFiles,
  writeFeed,
  writeRun,
} from '../../../server/data-feeds/feed-rows.ts';
import { claimFeed, decideRun, lookForFile } from '../../../server/data-feeds/work-feeds.ts';
import { forgetFeeds } from '../../../server/purge/forget-feeds.ts';
import { required } from '../../../shared/core/assert.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../shared/core/instant.ts';
import {
  countsOf,
  feedParts,
  HEADER,
  newestRun,
  openOffice,
  people,
  person,
  registrar,
  type Office,
} from './support/office.ts';
import { describeStores } from './support/stores.ts';
import { at } from './support/test-library.ts';

const CHANGES = { ...registrar, file: { holds: 'changes' } };
const put = ({ folder }: Office, name: string, text: string, seconds: number): void => {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), seconds, seconds);
};
const runsOf = async ({ scene }: Office) =>
  (await scene.store.read((tx) => readRuns(tx, null, 50)))
    .toReversed()
    .map(({ file, state }) => `${file.name} ${state}`);

describeStores('a folder of changes', (use) => {
  test('gives a file again that is written anew under its name, of the same size, or with what an earlier one said', async () => {
    const office = await openOffice(await use(), { layout: CHANGES });
    const [one, two] = ['a@example.edu', 'b@example.edu'].map((email) => HEADER + person(1, { email }));
    const email = async () => (await office.patrons()).get('1')?.email;
    await office.hand(one ?? '', 'changes.csv');
    expect(await email()).toBe('a@example.edu');
    await office.hand(two ?? '', 'changes.csv');
    expect(await email()).toBe('b@example.edu');
    await office.hand(one ?? '', 'changes.csv');
    expect(await email()).toBe('a@example.edu');
    // An earlier one's bytes under another name.
    await office.hand(two ?? '', 'later.csv');
    expect(await email()).toBe('b@example.edu');
    expect(await runsOf(office)).toEqual([
      'changes.csv done',
      'changes.csv done',
      'changes.csv done',
      'later.csv done',
    ]);
  });

  test('does not give a file again that was only touched, and reads it once', async () => {
    const office = await openOffice(await use(), { layout: CHANGES });
    await office.hand(HEADER + people(1, 2), 'a.csv');
    put(office, 'a.csv', HEADER + people(1, 2), 77);
    await office.runner.runNow('registrar');
    expect(await runsOf(office)).toEqual(['a.csv done']);
    const [file] = await office.scene.store.read((tx) => takenFiles(tx, 'registrar', null));
    expect(file).toMatchObject({ name: 'a.csv', modifiedAt: 77 * SECOND_MS });
    // A file of its size and time is not opened: it would be another.
    put(office, 'a.csv', HEADER + people(2, 3), 77);
    await office.runner.runNow('registrar');
    expect(await runsOf(office)).toEqual(['a.csv done']);
  });
});

describeStores('the claim on a feed', (use) => {
  test('is renewed while a file comes, and kept where the feed is set anew', async () => {
    const office = await openOffice(await use());
    const { scene } = office;
    put(office, 'p.csv', HEADER + people(1, 3), 1);
    const slow = createFeedRunner({ ...feedParts(scene), owner: 'slow', settlesMs: 1_500, renewMs: 20 });
    const done = slow.runNow('registrar');
    for (let minute = 1; minute <= 4; minute += 1) {
      await wait(250);
      scene.clock.set(at(18) + 2 * minute * MINUTE_MS);
    }
    const {
      name: _,
      lookedAt: __,
      seen: ___,
      fault: ____,
      ...terms
    } = await scene.store.read((tx) => requiredFeed(tx, 'registrar'));
    await scene.store.write((tx) => writeFeed(tx, 'registrar', terms));
    expect(await claimFeed(feedParts(scene), 'registrar', 'two')).toBe(false);
    expect((await done)?.map(({ state }) => state)).toEqual(['done']);
    expect(await claimFeed(feedParts(scene), 'registrar', 'two')).toBe(true);
  });

  test('that another server has by now ends the work of the one before', async () => {
    const office = await openOffice(await use());
    const { scene } = office;
    put(office, 'p.csv', HEADER + people(1, 3), 1);
    const slow = createFeedRunner({ ...feedParts(scene), owner: 'slow', settlesMs: 400, renewMs: 10_000 });
    const done = slow.runNow('registrar');
    await wait(150);
    scene.clock.set(at(18) + 4 * MINUTE_MS);
    expect(await claimFeed(feedParts(scene), 'registrar', 'two')).toBe(true);
    expect(await done).toEqual([]);
    expect(await runsOf(office)).toEqual([]);
    // It lets go of nothing that is the other's.
    expect(await claimFeed(feedParts(scene), 'registrar', 'three')).toBe(false);
  });

  test('once lost ends the work before the run is over, and the other takes it to its end', async () => {
    const office = await openOffice(await use());
    const { scene } = office;
    put(office, 'p.csv', HEADER + people(1, 4_000), 1);
    await lookForFile(feedParts(scene), 'registrar');
    const slow = createFeedRunner({ ...feedParts(scene), owner: 'slow', renewMs: 5 });
    const done = slow.runNow('registrar');
    await wait(30);
    await scene.store.write(async (tx) => {
      await tx.lock(['data-feed:registrar']);
      await tx.db
        .updateTable('data_feed')
        .set({ claimed_by: 'two', claimed_until: at(18) + DAY_MS })
        .execute();
    });
    expect(await done).toEqual([]);
    expect((await newestRun(scene.store)).endedAt).toBeNull();
    const two = createFeedRunner({ ...feedParts(scene), owner: 'two' });
    expect((await two.runNow('registrar'))?.map(({ state }) => state)).toEqual(['done']);
  });

  test('is not what counts a file once: two servers that find the same one keep one run', async () => {
    const office = await openOffice(await use());
    put(office, 'p.csv', HEADER + people(1, 3), 1);
    const parts = { ...feedParts(office.scene), settlesMs: 200 };
    const found = await Promise.all([lookForFile(parts, 'registrar'), lookForFile(parts, 'registrar')]);
    expect(found.filter((run) => run !== null)).toHaveLength(1);
    expect(await runsOf(office)).toEqual(['p.csv taken']);
  });
});

describeStores('a feed that breaks', (use) => {
  test('is noted and tried again later, and the next one has its turn', async () => {
    const office = await openOffice(await use());
    const { scene } = office;
    put(office, 'p.csv', HEADER + people(1, 3), 1);
    const {
      name: _,
      lookedAt: __,
      seen: ___,
      fault: ____,
      ...terms
    } = await scene.store.read((tx) => requiredFeed(tx, 'registrar'));
    await scene.store.write((tx) => writeFeed(tx, 'zoology', terms));
    const broken = required(await lookForFile(feedParts(scene), 'registrar'), () => 'no run');
    const breakFile = (body: string) =>
      scene.store.write((tx) => tx.upsert('data_feed_file', [{ run: broken.id, n: 0, body }]));
    await breakFile('this is no file');
    const faults: unknown[] = [];
    const runner = createFeedRunner({
      ...feedParts(scene),
      owner: 'one',
      faulted: (_code, error) => faults.push(error),
    });
    await runner.look();
    expect(await runsOf(office)).toEqual(['p.csv taken', 'p.csv done']);
    const feed = () => scene.store.read((tx) => requiredFeed(tx, 'registrar'));
    expect((await feed()).fault).toEqual({ at: at(18), code: 'unknown' });
    expect(faults).toHaveLength(1);
    await runner.look();
    expect(faults).toHaveLength(1);
    scene.clock.set(at(18) + 10 * MINUTE_MS);
    await runner.look();
    expect(faults).toHaveLength(2);
    scene.clock.set(at(18) + 20 * MINUTE_MS);
    const packed = await packFile(Buffer.from(HEADER + people(1, 3)));
    await scene.store.write((tx) => keepFile(tx, broken.id, packed));
    await runner.look();
    expect(await runsOf(office)).toEqual(['p.csv done', 'p.csv done']);
    expect((await feed()).fault).toBeNull();
  });
});

describeStores('a run that nobody decides about', (use) => {
  test('is refused at the age at which everything of people goes, and its file with it', async () => {
    const office = await openOffice(await use(), { layout: { ...CHANGES, guard: { rejected: 0 } } });
    const { scene } = office;
    await office.hand(HEADER + people(1, 3), 'a.csv');
    const stopped = await office.hand(`${HEADER}${person(4)}9,,,,,UG\n`, 'b.csv');
    expect(countsOf(stopped)).toMatchObject({ state: 'stopped', rejected: 1 });
    const forget = (before: number) =>
      scene.store.write((tx) => forgetFeeds(tx, { after: '', before, now: scene.clock.now() }));
    await forget(stopped.takenAt);
    expect((await newestRun(scene.store)).state).toBe('stopped');
    await forget(stopped.takenAt + 1);
    expect(await newestRun(scene.store)).toMatchObject({
      state: 'refused',
      decided: { by: 'the server' },
      report: { rejected: 1, wrong: [], samples: [] },
    });
    expect(await scene.store.read(({ db }) => db.selectFrom('data_feed_file').selectAll().execute())).toEqual([]);
    expect(countsOf(await office.hand(HEADER + person(5), 'c.csv'))).toMatchObject({ state: 'done', added: 1 });
    await expect(
      scene.store.write((tx) =>
        decideRun(tx, { run: stopped.id, by: 'sue', reason: '', isApproved: true }, scene.clock.now()),
      ),
    ).rejects.toMatchObject({ code: 'HF-IMPORT-064' });
  });

  test('is found however many runs came after it', async () => {
    const office = await openOffice(await use());
    const { scene } = office;
    await office.hand(HEADER + people(1, 2));
    const first = await newestRun(scene.store);
    await scene.store.write(async (tx) => {
      for (let n = 2; n <= 450; n += 1) await writeRun(tx, { ...first, id: `run-${n}`, number: n });
    });
    let count = 0;
    for (let after: string | null = ''; after !== null; count += 1) {
      const from: string = after;
      const to = { after: from, before: first.takenAt + DAY_MS, now: scene.clock.now() };
      after = await scene.store.write((tx) => forgetFeeds(tx, to));
    }
    expect(count).toBe(3);
    const runs = await scene.store.read((tx) => readRuns(tx, null, 500));
    expect(runs.filter(({ report }) => (report?.samples.length ?? 0) > 0)).toEqual([]);
    expect(await scene.store.read((tx) => openRuns(tx, 'registrar'))).toEqual([]);
  });
});
