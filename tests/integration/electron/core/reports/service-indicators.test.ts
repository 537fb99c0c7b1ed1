// Missing copies, inventories, bookings and notices in the service report, of a desk and of the library; the fees that other offices bill in the day
// sheet of a desk.

import type { Notice } from '../../../../../shared/circ/model/notice.ts';
import { branchId, patronId } from '../../../../../shared/core/ids.ts';
import { HOUR_MS } from '../../../../../shared/core/instant.ts';
import { makeSigner, newPrivateKey } from '../../../../../db/keys/signing.ts';
import { createCommandRunner } from '../../../../../server/commands/command-runner.ts';
import { writeAndPublish } from '../../../../../server/feed/write-and-publish.ts';
import { createSchedule } from '../../../../../server/schedule/schedule.ts';
import { collectChanges, writeChanges } from '../../../../../server/store/row-changes.ts';
import { testRandom } from '../../../../contract/server/support/stores.ts';
import { sharedDesk, sharedWorld } from '../support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 8,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const laptops = { id: 'laptops', name: 'Laptops', types: ['laptop'], turnaroundMinutes: 30, quantity: 2 };
    await writer.changeLibrary((row) => ({
      ...row,
      desk: { ...row.desk, equipment: [{ ...laptops, cooldownMinutes: 60, mostHours: 8, daysAhead: 30, bookings: 4 }] },
    }));
  },
});
const desk = sharedDesk(world, 'supervisor');
const DAY = { from: '2026-06-10T00:00:00Z', to: '2026-06-12T00:00:00Z' };
const at = (hour: number): string => new Date(WEDNESDAY + (hour - 10) * HOUR_MS).toISOString();

const noticeOf = (id: string, more: Partial<Notice>): Notice => ({
  id,
  patronId: patronId('P1'),
  kind: 'overdue',
  subject: 'loan',
  step: 1,
  moment: WEDNESDAY,
  itemId: null,
  titleId: null,
  branch: branchId('main'),
  madeAt: WEDNESDAY,
  sendAt: WEDNESDAY,
  state: 'sent',
  at: WEDNESDAY,
  channel: 'email',
  ...more,
});

beforeAll(async () => {
  const { now } = desk;
  const mark = (item: string, name: 'missing' | 'withdrawn') =>
    now.ask('item.setMark', { barcode: `barcode-${item}`, mark: name, note: '' });
  for (const item of ['X0', 'X1', 'X2', 'X3']) await mark(item, 'missing');
  const undone = await mark('X4', 'missing');
  await now.ask('circ.undo', { commandId: undone.commandId ?? '' });
  await now.ask('circ.checkin', { item: 'barcode-X0' });
  await now.ask('item.reviewMissing', { barcode: 'barcode-X1', becomes: 'replaced' });
  await mark('X2', 'withdrawn');
  const { commandId: inventory } = await now.ask('inventory.start', {
    name: 'Spring',
    location: null,
    from: null,
    to: null,
  });
  await now.ask('inventory.start', { name: 'Summer', location: null, from: null, to: null });
  await now.ask('item.seen', { barcode: 'barcode-X5' });
  await now.settled();
  await now.ask('inventory.end', { inventory });
  const book = (patron: string, from: number, to: number) =>
    now.ask('booking.place', { kind: 'laptops', patron: `card-${patron}`, from: at(from), to: at(to) });
  await book('plain', 11, 12);
  const { bookingId } = await book('reader', 14, 15);
  await now.ask('booking.cancel', { bookingId });
  await now.settled();
  world().clock.forward(3 * HOUR_MS);
  // The server waits until the branch's desk has been heard since.
  await now.ask('item.recordUse', { barcode: 'barcode-X6', count: 1 });
  await now.settled();
  const { clock, served } = world();
  const ownDesk = { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom };
  await createSchedule({ runner: createCommandRunner({ store: served.store, clock }), clock, ownDesk }).look();
  await writeAndPublish(world().parts.store, async ({ tx, changes }) => {
    const own = collectChanges();
    own.put('notice', noticeOf('one', {}));
    own.put('notice', noticeOf('two', { state: 'returned' }));
    own.put('notice', noticeOf('three', { kind: 'hold-ready', state: 'no-way', channel: null }));
    own.put('notice', noticeOf('before', { madeAt: WEDNESDAY - 72 * HOUR_MS }));
    await writeChanges(tx, own);
    changes.add(own);
  });
  await now.settled();
}, 120_000);

const sectionOf = async (kind: 'service' | 'money', of: 'desk' | 'library', key: string) => {
  const { sections } = await desk.now.ask('report.run', { kind, of, ...DAY });
  const { rows, notes } = sections.find((one) => one.key === key) ?? {};
  return { rows, notes: (notes ?? []).join(' ') };
};

describe.each(['desk', 'library'] as const)('the service report of the %s', (of) => {
  test('has the copies that were marked missing, as each stands now', async () => {
    const { rows } = await sectionOf('service', of, 'missing');
    expect(rows?.map((row) => row.slice(1))).toEqual([['4', '1', '1', '1', '1']]);
  });

  test('has inventories with their findings, and those that go on', async () => {
    const { rows = [] } = await sectionOf('service', of, 'inventories');
    expect(rows.map(([name, , , ended]) => [name, ended === 'goes on'])).toEqual([
      ['Spring', false],
      ['Summer', true],
    ]);
    const [expected, seen, notSeen] = (rows[0] ?? []).slice(4).map(Number);
    expect(seen).toBe(1);
    expect(expected).toBeGreaterThan(1);
    expect(notSeen).toBe((expected ?? 0) - 1);
  });

  test('has bookings by kind of equipment, with those that were not picked up', async () => {
    const { rows } = await sectionOf('service', of, 'bookings');
    expect(rows).toEqual([['Laptops', '2', '0', '1', '1']]);
  });
});

test('notices are counted by kind and state for the library, and a desk says who knows them', async () => {
  const { rows } = await sectionOf('service', 'library', 'notices');
  expect(rows).toEqual([
    ['Overdue', '2', '0', '1', '0', '0', '0', '0', '1', '0'],
    ['Hold ready', '1', '0', '0', '0', '0', '0', '0', '0', '1'],
  ]);
  const own = await sectionOf('service', 'desk', 'notices');
  expect(own.rows).toEqual([]);
  expect(own.notes).toContain('Only the library knows which notices were sent');
});

test('the day sheet of a desk says that the library alone knows the fees that were handed on', async () => {
  const own = await sectionOf('money', 'desk', 'bills');
  expect(own.rows).toEqual([]);
  expect(own.notes).toContain('Only the library knows which fees were handed on');
  expect((await sectionOf('money', 'library', 'bills')).notes).not.toContain('Only the library');
});
