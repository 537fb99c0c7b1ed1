// `listFiles.…`: lists that a desk keeps as files in a folder of its computer, fresh by themselves, and what is said where it cannot. [A26]

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatherFacts } from '../../../../electron/core/readiness/gather-facts.ts';
import { exportsBetween } from '../../../../db/ledger/report-exports.ts';
import { judgeReadiness } from '../../../../shared/circ/readiness.ts';
import type { DeskTerms } from '../../../../shared/circ/model/desk-terms.ts';
import { DESK_KEYS } from '../../../../shared/core/desk-keys.ts';
import { DAY_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { sharedWorld, signIn } from './support/desk-world.ts';
import type { RunningDesk } from './support/running-desk.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 5, patrons: 3 });
const root = mkdtempSync(join(tmpdir(), 'holdfast-list-files-'));
const folder = join(root, 'Downtime');
const text = (file: string) => readFileSync(join(folder, file), 'utf8');

describe('lists in a folder', () => {
  let desk: RunningDesk;

  beforeAll(async () => {
    mkdirSync(folder);
    desk = await world().desk({ listPlaces: [root] });
    await desk.settled();
    await signIn(desk, 'desk');
    await desk.ask('hold.place', { patron: 'card-plain', target: 'barcode-X1', pickup: 'main' });
  });
  beforeEach(() => signIn(desk, 'desk'));
  afterEach(() => world().line.mend());
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const view = () => desk.ask('listFiles.view', {});

  /** Looks for the folder as a person does. */
  async function idOf(name: string): Promise<string> {
    const begin = await desk.ask('listFiles.look', { at: null });
    const inside = await desk.ask('listFiles.look', { at: begin.folders[0]?.id ?? null });
    return inside.folders.find((one) => one.name === name)?.id ?? '';
  }

  /** Waits for the end of a round that was begun after this moment. */
  async function written(): Promise<void> {
    await until('a round is over', async () => {
      const { isWriting, triedAt } = await view();
      return !isWriting && triedAt !== null;
    });
  }

  async function keepHere(): Promise<void> {
    await desk.ask('listFiles.set', { folder: await idOf('Downtime'), everyMinutes: 15 });
    await written();
  }

  const libraryKeeps = async (listFiles: DeskTerms['listFiles']): Promise<void> => {
    const { listFiles: _, ...others } = (await libraryTerms()) ?? {};
    await world().writer.changeLibrary((row) => ({ ...row, desk: { ...others, ...(listFiles && { listFiles }) } }));
    await until('the desk knows', async () => {
      await desk.settled();
      return (await view()).library === (listFiles ?? null);
    });
  };
  const libraryTerms = () => Promise.resolve(desk.core.desk.copy()?.library.deskTerms());

  test('a person who may sees folders alone, and one that was not given out is refused', async () => {
    writeFileSync(join(root, 'a file'), '');
    mkdirSync(join(root, '.hidden'));
    const begin = await desk.ask('listFiles.look', { at: null });
    expect(begin).toMatchObject({ id: null, path: null, up: null, folders: [{ name: root }] });
    const inside = await desk.ask('listFiles.look', { at: begin.folders[0]?.id ?? null });
    expect(inside).toMatchObject({ path: root, up: null, folders: [{ name: 'Downtime' }], isCut: false });
    expect(await desk.refusal('listFiles.look', { at: '/tmp' })).toBe('HF-UI-130');
    expect(await desk.refusal('listFiles.set', { folder: '/tmp' })).toBe('HF-UI-130');
    await signIn(desk, 'student');
    for (const name of ['listFiles.view', 'listFiles.write', 'listFiles.set'] as const)
      expect(await desk.refusal(name, {})).toBe('HF-AUTH-024');
  });

  test('it keeps none until a folder is chosen; then they are there as PDF and CSV, with their age, and the audit knows', async () => {
    expect(await view()).toMatchObject({ folder: null, everyMinutes: 15, writtenAt: null, lists: [] });
    expect(await desk.ask('sync.status', {})).not.toHaveProperty('listFiles');
    await keepHere();
    const seen = await view();
    expect(seen).toMatchObject({ folder, trouble: null, isOld: false });
    expect(seen.lists.map(({ list }) => list)).toEqual(
      expect.arrayContaining(['pull-list', 'hold-shelf', 'reserves-to-pull', 'equipment-bookings', 'patrons-to-call']),
    );
    for (const { list } of seen.lists) {
      expect(
        readFileSync(join(folder, `${list}.pdf`))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
      expect(text('lists.csv')).toMatch(new RegExp(`^${list},2026-06-10.10:`, 'm'));
    }
    expect(text('pull-list.csv')).toContain('barcode-X1');
    expect(existsSync(join(folder, 'downtime-sheet.pdf'))).toBe(true);
    const [first] = exportsBetween(desk.core.desk.ledger, { from: 0, to: world().clock.now() + 1 });
    expect(first).toMatchObject({ kind: 'pull-list', form: 'pdf', way: 'screen', staffId: expect.any(String) });
    expect(await desk.ask('sync.status', {})).toMatchObject({ listFiles: { isOld: false, trouble: null } });
  });

  test('a change of the line writes them again by itself, with what was done without a line', async () => {
    const before = text('pull-list.csv');
    world().line.cut();
    await desk.ask('hold.place', { patron: 'card-plain', target: 'barcode-X2', pickup: 'main' });
    await desk.ask('sync.now', {});
    await until('the line is known to be down', async () => !(await desk.ask('sync.status', {})).online);
    world().clock.forward(MINUTE_MS);
    await until('the lists have it', () => text('pull-list.csv').includes('barcode-X2'));
    expect(before).not.toContain('barcode-X2');
  });

  test('a clock that goes on makes them old, until the next round; readiness says so', async () => {
    await written();
    world().clock.forward(25 * MINUTE_MS);
    const facts = gatherFacts({
      dir: desk.place.data,
      ledger: desk.core.desk.ledger,
      protection: 'system',
      now: world().clock.now(),
      desk: { id: desk.core.desk.identity.deskId, name: 'Main' },
      dataAsOf: null,
      clockOffsetMs: 0,
      waiting: { count: 0, since: null },
      drill: null,
    });
    const now = world().clock.now();
    const beside = { reportedAt: now, now, zone: 'UTC', newestVersion: facts.version, keys: DESK_KEYS };
    const judged = judgeReadiness({ facts, ...beside }).find(({ check }) => check === 'lists');
    expect(judged).toMatchObject({ state: 'bad', todo: { en: expect.stringContaining('write them now') } });
    await until('they are fresh again', async () => !(await view()).isOld);
  });

  test('a folder that is gone, or empty since, is not made anew; the last ages stay, and the reason is told', async () => {
    await written();
    const { writtenAt } = await view();
    renameSync(folder, join(root, 'away'));
    await desk.ask('listFiles.write', {});
    await written();
    expect(await view()).toMatchObject({ trouble: 'gone', writtenAt });
    expect(existsSync(folder)).toBe(false);
    // The place at which a share was: nothing is written beneath it.
    mkdirSync(folder);
    await desk.ask('listFiles.write', {});
    await written();
    expect(await view()).toMatchObject({ trouble: 'not-connected', writtenAt });
    expect(readdirSync(folder)).toEqual([]);
    // A person who says that this is the folder is taken at their word.
    await keepHere();
    await written();
    expect((await view()).trouble).toBeNull();
    expect(existsSync(join(folder, 'lists.csv'))).toBe(true);
    rmSync(folder, { recursive: true });
    renameSync(join(root, 'away'), folder);
    await desk.ask('listFiles.write', {});
    await written();
    expect((await view()).trouble).toBeNull();
  });

  test('a name that is taken by a folder is a list that keeps its age, and the others are written', async () => {
    await written();
    rmSync(join(folder, 'hold-shelf.csv'));
    mkdirSync(join(folder, 'hold-shelf.csv'));
    writeFileSync(join(folder, 'hold-shelf.csv', 'note.txt'), 'ours');
    world().clock.forward(MINUTE_MS);
    await desk.ask('listFiles.write', {});
    await written();
    const { lists, trouble } = await view();
    expect(trouble).toBe('busy');
    const ageOf = (name: string) => lists.find(({ list }) => list === name)?.writtenAt ?? '';
    expect(Date.parse(ageOf('pull-list'))).toBeGreaterThan(Date.parse(ageOf('hold-shelf')));
    rmSync(join(folder, 'hold-shelf.csv'), { recursive: true });
  });

  test('files in a folder that is not connected are removed when it is, and Settings shows it until then', async () => {
    await keepHere();
    renameSync(folder, join(root, 'away'));
    await desk.ask('listFiles.set', { folder: null });
    expect(await view()).toMatchObject({ folder: null, toRemove: [folder] });
    // The empty place of a share has nothing to remove, yet the files are not gone.
    mkdirSync(folder);
    world().clock.forward(MINUTE_MS);
    await desk.settled();
    expect((await view()).toRemove).toEqual([folder]);
    rmSync(folder, { recursive: true });
    writeFileSync(join(root, 'away', `pull-list.pdf.${process.pid}.part`), 'half of it');
    writeFileSync(join(root, 'away', 'ours.txt'), 'stays');
    renameSync(join(root, 'away'), folder);
    world().clock.forward(2 * MINUTE_MS);
    await until('the files are removed', () => readdirSync(folder).join() === 'ours.txt');
    await until('the desk knows', async () => (await view()).toRemove.length === 0);
    rmSync(join(folder, 'ours.txt'));
    await keepHere();
  });

  test('a folder in which another desk keeps its lists is refused, with the step to take', async () => {
    const others = join(root, 'Others');
    mkdirSync(others);
    const ages = 'list,made_at,rows,as_of,failed,desk\r\npull-list,2026-06-10T09:00,3,,,another-desk\r\n';
    writeFileSync(join(others, 'lists.csv'), ages);
    await desk.ask('listFiles.set', { folder: await idOf('Others') });
    await written();
    expect(await view()).toMatchObject({ trouble: 'other-desk' });
    await keepHere();
    await desk.settled();
    expect(readdirSync(others)).toEqual(['lists.csv']);
    expect(readFileSync(join(others, 'lists.csv'), 'utf8')).toBe(ages);
    rmSync(others, { recursive: true });
  });

  test('a library may have names left out, or keep no lists at all', async () => {
    await desk.ask('listFiles.write', {});
    await written();
    expect(text('pull-list.csv')).toContain('label');
    await libraryKeeps('no-patrons');
    await desk.ask('listFiles.write', {});
    await written();
    expect(text('pull-list.csv')).toContain('barcode-X1');
    expect(text('pull-list.csv')).not.toContain('label');
    expect(readdirSync(folder).some((file) => file.startsWith('patrons-to-call'))).toBe(false);
    expect(text('lists.csv')).not.toContain('patrons-to-call');
    expect((await view()).isOld).toBe(false);
    writeFileSync(join(folder, 'ours.txt'), 'stays');
    await libraryKeeps('none');
    await desk.ask('listFiles.write', {});
    await until('the files are removed', () => readdirSync(folder).join() === 'ours.txt');
    expect((await view()).folder).toBeNull();
    expect(await desk.refusal('listFiles.set', { folder: await idOf('Downtime') })).toBe('HF-UI-133');
    await libraryKeeps(undefined);
  });

  test('a desk that was without its server for two weeks writes cards in place of names', async () => {
    await keepHere();
    const name = (await desk.ask('patron.view', { card: 'card-plain' })).name.split(',')[0] ?? '';
    const label = /okaf/i;
    expect(name.toLowerCase()).toContain('okafor');
    expect(text('pull-list.csv')).toMatch(label);
    await desk.settled();
    world().line.cut();
    world().clock.forward(15 * DAY_MS);
    await until('names are gone', () => !label.test(text('pull-list.csv')));
    expect(text('pull-list.csv')).toContain('barcode-X1');
  });

  test('ending it removes the files; a desk that starts again goes on where a folder is chosen', async () => {
    await desk.settled();
    await signIn(desk, 'desk');
    await desk.ask('listFiles.set', { folder: null });
    await until('the files are removed', () => readdirSync(folder).join() === 'ours.txt');
    await keepHere();
    const { place } = desk;
    await desk.stop();
    writeFileSync(join(folder, 'pull-list.csv'), 'older');
    world().clock.forward(16 * MINUTE_MS);
    desk = await world().desk({ place, listPlaces: [root] });
    await until('they are written again', () => text('pull-list.csv') !== 'older');
  });
});
