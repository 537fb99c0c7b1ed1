// Acts of time: one moment yields one act, on every server and at every run, and late acts from before the moment undo
// it.

import { recordingBy } from '../../../shared/acts/commands.ts';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { revokeDesk } from '../../../server/desks/desk-list.ts';
import { dueBlocks } from '../../../server/schedule/due-blocks.ts';
import { dueHolds } from '../../../server/schedule/due-holds.ts';
import { ownRequest, timedActId } from '../../../server/schedule/own-desk.ts';
import { createSchedule, type Schedule } from '../../../server/schedule/schedule.ts';
import { required } from '../../../shared/core/assert.ts';
import { ActSchema } from '../../../shared/circ/acts.ts';
import { actId, holdId, itemId, patronId, titleId } from '../../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { openCodes, openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { addTestStaff, at, testItem, testPatron } from './support/test-library.ts';

const random = { bytes: (count: number) => new Uint8Array(count).fill(7), fraction: () => 0.5 };
const signer = makeSigner(newPrivateKey(random));

/** A server process of its own that looks for due work. */
const scheduleOf = ({ store, clock }: Scene): Schedule =>
  createSchedule({ runner: createCommandRunner({ store, clock }), clock, ownDesk: { signer, random } });

const lostAt = at(11) + 30 * DAY_MS;

/** X0 is lent to P0 until 11:00, and no act follows for a month and an hour. */
async function openOverdue(place: Parameters<typeof openScene>[0]) {
  const scene = await openScene(place);
  const desk = await scene.desk('A');
  const loan = desk.checkout('X0', 'P0', { at: at(10), dueAt: at(11) });
  scene.clock.set(at(10, 1));
  await scene.send(desk);
  await say(scene, desk, { closing: true });
  return { scene, desk, loan, schedule: scheduleOf(scene) };
}

/** A hold that waits from the beginning, of the patron and for the title of a number. */
const opening = (name: string, seq: number, more: object) =>
  ActSchema.parse({
    kind: 'openHold',
    id: `open-${name}`,
    desk: '',
    stream: '',
    seq,
    at: at(1),
    uncertaintyMs: 0,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: 'main',
    hold: holdId(name),
    patronId: patronId(`P${seq}`),
    titleId: titleId(`title-X${seq}`),
    itemId: null,
    pickup: 'main',
    suspended: false,
    trapped: null,
    ...more,
  });

/** The desk speaks without acts. */
const say = (scene: Scene, desk: TestDesk, more: { closing?: boolean; left?: number } = {}) =>
  scene.send(desk, desk.request(0, 0, { left: 0, ...more }));

const stateOf = async (scene: Scene) => (await scene.rows('loan')).map(({ state }) => state);

describeStores('acts of time', (use) => {
  test('a loan ages to lost at its due moment, once, in a command of the server', async () => {
    const { scene, loan, schedule } = await openOverdue(await use());
    scene.clock.set(lostAt - 1);
    expect(await schedule.look()).toBe(0);
    scene.clock.set(lostAt);
    expect(await schedule.look()).toBe(1);
    expect(await schedule.look()).toBe(0);
    expect(await scene.rows('loan')).toMatchObject([{ state: 'lost', lostAt }]);
    expect(await scene.rows('event')).toContainEqual(
      expect.objectContaining({
        kind: 'ageToLost',
        id: timedActId('ageToLost', loan, lostAt),
        at: lostAt,
        desk: 'server',
      }),
    );
    expect((await scene.rows('fee')).map(({ kind, amountMinor }) => `${kind} ${amountMinor}`).toSorted()).toEqual([
      'lost 2500',
      'processing 500',
    ]);
  });

  test('two servers that look at once make one act of each moment [I2]', async () => {
    const place = await use();
    const scene = await openScene(place, { items: 5 });
    const desk = await scene.desk('A');
    for (const item of ['X0', 'X1', 'X2']) desk.checkout(item, 'P0', { at: at(10), dueAt: at(11) });
    await scene.send(desk);
    await say(scene, desk, { closing: true });
    scene.clock.set(lostAt + HOUR_MS);
    const counts = await Promise.all(
      [scheduleOf(scene), scheduleOf(scene), scheduleOf(scene)].map((one) => one.look()),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(await stateOf(scene)).toEqual(['lost', 'lost', 'lost']);
    const acts = (await scene.rows('event')).filter(({ kind }) => kind === 'ageToLost');
    expect(acts.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  test('a check-in from before the moment that comes in late takes loss and bill away, and says so [I24]', async () => {
    const { scene, desk, schedule } = await openOverdue(await use());
    scene.clock.set(lostAt + HOUR_MS);
    await schedule.look();
    const from = desk.ledger.length;
    desk.checkin('X0', { at: at(12) });
    await scene.send(desk, desk.request(from));
    expect(await scene.rows('loan')).toMatchObject([{ state: 'closed', how: 'checkin', lostAt: null }]);
    expect((await scene.rows('fee')).map(({ kind }) => kind)).toEqual(['overdue']);
    expect(await openCodes(scene)).toEqual(['lost-corrected']);
    expect(await schedule.look()).toBe(0);
  });

  test('a desk may not send what only the server does', async () => {
    const { scene, desk, loan } = await openOverdue(await use());
    const from = desk.ledger.length;
    const args = { loanId: loan, itemId: itemId('X0'), patronId: patronId('P0') };
    desk.record('ageToLost', { args, told: { decision: 'done', reasons: [] } }, { at: at(12) });
    const answer = await scene.send(desk, desk.request(from));
    expect(receiptsOf(answer)).toMatchObject([{ outcome: 'rejected', codes: ['not-for-desks'] }]);
    expect(await stateOf(scene)).toEqual(['open']);
  });

  test('a waiting hold ends at its end, a copy on the shelf at the end of its wait, and what was fetched before stands', async () => {
    const scene = await openScene(await use());
    const schedule = scheduleOf(scene);
    const shelf = (item: string) => ({ itemId: itemId(item), branch: 'main', until: at(12) });
    await scene.writer.putActs([
      opening('H0', 0, { expiresAt: at(12) }),
      opening('H1', 1, { trapped: shelf('X1') }),
      opening('H2', 2, { trapped: shelf('X2') }),
    ]);
    scene.clock.set(at(12) - 1);
    expect(await schedule.look()).toBe(0);
    scene.clock.set(at(12));
    expect(await schedule.look()).toBe(3);
    const states = async () => Object.fromEntries((await scene.rows('hold')).map(({ id, state }) => [id, state]));
    expect(await states()).toEqual({ H0: 'expired', H1: 'expired', H2: 'expired' });
    expect(await openCodes(scene)).toEqual(['wrong-trap', 'wrong-trap']);
    const desk = await scene.desk('A');
    desk.checkout('X2', 'P2', { at: at(11, 30) });
    await scene.send(desk);
    expect(await states()).toEqual({ H0: 'expired', H1: 'expired', H2: 'filled' });
    expect(await openCodes(scene)).toEqual(['wrong-trap']);
    expect(await schedule.look()).toBe(0);
  });

  test('a block that ends is lifted at its end, others stay', async () => {
    const scene = await openScene(await use());
    const block = (id: string, endsAt: number | null) => ({
      id,
      kind: 'STAFF',
      label: id,
      blocks: ['CIRC' as const],
      origin: 'staff' as const,
      setAt: at(1),
      endsAt,
    });
    const blocks = [block('noon', at(12)), block('night', at(23)), block('for-ever', null)];
    await scene.writer.putRows('patron', [testPatron('P0', { blocks })]);
    scene.clock.set(at(12) - 1);
    expect(await scheduleOf(scene).look()).toBe(0);
    scene.clock.set(at(12));
    expect(await scheduleOf(scene).look()).toBe(1);
    const left = async () => (await scene.rows('patron')).find(({ id }) => id === 'P0')?.blocks.map(({ id }) => id);
    expect(await left()).toEqual(['night', 'for-ever']);
    expect(await scheduleOf(scene).look()).toBe(0);
  });

  /** P0 to P2 have a block until noon, P3 one until 13:00. */
  const blockedPatrons = () =>
    [0, 1, 2, 3].map((number) => {
      const block = { id: 'block', kind: 'STAFF', label: 'block', blocks: ['CIRC' as const], origin: 'staff' as const };
      const endsAt = number === 3 ? at(13) : at(12);
      return testPatron(`P${number}`, { blocks: [{ ...block, setAt: at(1), endsAt }] });
    });

  test('blocks that a library system says again after they were lifted are lifted again each time, however many servers look [I2]', async () => {
    const scene = await openScene(await use(), { patrons: 4 });
    const blocked = async () =>
      (await scene.rows('patron')).filter(({ blocks }) => blocks.length > 0).map(({ id }) => String(id));
    await scene.writer.putRows('patron', blockedPatrons());
    scene.clock.set(at(12));
    expect(await scheduleOf(scene).look()).toBe(3);
    expect(await blocked()).toEqual(['P3']);
    await scene.writer.putRows('patron', blockedPatrons());
    scene.clock.set(at(13));
    const found = await scene.store.read((tx) => dueBlocks(tx, { now: at(13), limit: 100, page: 2 }));
    expect(found.map(({ args }) => args)).toMatchObject([0, 1, 2, 3].map((number) => ({ patronId: `P${number}` })));
    const counts = await Promise.all([scheduleOf(scene), scheduleOf(scene)].map((one) => one.look()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(await blocked()).toEqual([]);
    await scene.writer.putRows('patron', blockedPatrons().slice(0, 1));
    // In the same moment as the last one, too.
    expect(await scheduleOf(scene).look()).toBe(1);
    expect(await blocked()).toEqual([]);
    expect(await scheduleOf(scene).look()).toBe(0);
  });

  test('blocks whose lifting failed are tried no second time, and keep those behind them waiting no longer than they must', async () => {
    const scene = await openScene(await use(), { patrons: 4 });
    await scene.writer.putRows('patron', blockedPatrons());
    scene.clock.set(at(12));
    const failing = createCommandRunner({
      store: scene.store,
      clock: scene.clock,
      read: recordingBy(() => {
        throw new Error('a fault of the server');
      }),
    });
    const { clock } = scene;
    expect(await createSchedule({ runner: failing, clock, ownDesk: { signer, random } }).look()).toBe(3);
    expect(await scheduleOf(scene).look()).toBe(0);
    scene.clock.set(at(13));
    const found = await scene.store.read((tx) => dueBlocks(tx, { now: at(13), limit: 100, page: 2 }));
    expect(found.map(({ args }) => args)).toMatchObject([{ patronId: 'P3' }]);
  });

  test('holds whose end was void, and which wait again with that end behind them, end once, however many servers look [I2]', async () => {
    const scene = await openScene(await use(), { items: 4, patrons: 4 });
    const numbers = [0, 1, 2, 3];
    await scene.writer.putActs(
      numbers.map((number) => opening(`H${number}`, number, { expiresAt: number === 3 ? at(13) : at(12) })),
    );
    const states = async () => (await scene.rows('hold')).map(({ state }) => state);
    scene.clock.set(at(12));
    expect(await scheduleOf(scene).look()).toBe(3);
    // A copy stood there when the hold ended, as a later act shows, and was shelved since.
    const desk = await scene.desk('A');
    for (const number of [0, 1, 2]) desk.checkin(`X${number}`, { at: at(11, 30), hold: `H${number}` });
    for (const number of [0, 1, 2]) desk.checkin(`X${number}`, { at: at(12, 30) });
    scene.clock.set(at(13));
    await scene.send(desk);
    expect(await states()).toEqual(numbers.map(() => 'waiting'));
    const due = { now: at(13), limit: 100, page: 2 };
    const found = await scene.store.read((tx) => dueHolds(tx, due));
    expect(found.map(({ args }) => args)).toMatchObject(numbers.map((number) => ({ hold: `H${number}` })));
    const counts = await Promise.all([scheduleOf(scene), scheduleOf(scene)].map((one) => one.look()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(await states()).toEqual(numbers.map(() => 'expired'));
    // Again one of them had its copy when it was to end, and lost it.
    desk.checkin('X0', { at: at(12, 40), hold: 'H0' });
    desk.checkin('X0', { at: at(13, 10) });
    scene.clock.set(at(14));
    await scene.send(desk);
    expect(await states()).toEqual(['waiting', 'expired', 'expired', 'expired']);
    expect(await scheduleOf(scene).look()).toBe(1);
    expect(await states()).toEqual(numbers.map(() => 'expired'));
    expect(await scheduleOf(scene).look()).toBe(0);
  });

  test('a copy whose wait on the shelf was over while another stood for the hold at its pickup ends it once it stands for it again', async () => {
    const scene = await openScene(await use());
    await scene.writer.putRows('item', [testItem('X9', { titleId: titleId('title-X1') })]);
    await scene.writer.putActs([
      opening('H1', 1, { trapped: { itemId: itemId('X1'), branch: 'east', until: at(12) } }),
    ]);
    const hold = async () => (await scene.rows('hold')).map(({ state, capturedItem }) => [state, capturedItem]);
    scene.clock.set(at(12));
    expect(await scheduleOf(scene).look()).toBe(1);
    const desk = await scene.desk('A');
    desk.checkin('X9', { at: at(11, 30), hold: 'H1' });
    scene.clock.set(at(12, 30));
    await scene.send(desk);
    expect(await hold()).toEqual([['captured', 'X9']]);
    expect(await scheduleOf(scene).look()).toBe(0);
    desk.checkin('X9', { at: at(12, 30) });
    scene.clock.set(at(13));
    await scene.send(desk);
    expect(await hold()).toEqual([['captured', 'X1']]);
    expect(await scheduleOf(scene).look()).toBe(1);
    expect(await hold()).toEqual([['expired', null]]);
    expect(await scheduleOf(scene).look()).toBe(0);
  });

  test.each(['the act of time', 'the check-in'])(
    'a copy that was taken off the shelf after the wait ends its hold, when %s comes first [I24]',
    async (first) => {
      const scene = await openScene(await use());
      const trapped = { itemId: itemId('X1'), branch: 'main', until: at(12) };
      await scene.writer.putActs([opening('H1', 1, { trapped })]);
      const desk = await scene.desk('A');
      desk.checkin('X1', { at: at(12, 30) });
      scene.clock.set(at(13));
      if (first === 'the act of time') expect(await scheduleOf(scene).look()).toBe(1);
      await scene.send(desk);
      if (first !== 'the act of time') {
        expect(await scene.rows('hold')).toMatchObject([{ state: 'waiting', takenOff: { itemId: 'X1' } }]);
        expect(await scheduleOf(scene).look()).toBe(1);
      }
      expect(await scene.rows('hold')).toMatchObject([{ state: 'expired', capturedItem: null, endedAt: at(12) }]);
      // Staff did not forget to put it aside. (It stood nowhere before the hold was opened.)
      expect(await openCodes(scene)).toEqual(['already-in']);
      expect(await scheduleOf(scene).look()).toBe(0);
    },
  );

  test('a hold that waits again after a scan that a clock dated a moment ahead ends when that moment is past, in one act', async () => {
    const scene = await openScene(await use());
    await scene.writer.putActs([opening('H0', 0, { expiresAt: at(12) })]);
    scene.clock.set(at(12));
    expect(await scheduleOf(scene).look()).toBe(1);
    const desk = await scene.desk('A');
    desk.checkin('X0', { at: at(11, 30), hold: 'H0' });
    desk.checkin('X0', { at: at(13) + 500, offsetErrorMs: 60_000 });
    scene.clock.set(at(13));
    await scene.send(desk);
    expect(await scheduleOf(scene).look()).toBe(0);
    scene.clock.set(at(13) + 501);
    expect(await scheduleOf(scene).look()).toBe(1);
    expect((await scene.rows('hold')).map(({ state }) => state)).toEqual(['expired']);
  });
});

describeStores('quiet while silent', (use) => {
  /** The desk was open and fell silent before the loan would age. */
  async function openSilent(place: Parameters<typeof openScene>[0]) {
    const scene = await openScene(place);
    await addTestStaff(scene.store, 'boss', 'supervisor');
    const desk = await scene.desk('A');
    const other = await scene.desk('B');
    const loan = desk.checkout('X0', 'P0', { at: at(10), dueAt: at(11) });
    scene.clock.set(at(10, 1));
    await scene.send(desk);
    scene.clock.set(lostAt + MINUTE_MS);
    await say(scene, other);
    return { scene, desk, other, loan, schedule: scheduleOf(scene) };
  }

  test('nothing ages while an open desk of the branch is silent; when it has drained, it does', async () => {
    const { scene, desk, schedule } = await openSilent(await use());
    expect(await schedule.look()).toBe(0);
    expect(await stateOf(scene)).toEqual(['open']);
    expect(await openCodes(scene)).toEqual(['desk-silent']);
    await say(scene, desk, { left: 3 });
    expect(await schedule.look()).toBe(0);
    await say(scene, desk);
    expect(await openCodes(scene)).toEqual([]);
    expect(await schedule.look()).toBe(1);
    expect(await stateOf(scene)).toEqual(['lost']);
  });

  test('a desk whose ledger is ahead of what has come has not drained, whatever it says is left', async () => {
    const { scene, desk, schedule } = await openSilent(await use());
    expect(await schedule.look()).toBe(0);
    desk.checkin('X1', { at: at(11, 30) });
    // A desk of an older version asks without acts and without the count of unsent ones.
    for (const request of [desk.request(0, 0), desk.request(0, 0, { left: 0 })]) {
      await scene.send(desk, request);
      expect(await schedule.look()).toBe(0);
    }
    // Nor a desk that sends acts without that count, until it asks without any.
    const { left: _, ...unsaid } = desk.request(1, 2);
    await scene.send(desk, unsaid);
    expect(await schedule.look()).toBe(0);
    await scene.send(desk, desk.request(0, 0));
    expect(await schedule.look()).toBe(1);
  });

  test('a desk that went on in a stream of which nothing has come has not drained before it comes', async () => {
    const { scene, desk, schedule } = await openSilent(await use());
    expect(await schedule.look()).toBe(0);
    const from = desk.startStream();
    desk.checkin('X1', { at: at(11, 30) });
    await scene.send(desk, desk.request(0, 0, { left: 0 }));
    expect(await schedule.look()).toBe(0);
    await scene.send(desk, desk.request(from, undefined, { left: 0 }));
    expect(await schedule.look()).toBe(1);
  });

  test('a desk that makes contact before its silence was noted, with acts left, was silent all the same until it drained', async () => {
    const { scene, desk, schedule } = await openSilent(await use());
    desk.checkin('X1', { at: at(11, 30) });
    desk.checkin('X2', { at: at(11, 40) });
    await scene.send(desk, desk.request(1, 2, { left: 1 }));
    expect(await openCodes(scene)).toContain('desk-silent');
    expect(await schedule.look()).toBe(0);
    expect(await stateOf(scene)).toEqual(['open']);
    await scene.send(desk, desk.request(2, 3, { left: 0 }));
    expect(await openCodes(scene)).not.toContain('desk-silent');
    expect(await schedule.look()).toBe(1);
  });

  test('how long a desk may say nothing is what the library says', async () => {
    const { scene, schedule } = await openSilent(await use());
    const [library] = await scene.rows('library');
    const { writer, clock } = scene;
    await writer.createLibrary({ ...required(library, () => 'library'), contact: { silentAfterMinutes: 1_440 } });
    clock.set(at(10, 1) + DAY_MS - MINUTE_MS);
    expect(await schedule.look()).toBe(0);
    expect(await openCodes(scene)).toEqual([]);
    clock.set(at(10, 1) + DAY_MS);
    expect(await schedule.look()).toBe(0);
    expect(await openCodes(scene)).toContain('desk-silent');
  });

  test('an act from after the moment that was held back keeps the loan from ageing at it', async () => {
    const { scene, desk, loan, schedule } = await openSilent(await use());
    await schedule.look();
    const from = desk.ledger.length;
    // It has the same date, so that the loan is due as before: its renewal proves that it is not lost.
    desk.renew('X0', loan, 'P0', { at: lostAt + 1_000, dueAt: at(11) });
    await scene.send(desk, desk.request(from, undefined, { left: 0 }));
    expect(await schedule.look()).toBe(0);
    expect(await schedule.look()).toBe(0);
    expect(await stateOf(scene)).toEqual(['open']);
    expect(await openCodes(scene)).toEqual([]);
  });

  test('an act of the server itself from after that moment does not', async () => {
    const { scene, desk, loan, schedule } = await openSilent(await use());
    await schedule.look();
    const about = { itemId: itemId('X0'), loanId: loan, patronId: patronId('P0') };
    const recall = {
      id: actId('recalled-by-server'),
      name: 'recall',
      version: 1,
      args: { ...about, holdId: null, reissues: null, ignoredBy: null },
      // So late a date cuts nothing: the loan is due as before.
      told: { dueAt: lostAt + DAY_MS },
      at: lostAt + 1_000,
    };
    await scene.runner.runOwn((tx) => ownRequest(tx, [recall], { signer, random, now: scene.clock.now() }));
    expect((await scene.rows('event')).map(({ kind, at: when }) => [kind, when])).toContainEqual(['recall', recall.at]);
    await say(scene, desk);
    expect(await schedule.look()).toBe(1);
    expect(await scene.rows('loan')).toMatchObject([{ state: 'lost', lostAt }]);
  });

  test('a notice that was kept back is remembered while its loan is open, and goes when that is long over', async () => {
    const { scene, desk, loan, schedule } = await openSilent(await use());
    const kept = async () =>
      (await scene.store.read((tx) => tx.db.selectFrom('held_back').selectAll().execute())).map(({ state }) => state);
    await schedule.look();
    expect(await kept()).toEqual(['waiting']);
    const from = desk.ledger.length;
    desk.renew('X0', loan, 'P0', { at: lostAt + 1_000, dueAt: at(11) });
    await scene.send(desk, desk.request(from, undefined, { left: 0, closing: true }));
    await schedule.look();
    scene.clock.set(lostAt + 60 * DAY_MS);
    await schedule.look();
    expect(await kept()).toEqual(['dropped']);
    expect(await stateOf(scene)).toEqual(['open']);
    desk.checkin('X0', { at: lostAt + 61 * DAY_MS });
    scene.clock.set(lostAt + 61 * DAY_MS + MINUTE_MS);
    await scene.send(desk, desk.request(from + 1, undefined, { left: 0, closing: true }));
    scene.clock.set(lostAt + 90 * DAY_MS);
    await schedule.look();
    expect(await kept()).toEqual(['dropped']);
    scene.clock.set(lostAt + 61 * DAY_MS + 48 * DAY_MS);
    await schedule.look();
    expect(await kept()).toEqual([]);
  });

  test('a desk that was revoked while it is silent keeps its branch quiet as long as a silent one has to speak, and no longer', async () => {
    const { scene, desk, other, schedule } = await openSilent(await use());
    await schedule.look();
    await revokeDesk(scene, desk.desk);
    scene.clock.set(scene.clock.at + 29 * MINUTE_MS);
    expect(await schedule.look()).toBe(0);
    expect(await openCodes(scene)).toContain('desk-silent');
    scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
    await say(scene, other);
    expect(await schedule.look()).toBe(1);
    expect(await stateOf(scene)).toEqual(['lost']);
    expect((await scene.rows('exception')).filter(({ code }) => code === 'desk-silent')).toContainEqual(
      expect.objectContaining({ state: 'closed-by-event', resolution: null }),
    );
    expect(await schedule.look()).toBe(0);
  });

  test('a revoked desk whose queue was taken delays no one, and its later acts are held', async () => {
    const { scene, desk, schedule } = await openSilent(await use());
    await schedule.look();
    await revokeDesk(scene, desk.desk);
    const from = desk.ledger.length;
    desk.checkin('X0', { at: at(10, 30) });
    expect(receiptsOf(await scene.send(desk, desk.request(from, undefined, { left: 0 })))).toMatchObject([
      { outcome: 'held' },
    ]);
    expect(await schedule.look()).toBe(1);
    expect(await stateOf(scene)).toEqual(['lost']);
  });

  test('a supervisor lets go by name; others may not', async () => {
    const { scene, desk, other, schedule } = await openSilent(await use());
    await schedule.look();
    const release = (staff: string) => {
      const from = other.ledger.length;
      other.record(
        'releaseQuiet',
        { args: { desks: [desk.desk] }, told: { decision: 'done', reasons: [] } },
        { at: lostAt + MINUTE_MS, staff },
      );
      return scene.send(other, other.request(from));
    };
    expect(receiptsOf(await release('staff-desk'))).toMatchObject([{ outcome: 'rejected' }]);
    expect(await schedule.look()).toBe(0);
    expect(receiptsOf(await release('boss'))).toMatchObject([{ outcome: 'applied' }]);
    expect(await openCodes(scene)).toEqual(['staff-role-revoked']);
    // It did not end by itself.
    expect((await scene.rows('exception')).filter(({ code }) => code === 'desk-silent')).toMatchObject([
      { code: 'desk-silent', state: 'resolved', resolution: { action: 'released', staffId: 'boss' } },
    ]);
    expect(await schedule.look()).toBe(1);
  });

  test('a desk that said that it closes is not silent, and neither is one that was never heard of', async () => {
    const { scene, desk, schedule } = await openSilent(await use());
    await scene.desk('never');
    await say(scene, desk, { closing: true });
    scene.clock.set(lostAt + 20 * MINUTE_MS);
    expect(await schedule.look()).toBe(1);
    expect(await openCodes(scene)).toEqual([]);
  });
});
