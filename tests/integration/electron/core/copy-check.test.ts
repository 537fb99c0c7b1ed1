// Once a night the server sends the checksum of a copy. One that differs is loaded anew, and only the differences are fetched. [I9]

import { activeGeneration, lastCopyCheck } from '../../../../db/ledger/desk-state.ts';
import { openReplica } from '../../../../db/replica/open-replica.ts';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import { required } from '../../../../shared/core/assert.ts';
import { markFeed } from '../../../../server/feed/feed-marks.ts';
import { freshDesk, sharedWorld } from './support/desk-world.ts';
import { theReplica } from './support/spoil.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 40, patrons: 4 });
const desk = freshDesk(world);

/** Lets some nights pass at the server. */
const nights = (count: number) => markFeed(world().served.store, world().clock.now() + count * DAY_MS, 3);
const generation = () => required(activeGeneration(desk.now.core.files.ledger), () => 'no copy');
const lastCheck = () => lastCopyCheck(desk.now.core.files.ledger);
test('a copy that is what the server says stays', async () => {
  await desk.now.ask('circ.checkin', { item: 'barcode-X1' });
  await desk.now.settled();
  const file = theReplica(desk.now.place);
  await nights(1);
  await until('it is compared', () => lastCheck() !== null);
  expect(lastCheck()).toMatchObject({ differing: [] });
  expect(theReplica(desk.now.place)).toBe(file);
  expect(desk.now.logged).toEqual([]);
});

test('a copy in which a row is wrong is loaded anew: what was wrong is fetched, and nothing else', async () => {
  await desk.now.ask('circ.checkin', { item: 'barcode-X2' });
  await desk.now.settled();
  const before = generation();
  spoilRow("UPDATE item SET row = replace(row, 'barcode-X3', 'barcode-Q3') WHERE key = 'X3'");
  const asked = world().line.sent.length;
  await nights(2);
  await until('it is loaded anew', () => generation() !== before && desk.now.core.engine.state.replica !== null);
  expect(lastCheck()).toMatchObject({ differing: ['item'] });
  expect(desk.now.logged.map(({ code }) => code)).toEqual(['sync.copy-differs']);
  const chunks = world()
    .line.sent.slice(asked)
    .filter(({ path }) => path.startsWith('/v1/snapshot/chunks/'));
  expect(chunks).toHaveLength(1);
  await desk.now.settled();
  expect((await desk.now.ask('item.view', { barcode: 'barcode-X3' })).barcode).toBe('barcode-X3');
});

/** Changes the copy behind the desk's back, as a fault of a disk or a program would. */
function spoilRow(sql: string): void {
  const { core, place } = desk.now;
  const opened = openReplica({ dir: place.data, generation: generation(), key: core.files.secrets.replicaKey });
  if (opened.kind !== 'ready') throw new Error(opened.reason);
  opened.writer.run(sql);
  opened.writer.close();
}
