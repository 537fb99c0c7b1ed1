// The pull list worked down: found, not on its shelf, the next copy, missing; and the next step of copies of expired holds. With the line down too.

import { deskListDocument } from '../../../../electron/core/lists/desk-lists.ts';
import { libraryListDocument } from '../../../../server/lists/library-lists.ts';
import type { Act } from '../../../../shared/circ/acts.ts';
import { actId, branchId, deskId, holdId, itemId, patronId, streamId, titleId } from '../../../../shared/core/ids.ts';
import { DAY_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { testItem } from '../../../contract/server/support/test-library.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const shelved = (name: string, hold: string) => {
  const branch = branchId('main');
  return testItem(name, {
    titleId: titleId(name === 'alone' ? 'title-alone' : 'title-shelved'),
    base: { foldedTo: null, where: { status: 'on-hold-shelf', branch, hold: holdId(hold) } },
    state: { status: 'on-hold-shelf', branch, to: null, hold: holdId(hold), loan: null },
  });
};
const header = (id: string) => ({
  id: actId(id),
  desk: deskId(''),
  stream: streamId(''),
  seq: 0,
  at: WEDNESDAY - 9 * DAY_MS,
  uncertaintyMs: 0,
  stated: true,
  clockSuspect: false,
  saw: null,
  branch: branchId('main'),
});
const openHold = (name: string, patron: string, title: string, trapped: string | null): Act => ({
  kind: 'openHold',
  ...header(name),
  hold: holdId(name),
  patronId: patronId(patron),
  titleId: titleId(title),
  itemId: null,
  pickup: branchId('main'),
  suspended: false,
  trapped: trapped === null ? null : { itemId: itemId(trapped), branch: branchId('main'), until: WEDNESDAY - DAY_MS },
});

const world = sharedWorld({
  at: WEDNESDAY,
  items: 6,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    await writer.putRows('item', [testItem('wanted2', { titleId: titleId('title-wanted'), callNumber: 'QA 7 c.2' })]);
    await writer.putRows('item', [
      shelved('over', 'hold-over'),
      shelved('alone', 'hold-alone'),
      testItem('far', { home: branchId('east') }),
    ]);
    await writer.putActs([
      openHold('hold-over', 'plain', 'title-shelved', 'over'),
      openHold('hold-after', 'waiting', 'title-shelved', null),
      openHold('hold-alone', 'plain', 'title-alone', 'alone'),
    ]);
  },
});
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));
afterEach(() => world().line.mend());

const rowOf = async (list: 'pull-list' | 'expired-holds' | 'hold-shelf', hold: string) => {
  const { rows, columns } = await desk.now.ask('list.view', { list });
  const row = rows.find(({ key }) => key === hold);
  return row === undefined
    ? null
    : { ...row, cells: Object.fromEntries(columns.map(({ key }, at) => [key, row.texts[at]])) };
};

test('a copy that is not on its shelf makes way for the next, which its row named with where it stands', async () => {
  world().line.cut();
  const before = await rowOf('pull-list', 'hold-wanted');
  expect(before).toMatchObject({ names: { barcode: 'barcode-wanted' }, state: 'plain' });
  expect(before?.cells['next_copy']).toContain('nted2'.slice(-4));
  expect(before?.cells['next_copy']).toContain('QA 7 c.2');
  await desk.now.ask('item.notOnShelf', { barcode: 'barcode-wanted' });
  expect(await rowOf('pull-list', 'hold-wanted')).toMatchObject({ names: { barcode: 'barcode-wanted2' } });
  await desk.now.ask('item.notOnShelf', { barcode: 'barcode-wanted2' });
  // Both were looked for: each is looked for again.
  const again = await rowOf('pull-list', 'hold-wanted');
  expect(again).toMatchObject({ state: 'attention', names: { barcode: 'barcode-wanted' } });
  await desk.now.ask('item.setMark', { barcode: 'barcode-wanted', mark: 'missing' });
  const last = await rowOf('pull-list', 'hold-wanted');
  expect(last).toMatchObject({ names: { barcode: 'barcode-wanted2' } });
  expect(last?.cells['next_copy']).toMatch(/^Not on its shelf .*; look again$/);
  world().line.mend();
  await desk.now.settled();
});

test('another desk sees it, and found it is trapped and on no list of what to pull', async () => {
  const other = await world().readyDesk('desk');
  const { rows } = await other.ask('list.view', { list: 'pull-list' });
  expect(rows.find(({ key }) => key === 'hold-wanted')).toMatchObject({ state: 'attention' });
  await other.stop();
  const found = await desk.now.ask('circ.checkin', { item: 'barcode-wanted2' });
  expect(found.routing).toMatchObject({ route: 'hold-shelf' });
  expect(await rowOf('pull-list', 'hold-wanted')).toBeNull();
  expect(await rowOf('hold-shelf', 'hold-wanted')).toMatchObject({ names: { barcode: 'barcode-wanted2' } });
});

test('an act without the right says so on its row; a copy that is not on a shelf is not searched for', async () => {
  await desk.now.ask('hold.place', { patron: 'card-P1', target: 'barcode-X1', pickup: 'main' });
  await signIn(desk.now, 'student');
  const { rows } = await desk.now.ask('list.view', { list: 'pull-list' });
  const acts = rows.find(({ names }) => names['barcode'] === 'barcode-X1')?.acts ?? [];
  expect(acts.map(({ act, key, whyNot }) => [act, key, whyNot])).toEqual([
    ['checkin', 'F', null],
    ['notOnShelf', 'N', null],
    ['setMark', 'M', 'Your role may not mark copies missing, damaged or withdrawn.'],
    ['changePickup', 'B', null],
    ['cancelHold', 'C', null],
  ]);
  expect(await desk.now.refusal('item.notOnShelf', { barcode: 'barcode-out' })).toBe('HF-CIRC-161');
});

test('paper has whole barcodes and the label of the slip, which the screen leaves out', async () => {
  const paper = await desk.now.ask('list.view', { list: 'pull-list', isForPaper: true });
  const screen = await desk.now.ask('list.view', { list: 'pull-list' });
  expect(paper.columns.map(({ key }) => key)).toContain('label');
  expect(screen.columns.map(({ key }) => key)).not.toContain('label');
});

test('a copy whose hold is over says what it does next, and taken off the shelf does just that', async () => {
  world().line.cut();
  const row = await rowOf('expired-holds', 'hold-over');
  expect(row?.cells['then']).toMatch(/^Next hold: DELA M/);
  expect(row?.acts.map(({ act, key }) => [act, key])).toEqual([
    ['checkin', 'T'],
    ['setMark', 'M'],
  ]);
  const { routing } = await desk.now.ask('circ.checkin', { item: 'barcode-over' });
  expect(routing).toMatchObject({ route: 'hold-shelf', holdLabel: expect.stringMatching(/^DELA M/) });
  expect(await rowOf('expired-holds', 'hold-over')).toBeNull();
});

test('a copy that nobody waits for is shelved, and not fetched again for a hold that is over, until the server ends that', async () => {
  world().line.cut();
  const { routing } = await desk.now.ask('circ.checkin', { item: 'barcode-alone' });
  expect(routing).toMatchObject({ route: 'reshelve' });
  expect(await rowOf('expired-holds', 'hold-alone')).toBeNull();
  expect(await rowOf('pull-list', 'hold-alone')).toBeNull();
  // Nor is it put aside for it by a scan.
  const again = await desk.now.ask('circ.checkin', { item: 'barcode-alone' });
  expect(again.routing).toMatchObject({ route: 'reshelve' });
  world().line.mend();
  await desk.now.settled();
  expect(await rowOf('pull-list', 'hold-alone')).toBeNull();
});

test('the slip of a hold is printed from its row, with the day until which it is held', async () => {
  await desk.now.ask('hold.place', { patron: 'card-P2', target: 'barcode-X3', pickup: 'main' });
  const { slips } = await desk.now.ask('circ.checkin', { item: 'barcode-X3' });
  const { rows } = await desk.now.ask('list.view', { list: 'hold-shelf' });
  const row = rows.find(({ names }) => names['barcode'] === 'barcode-X3');
  expect(row?.acts.map(({ act, key }) => [act, key])).toContainEqual(['printSlip', 'P']);
  const { slip } = await desk.now.ask('slip.print', { of: { hold: holdId(row?.key ?? '') } });
  const texts = slip.rows.map(({ text }) => text);
  // The same slip that went out as it was trapped.
  expect(texts).toEqual(slips?.[0]?.rows.map(({ text }) => text));
  expect(await desk.now.refusal('slip.print', { of: { hold: holdId('hold-wantedFar') } })).toBe('HF-CIRC-007');
});

test('a copy whose hold ended elsewhere while this desk was away is on the expired list, with what it does next', async () => {
  const other = await world().readyDesk('supervisor');
  const { holdId: placed } = await desk.now.ask('hold.place', {
    patron: 'card-plain',
    target: 'barcode-X4',
    pickup: 'main',
  });
  await desk.now.settled();
  world().line.refuse('/v1/feed');
  const { routing } = await desk.now.ask('circ.checkin', { item: 'barcode-X4' });
  expect(routing?.route).toBe('hold-shelf');
  await desk.now.settled();
  world().line.mend();
  await other.settled();
  await other.ask('hold.cancel', { holdId: placed ?? '', reason: 'found another' });
  await other.settled();
  await desk.now.settled();
  const shown = () => rowOf('expired-holds', placed ?? '');
  await until('the desk has heard of it', async () => (await shown()) !== null);
  const cells = Object.entries((await shown())?.cells ?? {});
  expect(cells).toEqual(
    expect.arrayContaining([
      ['ended', 'Canceled'],
      ['then', expect.stringMatching(/^Reshelve/)],
    ]),
  );
  expect(await rowOf('hold-shelf', placed ?? '')).toBeNull();
  const now = world().clock.now();
  const asked = { list: 'expired-holds', of: 'main', now, madeBy: 'command-line' } as const;
  const theirs = await libraryListDocument(world().served.store, asked);
  const mine = await deskListDocument(desk.now.core.desk, { list: 'expired-holds', of: 'main' }, 'command-line');
  expect(mine.sections.map(({ rows }) => rows)).toEqual(theirs.sections.map(({ rows }) => rows));
  world().line.cut();
  await desk.now.ask('circ.checkin', { item: 'barcode-X4' });
  expect(await shown()).toBeNull();
  world().line.mend();
  await other.stop();
});

test('a copy that was taken for a hold which had been suspended meanwhile is not said to be another copy', async () => {
  const other = await world().readyDesk('supervisor');
  const { holdId: placed = '' } = await desk.now.ask('hold.place', {
    patron: 'card-plain',
    target: 'barcode-X5',
    pickup: 'main',
  });
  await desk.now.settled();
  await other.settled();
  // Each desk is received, and receives nothing.
  world().line.refuse('/v1/feed');
  await other.ask('hold.suspend', { holdId: holdId(placed), until: null });
  world().clock.forward(MINUTE_MS);
  const { routing } = await desk.now.ask('circ.checkin', { item: 'barcode-X5' });
  expect(routing?.route).toBe('hold-shelf');
  world().line.mend();
  await other.settled();
  await desk.now.settled();
  const shown = () => rowOf('expired-holds', placed);
  await until('the desk has heard of it', async () => (await shown()) !== null);
  expect((await shown())?.cells).toMatchObject({ ended: 'Suspended or changed: still waiting' });
  await other.stop();
});
