// Bookings of equipment at the server: the ends of one, the unit of each, and loans that run into one, the same in every order of arrival.

import { libraryEquipment } from '../../../server/lists/booking-lists.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import { activationOf } from '../../../shared/circ/place-closing.ts';
import { bookingId, libraryId } from '../../../shared/core/ids.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { provisionalItemId } from '../../../shared/circ/recorded.ts';
import { pausing, untilHeldBack } from './support/meanwhile.ts';
import { receiptsOf } from './support/scene.ts';
import { describePostgres, describeStores, testRandom } from './support/stores.ts';
import { openStory, type Story } from './support/story.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at, testItem } from './support/test-library.ts';

const DONE = { decision: 'done', reasons: [] };
const orders = [
  ['a', 'b'],
  ['b', 'a'],
] as const;

/** A story with cameras of which each needs half an hour between two patrons. */
async function withCameras(story: Story, units: readonly string[]): Promise<Story> {
  await story.scene.writer.changeLibrary((row) => ({
    ...row,
    desk: { equipment: [{ id: 'camera', name: 'Camera', types: ['camera'], turnaroundMinutes: 30 }] },
  }));
  await story.scene.writer.putRows(
    'item',
    units.map((id) => testItem(id, { kind: 'camera' })),
  );
  return story;
}

type Booked = {
  readonly patron: string;
  readonly from: number;
  readonly to: number;
  readonly unit?: string;
  readonly moves?: string;
};

function place(desk: TestDesk, id: string, { patron, from, to, unit, moves }: Booked, time: number): string {
  const args = {
    bookingId: bookingId(id),
    kind: 'camera',
    itemId: unit ?? null,
    patronId: patron,
    card: `card-${patron}`,
    from,
    to,
    branch: 'main',
    ...(moves === undefined ? {} : { moves: bookingId(moves) }),
  };
  return desk.record('placeBooking', { args, told: { ...DONE, noShowAt: from + 30 * MINUTE_MS } }, { at: time });
}

function cancel(desk: TestDesk, id: string, patron: string, time: number): void {
  desk.record('cancelBooking', { args: { bookingId: bookingId(id), patronId: patron }, told: DONE }, { at: time });
}

/** A booking is moved as a desk does it: the new one is placed, and the old one canceled for it. */
function move(desk: TestDesk, [from, to]: readonly [string, string], booked: Booked, time: number): void {
  place(desk, to, { ...booked, moves: from }, time);
  const args = { bookingId: bookingId(from), patronId: booked.patron, movedTo: bookingId(to) };
  desk.record('cancelBooking', { args, told: DONE }, { at: time });
}

function pickUp(desk: TestDesk, id: string, patron: string, { unit, time }: { unit: string; time: number }): string {
  const args = {
    patronId: patron,
    card: `card-${patron}`,
    itemId: unit,
    barcode: `barcode-${unit}`,
    mintsPatron: false,
    mintsItem: null,
  };
  const dueAt = time + 2 * 60 * MINUTE_MS;
  const policyRef = { rulesVersion: 'rules-1', rowIds: [], policyHash: 'unknown' };
  return desk.record(
    'checkout',
    { args, told: { ...DONE, dueAt, dueText: 'due', policyRef, booking: bookingId(id) } },
    { at: time },
  );
}

const look = (story: Story) => scheduleOf(story).look();

const scheduleOf = ({ scene }: Story) =>
  createSchedule({
    runner: scene.runner,
    clock: scene.clock,
    ownDesk: { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom },
  });

async function open({ scene }: Story, code: string) {
  const rows = (await scene.rows('exception')).filter((row) => row.code === code && row.state === 'open');
  return rows.map(({ patronId, itemId, weight }) => ({ patronId, itemId, weight }));
}

/** Whom an open exception is about, the time of the booking, and the one that was lost. */
async function told({ scene }: Story, code: string) {
  const rows = (await scene.rows('exception')).filter((row) => row.code === code && row.state === 'open');
  return rows.map(({ patronId, params }) => ({
    patronId,
    from: momentOf(params['from']),
    wanted: momentOf(params['wanted']),
  }));
}

const momentOf = (param: unknown): number | null =>
  typeof param === 'object' && param !== null && 'dueAt' in param ? Number(param.dueAt) : null;

/** Bookings of the list that stand: patron, time, lost time, and why there is no unit. */
async function rowsOf({ scene }: Story) {
  const rows = await scene.store.read((tx) =>
    libraryEquipment({
      tx,
      now: scene.clock.now(),
      zone: 'UTC',
      branch: null,
      patron: () => Promise.reject(new Error('not asked')),
    }),
  );
  const standing = rows.filter(({ what }) => what === 'booked' || what === 'late');
  return standing
    .map(({ patronId, at: from, lostAt, without }) => [patronId, from, lostAt, without])
    .toSorted(byPatron);
}

const byPatron = ([a]: readonly unknown[], [b]: readonly unknown[]) => (String(a) < String(b) ? -1 : 1);

const afternoon = { from: at(14), to: at(16) };

describeStores('bookings', (use) => {
  test('of two on one unit the first by time stands, the other takes a free one, and else somebody is told [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await withCameras(await openStory(await use()), ['X0']);
      place(story.a, 'B1', { patron: 'P1', ...afternoon, unit: 'X0' }, at(10));
      place(story.b, 'B2', { patron: 'P2', ...afternoon, unit: 'X0' }, at(9, 30));
      for (const desk of order) await story.send(story[desk]);
      const one = await open(story, 'booking-conflict');
      expect(one).toEqual([{ patronId: 'P1', itemId: null, weight: 'today' }]);
      // A second camera: the later booking takes it at the next act on one of them.
      await story.scene.writer.putRows('item', [testItem('X9', { kind: 'camera', titleId: testItem('X0').titleId })]);
      story.a.checkin('X9', { at: at(11) });
      await story.send(story.a);
      ends.push([
        one,
        await open(story, 'booking-conflict'),
        (await story.scene.rows('booking')).map(({ id, unit }) => [id, unit]),
      ]);
      expect(story.scene.faults).toEqual([]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toMatchObject([
      expect.anything(),
      [],
      [
        ['B1', 'X0'],
        ['B2', 'X0'],
      ],
    ]);
  });

  const byHand = [
    ['', false],
    [', dealt with by a person', true],
  ] as const;
  test.each(byHand)(
    'moved to a time that was booked before, as comes out late: the old time until its grace%s [I24]',
    async (_, isResolved) => {
      const day = 2 * DAY_MS;
      const later = { from: day + at(14), to: day + at(16) };
      const ends: unknown[] = [];
      for (const order of orders) {
        const story = await withCameras(await openStory(await use()), ['X0']);
        const { a, b, scene } = story;
        place(a, 'B1', { patron: 'P1', from: at(10), to: at(12) }, at(8));
        await story.send(a);
        move(a, ['B1', 'B2'], { patron: 'P1', ...later }, at(8, 40));
        place(b, 'B3', { patron: 'P2', ...later }, at(8, 30));
        for (const desk of order) await story.send(story[desk]);
        const back = await told(story, 'booking-moved-back');
        const lists = await rowsOf(story);
        if (isResolved) {
          const rows = await scene.rows('exception');
          a.resolve(
            rows.map(({ id }) => id),
            { at: at(9, 30) },
          );
          await story.send(a);
        }
        // The grace of the old time is over, and nobody came: it ends there, long before that of the new one.
        scene.clock.set(at(10, 31));
        // The branch is not silent.
        for (const desk of [a, b]) {
          desk.checkin('X1', { at: at(10, 30) });
          await story.send(desk);
        }
        const late = await rowsOf(story);
        await look(story);
        await look(story);
        const ended = (await scene.rows('booking')).find(({ id }) => id === 'B2')?.ends;
        const codes = (await scene.rows('exception'))
          .filter(({ code }) => code.startsWith('booking'))
          .map(({ code, state }) => [code, state]);
        ends.push({
          back,
          lists,
          late,
          codes,
          left: await rowsOf(story),
          ended: ended?.map(({ how, at: when }) => [how, when]),
        });
        expect(scene.faults).toEqual([]);
      }
      expect(ends[0]).toEqual(ends[1]);
      const isBack = ['P1', at(10), day + at(14), null];
      expect(ends[0]).toEqual({
        back: [{ patronId: 'P1', from: at(10), wanted: day + at(14) }],
        lists: [isBack],
        late: [isBack],
        codes: [['booking-moved-back', isResolved ? 'resolved' : 'explained']],
        left: [],
        ended: [['no-show', at(10, 30)]],
      });
    },
  );

  test('that its new time was taken comes out when the old one is over: the patron is told that none is left [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await withCameras(await openStory(await use()), ['X0']);
      const { a, b, scene } = story;
      place(a, 'B1', { patron: 'P1', from: at(10), to: at(12) }, at(8));
      await story.send(a);
      move(a, ['B1', 'B2'], { patron: 'P1', ...afternoon }, at(8, 40));
      place(b, 'B3', { patron: 'P2', ...afternoon }, at(8, 30));
      scene.clock.set(at(10, 31));
      for (const desk of order) await story.send(story[desk]);
      await look(story);
      ends.push([await told(story, 'booking-conflict'), await told(story, 'booking-moved-back'), await rowsOf(story)]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toEqual([
      [{ patronId: 'P1', from: at(14), wanted: null }],
      [],
      [
        ['P1', at(14), null, 'conflict'],
        ['P2', at(14), null, null],
      ],
    ]);
  });

  test('moved since its branch closes then: a lost new time is a conflict, in every order, and the old one again if the closing is lifted [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of [
      ['a', 'b', 'c'],
      ['b', 'a', 'c'],
      ['c', 'b', 'a'],
      ['a', 'c', 'b'],
    ] as const) {
      const story = await withCameras(await openStory(await use()), ['X0']);
      const { a, b, c, scene } = story;
      place(a, 'B1', { patron: 'P1', from: at(10), to: at(12) }, at(8));
      await story.send(a);
      const window = { branches: ['main'], from: at(9), to: at(11), reason: 'No power' };
      const rules = { ...DONE, rulesVersion: 'rules-1', closings: [] };
      const closing = c.record('closeBranch', { args: window, told: rules }, { at: at(8, 20), staff: 'boss' });
      move(a, ['B1', 'B2'], { patron: 'P1', ...afternoon }, at(8, 40));
      place(b, 'B3', { patron: 'P2', ...afternoon }, at(8, 30));
      for (const desk of order) await story.send(story[desk]);
      const closed = [await told(story, 'booking-conflict'), await told(story, 'booking-moved-back')];
      const lifts = { args: { closing: activationOf(closing) }, told: rules };
      c.record('liftClosing', lifts, { at: at(8, 50), staff: 'boss' });
      await story.send(c);
      ends.push([closed, await told(story, 'booking-conflict'), await told(story, 'booking-moved-back')]);
      expect(scene.faults).toEqual([]);
    }
    for (const end of ends)
      expect(end).toEqual([
        [[{ patronId: 'P1', from: at(14), wanted: null }], []],
        [],
        [{ patronId: 'P1', from: at(10), wanted: at(14) }],
      ]);
  });

  test.each([
    ['before its time', at(8, 40)],
    ['after it', at(12, 40)],
  ])(
    'moved at two desks without a line %s: the second move by time has no unit, and somebody is told [I24]',
    async (_, time) => {
      const ends: unknown[] = [];
      for (const order of orders) {
        const story = await withCameras(await openStory(await use()), ['X0']);
        const { a, b, c, scene } = story;
        place(c, 'B1', { patron: 'P1', from: at(10), to: at(12) }, at(8));
        await story.send(c);
        move(a, ['B1', 'B2'], { patron: 'P1', ...afternoon }, time);
        move(b, ['B1', 'B3'], { patron: 'P1', from: at(18), to: at(19) }, time + 5 * MINUTE_MS);
        for (const desk of order) await story.send(story[desk]);
        const twice = await told(story, 'booking-conflict');
        // The patron wants that time: the first is canceled.
        cancel(c, 'B2', 'P1', time + 20 * MINUTE_MS);
        await story.send(c);
        ends.push([twice, await told(story, 'booking-conflict'), await rowsOf(story)]);
        expect(scene.faults).toEqual([]);
      }
      expect(ends[0]).toEqual(ends[1]);
      expect(ends[0]).toEqual([[{ patronId: 'P1', from: at(18), wanted: null }], [], [['P1', at(18), null, null]]]);
    },
  );

  test('moved, and both times are booked meanwhile: the patron is told that none is left [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await withCameras(await openStory(await use()), ['X0']);
      const { a, b } = story;
      place(a, 'B1', { patron: 'P1', from: at(10), to: at(12) }, at(8));
      await story.send(a);
      move(a, ['B1', 'B2'], { patron: 'P1', ...afternoon }, at(8, 40));
      place(b, 'B3', { patron: 'P2', ...afternoon }, at(8, 30));
      // Placed after the move, and before it is known to have lost.
      place(b, 'B4', { patron: 'P0', from: at(11), to: at(12) }, at(8, 50));
      for (const desk of order) await story.send(story[desk]);
      ends.push([await told(story, 'booking-conflict'), await told(story, 'booking-moved-back')]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toEqual([[{ patronId: 'P1', from: at(14), wanted: null }], []]);
  });

  test('an old booking that another desk cancelled or moved before gives no time back [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await withCameras(await openStory(await use()), ['X0']);
      const { a, b } = story;
      place(a, 'B1', { patron: 'P1', from: at(10), to: at(12) }, at(8));
      await story.send(a);
      move(a, ['B1', 'B2'], { patron: 'P1', ...afternoon }, at(8, 40));
      place(b, 'B3', { patron: 'P2', ...afternoon }, at(8, 30));
      cancel(b, 'B1', 'P1', at(8, 35));
      for (const desk of order) await story.send(story[desk]);
      ends.push([await told(story, 'booking-conflict'), await told(story, 'booking-moved-back')]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toEqual([[{ patronId: 'P1', from: at(14), wanted: null }], []]);
  });

  test('moved to an earlier time and back: its grace is that of the old time, and a pick-up then counts', async () => {
    const story = await withCameras(await openStory(await use()), ['X0']);
    const { a, b, c, scene } = story;
    const ended = async () =>
      (await scene.rows('booking')).find(({ id }) => id === 'B2')?.ends.map(({ how, at: when }) => [how, when]);
    place(a, 'B1', { patron: 'P1', from: at(10, 10), to: at(12) }, at(8));
    place(b, 'B3', { patron: 'P2', from: at(9), to: at(9, 40) }, at(8, 10));
    move(a, ['B1', 'B2'], { patron: 'P1', from: at(9), to: at(9, 40) }, at(8, 20));
    await story.send(a);
    await story.send(b);
    const schedule = scheduleOf(story);
    const heard = async (time: number) => {
      scene.clock.set(time);
      for (const desk of [a, b]) desk.checkin('X1', { at: time - MINUTE_MS });
      await story.send(a);
      await story.send(b);
      await schedule.look();
    };
    await heard(at(9, 31));
    expect(await ended()).toEqual([]);
    // Desks that are not heard of for half an hour hold it back.
    for (const minute of [55, 80, 101]) await heard(at(9, minute));
    expect(await ended()).toEqual([['no-show', at(10, 40)]]);
    pickUp(c, 'B2', 'P1', { unit: 'X0', time: at(10, 20) });
    await story.send(c);
    expect((await ended())?.map(([how]) => how)).toEqual(['picked-up', 'no-show']);
  });

  test('half an hour lies between two patrons, and a booking that is cancelled leaves its time', async () => {
    const story = await withCameras(await openStory(await use()), ['X0']);
    place(story.a, 'B1', { patron: 'P1', ...afternoon }, at(9, 30));
    place(story.a, 'B2', { patron: 'P2', from: at(16, 15), to: at(17) }, at(10));
    await story.send(story.a);
    expect(await open(story, 'booking-conflict')).toMatchObject([{ patronId: 'P2' }]);
    cancel(story.b, 'B1', 'P1', at(11));
    await story.send(story.b);
    expect(await open(story, 'booking-conflict')).toEqual([]);
  });

  test('the first of a pick-up, a cancellation and the end of its grace counts, whichever comes first [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await withCameras(await openStory(await use()), ['X0']);
      const { a, b, scene } = story;
      place(a, 'B1', { patron: 'P1', ...afternoon }, at(9, 30));
      place(a, 'B2', { patron: 'P2', from: at(17), to: at(18) }, at(9, 31));
      await story.send(a);
      pickUp(a, 'B1', 'P1', { unit: 'X0', time: at(14, 10) });
      cancel(b, 'B2', 'P2', at(10));
      cancel(b, 'B1', 'P1', at(14, 20));
      for (const desk of order) await story.send(story[desk]);
      ends.push((await scene.rows('booking')).map((row) => row.ends.map(({ how, itemId }) => [how, itemId ?? null])));
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toEqual([
      [
        ['picked-up', 'X0'],
        ['cancelled', null],
      ],
      [['cancelled', null]],
    ]);
  });

  test('without a pickup it ends at its grace, unless a checkout from before comes in late, and that may be undone', async () => {
    const story = await withCameras(await openStory(await use()), ['X0']);
    const { a, b, scene } = story;
    const first = async () => (await scene.rows('booking'))[0]?.ends.map(({ how }) => how);
    place(a, 'B1', { patron: 'P1', ...afternoon }, at(9, 30));
    await story.send(a);
    const loan = pickUp(b, 'B1', 'P1', { unit: 'X0', time: at(14, 5) });
    // The branch is not silent: its desks were in contact a moment ago.
    a.checkin('X1', { at: at(14, 25) });
    await story.send(a);
    await look(story);
    expect(await first()).toEqual([]);
    scene.clock.set(at(14, 31));
    await look(story);
    expect(await first()).toEqual(['no-show']);
    expect(await look(story)).toBe(0);
    await story.send(b);
    expect(await first()).toEqual(['picked-up', 'no-show']);
    const undone = { commandId: loan, itemId: 'X0', patronId: 'P1', titleId: null };
    b.record('undo', { args: undone, told: DONE }, { at: at(14, 40) });
    await story.send(b);
    expect(await first()).toEqual(['no-show']);
  });

  test('a loan that runs into a booking keeps its date and says so, urgent near its start, until it is back [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await withCameras(await openStory(await use()), ['X0']);
      const { a, b, scene } = story;
      a.checkout('X0', 'P1', { at: at(9, 30), dueAt: at(15) });
      place(b, 'B1', { patron: 'P2', ...afternoon }, at(9, 40));
      for (const desk of order) await story.send(story[desk]);
      const early = await open(story, 'booked-soon');
      scene.clock.set(at(12, 30));
      await look(story);
      const near = await open(story, 'booked-soon');
      a.checkin('X0', { at: at(13) });
      await story.send(a);
      ends.push([early, near, await open(story, 'booked-soon')]);
    }
    expect(ends[0]).toEqual(ends[1]);
    const about = { patronId: 'P2', itemId: 'X0' };
    expect(ends[0]).toEqual([[{ ...about, weight: 'today' }], [{ ...about, weight: 'act-now' }], []]);
  });

  test('bookings of an account that was joined with another are of that one, and what is long over goes', async () => {
    const story = await withCameras(await openStory(await use()), ['X0']);
    const { a, b, scene } = story;
    place(a, 'B1', { patron: 'P1', ...afternoon }, at(9, 30));
    await story.send(a);
    const merge = { from: 'P1', to: 'P2', reason: 'one person' };
    b.record('mergePatrons', { args: merge, told: DONE }, { at: at(10), staff: 'boss' });
    await story.send(b);
    expect(await scene.rows('booking')).toMatchObject([{ patronId: 'P2' }]);
    scene.clock.set(at(18) + 50 * DAY_MS);
    await look(story);
    expect(await scene.rows('booking')).toEqual([]);
  });

  test('of a barcode that was only recorded at a desk are those of the copy that it turns out to be', async () => {
    const story = await withCameras(await openStory(await use()), ['X0']);
    const { a, b, scene } = story;
    const unknown = provisionalItemId(libraryId('test'), 'barcode-new');
    a.checkout(unknown, 'P0', { at: at(9), mintsItem: 'barcode-new' });
    place(a, 'B1', { patron: 'P1', ...afternoon, unit: unknown }, at(9, 30));
    await story.send(a);
    await scene.writer.putRows('item', [testItem('X9', { barcode: 'barcode-new', kind: 'camera' })]);
    expect(await scene.rows('booking')).toMatchObject([{ id: 'B1', unit: 'X9' }]);
    // A later one, too.
    place(b, 'B2', { patron: 'P2', from: at(17), to: at(18), unit: unknown }, at(9, 40));
    await story.send(b);
    expect((await scene.rows('booking')).map(({ unit }) => unit)).toEqual(['X9', 'X9']);
    expect(scene.faults).toEqual([]);
  });
});

describePostgres('two servers that take in a booking of one unit each at once', (use) => {
  test('one waits for the other, so that the second sees the first and somebody is told', async () => {
    const where = await use();
    const story = await withCameras(await openStory(where), ['X0']);
    const { a, b, scene } = story;
    const { store, reached, release } = pausing(await where.open(scene.clock));
    const other = createCommandRunner({ store, clock: scene.clock });
    place(a, 'B1', { patron: 'P1', ...afternoon, unit: 'X0' }, at(9, 30));
    place(b, 'B2', { patron: 'P2', ...afternoon, unit: 'X0' }, at(9, 40));
    scene.clock.set(at(10));
    const first = other.run(a.request(), a.desk);
    await reached;
    const second = scene.runner.run(b.request(), b.desk);
    await untilHeldBack(scene.store, second);
    release();
    const answers = await Promise.all([first, second]);
    expect(answers.flatMap(receiptsOf)).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }]);
    expect(await open(story, 'booking-conflict')).toEqual([{ patronId: 'P2', itemId: null, weight: 'today' }]);
  });
});
