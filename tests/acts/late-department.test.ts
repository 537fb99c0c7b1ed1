// Acts of a department at two desks of a branch without a line: courses, reserves, the log, sightings and an inventory. Whichever desk hands its acts in
// first, both desks and the library end alike. [I24]

import { libraryListDocument } from '../../server/lists/library-lists.ts';
import { branchId, locationId, type CourseId } from '../../shared/core/ids.ts';
import { SECOND_MS } from '../../shared/core/instant.ts';
import { testItem } from '../contract/server/support/test-library.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { openLine, type Line } from '../integration/electron/core/support/line.ts';
import { catchesUpWith, type RunningDesk } from '../integration/electron/core/support/running-desk.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const STACKS = locationId('stacks');
const world = sharedWorld({
  at: WEDNESDAY,
  items: 2,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const stacks = { id: STACKS, name: 'Stacks', branch: branchId('main'), circulates: true, holdable: true };
    await writer.putRows('location', [stacks]);
    const names = ['a', 'b'].flatMap((turn) => Array.from({ length: 8 }, (_, n) => `${turn}${n}`));
    await writer.putRows(
      'item',
      names.map((name, n) => testItem(name, { callNumber: `QA ${70 + n} .A1`, location: STACKS })),
    );
  },
});
const first = sharedDesk(world, 'supervisor');
const second: { line: Line | null; desk: RunningDesk | null } = { line: null, desk: null };
beforeAll(async () => {
  // A line of its own, so that either desk can be the first.
  second.line = await openLine(world().served.url);
  second.desk = await world().desk({ central: second.line.url });
  await second.desk.settled();
  await signIn(second.desk, 'supervisor');
});
afterAll(() => second.line?.close());

type Pair = { readonly a: RunningDesk; readonly b: RunningDesk };
const pair = (): Pair => {
  if (second.desk === null) throw new Error('no second desk');
  return { a: first.now, b: second.desk };
};
const linesOf =
  ({ a }: Pair) =>
  (desk: RunningDesk) =>
    desk === a ? world().line : second.line;
/** Later by more than the clocks of two desks may differ. */
const later = () => world().clock.forward(5 * SECOND_MS);
const RETURNS = ['a', 'b'] as const;

/** Both desks know all that is known. */
async function meet(two: Pair): Promise<void> {
  for (const one of [two.a, two.b, two.a]) await one.settled();
  await catchesUpWith(two.b, two.a);
  await catchesUpWith(two.a, two.b);
}

/** Two desks act without a line; then the named one is the first to hand its acts in. */
async function apart(leads: 'a' | 'b', perform: (two: Pair) => Promise<void>): Promise<Pair> {
  const two = pair();
  await meet(two);
  const line = linesOf(two);
  for (const desk of [two.a, two.b]) line(desk)?.cut();
  await perform(two);
  const [early, late] = leads === 'a' ? [two.a, two.b] : [two.b, two.a];
  for (const desk of [early, late]) {
    line(desk)?.mend();
    await desk.settled();
  }
  await meet(two);
  return two;
}

/** What both desks say, which is the same. */
async function both<T>({ a, b }: Pair, of: (desk: RunningDesk) => Promise<T>): Promise<T> {
  const said = await of(a);
  expect(await of(b)).toEqual(said);
  return said;
}

const barcodesIn = (list: 'reserves-to-pull' | 'reserves-processing' | 'missing') => async (desk: RunningDesk) =>
  (await desk.ask('list.view', { list })).rows.flatMap(({ names }) => names['barcode'] ?? []).toSorted();

async function inLibrary(list: 'reserves-to-pull' | 'reserves-processing' | 'missing'): Promise<string> {
  const asked = { list, of: null, now: world().clock.now(), madeBy: 'command-line' } as const;
  return JSON.stringify((await libraryListDocument(world().served.store, asked)).sections);
}

test.each(RETURNS)(
  'a course ends at one desk while another puts a copy on it and moves one; desk %s first',
  async (leads) => {
    const { a } = pair();
    const copy = (n: number) => `barcode-${leads}${n}`;
    const term = { name: 'Summer 2026', from: '2026-05-18', to: '2026-08-07' };
    const { courseId } = await a.ask('course.add', { term, numbers: [`ECON ${leads}`], name: 'Macro' });
    const { reserveId } = await a.ask('reserve.place', { courseId, barcode: copy(0) });
    const two = await apart(leads, async (desks) => {
      await desks.a.ask('course.end', { courseId });
      await desks.a.ask('reserve.move', { reserveId, status: 'processing' });
      later();
      await desks.b.ask('reserve.place', { courseId, barcode: copy(1) });
      await desks.b.ask('reserve.move', { reserveId, status: 'on-reserve' });
      await desks.b.ask('course.edit', { courseId, name: 'Macroeconomics' });
      later();
      await desks.a.ask('course.edit', { courseId, note: 'Ended early' });
    });
    const view = await both(two, (desk) => desk.ask('course.view', { courseId }));
    expect(view).toMatchObject({ name: 'Macroeconomics', note: 'Ended early', ended: true, isOver: true });
    expect(await both(two, barcodesIn('reserves-to-pull'))).toEqual(expect.arrayContaining([copy(0), copy(1)]));
    expect(await inLibrary('reserves-to-pull')).toContain(copy(1));
    const rows = (await serverRows(world(), 'reserve')).filter((row) => row.courseId === courseId);
    expect(rows.map(({ status }) => status).toSorted()).toEqual(['on-reserve', 'requested']);
    await takeUpAgain(leads, courseId, copy);
  },
);

/** It goes on where a desk that did not hear of the second end took it up after that. */
async function takeUpAgain(leads: 'a' | 'b', courseId: CourseId, copy: (n: number) => string): Promise<void> {
  const two = await apart(leads, async (desks) => {
    await desks.a.ask('course.end', { courseId });
    later();
    await desks.b.ask('course.edit', { courseId, ended: false });
  });
  expect(await both(two, (desk) => desk.ask('course.view', { courseId }))).toMatchObject({ isOver: false });
  expect(await both(two, barcodesIn('reserves-to-pull'))).not.toContain(copy(0));
  expect(await both(two, barcodesIn('reserves-processing'))).toContain(copy(1));
  expect(await inLibrary('reserves-to-pull')).not.toContain(copy(1));
}

test.each(RETURNS)(
  'steps, messages and finds that two desks work on end by their times; desk %s first',
  async (leads) => {
    const { a } = pair();
    const [doors, cash] = [`Doors ${leads}`, `Cash ${leads}`];
    await a.ask('log.editList', { list: 'closing', lines: [doors, cash] });
    const { commandId: message } = await a.ask('message.leave', { text: `The elevator is out, ${leads}.` });
    const { commandId: found } = await a.ask('found.keep', { thing: `Umbrella ${leads}` });
    const tick = (desk: RunningDesk, step: string, isDone: boolean) =>
      desk.ask('log.tick', { list: 'closing', step, isDone });
    const two = await apart(leads, async (desks) => {
      await tick(desks.a, doors, true);
      await tick(desks.b, cash, true);
      await desks.b.ask('message.see', { message });
      await desks.b.ask('found.end', { found, to: 'Its owner' });
      later();
      await tick(desks.b, doors, false);
      await tick(desks.a, cash, false);
      later();
      await tick(desks.a, cash, true);
      later();
      await desks.a.ask('message.end', { message });
      await desks.a.ask('found.end', { found, to: 'Campus safety' });
      await desks.b.ask('log.editList', { list: 'opening', lines: [`Late ${leads}`] });
      later();
      await desks.a.ask('log.editList', { list: 'opening', lines: [`Lights ${leads}`] });
    });
    const log = await both(two, (desk) => desk.ask('log.view', {}));
    expect(log.lists['opening']).toEqual([`Lights ${leads}`]);
    const own = log.steps.filter(({ step }) => step.endsWith(leads));
    expect(own.map(({ step, done }) => [step, done !== null])).toEqual([
      [`Lights ${leads}`, false],
      [doors, false],
      [cash, true],
    ]);
    expect(log.messages.find(({ id }) => id === message)).toMatchObject({ ended: { by: 'supervisor' } });
    expect(log.found.find(({ id }) => id === found)).toMatchObject({ ended: { note: 'Its owner' } });
    const entries = await serverRows(world(), 'logEntry');
    expect(entries.find(({ id }) => id === found)?.ended?.note).toBe('Its owner');
  },
);

test.each(RETURNS)('copies seen by one desk and lent or missed at another; desk %s first', async (leads) => {
  const [lent, back, missed, again] = [0, 1, 2, 3].map((n) => `barcode-${leads}${n}`) as [
    string,
    string,
    string,
    string,
  ];
  const two = await apart(leads, async ({ a, b }) => {
    await b.ask('item.seen', { barcode: missed, location: STACKS });
    later();
    for (const item of [lent, back]) await a.ask('circ.checkout', { patron: `card-P${leads === 'a' ? 1 : 2}`, item });
    for (const barcode of [missed, again]) await a.ask('item.setMark', { barcode, mark: 'missing' });
    later();
    for (const barcode of [lent, back, again]) await b.ask('item.seen', { barcode, location: STACKS });
    later();
    await a.ask('circ.checkin', { item: back });
  });
  const openOn = async (desk: RunningDesk) =>
    (await desk.ask('exception.list', {})).exceptions
      .filter(({ code }) => code === 'seen-while-on-loan')
      .map(({ item }) => item);
  expect(await both(two, openOn)).toEqual([lent]);
  const missing = await both(two, async (desk) =>
    (await desk.ask('list.view', { list: 'missing' })).rows.map(({ group, names }) => [group, names['barcode']]),
  );
  expect(missing.filter(([, barcode]) => barcode === missed).map(([group]) => group)).not.toContain(
    'Found in the last two weeks',
  );
  expect(missing).toContainEqual(['Found in the last two weeks', again]);
  const records = (barcode: string) =>
    both(two, async (desk) => (await desk.ask('item.record', { barcode })).statusText);
  expect([await records(missed), await records(again), await records(back)]).toEqual([
    'missing',
    'available',
    'available',
  ]);
  expect(await inLibrary('missing')).toContain(missed);
  // The shelf is cleared for the next turn.
  await two.a.ask('circ.checkin', { item: lent });
  await meet(two);
  expect(await both(two, openOn)).toEqual([]);
});

test.each(RETURNS)('an inventory that one desk finishes while another still reads; desk %s first', async (leads) => {
  const { a } = pair();
  const [low, high] = leads === 'a' ? ['QA 70', 'QA 77'] : ['QA 78', 'QA 85'];
  const range = { name: `Spring ${leads}`, location: STACKS, from: low, to: high };
  const { commandId: inventory } = await a.ask('inventory.start', range);
  later();
  const read = async (desk: RunningDesk, ...places: number[]) => {
    for (const n of places) {
      await desk.ask('item.seen', { barcode: `barcode-${leads}${n}`, location: STACKS });
      later();
    }
  };
  const two = await apart(leads, async (desks) => {
    await read(desks.a, 4, 5);
    await read(desks.b, 6);
    await desks.a.ask('inventory.end', { inventory });
    later();
    await read(desks.b, 7);
    await desks.b.ask('inventory.end', { inventory });
  });
  const row = await both(two, async (desk) => {
    const { rows } = await desk.ask('list.view', { list: 'inventories' });
    const found = rows.find(({ names }) => names['inventoryId'] === inventory);
    return { texts: found?.texts.slice(0, 3), acts: found?.acts.map(({ key }) => key) };
  });
  // Finished with the figures of the desk that was the first to finish it.
  expect(row.texts?.[2]).toMatch(/^2 \/ /);
  expect(row.acts).toEqual(['P']);
  const report = await both(two, async (desk) =>
    (await desk.ask('list.view', { list: 'inventory-report', of: inventory })).rows.map(
      ({ names }) => names['barcode'],
    ),
  );
  // Its report knows of the copies that the other desk had seen.
  for (const n of [4, 5, 6, 7]) expect(report).not.toContain(`barcode-${leads}${n}`);
});

test.each(RETURNS)(
  'questions of two desks are counted together, without those that were undone; desk %s first',
  async (leads) => {
    const period = { from: new Date(world().clock.now()).toISOString(), to: '2026-06-12T00:00:00Z' };
    later();
    const { a } = await apart(leads, async (desks) => {
      await desks.a.ask('tally.count', { tier: '3' });
      const { commandId: wrong } = await desks.b.ask('tally.count', { tier: '3' });
      await desks.b.ask('circ.undo', { commandId: wrong });
      later();
      const { commandId: asked } = await desks.b.ask('tally.count', { tier: '3' });
      await desks.b.ask('tally.describe', { tally: asked, mode: 'chat', subject: null });
    });
    const { sections } = await a.ask('report.run', { kind: 'service', of: 'library', ...period });
    const rows = sections.find(({ key }) => key === 'tally')?.rows ?? [];
    expect(rows.find(([tier]) => tier === 'READ 3')?.[1]).toBe('2');
    const ownRows = (await a.ask('report.run', { kind: 'service', of: 'desk', ...period })).sections;
    expect(ownRows.find(({ key }) => key === 'tally')?.rows.find(([tier]) => tier === 'READ 3')?.[1]).toBe('1');
  },
);
