// Acts of a department that arrive after acts which were recorded later: courses that end, reserves that move, the lists and messages of a branch,
// copies seen on shelves, inventories, and the tally. Two desks, whose acts arrive in several orders, end the same. [I24]

import { courseIdOf, reserveIdOf, termIdOf } from '../../../shared/circ/model/course.ts';
import { branchId, itemId, libraryId } from '../../../shared/core/ids.ts';
import { libraryListDocument } from '../../../server/lists/library-lists.ts';
import { libraryReport } from '../../../server/reports/library-source.ts';
import { openCodes, type Scene } from './support/scene.ts';
import { describeStores, type TestPlace } from './support/stores.ts';
import { openStory, type Story } from './support/story.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at } from './support/test-library.ts';

const told = { decision: 'done', reasons: [] };
const main = branchId('main');
const term = {
  id: termIdOf(libraryId('test'), 'Spring'),
  fields: { name: 'Spring', from: '2025-12-01', to: '2026-05-15' },
};
const courseId = courseIdOf(term.id, 'ECON 052', null);
const reserveId = reserveIdOf(courseId, itemId('X0'));

/** Desks whose next act arrives: one queue whole before the other, and in turn. */
const ORDERS = [
  ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b', 'b'],
  ['b', 'b', 'b', 'b', 'b', 'b', 'a', 'a', 'a', 'a', 'a', 'a'],
  ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'],
  ['b', 'b', 'a', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'a', 'b'],
] as const;

/** The end of a story that is told at two desks, which is one in all orders of arrival. */
async function oneEnd<E>(
  open: () => Promise<TestPlace>,
  tell: (story: Story) => void,
  endOf: (story: Story) => Promise<E>,
): Promise<E> {
  const ends: E[] = [];
  for (const order of ORDERS) {
    const story = await openStory(await open());
    const { scene } = story;
    tell(story);
    scene.clock.set(at(18));
    const sent = { a: 0, b: 0 };
    for (const name of order) {
      const desk = story[name];
      if (sent[name] < desk.ledger.length) await scene.send(desk, desk.request(sent[name], sent[name] + 1));
      sent[name] += 1;
    }
    for (const name of ['a', 'b'] as const) expect(sent[name]).toBeGreaterThanOrEqual(story[name].ledger.length);
    expect(scene.faults).toEqual([]);
    ends.push(await endOf(story));
  }
  for (const end of ends) expect(end).toEqual(ends[0]);
  return ends[0] as E;
}

/** Records an act without refusals. */
const act = (desk: TestDesk, name: string, args: object, time: number) =>
  desk.record(name, { args, told }, { at: time });

function addCourse(desk: TestDesk, time: number): void {
  const fields = { termId: term.id, numbers: ['ECON 052'], name: 'Macro', section: null, college: null };
  const rest = { instructors: [], note: null, ended: false };
  act(desk, 'addCourse', { courseId, fields: { ...fields, ...rest }, term }, time);
}

const ofX0 = { reserveId, itemId: 'X0', barcode: 'barcode-X0' };

function place(desk: TestDesk, time: number): void {
  const terms = { location: null, kind: 'reserve', loanType: null, inLibrary: false };
  const fields = { courseId, readingId: null, owner: null, status: 'requested' };
  act(desk, 'placeOnReserve', { ...ofX0, terms, fields, reading: null }, time);
}

const move = (desk: TestDesk, status: string, time: number) => act(desk, 'moveReserve', { ...ofX0, status }, time);
const see = (desk: TestDesk, item: string, time: number, location: string | null = null) =>
  desk.record(
    'seen',
    { args: { itemId: item, barcode: `barcode-${item}`, location }, told: { ...told, finding: 'here' } },
    { at: time },
  );
const mark = (desk: TestDesk, item: string, time: number) =>
  act(desk, 'setMark', { itemId: item, barcode: `barcode-${item}`, mark: 'missing', note: '' }, time);

/** Rows of a list of the library, each by the cells that a program reads. */
async function listed({ store, clock }: Scene, list: 'reserves-processing' | 'reserves-to-pull') {
  const { sections } = await libraryListDocument(store, { list, of: null, now: clock.now(), madeBy: 'command-line' });
  return sections.flatMap(({ rows }) => rows.map((row) => row.filter((cell) => typeof cell === 'string').join(' / ')));
}

const stateOf = async ({ rows }: Scene, item: string) => {
  const found = (await rows('item')).find(({ id }) => String(id) === item);
  return { status: found?.state.status, marks: found?.state.marks, seen: found?.state.seen };
};

const logOf = async ({ rows }: Scene) =>
  (await rows('logEntry')).toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));

describeStores('late acts of a department', (use) => {
  test('an end of a course that arrives late ends it, with the copies that others put on reserve meanwhile', async () => {
    const end = await oneEnd(
      use,
      ({ a, b }) => {
        addCourse(a, at(9));
        act(a, 'endCourse', { courseId }, at(10));
        // The other desk did not hear of it.
        act(b, 'editCourse', { courseId, term: null, fields: { ended: false } }, at(9, 30));
        act(b, 'editCourse', { courseId, term: null, fields: { name: 'Macroeconomics' } }, at(11));
        place(b, at(12));
      },
      async ({ scene }) => ({
        courses: await scene.rows('course'),
        toPull: await listed(scene, 'reserves-to-pull'),
        toProcess: await listed(scene, 'reserves-processing'),
      }),
    );
    expect(end).toMatchObject({ courses: [{ name: 'Macroeconomics', ended: true }], toProcess: [] });
    expect(end.toPull).toEqual([expect.stringContaining('barcode-X0')]);
  });

  test('a course that was taken up again after its end goes on, also where the end arrives last', async () => {
    const end = await oneEnd(
      use,
      ({ a, b }) => {
        addCourse(a, at(9));
        act(a, 'endCourse', { courseId }, at(10));
        act(b, 'editCourse', { courseId, term: null, fields: { ended: false } }, at(11));
      },
      async ({ scene }) => scene.rows('course'),
    );
    expect(end).toMatchObject([{ ended: false }]);
  });

  test('a reserve stands where it was moved last, with the time of that', async () => {
    const end = await oneEnd(
      use,
      ({ a, b }) => {
        addCourse(a, at(9));
        place(a, at(9));
        move(a, 'processing', at(12));
        move(b, 'fetching', at(11));
        move(b, 'on-reserve', at(13));
        move(a, 'requested', at(12, 30));
      },
      async ({ scene }) => ({
        reserves: await scene.rows('reserve'),
        list: await listed(scene, 'reserves-processing'),
      }),
    );
    expect(end).toMatchObject({ reserves: [{ status: 'on-reserve', since: at(13) }], list: [] });
  });

  test('a move does not bring back a copy that was taken off; placed anew it begins anew', async () => {
    const offAt = async (again: number | null) =>
      oneEnd(
        use,
        ({ a, b }) => {
          addCourse(a, at(9));
          place(a, at(9));
          act(a, 'takeOffReserve', ofX0, at(11));
          move(b, 'processing', at(10));
          move(b, 'on-reserve', at(12));
          if (again !== null) place(b, again);
        },
        async ({ scene }) => ({
          reserves: await scene.rows('reserve'),
          kind: (await scene.rows('item')).find(({ id }) => id === itemId('X0'))?.kind,
        }),
      );
    expect(await offAt(null)).toEqual({ reserves: [], kind: 'book' });
    expect(await offAt(at(13))).toMatchObject({ reserves: [{ status: 'requested', since: at(13) }], kind: 'reserve' });
  });

  test('of two lists of a branch the later stands, and of two ticks the later', async () => {
    const end = await oneEnd(
      use,
      ({ a, b }) => {
        const set = (desk: TestDesk, list: string, lines: string[], time: number) =>
          act(desk, 'editLogList', { branch: main, list, lines }, time);
        const tick = (desk: TestDesk, step: string, isDone: boolean, time: number) =>
          act(desk, 'tickStep', { branch: main, day: '2026-01-05', list: 'closing', step, isDone }, time);
        set(a, 'closing', ['Doors', 'Cash'], at(9));
        tick(a, 'Doors', true, at(11));
        tick(a, 'Cash', true, at(11, 1));
        // Of the same steps, and of one that the later list does not have.
        set(b, 'closing', ['Lights'], at(8));
        tick(b, 'Doors', false, at(10));
        tick(b, 'Cash', false, at(12));
      },
      async ({ scene }) => (await logOf(scene)).map(({ at: put, what }) => ({ put, what })),
    );
    const step = { kind: 'step', day: '2026-01-05', list: 'closing' };
    expect(end).toEqual([
      { put: at(9), what: { kind: 'list', list: 'closing', lines: ['Doors', 'Cash'] } },
      { put: at(11), what: { ...step, step: 'Doors', isDone: true } },
      { put: at(12), what: { ...step, step: 'Cash', isDone: false } },
    ]);
  });

  test('a message that is ended twice was ended first, and a person has read it since the first reading', async () => {
    const end = await oneEnd(
      use,
      ({ a, b }) => {
        const message = act(a, 'leaveMessage', { branch: main, text: 'The elevator is out' }, at(9));
        act(a, 'endMessage', { message }, at(12));
        act(a, 'seeMessage', { message }, at(13));
        act(b, 'seeMessage', { message }, at(10));
        act(b, 'endMessage', { message }, at(11));
      },
      async ({ scene }) => (await logOf(scene)).map(({ seen, ended }) => [seen.map((one) => one.at), ended?.at]),
    );
    expect(end).toEqual([[[at(10)], at(11)]]);
  });

  test('a thing that was given out by two desks went to the first, and what another desk found stays', async () => {
    const end = await oneEnd(
      use,
      ({ a, b }) => {
        const keep = (desk: TestDesk, thing: string, time: number) =>
          act(desk, 'keepFound', { branch: main, thing, where: '', foundAt: time, heldAt: 'Desk' }, time);
        const umbrella = keep(a, 'Umbrella', at(9));
        const scarf = keep(b, 'Scarf', at(9, 30));
        act(a, 'endFound', { found: umbrella, to: 'Its owner' }, at(12));
        act(b, 'endFound', { found: umbrella, to: 'Campus safety' }, at(11));
        act(a, 'endFound', { found: scarf, to: 'Campus safety' }, at(13));
      },
      async ({ scene }) =>
        (await logOf(scene)).map(({ what, ended }) => [what.kind === 'found' && what.thing, ended?.note, ended?.at]),
    );
    expect(end).toEqual([
      ['Umbrella', 'Campus safety', at(11)],
      ['Scarf', 'Campus safety', at(13)],
    ]);
  });
});

describeStores('late sightings', (use) => {
  test('a copy is where it was seen last, and a sighting from before it was missed does not find it', async () => {
    const end = await oneEnd(
      use,
      ({ a, b }) => {
        see(a, 'X0', at(12), 'stacks');
        mark(a, 'X1', at(12, 10));
        mark(a, 'X2', at(12, 20));
        see(b, 'X0', at(11), 'archive');
        see(b, 'X1', at(11, 10), 'stacks');
        see(b, 'X2', at(12, 40), 'stacks');
      },
      async ({ scene }) => Promise.all(['X0', 'X1', 'X2'].map((item) => stateOf(scene, item))),
    );
    expect(end).toMatchObject([
      { status: 'available', seen: { at: at(12), location: 'stacks' } },
      { marks: ['missing'], seen: { at: at(11, 10) } },
      { status: 'available', seen: { at: at(12, 40) } },
    ]);
    expect(end[2]?.marks ?? []).toEqual([]);
  });

  test('a copy that was lent before it was seen is to be looked for, until it is checked in', async () => {
    const end = await oneEnd(
      use,
      ({ a, b }) => {
        a.checkout('X0', 'P0', { at: at(10) });
        a.checkout('X1', 'P0', { at: at(10, 1) });
        a.checkout('X2', 'P0', { at: at(12) });
        a.checkin('X1', { at: at(13) });
        for (const [minute, item] of ['X0', 'X1', 'X2'].entries()) see(b, item, at(11, minute));
      },
      async ({ scene }) => ({
        codes: (await scene.rows('exception'))
          .filter(({ code, state }) => code === 'seen-while-on-loan' && state === 'open')
          .map((one) => one.itemId),
        lent: (await scene.rows('loan')).filter(({ state }) => state === 'open').length,
      }),
    );
    // X1 came back after it was seen; X2 was lent off the shelf where it was seen.
    expect(end).toEqual({ codes: ['X0'], lent: 2 });
  });
});

describeStores('late acts on an inventory', (use) => {
  test('it was finished by the first who did so, with the figures of that moment', async () => {
    const end = await oneEnd(
      use,
      ({ a, b }) => {
        const range = { location: null, from: 'QA', to: 'QA 99' };
        const inventory = act(a, 'startInventory', { branch: main, name: 'Spring', ...range }, at(9));
        const finish = (desk: TestDesk, seen: number, time: number) => {
          const counts = { expected: 5, seen, misplaced: 0, notHere: 0 };
          return act(desk, 'endInventory', { inventory, counts }, time);
        };
        see(a, 'X0', at(10));
        finish(a, 1, at(13));
        see(b, 'X1', at(11));
        finish(b, 2, at(12));
        see(b, 'X0', at(14));
      },
      async ({ scene }) => {
        const period = { from: at(0), to: at(18), now: at(18), madeBy: 'command-line', audience: 'internal' } as const;
        const { sections } = await libraryReport(scene.store, 'service', period);
        return {
          rows: sections.find(({ key }) => key === 'inventories')?.rows.map((row) => [row[0], ...row.slice(3, 7)]),
          seen: (await stateOf(scene, 'X0')).seen?.at,
          codes: await openCodes(scene),
        };
      },
    );
    expect(end).toEqual({ rows: [['Spring', at(12), 5, 2, 3]], seen: at(14), codes: [] });
  });
});

describeStores('late acts of the tally', (use) => {
  const counted = async ({ scene }: Story) => {
    const rows = await scene.store.read(({ db }) => db.selectFrom('reference_tally').selectAll().execute());
    return rows
      .toSorted((one, other) => Number(one.at) - Number(other.at))
      .map(({ at: time, desk_id: desk, tier, mode, undone }) => [Number(time), desk, tier, mode, undone]);
  };
  const count = (desk: TestDesk, tier: string, time: number) =>
    desk.record('tally', { args: { tier }, told: { ...told, tier, mode: null, subject: null } }, { at: time });
  const describeAs = (desk: TestDesk, tally: string, mode: string, time: number) =>
    desk.record('describeTally', { args: { tally }, told: { ...told, tally, mode, subject: null } }, { at: time });

  test('each desk undoes and describes its own questions alone', async () => {
    const end = await oneEnd(
      use,
      ({ a, b }) => {
        const own = count(a, '3', at(11));
        describeAs(a, own, 'phone', at(11, 1));
        describeAs(a, own, 'chat', at(11, 2));
        const other = count(b, '4', at(10));
        b.undo(other, {}, { at: at(10, 1) });
        b.undo(own, {}, { at: at(12) });
        describeAs(b, own, 'email', at(12, 1));
      },
      counted,
    );
    expect(end).toEqual([
      [at(10), 'desk-B', '4', null, 1],
      [at(11), 'desk-A', '3', 'chat', 0],
    ]);
  });

  test('of a restored desk count alike, though its new stream comes before its old one', async () => {
    /** Parts of the ledger in the order in which they arrive: the question, its first description, and the new stream. */
    const arrivals = [
      ['question', 'description', 'new'],
      ['question', 'new', 'description'],
      ['new', 'question', 'description'],
    ] as const;
    for (const arrival of arrivals) {
      const story = await openStory(await use());
      const { scene, a } = story;
      const [kept, undone] = [count(a, '3', at(9)), count(a, '4', at(9, 1))];
      const loan = a.checkout('X0', 'P0', { at: at(9, 2) });
      describeAs(a, kept, 'phone', at(9, 5));
      const old = { question: a.request(0, 3), description: a.request(3, 4) };
      const from = a.startStream();
      describeAs(a, kept, 'email', at(10));
      describeAs(a, kept, 'chat', at(10, 1));
      a.undo(undone, {}, { at: at(10, 2) });
      a.undo(loan, { item: 'X0' }, { at: at(10, 3) });
      const lent = a.checkout('X1', 'P0', { at: at(10, 4) });
      a.undo(lent, { item: 'X1' }, { at: at(10, 5) });
      scene.clock.set(at(18));
      const parts = { ...old, new: a.request(from) };
      for (const part of arrival) await scene.send(a, parts[part]);
      expect(scene.faults).toEqual([]);
      expect(await counted(story)).toEqual([
        [at(9), 'desk-A', '3', 'chat', 0],
        [at(9, 1), 'desk-A', '4', null, 1],
      ]);
      const early = await scene.store.read(({ db }) => db.selectFrom('early_tally_write').selectAll().execute());
      expect(early.map(({ tally_id: tally }) => tally)).toEqual(arrival[0] === 'new' ? [loan] : []);
    }
  });
});
