// Accounts in a desk's audit: one that was joined with another since has the number of that one, as in the audit of the library. [I12]

import { patronId } from '../../../../../shared/core/ids.ts';
import { writeAndPublish } from '../../../../../server/feed/write-and-publish.ts';
import { mergeProvisional } from '../../../../../server/timeline/merge.ts';
import { createReferences } from '../../../../../server/timeline/references.ts';
import { sharedDesk, sharedWorld, signIn } from '../support/desk-world.ts';
import { until } from '../support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 6 });
const desk = sharedDesk(world);
const span = { from: '2026-06-01T00:00:00Z', to: '2030-01-01T00:00:00Z' } as const;

const accountsOf = async (of: 'desk' | 'library') => {
  const { sections } = await desk.now.ask('report.run', { kind: 'audit', of, ...span });
  return sections.find(({ key }) => key === 'proxies')?.rows.map((row) => row.slice(-3));
};

test('two proxies who turn out to be one person have one number, at the desk and in the library', async () => {
  await signIn(desk.now, 'supervisor');
  for (const [n, proxy] of ['card-P1', 'card-P2'].entries()) {
    await desk.now.ask('patron.addProxy', { card: 'card-P0', proxy, until: null, reason: 'asked for by mail' });
    await desk.now.ask('circ.checkout', { patron: proxy, for: patronId('P0'), item: `barcode-X${n}` });
  }
  await desk.now.settled();
  expect(await accountsOf('desk')).toEqual([
    ['barcode-X0', '1', '2'],
    ['barcode-X1', '1', '3'],
  ]);
  const { store, clock } = world().parts;
  await writeAndPublish(store, (publishing) =>
    mergeProvisional(publishing.tx, [{ kind: 'patron', from: 'P1', to: 'P2' }], {
      references: createReferences(),
      now: clock.now(),
      changes: publishing.changes,
    }),
  );
  const alike = [
    ['barcode-X0', '1', '2'],
    ['barcode-X1', '1', '2'],
  ];
  await until(
    'the desk has heard of it',
    async () => JSON.stringify(await accountsOf('desk')) === JSON.stringify(alike),
  );
  expect(await accountsOf('library')).toEqual(alike);
}, 60_000);
