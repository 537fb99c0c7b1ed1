// `due.preview`, `due.change`, `due.undo`: dates of many loans, an act each, changed and taken back as one, with the line down too.

import { recordedActs } from '../../../../../db/ledger/recorded-acts.ts';
import { HoldfastError } from '../../../../../shared/core/holdfast-error.ts';
import { MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { batchId } from '../../../../../shared/core/ids.ts';
import { toldLeft } from '../../../../../shared/acts/read-act.ts';
import type { DueAsk } from '../../../../../shared/views/due-dates.ts';
import { serverRows } from '../support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from '../support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 6 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));
afterEach(() => world().line.mend());

const ask = (more: Partial<DueAsk['which']> = {}, move: DueAsk['move'] = { to: 'day', day: '2026-07-15' }) => ({
  which: { group: null, location: null, kind: null, from: '2026-06-11', to: '2026-06-30', ...more },
  move,
  mayShorten: false,
});
const due = async (item: string) => (await desk.now.ask('item.view', { barcode: `barcode-${item}` })).dueText;
const reason = 'The semester was extended';
const textsOf = async (asked: DueAsk) => {
  const { list } = await desk.now.ask('due.preview', asked);
  return new Map(list.rows.map(({ names, texts, group }) => [names['barcode'], [group, texts[4]]]));
};

test('a preview counts what moves and what stays, each that stays with its reason, and changes nothing', async () => {
  const before = await due('out');
  await desk.now.ask('hold.recall', { patron: 'card-waiting', item: 'barcode-outToReader' });
  const preview = await desk.now.ask('due.preview', ask());
  expect(preview).toMatchObject({ earlier: 0, pastClosed: 0 });
  expect(preview.moves + preview.stays).toBe(preview.list.count);
  expect(preview.list.rows.filter(({ group }) => group === 'Get a new date')).toHaveLength(preview.moves);
  const rows = await textsOf(ask());
  expect(rows.get('barcode-out')).toEqual(['Get a new date', 'Wed, Jul 15']);
  expect(rows.get('barcode-outToReader')).toEqual([
    'Keep their date',
    expect.stringMatching(/^It is recalled: it may be kept until .* and no longer\.$/),
  ]);
  expect(rows.has('barcode-late')).toBe(false);
  expect(await due('out')).toBe(before);
});

test('a group, a shelf and an item type choose among the loans; a group has those below it', async () => {
  const all = await textsOf(ask());
  expect(all.has('barcode-limited1')).toBe(true);
  const limited = await textsOf(ask({ group: 'limited' }));
  expect(new Set(limited.keys())).toEqual(
    new Set(['barcode-inQuestion', 'barcode-limited1', 'barcode-limited2', 'barcode-outToDisputed']),
  );
  expect((await textsOf(ask({ group: 'everyone' }))).has('barcode-limited1')).toBe(true);
  expect((await textsOf(ask({ kind: 'laptop' }))).size).toBe(0);
});

test('with the line down each loan gets an act of one batch, and one undo takes all back that still can be', async () => {
  world().line.cut();
  const asked = ask({ group: 'limited' });
  const before = await due('limited1');
  const { batch, done, left } = await desk.now.ask('due.change', { ...asked, batch: null, reason });
  expect({ done, left }).toEqual({ done: 3, left: 0 });
  expect(await due('limited1')).toBe('Wed, Jul 15');
  const acts = recordedActs(desk.now.core.desk.ledger, ['changeDueDate'], { from: 0, to: Number.MAX_SAFE_INTEGER });
  expect(acts.filter((act) => toldLeft(act).batch === batch)).toHaveLength(3);
  expect((await desk.now.ask('due.choices', {})).last).toMatchObject({ batch, loans: 3, staff: 'supervisor' });
  await desk.now.ask('circ.checkin', { item: 'barcode-limited2' });
  const undone = await desk.now.ask('due.undo', { batch });
  expect(undone).toMatchObject({
    done: 2,
    left: 0,
    stays: [{ title: 'The limited2', barcode: 'barcode-limited2', why: 'something happened to the item since' }],
  });
  expect(await due('limited1')).toBe(before);
  // The remaining ones are tried again, and stay.
  expect(await desk.now.ask('due.undo', { batch })).toMatchObject({ done: 0, left: 0 });
});

test('the server has the dates that the desk told, and a later call of the same change moves nothing twice', async () => {
  const asked = ask({}, { to: 'days', days: 7 });
  const { batch, done } = await desk.now.ask('due.change', { ...asked, batch: null, reason });
  expect(done).toBeGreaterThan(0);
  expect(await desk.now.ask('due.change', { ...asked, batch, reason })).toEqual({ batch, done: 0, left: 0 });
  await desk.now.settled();
  const [loan] = (await serverRows(world(), 'loan')).filter(({ itemId }) => itemId === 'out');
  // June 20th and seven days, at the end of its day in New York.
  expect(new Date(loan?.dueAt ?? 0).toISOString()).toBe('2026-06-28T03:59:00.000Z');
});

const shown = async (): Promise<Map<string, string>> => {
  const items = ['out', 'limited1', 'outToDisputed', 'inQuestion'];
  return new Map(await Promise.all(items.map(async (item) => [item, (await due(item)) ?? ''] as const)));
};

test('parts of a long change are taken back as one, though the clock went on between them', async () => {
  const before = await shown();
  const asked = ask({}, { to: 'days', days: 14 });
  const { batch, moves } = await desk.now.ask('due.preview', asked);
  const change = { ...asked, batch, reason, most: 1 };
  expect(moves).toBeGreaterThan(2);
  const parts: number[] = [];
  for (let left = 1; left > 0;) {
    const part = await desk.now.ask('due.change', change);
    ({ left } = part);
    parts.push(part.done);
    world().clock.forward(6 * MINUTE_MS);
  }
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.reduce((sum, done) => sum + done, 0)).toBe(moves);
  expect((await desk.now.ask('due.choices', {})).last).toMatchObject({ batch, loans: moves });
  const undone: number[] = [];
  for (let left = 1; left > 0;) {
    const part = await desk.now.ask('due.undo', { batch, most: 1 });
    expect(part.stays).toEqual([]);
    ({ left } = part);
    undone.push(part.done);
    world().clock.forward(6 * MINUTE_MS);
  }
  expect(undone.reduce((sum, done) => sum + done, 0)).toBe(moves);
  expect(await shown()).toEqual(before);
});

test('a change of which a call failed goes on, and moves no loan twice', async () => {
  const before = await shown();
  const asked = ask({}, { to: 'days', days: 1 });
  const { batch, moves } = await desk.now.ask('due.preview', asked);
  const { recorder } = desk.now.core.desk;
  const record = recorder.record.bind(recorder);
  let calls = 0;
  const spied = jest.spyOn(recorder, 'record').mockImplementation((...given) => {
    calls += 1;
    if (calls === 3) throw new HoldfastError('HF-CIRC-002');
    return record(...given);
  });
  expect(await desk.now.call('due.change', { ...asked, batch, reason })).toMatchObject({ ok: false });
  spied.mockRestore();
  // The rest of the change is previewed, and it is the same change.
  expect(await desk.now.ask('due.preview', { ...asked, batch })).toMatchObject({ batch, moves: moves - 2 });
  expect(await desk.now.ask('due.change', { ...asked, batch, reason })).toEqual({ batch, done: moves - 2, left: 0 });
  expect(await desk.now.ask('due.change', { ...asked, batch, reason })).toMatchObject({ done: 0 });
  expect((await desk.now.ask('due.choices', {})).last).toMatchObject({ batch, loans: moves });
  world().clock.forward(11 * MINUTE_MS);
  expect(await desk.now.call('due.undo', { batch })).toMatchObject({ ok: false, error: { code: 'HF-CIRC-160' } });
  expect(await shown()).not.toEqual(before);
});

test('a change that is not of this desk, or too long ago, is not taken back', async () => {
  const answer = await desk.now.call('due.undo', { batch: batchId('of-another-desk') });
  expect(answer).toMatchObject({ ok: false, error: { code: 'HF-CIRC-160' } });
});

test('a date is shortened only where that was asked for, and who may not change dates changes none', async () => {
  const earlier = ask({ group: 'limited' }, { to: 'days', days: -1 });
  expect(await desk.now.ask('due.preview', earlier)).toMatchObject({ moves: 0 });
  const shortened = await desk.now.ask('due.preview', { ...earlier, mayShorten: true });
  expect(shortened.earlier).toBe(shortened.moves);
  expect(shortened.moves).toBeGreaterThan(0);
  await signIn(desk.now, 'desk');
  for (const call of [
    desk.now.call('due.choices', {}),
    desk.now.call('due.preview', earlier),
    desk.now.call('due.change', { ...earlier, batch: null, reason }),
  ])
    expect(await call).toMatchObject({ ok: false, error: { code: 'HF-AUTH-024' } });
});

test('a date that would fall while the library is closed says so', async () => {
  const closed = { from: '2026-07-20T04:00:00Z', to: '2026-07-21T04:00:00Z' };
  await desk.now.ask('branch.close', { branch: 'main', ...closed, reason: 'Paint' });
  const asked = ask({}, { to: 'day', day: '2026-07-20' });
  const { pastClosed } = await desk.now.ask('due.preview', asked);
  expect(pastClosed).toBeGreaterThan(0);
  const said = [...(await textsOf(asked)).values()].map(([, text]) => text);
  expect(said).toContain('Tue, Jul 21 · would fall while closed');
});
