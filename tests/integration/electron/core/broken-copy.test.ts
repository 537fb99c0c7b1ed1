// The copy of the library may break at any time: the desk loads it anew by itself, and no act that waits is lost. [I17]

import { writeFileSync } from 'node:fs';
import { required } from '../../../../shared/core/assert.ts';
import { testItem } from '../../../contract/server/support/test-library.ts';
import { ledgerActs, lookIntoCopy, serverActs } from './support/both-ends.ts';
import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { dataFiles } from './support/running-desk.ts';
import { overwrite, remove, replicaFiles, SPOILERS, theReplica } from './support/spoil.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 60, patrons: 10 });
const desk = sharedDesk(world);
// A test that failed amid a load takes none after it along.
beforeEach(() => desk.now.settled());
afterEach(() => world().line.mend());

const lend = (patron: string, item: string) =>
  desk.now.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}` });
const statusOf = async (item: string) => (await desk.now.ask('item.view', { barcode: `barcode-${item}` })).status;
const waiting = async () => (await desk.now.ask('sync.acts', { limit: 20 })).waiting.length;
/** Every act of the ledger is at the server, once. */
async function expectAllSent(): Promise<void> {
  await desk.now.settled();
  const recorded = ledgerActs(desk.now).map(({ id }) => id);
  expect((await serverActs(world(), desk.now)).toSorted()).toEqual(recorded.toSorted());
}
const replicas = () => dataFiles(desk.now.place).filter((name) => name.startsWith('replica-'));

describe('a copy that broke while the desk was not running', () => {
  const ways = [...SPOILERS, ['it is deleted', remove] as const].map(([how, spoil], n) => ({ how, spoil, n }));

  test.each(ways)('$how: it is loaded anew, and what waits is seen and sent [I17]', async ({ spoil, n }) => {
    const [confirmed, pending, later] = [0, 1, 2].map((i) => `X${n * 3 + i}`) as [string, string, string];
    await lend('P0', confirmed);
    await desk.now.settled();
    world().line.cut();
    await lend('P0', pending);
    const broken = theReplica(desk.now.place);
    await desk.restart(() => spoil(broken));

    // Without a line there is nothing to load it from: the desk says so, and keeps unsent acts.
    expect(await waiting()).toBe(1);
    const refused = await desk.now.call('circ.checkout', { patron: 'card-P0', item: `barcode-${later}` });
    expect(refused).toMatchObject({ ok: false, error: { code: 'HF-CIRC-001' } });

    world().line.mend();
    await desk.now.settled();
    expect([await statusOf(confirmed), await statusOf(pending)]).toEqual(['on-loan', 'on-loan']);
    expect((await lend('P0', later)).decision).toBe('done');
    await expectAllSent();
    expect(theReplica(desk.now.place)).not.toBe(broken);
    expect(replicas().filter((name) => broken.endsWith(`/${name.replace(/-(wal|shm)$/, '')}`))).toEqual([]);
  });

  const tables = ['item', 'loan', 'event', 'replica_state', 'staff_mark'];
  test.each(tables)('one page of it is spoiled, that of %s: it is loaded anew', async (table) => {
    const lent = `X${40 + tables.indexOf(table)}`;
    world().line.cut();
    await lend('P4', lent);
    const copy = lookIntoCopy(desk.now);
    const found = copy.get<{ page: number; size: number }>(
      `SELECT rootpage AS page, page_size AS size FROM sqlite_schema, pragma_page_size WHERE name = ?`,
      table,
    );
    copy.close();
    const { page, size } = required(found, () => `no table ${table}`);
    await desk.restart((place) => overwrite(theReplica(place), (page - 1) * size, size));
    world().line.mend();
    await desk.now.settled();
    expect(await statusOf(lent)).toBe('on-loan');
  });

  test('an act that waits is on the screen as soon as the new copy is, before it is sent', async () => {
    await desk.now.settled();
    world().line.refuse('/v1/commands');
    await lend('P1', 'X29');
    await desk.restart((place) => remove(theReplica(place)));
    // A copy of the rules alone is in use before the whole one, and may be the only file as well.
    await until('the whole copy is in use', () => desk.now.core.engine.state.replica !== null);
    expect(replicaFiles(desk.now.place)).toHaveLength(1);
    expect(await statusOf('X29')).toBe('on-loan');
    expect(await waiting()).toBe(1);
    world().line.mend();
    await expectAllSent();
  });

  test('copies that a crash left half-made are thrown away with the old one', async () => {
    await desk.restart((place) => {
      overwrite(theReplica(place), 4_096);
      for (const n of [70, 80]) writeFileSync(`${place.data}/replica-${n}.db`, 'half a copy');
    });
    await desk.now.settled();
    await statusOf('X0');
    await desk.now.settled();
    expect(replicaFiles(desk.now.place)).toHaveLength(1);
  });
});

describe('a copy that breaks while the desk is running', () => {
  /** Spoils the file, and lets a change of the server throw the pages out of memory. */
  async function breakCopy(item: string): Promise<void> {
    overwrite(theReplica(desk.now.place), 4_096);
    await world().writer.putRows('item', [testItem(item, { callNumber: `PR ${desk.now.place.root}` })]);
  }

  test('it is loaded anew by itself, nothing that waits is lost, and no call fails inside the desk [I17]', async () => {
    const broken = theReplica(desk.now.place);
    world().line.refuse('/v1/commands');
    await lend('P2', 'X30');
    await breakCopy('X31');
    const codes = new Set<string>();
    await until('another copy is in use', async () => {
      for (const [name, input] of calls('X30', 'P2')) {
        const answer = await desk.now.call(name, input);
        if (!answer.ok) codes.add(answer.error.code);
      }
      return desk.now.core.desk.copy() !== null && !replicaFiles(desk.now.place).includes(broken);
    });
    // Errors of a desk without a copy, or with rules alone: no rules yet, an item and a patron that it does not know yet.
    const known = new Set(['HF-CIRC-001', 'HF-CIRC-003', 'HF-PATRON-001']);
    expect([...codes].filter((code) => !known.has(code))).toEqual([]);
    expect(desk.now.logged.filter(({ code }) => code === 'core.bug')).toEqual([]);
    await until('items are known again', async () => (await desk.now.call('item.view', { barcode: 'barcode-X30' })).ok);
    expect(await statusOf('X30')).toBe('on-loan');

    world().line.mend();
    await expectAllSent();
    expect((await desk.now.ask('item.view', { barcode: 'barcode-X31' })).callNumber).toMatch(/^PR /);
  });

  test('an act that was answered is in the ledger once, and one that was refused is not [I1]', async () => {
    await desk.now.settled();
    const before = ledgerActs(desk.now).length;
    await breakCopy('X32');
    const done: string[] = [];
    await until('some act is refused', async () => {
      const answer = await desk.now.call('circ.checkin', { item: 'barcode-X33' });
      if (!answer.ok) return true;
      done.push(required((answer.value as { commandId?: string }).commandId, () => 'not recorded'));
      return false;
    });
    const recorded = ledgerActs(desk.now).map(({ id }) => id);
    expect(recorded.slice(before)).toEqual(done);
    await desk.now.settled();
    expect((await lend('P3', 'X33')).decision).toBe('done');
    await expectAllSent();
  });
});

/** Calls that windows make all the time. */
function calls(item: string, patron: string): (readonly [string, unknown])[] {
  return [
    ['sync.status', {}],
    ['sync.acts', { limit: 5 }],
    ['exception.list', {}],
    ['item.view', { barcode: `barcode-${item}` }],
    ['patron.view', { card: `card-${patron}` }],
    ['patron.find', { query: 'family' }],
    ['item.find', { query: 'title' }],
    ['scan.resolve', { text: `barcode-${item}` }],
    ['desk.view', {}],
  ];
}
