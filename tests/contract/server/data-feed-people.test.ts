// Matching people in a file of the registrar: new ids, cards that another person has by now, people who leave again and
// again, and end dates in the file.

import { writeFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createFeedRunner } from '../../../server/data-feeds/feed-runner.ts';
import { required } from '../../../shared/core/assert.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/core/instant.ts';
import {
  countsOf,
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
import { at, testPatron } from './support/test-library.ts';

/** Card, end, and whether the card is in use, of people from the feed or another import. */
const accountsOf = async ({ patrons }: Office) =>
  [...(await patrons()).values()]
    .filter(({ source }) => source?.system !== 'test')
    .map(({ cards, name, expiresAt }) => ({ cards: cards.map(({ number }) => number), name: name.family, expiresAt }));
const ends = async (office: Office) => (await accountsOf(office)).flatMap(({ expiresAt }) => expiresAt ?? []);
const WITH_LEFT = {
  ...registrar,
  file: { holds: 'changes' },
  fields: { ...registrar.fields, leaves: 'LEFT' },
};
const LEFT_HEADER = HEADER.replace('\n', ',LEFT\n');
const left = (row: string, says: string): string => row.replace('\n', `,${says}\n`);

describeStores('a person of the registrar', (use) => {
  test('with another id and the same card keeps the account, in the preview too', async () => {
    const office = await openOffice(await use());
    await office.hand(HEADER + people(1, 3));
    const run = await office.hand(HEADER + people(1, 2) + person(7, { card: '20003' }));
    expect(countsOf(run)).toEqual({ ...NONE, changed: 1 });
    expect(await ends(office)).toEqual([]);
    expect((await accountsOf(office)).map(({ name }) => name).toSorted()).toEqual(['Last1', 'Last2', 'Last7']);
    // The old id is forgotten: it ends no account later, and the new one does.
    expect(countsOf(await office.hand(HEADER + people(1, 2)))).toMatchObject({ ended: 1 });
    expect(await ends(office)).toHaveLength(1);
  });

  test('with two accounts that staff merged stays while one of the ids is in the file', async () => {
    const office = await openOffice(await use());
    await office.hand(HEADER + people(1, 3));
    const rows = await office.patrons();
    const [kept, merged] = ['2', '3'].map((id) => required(rows.get(id), () => id));
    await office.scene.store.write((tx) =>
      tx.upsert('alias', [{ kind: 'patron', from_id: merged?.id ?? '', to_id: kept?.id ?? '', at: at(18) }]),
    );
    expect(countsOf(await office.hand(HEADER + people(1, 2)))).toMatchObject({ ended: 0 });
    expect(await ends(office)).toEqual([]);
  });

  test('with the card of another person of the file is not taken for them', async () => {
    const office = await openOffice(await use());
    await office.hand(HEADER + people(1, 2));
    const run = await office.hand(HEADER + people(1, 2) + person(8, { card: '20001' }));
    expect(countsOf(run)).toEqual({ ...NONE, rejected: 1 });
    expect(run.report?.wrong).toEqual([
      { line: 4, reason: 'its card is that of another person whom the office still has' },
    ]);
    expect((await accountsOf(office)).map(({ name }) => name)).toEqual(['Last1', 'Last2']);
  });

  test('with a card that another gave up is a new person', async () => {
    const office = await openOffice(await use());
    await office.hand(HEADER + people(1, 2));
    await office.hand(HEADER + person(1, { card: '30001' }) + person(2));
    const run = await office.hand(HEADER + person(1, { card: '30001' }) + person(2) + person(8, { card: '20001' }));
    expect(countsOf(run)).toEqual({ ...NONE, added: 1 });
    expect((await accountsOf(office)).map(({ name }) => name).toSorted()).toEqual(['Last1', 'Last2', 'Last8']);
  });

  test('already here gets no card that another account has in use', async () => {
    const office = await openOffice(await use());
    await office.scene.writer.putRows('patron', [testPatron('K1', { source: { system: 'koha', id: '7' } })]);
    await office.hand(HEADER + people(1, 2));
    const run = await office.hand(HEADER + person(1, { card: 'card-K1' }) + person(2));
    expect(run.report?.notes).toEqual([
      { line: 2, text: 'the card card-K1 is that of another patron here; taken without it' },
    ]);
    const rows = await office.patrons();
    expect(rows.get('1')?.cards.filter(({ active }) => active)).toEqual([]);
    expect(rows.get('7')?.cards).toMatchObject([{ number: 'card-K1', active: true }]);
    // Two ids with one number in one file: the second goes without.
    const twice = await office.hand(HEADER + person(1, { card: '40000' }) + person(2, { card: '40000' }));
    expect(twice.report?.notes).toMatchObject([{ line: 3 }]);
    const cards = (await accountsOf(office)).flatMap((one) => one.cards.filter((number) => number === '40000'));
    expect(cards).toEqual(['40000']);
  });

  test('is ended once on leaving, however often the file says so, and an end beside it opens nothing', async () => {
    const layout = { ...WITH_LEFT, fields: { ...WITH_LEFT.fields, expires: 'END' } };
    const office = await openOffice(await use(), { layout });
    const head = LEFT_HEADER.replace('\n', ',END\n');
    const row = (n: number, says: string) => left(person(n), says).replace('\n', ',2030-06-30\n');
    await office.hand(head + row(1, '') + row(2, ''));
    expect(countsOf(await office.hand(head + row(2, 'yes')))).toMatchObject({ ended: 1 });
    const [, first] = (await ends(office)).toSorted((a, b) => b - a);
    const again = await office.hand(`${head}${row(2, 'yes')}${row(1, 'no')}`);
    expect(countsOf(again)).toEqual(NONE);
    expect((await ends(office)).toSorted((a, b) => b - a)[1]).toBe(first);
    // Back, they have the end that the file tells.
    expect(countsOf(await office.hand(head + row(2, 'no')))).toMatchObject({ returned: 1 });
    expect(new Set(await ends(office)).size).toBe(1);
  });

  test.each(['before a transaction', 'after its commit'] as const)(
    'ended by a server that ends %s has the end of before when they are back [I2]',
    async (when) => {
      const layout = { ...registrar, leavers: { afterDays: 1 } };
      for (let kill = 1, isDone = false; !isDone; kill += 1) {
        const office = await openOffice(await use(), { layout });
        await office.hand(HEADER + people(1, 3));
        const { store, died } = dyingStore(office.scene.store, kill, when);
        const path = join(office.folder, 'people-002.csv');
        writeFileSync(path, HEADER + people(1, 2));
        utimesSync(path, 2, 2);
        office.scene.clock.set(at(18) + 2 * DAY_MS);
        const dying = createFeedRunner({ ...feedParts({ ...office.scene, store }), owner: 'dying' });
        await dying.look().catch((error: unknown) => {
          if (!died()) throw error;
        });
        isDone = !died();
        office.scene.clock.set(at(18) + 2 * DAY_MS + HOUR_MS);
        await createFeedRunner({ ...feedParts(office.scene), owner: 'next' }).look();
        expect(countsOf(await newestRun(office.scene.store))).toMatchObject({ state: 'done', ended: 1 });
        expect(await ends(office)).toHaveLength(1);
        office.scene.clock.set(at(18) + 3 * DAY_MS);
        const back = join(office.folder, 'people-003.csv');
        writeFileSync(back, HEADER + people(1, 3) + person(4));
        utimesSync(back, 3, 3);
        await office.runner.look();
        expect(countsOf(await newestRun(office.scene.store))).toMatchObject({ state: 'done', returned: 1 });
        expect(await ends(office)).toEqual([]);
      }
    },
    90_000,
  );

  test('with an end in the file that has passed counts as ended: a wrong column stops the run', async () => {
    const layout = { ...registrar, fields: { ...registrar.fields, expires: 'END' } };
    const office = await openOffice(await use(), { layout });
    const file = (end: string) => HEADER.replace('\n', ',END\n') + people(1, 5).replaceAll('\n', `,${end}\n`);
    await office.hand(file('2030-06-30'));
    const run = await office.hand(file('2020-06-30'));
    expect(countsOf(run)).toMatchObject({ state: 'stopped', ended: 5, changed: 0 });
    expect(run.report).toMatchObject({ stops: 'ends', fields: { expiresAt: 5 } });
    expect(new Set(await ends(office)).size).toBe(1);
    expect((await ends(office))[0]).toBeGreaterThan(at(18));
    expect(countsOf(await office.hand(file('2031-06-30')))).toMatchObject({ state: 'done', ended: 0, changed: 5 });
  });
});
