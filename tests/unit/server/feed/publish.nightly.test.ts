// One publication may be larger than the argument limit of a call.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publish } from '../../../../server/feed/publish.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { collectChanges, writeChanges } from '../../../../server/store/row-changes.ts';
import { branchId } from '../../../../shared/core/ids.ts';
import { testClock, testRandom } from '../../../contract/server/support/stores.ts';
import { testPatron } from '../../../contract/server/support/test-library.ts';

const system = (id: string) => ({
  id: branchId('main'),
  name: 'main',
  parent: null,
  kind: 'system' as const,
  system: branchId(id),
  zone: 'UTC',
});

test('a branch of 65,000 patrons moves to another system with all of them under one position [I9]', async () => {
  const data = mkdtempSync(join(tmpdir(), 'holdfast-publish-'));
  const place = { kind: 'embedded' as const, data };
  const store = await openStore({ place, clock: testClock(0), random: testRandom, keyStore: null });
  const ids = Array.from({ length: 65_000 }, (_, index) => `P${index}`);
  await store.write(async (tx) => {
    const changes = collectChanges();
    changes.put('branch', system('west'));
    for (const id of ids) changes.put('patron', testPatron(id, { cards: [] }));
    await writeChanges(tx, changes);
    await publish(tx, await tx.nextPosition(), changes);
  });
  const position = await store.write(async (tx) => {
    const changes = collectChanges();
    changes.put('branch', system('east'));
    await writeChanges(tx, changes);
    const next = await tx.nextPosition();
    await publish(tx, next, changes, ids);
    return next;
  });
  const moved = await store.read((tx) =>
    tx.db
      .selectFrom('feed_row')
      .select((row) => ['scope', 'deleted', row.fn.countAll<number>().as('rows')])
      .where('kind', '=', 'patron')
      .where('position', '=', position)
      .groupBy(['scope', 'deleted'])
      .orderBy('scope')
      .execute(),
  );
  await store.close();
  rmSync(data, { recursive: true, force: true });
  expect(moved).toEqual([
    { scope: 'system:east', deleted: 0, rows: ids.length },
    { scope: 'system:west', deleted: 1, rows: ids.length },
  ]);
}, 300_000);
