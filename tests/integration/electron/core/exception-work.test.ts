// Work on exceptions that stay open: recorded offline and shown at once, with every desk of the branch when the line is back, and by the rights of
// its person.

import { required } from '../../../../shared/core/assert.ts';
import type { Listing } from '../../../../shared/views/sync.ts';
import { ledgerActs, serverRows } from './support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import type { RunningDesk } from './support/running-desk.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 12 });
const here = sharedDesk(world, 'supervisor');
const beside = sharedDesk(world, 'supervisor');
const away = sharedDesk(world, 'supervisor', 'east');

const list = (desk: RunningDesk, listing: Partial<Listing> = {}) =>
  desk.ask('exception.list', { page: { first: 50, listing } });
const aboutAt = async (desk: RunningDesk, item: string) =>
  (await list(desk)).exceptions.find((one) => one.item === `barcode-${item}`);
const about = async (item: string) => required(await aboutAt(here.now, item), () => item);

/** Two desks lend one item, each without knowing of the other. */
async function lendTwice(item: string, patrons: readonly [string, string]): Promise<void> {
  const lend = (desk: RunningDesk, patron: string) =>
    desk.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}` });
  world().line.refuse('/v1/commands');
  await lend(here.now, patrons[0]);
  world().clock.forward(30_000);
  await lend(beside.now, patrons[1]);
  world().line.mend();
  await here.now.settled();
  await beside.now.settled();
  await until('the exception is here', async () => (await aboutAt(here.now, item)) !== undefined);
}

beforeAll(async () => {
  await lendTwice('X0', ['P0', 'P1']);
  world().clock.forward(60_000);
  await lendTwice('X1', ['P2', 'P3']);
});
beforeEach(async () => {
  await signIn(here.now, 'supervisor');
  await signIn(beside.now, 'supervisor');
});

test('is shown at once where it was said without the server, and at every desk when the line is back', async () => {
  const { exceptionId } = await about('X0');
  world().line.refuse('/v1/commands');
  const said = { to: 'desk', contact: 'message-left' as const, note: 'calls back at noon' };
  expect(await here.now.ask('exception.work', { exceptionIds: [exceptionId], ...said })).toEqual({ worked: 1 });
  const work = {
    assigned: { staff: 'desk', isMe: false },
    contact: { what: 'message-left' },
    history: [{ staff: 'supervisor', ...said }],
  };
  expect(await about('X0')).toMatchObject({ state: 'open', work });
  world().line.mend();
  await here.now.settled();
  await until('the other desk knows', async () => (await aboutAt(beside.now, 'X0'))?.work?.assigned !== null);
  expect(await aboutAt(beside.now, 'X0')).toMatchObject({ work });
  expect((await about('X0')).work?.history).toHaveLength(1);
  await signIn(beside.now, 'desk');
  expect(await aboutAt(beside.now, 'X0')).toMatchObject({ work: { assigned: { staff: 'desk', isMe: true } } });
});

test('lists my cards, then unassigned ones, the oldest first, and counts the rest', async () => {
  await signIn(here.now, 'desk');
  const all = (await list(here.now)).exceptions.filter(({ weight }) => weight !== 'note').length;
  const items = async (listing: Partial<Listing>) => {
    const { exceptions, leftOut } = await list(here.now, listing);
    const work = exceptions.filter(({ weight }) => weight !== 'note');
    // Rows that are not listed are counted: nothing vanishes. [I33]
    expect(work.length + leftOut).toBe(all);
    return work.filter(({ code }) => code === 'lent-while-on-loan').map(({ item }) => item);
  };
  expect(await items({ whose: 'mine' })).toEqual(['barcode-X0']);
  expect(await items({ whose: 'nobody' })).toEqual(['barcode-X1']);
  expect(await items({ where: 'branch' })).toEqual(['barcode-X0', 'barcode-X1']);
  expect(await items({ order: 'age' })).toEqual(['barcode-X0', 'barcode-X1']);
  const { kinds } = await list(here.now, { order: 'age' });
  expect(kinds.filter(({ weight }) => weight === 'today')).toMatchObject([
    { group: 'oldest-today', code: 'by-age', count: 2, actions: [] },
  ]);
});

test('says at a desk of another branch where the object is', async () => {
  await signIn(away.now, 'supervisor');
  await until('the other branch knows', async () => (await aboutAt(away.now, 'X1')) !== undefined);
  expect((await about('X1')).elsewhere).toBeUndefined();
  const atHome = await here.now.ask('desk.view', {});
  expect((await aboutAt(away.now, 'X1'))?.elsewhere).toBe(atHome.branchName);
});

test('all who may end one may take it; giving it to another person asks for a right', async () => {
  await signIn(here.now, 'desk');
  const { exceptionId } = await about('X1');
  const before = ledgerActs(here.now).length;
  const give = (to: string | null) => ({ exceptionIds: [exceptionId], to });
  expect(await here.now.refusal('exception.work', give('supervisor'))).toBe('HF-AUTH-024');
  expect((await here.now.ask('exception.assignees', {})).staff).toEqual([{ staff: 'desk', isMe: true }]);
  expect(ledgerActs(here.now)).toHaveLength(before);
  expect(await here.now.ask('exception.work', give('desk'))).toEqual({ worked: 1 });
  expect(await here.now.ask('exception.work', give(null))).toEqual({ worked: 1 });
  await signIn(here.now, 'supervisor');
  expect(await here.now.refusal('exception.work', give('student'))).toBe('HF-AUTH-005');
  const able = (await here.now.ask('exception.assignees', {})).staff.map(({ staff }) => staff);
  expect(able).toEqual(expect.arrayContaining(['desk', 'supervisor']));
  expect(able).not.toContain('student');
  expect(await here.now.ask('exception.work', give('supervisor'))).toEqual({ worked: 1 });
  await signIn(here.now, 'desk');
  expect(await here.now.refusal('exception.work', give('desk'))).toBe('HF-AUTH-024');
  await signIn(here.now, 'student');
  expect(await here.now.refusal('exception.work', { exceptionIds: [exceptionId], note: 'x' })).toBe('HF-AUTH-024');
});

test('all of a kind are given by its name, and it stays the history of what is closed', async () => {
  const { kinds, upTo } = await list(here.now);
  const kind = required(
    kinds.find(({ code }) => code === 'lent-while-on-loan'),
    () => 'no such kind',
  );
  const choice = { group: kind.group, code: kind.code, count: kind.count, upTo };
  expect(await here.now.ask('exception.work', { kind: choice, note: 'both objects are on the desk' })).toEqual({
    worked: 2,
  });
  const { exceptionId } = await about('X1');
  await here.now.ask('exception.resolve', { exceptionIds: [exceptionId], action: 'told-patron', note: '' });
  await here.now.settled();
  const row = (await serverRows(world(), 'exception')).find(({ id }) => id === exceptionId);
  expect(row).toMatchObject({ state: 'resolved' });
  expect(row?.work?.at(-1)).toMatchObject({ note: 'both objects are on the desk' });
});
