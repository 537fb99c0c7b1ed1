// The log of branches at the server: the same end in any order of arrival, for the desks of its own system alone, gone when it is old, and filled from
// a counter's file as often as one likes.

import fc from 'fast-check';
import { gateCounts } from '../../../shared/circ/gate-counts.ts';
import { isOfKind, withLogWrite, type LogEntry, type LogWrite } from '../../../shared/circ/model/log-entry.ts';
import { actId, branchId, deskId, patronId, staffId } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { revokeDesk } from '../../../server/desks/desk-list.ts';
import { deskReadinessOf } from '../../../server/lists/log-lists.ts';
import { keepReadiness } from '../../../server/log/keep-readiness.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import { testFacts } from '../../support/readiness-facts.ts';
import { forgetLog } from '../../../server/purge/forget-log.ts';
import { applyPurges, purgedRows } from '../../../server/purge/purge-list.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';
import { at, testPatron } from './support/test-library.ts';

const told = { decision: 'done', reasons: [] };
const [main, east] = [branchId('main'), branchId('east')];

/** How many writes are kept of entries that are not there. */
const earlyWrites = async (scene: Scene): Promise<number> =>
  (await scene.store.read(({ db }) => db.selectFrom('early_log_write').select('act_id').execute())).length;
const entriesOf = (scene: Scene) => scene.rows('logEntry');

test('writes of an entry that was put end the same in any order', () => {
  const put: LogWrite = { do: 'put', branch: main, what: { kind: 'message', text: 'first' } };
  const writes: readonly LogWrite[] = [
    { do: 'put', branch: main, what: { kind: 'message', text: 'second' } },
    { do: 'put', branch: main, what: { kind: 'message', text: 'third' } },
    { do: 'see' },
    { do: 'see' },
    { do: 'end', note: 'one' },
    { do: 'end', note: 'other' },
  ];
  const own = writes.map((write, n) => ({
    write,
    by: { at: 10 + (n % 3), act: actId(`act-${n}`), by: staffId(n < 3 ? 'a' : 'b') },
  }));
  const endOf = (order: typeof own): LogEntry | null => {
    const first = withLogWrite(null, 'entry', put, { at: 1, act: actId('act'), by: staffId('a') });
    return order.reduce<LogEntry | null>((entry, { write, by }) => withLogWrite(entry, 'entry', write, by), first);
  };
  const wanted = endOf(own);
  fc.assert(
    fc.property(fc.shuffledSubarray(own, { minLength: own.length }), (order) => {
      expect(endOf(order)).toEqual(wanted);
    }),
  );
  expect(withLogWrite(null, 'entry', { do: 'end', note: '' }, { at: 1, act: actId('act'), by: null })).toBeNull();
});

test('a reading that is put and taken back ends the same in any order: the last of these counts', () => {
  const put = (reading: number): LogWrite => ({
    do: 'put',
    branch: main,
    what: { kind: 'gate', gate: 'North', readAt: 1, reading, count: null, isReset: false },
  });
  const back: LogWrite = { do: 'end', note: '' };
  const writes = [put(1), back, put(2), back, put(3), back].map((write, n) => ({
    write,
    by: { at: 10 + n, act: actId(`act-${n}`), by: staffId('a') },
  }));
  for (const count of [4, 5, 6]) {
    const own = writes.slice(1, count);
    fc.assert(
      fc.property(fc.shuffledSubarray(own, { minLength: own.length }), (order) => {
        const first = withLogWrite(null, 'entry', put(1), { at: 10, act: actId('act-0'), by: staffId('a') });
        const end = order.reduce<LogEntry | null>((so, { write, by }) => withLogWrite(so, 'entry', write, by), first);
        const stands = end === null || !isOfKind(end, 'gate') ? [] : gateCounts([end]);
        expect(stands.map(({ what }) => what.reading)).toEqual(count === 5 ? [3] : []);
      }),
    );
  }
});

test('a gate counts the difference to the reading before, from nought where it began anew, and never backwards', () => {
  const reading = (readAt: number, value: number, isReset = false): LogEntry => ({
    id: String(readAt),
    branch: main,
    at: readAt,
    by: null,
    act: actId(String(readAt)),
    what: { kind: 'gate', gate: 'North', readAt, reading: value, count: null, isReset },
    seen: [],
    ended: null,
  });
  const readings = [reading(1, 100), reading(4, 30, true), reading(2, 150), reading(3, 140), reading(5, 45)];
  const gates = readings.flatMap((entry) => (isOfKind(entry, 'gate') ? [entry] : []));
  expect(gateCounts(gates).map(({ came }) => came)).toEqual([null, 50, null, 30, 15]);
});

describeStores('the log of a branch', (use) => {
  test('is written by its desks, and goes to the desks of its system alone', async () => {
    const scene = await openScene(await use());
    const [a, b] = [await scene.desk('A'), await scene.desk('B', 'east')];
    const message = a.record(
      'leaveMessage',
      { args: { branch: main, text: 'The elevator is out' }, told },
      { at: at(9) },
    );
    b.record(
      'tickStep',
      { args: { branch: east, day: '2026-03-02', list: 'opening', step: 'Lights', isDone: true }, told },
      { at: at(9) },
    );
    a.record('endMessage', { args: { message }, told }, { at: at(10) });
    await scene.send(a);
    await scene.send(b);
    expect((await entriesOf(scene)).map(({ branch, what, ended }) => [branch, what.kind, ended?.at ?? null])).toEqual(
      expect.arrayContaining([
        ['main', 'message', at(10)],
        ['east', 'step', null],
      ]),
    );
    const scopes = await scene.store.read(({ db }) =>
      db
        .selectFrom('feed_row')
        .select(['key', 'scope'])
        .where('kind', '=', 'logEntry')
        .where('deleted', '=', 0)
        .execute(),
    );
    expect(scopes.map(({ scope }) => scope).toSorted()).toEqual(['system:east', 'system:main']);
  });

  test('ends the same, whichever of its desks sends first', async () => {
    for (const isPutFirst of [true, false]) {
      const scene = await openScene(await use());
      const [a, b] = [await scene.desk('A'), await scene.desk('B')];
      const found = a.record(
        'keepFound',
        { args: { branch: main, thing: 'Umbrella', where: '', foundAt: at(9), heldAt: '' }, told },
        { at: at(9) },
      );
      const message = a.record('leaveMessage', { args: { branch: main, text: 'Closed' }, told }, { at: at(9) });
      b.record('seeMessage', { args: { message }, told }, { at: at(10) });
      b.record('endFound', { args: { found, to: 'Its owner' }, told }, { at: at(10) });
      b.record('endFound', { args: { found, to: 'Another' }, told }, { at: at(11) });
      for (const desk of isPutFirst ? [a, b] : [b, a]) await scene.send(desk);
      const entries = (await entriesOf(scene)).toSorted((one, other) => one.seen.length - other.seen.length);
      expect(entries.map(({ seen, ended }) => [seen.length, ended?.note ?? null])).toEqual([
        [0, 'Its owner'],
        [1, null],
      ]);
      expect(await earlyWrites(scene)).toBe(0);
    }
  });

  test('names the patron of an incident as long as there is one', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const note = (patronId: string) =>
      desk.record(
        'noteIncident',
        { args: { branch: main, happenedAt: at(9), place: '', text: 'A window broke', toldTo: '', patronId }, told },
        { at: at(9) },
      );
    const named = async () =>
      (await entriesOf(scene))
        .map(({ what }) => (what.kind === 'incident' ? what.patronId : what.kind))
        .toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
    desk.checkout('X0', 'P-minted', { at: at(8), mintsPatron: 'card-new' });
    note('P-minted');
    note('P1');
    await scene.send(desk);
    expect(await named()).toEqual(['P-minted', 'P1']);

    const real = testPatron('P-real', { cards: [{ number: 'card-new', active: true, primary: true }] });
    await scene.writer.putRows('patron', [real]);
    expect(await named()).toEqual(['P-real', 'P1']);
    note('P-minted');
    await scene.send(desk);
    expect(await named()).toEqual(['P-real', 'P-real', 'P1']);

    await scene.writer.dropRows('patron', ['P1']);
    note('P1');
    await scene.send(desk);
    expect((await named()).filter((id) => id !== 'P-real')).toEqual([null, null]);

    // A backup from before may bring the name back.
    const [row] = (await entriesOf(scene)).filter(({ what }) => what.kind === 'incident' && what.patronId === null);
    if (row?.what.kind !== 'incident') throw new Error('no incident without a name');
    await scene.writer.putRows('logEntry', [{ ...row, what: { ...row.what, patronId: patronId('P1') } }]);
    expect(await named()).toContain('P1');
    await scene.runner.runOwn(async (tx) => {
      await applyPurges(tx, await purgedRows(tx));
      return null;
    });
    expect(await named()).not.toContain('P1');
  });

  test('goes when it is old, but for its lists and what gates counted', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const record = (name: string, args: object) =>
      desk.record(name, { args: { branch: main, ...args }, told }, { at: at(9) });
    record('editLogList', { list: 'closing', lines: ['Doors locked'] });
    record('readGate', { gate: 'North', readAt: at(9), reading: 10, isReset: false });
    record('noteIncident', { happenedAt: at(9), place: '', text: 'A window broke', toldTo: '', patronId: 'P0' });
    record('keepFound', { thing: 'Umbrella', where: '', foundAt: at(9), heldAt: '' });
    // The entry that it ends is never put.
    desk.record('endFound', { args: { found: 'gone', to: 'Its owner' }, told }, { at: at(9) });
    await scene.send(desk);
    expect(await earlyWrites(scene)).toBe(1);
    const forget = async (before: number) => {
      await scene.runner.runOwn(async (tx, changes) => {
        await forgetLog(tx, { after: '', before }, changes);
        return null;
      });
      return (await entriesOf(scene)).map(({ what }) => what.kind).toSorted();
    };
    expect(await forget(at(9))).toEqual(['found', 'gate', 'incident', 'list']);
    expect(await earlyWrites(scene)).toBe(1);
    expect(await forget(at(9) + DAY_MS)).toEqual(['gate', 'list']);
    expect(await earlyWrites(scene)).toBe(0);
    const live = await scene.store.read(({ db }) =>
      db.selectFrom('feed_row').select('deleted').where('kind', '=', 'logEntry').execute(),
    );
    expect(live.filter(({ deleted }) => deleted === 1)).toHaveLength(2);
  });

  test('takes in what a counter wrote, once, and the newest count of a moment', async () => {
    const scene = await openScene(await use());
    const a = await scene.desk('A');
    const counted = (counts: readonly number[], minute: number) => {
      const told = { decision: 'done', reasons: [] };
      const given = counts.map((count, hour) => ({ gate: 'North', readAt: at(8 + hour), count }));
      a.record('countGates', { args: { branch: main, counts: given }, told }, { at: at(12, minute) });
    };
    counted([120, 80], 1);
    counted([120, 81], 2);
    await scene.send(a);
    const rows = await scene.rows('logEntry');
    expect(rows.map(({ what }) => what.kind === 'gate' && [what.readAt, what.count])).toEqual(
      expect.arrayContaining([
        [at(8), 120],
        [at(9), 81],
      ]),
    );
    expect(rows).toHaveLength(2);
  });

  test('has the desks that never reported on the list of readiness, until they do or are revoked', async () => {
    const scene = await openScene(await use());
    const [a] = [await scene.desk('A'), await scene.desk('B')];
    const schedule = createSchedule({
      runner: scene.runner,
      clock: scene.clock,
      ownDesk: { signer: a.signer, random: testRandom },
    });
    const silent = async () => {
      await schedule.look();
      const asked = { now: scene.clock.now(), zone: 'UTC', branch: null };
      const rows = await scene.store.read((tx) => deskReadinessOf({ tx, ...asked }));
      return rows.filter(({ why }) => why.en.includes('never reported')).map(({ desk }) => desk);
    };
    expect((await silent()).toSorted()).toEqual(['A', 'B']);
    const own = { id: a.desk, branch: 'main', name: 'A' };
    await keepReadiness(scene, own, { facts: { ...testFacts, deskId: deskId(a.desk) }, lessons: [] });
    expect(await silent()).toEqual(['B']);
    await revokeDesk(scene, 'B');
    expect(await silent()).toEqual([]);
  });

  test('names the keys of the library in what is to be done at a desk', async () => {
    const scene = await openScene(await use());
    const a = await scene.desk('A');
    const printer = { isSet: true, waiting: 2 };
    const own = { id: a.desk, branch: 'main', name: 'A' };
    await keepReadiness(scene, own, { facts: { ...testFacts, deskId: deskId(a.desk), printer }, lessons: [] });
    const todo = async () => {
      const asked = { now: scene.clock.now(), zone: 'UTC', branch: null };
      const rows = await scene.store.read((tx) => deskReadinessOf({ tx, ...asked }));
      return rows.find(({ check }) => check === 'printer')?.todo?.en;
    };
    expect(await todo()).toBe('Check paper and cable, then Ctrl+Shift+P.');
    const libraries = await scene.rows('library');
    await scene.writer.putRows(
      'library',
      libraries.map((row) => ({ ...row, desk: { keys: { slip: 'F12' } } })),
    );
    expect(await todo()).toBe('Check paper and cable, then F12.');
  });
});
