// A person who borrowed, brought back and left the library: when all of it is over, no table of the store, no byte of its files and no new backup
// names them or their card. [I19]

import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { backupLibrary } from '../../../server/backup/backup-library.ts';
import { openBackup } from '../../../server/backup/backup-file.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { TABLE_KEYS } from '../../../server/store/table-keys.ts';
import type { TableName } from '../../../server/store/tables.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores, testClock, testRandom } from './support/stores.ts';
import { at, testPatron } from './support/test-library.ts';

const MARKS = ['Zyxmarkova', 'MARKCARD99', 'zyx@marked.example', 'marked note', 'table of Zyxroe', 'shelf of Zyxdoe'];
const dir = mkdtempSync(join(tmpdir(), 'holdfast-marks-'));
afterAll(() => rmSync(dir, { recursive: true }));

const marksIn = (text: string) => MARKS.filter((mark) => text.includes(mark));

/** Marks in all tables of the store. */
const marksInTables = ({ store }: Scene) =>
  store.read(async (tx) => {
    const parseNames = (names: readonly string[]) => names as readonly TableName[];
    const texts: string[] = [];
    for (const table of parseNames(Object.keys(TABLE_KEYS)))
      texts.push(JSON.stringify(await tx.db.selectFrom(table).selectAll().execute()));
    return marksIn(texts.join('\n'));
  });

async function marksInNewBackup({ store, clock }: Scene): Promise<string[]> {
  const path = join(dir, randomUUID());
  await backupLibrary({ store, clock }, path, null);
  const backup = await openBackup(path, []);
  const text = [...backup.frames()].map((frame) => JSON.stringify(frame)).join('\n');
  backup.close();
  return marksIn(text + readFileSync(path).toString('latin1'));
}

const look = ({ store, clock }: Scene) =>
  createSchedule({
    runner: createCommandRunner({ store, clock }),
    clock,
    ownDesk: { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom },
    dropRemains: () => store.dropRemains(),
  }).look();

/** Holds, a loan and a note, all over within a day. */
async function comeAndGo(scene: Scene): Promise<void> {
  const [family = '', number = '', email = '', note = '', table = '', shelf = ''] = MARKS;
  const marked = testPatron('PM', {
    name: { family, given: 'Ada', middle: null, suffix: null, chosen: null },
    cards: [{ number, active: true, primary: true }],
    email,
    messages: [note],
  });
  await scene.writer.putRows('patron', [marked]);
  const desk = await scene.desk('A');
  const hold = { holdId: 'H', patronId: 'PM', card: number, titleId: 'title-X1', itemId: null, pickup: 'main' };
  desk.record('placeHold', { args: hold, told: { decision: 'done', reasons: [] } }, { at: at(9) });
  const cancel = { holdId: 'H', patronId: 'PM', titleId: 'title-X1', reason: note };
  desk.record('cancelHold', { args: cancel, told: { decision: 'done', reasons: [] } }, { at: at(9, 30) });
  desk.checkout('X0', 'PM', { at: at(10), dueAt: at(18) });
  desk.checkin('X0', { at: at(11), place: table });
  const missing = { itemId: 'X1', barcode: 'barcode-X1', mark: 'missing', note: '' };
  const told = { decision: 'done', reasons: [] };
  desk.record('setMark', { args: missing, told }, { at: at(11, 10) });
  desk.record('clearMark', { args: { ...missing, note: shelf }, told }, { at: at(11, 20) });
  await scene.send(desk);
  const parked = (await scene.rows('exception')).map(({ id }) => id);
  desk.resolve(parked, { at: at(12), note });
  await scene.send(desk);
}

async function leave(scene: Scene): Promise<void> {
  scene.clock.set(at(11) + 60 * DAY_MS);
  await look(scene);
  expect(await scene.writer.dropRows('patron', ['PM'])).toEqual({ dropped: ['PM'], kept: [] });
  scene.clock.set(at(11) + 61 * DAY_MS);
  await look(scene);
}

describeStores('a person who left', (use) => {
  test('is named by no table and by no new backup [I19]', async () => {
    const scene = await openScene(await use());
    await comeAndGo(scene);
    expect(await marksInTables(scene)).toEqual(MARKS);
    expect(await marksInNewBackup(scene)).toEqual(MARKS);
    await leave(scene);
    expect(await marksInTables(scene)).toEqual([]);
    expect(await marksInNewBackup(scene)).toEqual([]);
  });
});

test('a person who left is in no byte of the files of an embedded library, its log among them [I19]', async () => {
  const place = { kind: 'embedded', data: mkdtempSync(join(dir, 'data-')) } as const;
  const scene = await openScene({
    place,
    open: (clock = testClock(0)) => openStore({ place, clock, random: testRandom, keyStore: null }),
  });
  const marksInFiles = () =>
    marksIn(
      readdirSync(place.data)
        .map((name) => readFileSync(join(place.data, name)).toString('latin1'))
        .join('\n'),
    );
  await comeAndGo(scene);
  expect(marksInFiles()).toEqual(MARKS);
  await leave(scene);
  expect(marksInFiles()).toEqual([]);
  await scene.store.close();
});
