// `hold.place`, `hold.cancel`, `list.view`: judged at the desk, recorded with or without a line, and the same at the
// server.

import { required } from '../../../../../shared/core/assert.ts';
import { ActSchema } from '../../../../../shared/circ/acts.ts';
import { branchId, holdId } from '../../../../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { testItem } from '../../../../contract/server/support/test-library.ts';
import { serverRows } from '../support/both-ends.ts';
import { until } from '../support/until.ts';
import { sharedDesk, sharedWorld, signIn } from '../support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 6 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'desk'));

const place = (patron: string, target: string, more: Record<string, unknown> = {}) =>
  desk.now.ask('hold.place', { patron: `card-${patron}`, target, pickup: 'main', ...more });
const placed = async (patron: string, target: string) => {
  const { commandId, holdId, reasons } = await place(patron, target);
  const why = () => JSON.stringify(reasons);
  return { commandId: required(commandId, why), holdId: required(holdId, why) };
};
const cancel = (holdId: string) => desk.now.ask('hold.cancel', { holdId, reason: 'no longer wanted' });
const list = async (kind: 'pull-list' | 'hold-shelf' | 'waiting-holds', branch?: string) => {
  const { rows } = await desk.now.ask('list.view', { list: kind, ...(branch === undefined ? {} : { of: branch }) });
  return rows.map(({ names, state }) => ({
    holdId: names['holdId'],
    barcode: names['barcode'],
    isDue: state === 'attention',
  }));
};
const holdsOf = async (patron: string) => (await desk.now.ask('patron.view', { card: `card-${patron}` })).holds;
const titleOf = async (item: string) => (await desk.now.ask('item.view', { barcode: `barcode-${item}` })).titleId;
const serverHold = async (id: string) => (await serverRows(world(), 'hold')).find((hold) => hold.id === id);
const codes = ({ reasons }: { readonly reasons: readonly { readonly code: string }[] }) =>
  reasons.map(({ code }) => code);

describe('a hold', () => {
  test('on one copy waits at once, and the server has it as the desk told it', async () => {
    const { holdId } = await placed('P0', 'barcode-out');
    expect(await holdsOf('P0')).toMatchObject([{ holdId, title: 'The out', state: 'waiting', position: 1 }]);
    await desk.now.settled();
    expect(await serverHold(holdId)).toMatchObject({ state: 'waiting', patronId: 'P0', itemId: 'out', pickup: 'main' });
    expect((await serverRows(world(), 'exception')).filter(({ patronId }) => patronId === 'P0')).toEqual([]);
    await cancel(holdId);
  });

  test('on a title is filled by whichever copy comes back: the check-in puts it on the hold shelf', async () => {
    const { holdId } = await placed('P1', await titleOf('late'));
    expect(await desk.now.ask('circ.checkin', { item: 'barcode-late' })).toMatchObject({
      routing: { route: 'hold-shelf' },
    });
    expect(await list('hold-shelf')).toContainEqual(expect.objectContaining({ holdId, barcode: 'barcode-late' }));
    await desk.now.settled();
    expect(await serverHold(holdId)).toMatchObject({ state: 'captured', capturedItem: 'late' });
    await desk.now.ask('circ.checkout', { patron: 'card-P1', item: 'barcode-late' });
    expect(await holdsOf('P1')).toEqual([]);
    await desk.now.settled();
    expect(await serverHold(holdId)).toMatchObject({ state: 'filled', capturedItem: 'late' });
  });

  test('on what stands on the shelf is on the pull list of that branch, and of no other', async () => {
    const { holdId } = await placed('P2', 'barcode-X3');
    expect(await list('pull-list')).toContainEqual(expect.objectContaining({ holdId, barcode: 'barcode-X3' }));
    expect((await list('pull-list', 'east')).map((row) => row.holdId)).not.toContain(holdId);
    await cancel(holdId);
    expect((await list('pull-list')).map((row) => row.holdId)).not.toContain(holdId);
  });

  test('is listed where it is picked up', async () => {
    const { holdId } = await place('P3', 'barcode-out', { pickup: 'East Library' });
    expect((await list('waiting-holds', 'east')).map((row) => row.holdId)).toContain(holdId);
    expect((await list('waiting-holds')).map((row) => row.holdId)).not.toContain(holdId);
    await cancel(required(holdId, () => 'not placed'));
  });
});

describe('a reason against a hold', () => {
  test('is told all at once, and recorded nowhere', async () => {
    const answer = await place('barred', 'barcode-missing', { pickup: 'nowhere' });
    expect(answer.decision).toBe('refused');
    expect(answer.commandId).toBeUndefined();
    expect(codes(answer).toSorted()).toEqual(['HOLD_PICKUP', 'HOLD_STATUS', 'PATRON_BARRED']);
    await desk.now.settled();
    expect((await serverRows(world(), 'hold')).filter(({ patronId }) => patronId === 'barred')).toEqual([]);
  });

  test('is overridden by staff who may', async () => {
    const override = { codes: ['HOLD_STATUS'], reason: 'it will be found' };
    const answer = await place('P4', 'barcode-missing', { override });
    expect(answer).toMatchObject({ decision: 'done', reasons: [{ code: 'HOLD_STATUS', overridden: true }] });
    await cancel(required(answer.holdId, () => 'not placed'));
  });

  test('a second hold of one patron on one title', async () => {
    const { holdId } = await placed('P5', 'barcode-out');
    expect(codes(await place('P5', await titleOf('out')))).toEqual(['HOLD_DUPLICATE']);
    await cancel(holdId);
  });

  test('a book that the patron has out', async () => {
    expect(codes(await place('reader', 'barcode-outToReader'))).toEqual(['HOLD_ON_LOAN_TO_PATRON']);
  });

  test('an unknown patron and an unknown item', async () => {
    const asked = { patron: 'card-nobody', target: 'barcode-X0', pickup: 'main' };
    expect(await desk.now.call('hold.place', asked)).toMatchObject({ error: { code: 'HF-PATRON-001' } });
    const nothing = { patron: 'card-P0', target: 'nothing', pickup: 'main' };
    expect(await desk.now.call('hold.place', nothing)).toMatchObject({ error: { code: 'HF-CIRC-003' } });
  });
});

describe('a cancel', () => {
  test('ends a hold, and cannot end it twice', async () => {
    const { holdId } = await placed('P0', 'barcode-late2');
    await cancel(holdId);
    expect(await holdsOf('P0')).toEqual([]);
    const again = await desk.now.call('hold.cancel', { holdId, reason: '' });
    expect(again).toMatchObject({ ok: false, error: { code: 'HF-CIRC-008' } });
    await desk.now.settled();
    expect(await serverHold(holdId)).toMatchObject({ state: 'cancelled' });
  });

  test('names a hold that is here', async () => {
    const call = await desk.now.call('hold.cancel', { holdId: 'no-hold', reason: '' });
    expect(call).toMatchObject({ ok: false, error: { code: 'HF-CIRC-007' } });
  });

  test('takes back its reason with the arguments: the envelope keeps no free text', async () => {
    const { holdId } = await placed('P0', 'barcode-late3');
    await cancel(holdId);
    await desk.now.settled();
    expect(JSON.stringify(await serverRows(world(), 'event'))).not.toContain('no longer wanted');
  });
});

describe('undoing', () => {
  const undo = (commandId: string) => desk.now.ask('circ.undo', { commandId });

  test('a placing: the hold never was', async () => {
    const { commandId, holdId } = await placed('P1', 'barcode-late2');
    await undo(commandId);
    expect(await holdsOf('P1')).toEqual([]);
    await desk.now.settled();
    expect(await serverHold(holdId)).toBeUndefined();
  });

  test('a cancel: the hold waits again in its place', async () => {
    const { holdId } = await placed('P2', 'barcode-late2');
    await desk.now.settled();
    const { commandId } = await cancel(holdId);
    await undo(required(commandId, () => 'not recorded'));
    expect(await holdsOf('P2')).toMatchObject([{ holdId, state: 'waiting' }]);
    await desk.now.settled();
    expect(await serverHold(holdId)).toMatchObject({ state: 'waiting' });
    await cancel(holdId);
  });

  test('not a placing that was cancelled since', async () => {
    const { commandId, holdId } = await placed('P3', 'barcode-late2');
    await cancel(holdId);
    const refused = await desk.now.call('circ.undo', { commandId });
    expect(refused).toMatchObject({ ok: false, error: { code: 'HF-CIRC-002' } });
  });
});

describe('a recall', () => {
  const recall = (patron: string, item: string) => desk.now.call('hold.recall', { patron: `card-${patron}`, item });

  test('holds the copy for the patron who asks and cuts the loan; the server has both as the desk told them', async () => {
    const told = await desk.now.ask('hold.recall', { patron: 'card-P3', item: 'barcode-out' });
    expect(told).toMatchObject({ decision: 'done', item: { barcode: 'barcode-out' } });
    const dueAt = Date.parse(required(told.dueAt, () => JSON.stringify(told.reasons)));
    expect(dueAt).toBeLessThan(WEDNESDAY + 3 * DAY_MS);
    expect(await holdsOf('P3')).toMatchObject([{ holdId: told.holdId, state: 'waiting' }]);
    await desk.now.settled();
    expect(await serverHold(required(told.holdId, () => 'no hold'))).toMatchObject({ state: 'waiting', itemId: 'out' });
    const loan = (await serverRows(world(), 'loan')).find(({ itemId }) => itemId === 'out');
    expect(loan).toMatchObject({ state: 'open', dueAt, recalled: true });
  });

  test('can be asked about first: what the person who has it sees, or why it is none; nothing is recorded', async () => {
    const can = (patron: string, item = 'barcode-outToReader') =>
      desk.now.ask('hold.canRecall', { patron: `card-${patron}`, item });
    expect(await can('reader')).toEqual({ may: false, whyNot: 'This patron has it.', told: null });
    expect(await can('P4')).toMatchObject({
      may: true,
      told: expect.stringMatching(/^If recalled, the loan /),
    });
    expect(await can('P4', 'barcode-X5')).toMatchObject({ may: false, told: null });
    // P3 called this one back before.
    expect((await can('P4', 'barcode-out')).whyNot).toMatch(/first|before/);
    expect(await holdsOf('P4')).toEqual([]);
  });

  test('is for the first who waits: behind them no date is promised, whatever is overridden', async () => {
    const override = { codes: ['RECALL_NOT_FIRST', 'HOLD_RECALL_EXISTS'], reason: 'two classes need it' };
    for (const more of [{}, { override }]) {
      const told = await desk.now.ask('hold.recall', { patron: 'card-P4', item: 'barcode-out', ...more });
      expect(codes(told)).toEqual(['RECALL_NOT_FIRST']);
      expect(told).toMatchObject({ decision: 'refused' });
      expect(told.dueText).toBeUndefined();
    }
    expect(await holdsOf('P4')).toEqual([]);
  });

  test('of what stands on the shelf, of an unknown barcode, or by a student assistant is none', async () => {
    expect(await recall('P3', 'barcode-X5')).toMatchObject({ value: { decision: 'refused' } });
    expect(await recall('P3', 'nothing')).toMatchObject({ error: { code: 'HF-CIRC-003' } });
    await signIn(desk.now, 'student');
    expect(await recall('P3', 'barcode-out')).toMatchObject({ error: { code: 'HF-AUTH-024' } });
  });
});

test('a hold whose end has passed is due to expire, and lives on until the server says otherwise', async () => {
  const { writer, clock, line } = world();
  const end = clock.now() + HOUR_MS;
  const opening = (name: string, item: string, more: object) =>
    ActSchema.parse({
      kind: 'openHold',
      id: `open-${name}`,
      desk: '',
      stream: '',
      seq: 0,
      at: WEDNESDAY,
      uncertaintyMs: 0,
      stated: true,
      clockSuspect: false,
      saw: null,
      branch: 'main',
      hold: name,
      patronId: 'P2',
      titleId: `title-${item}`,
      itemId: null,
      pickup: 'main',
      suspended: false,
      trapped: null,
      ...more,
    });
  const where = { status: 'on-hold-shelf', branch: branchId('main'), hold: holdId('stands') } as const;
  await writer.putRows('item', [testItem('X7', { base: { foldedTo: null, where } })]);
  await writer.putActs([
    opening('ends', 'out', { expiresAt: end }),
    opening('stands', 'X7', { expiresAt: WEDNESDAY - DAY_MS, trapped: { itemId: 'X7', branch: 'main', until: end } }),
    opening('stays', 'late3', {}),
  ]);
  const holdsHere = async () => (await desk.now.ask('patron.view', { card: 'card-P2' })).holds.length;
  await until('the holds are here', async () => (await holdsHere()) === 3);
  line.cut();
  const dueToExpire = async () => {
    const { holds } = await desk.now.ask('patron.view', { card: 'card-P2' });
    const listed = [...(await list('waiting-holds')), ...(await list('hold-shelf'))];
    for (const { holdId, dueToExpire: isDue } of holds)
      expect(listed.find((row) => row.holdId === holdId)?.isDue).toBe(isDue);
    return holds.map(({ holdId, state, dueToExpire: isDue }) => `${holdId} ${state} ${isDue}`).toSorted();
  };
  // The desk's clock is the server's but for half an answer's way, which on a busy machine is seconds.
  clock.forward(end - clock.now() - MINUTE_MS);
  expect(await dueToExpire()).toEqual(['ends waiting false', 'stands captured false', 'stays waiting false']);
  clock.forward(2 * MINUTE_MS);
  expect(await dueToExpire()).toEqual(['ends waiting true', 'stands captured true', 'stays waiting false']);
  line.mend();
});

test('holds placed and cancelled offline look the same when the desk starts again, and when the line is back [I12]', async () => {
  world().line.cut();
  const { holdId } = await placed('P4', 'barcode-late3');
  const gone = await placed('P4', await titleOf('out'));
  await cancel(gone.holdId);
  const before = await holdsOf('P4');
  expect(before).toMatchObject([{ holdId, state: 'waiting' }]);
  await desk.restart();
  expect(await holdsOf('P4')).toEqual(before);
});
