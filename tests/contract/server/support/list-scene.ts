// A library whose data feed is the list of a stand-in for another system.

import { createFeedRunner } from '../../../../server/data-feeds/feed-runner.ts';
import { readRuns, requiredFeed, writeFeed } from '../../../../server/data-feeds/feed-rows.ts';
import { listLayout } from '../../../../server/connectors/list-layouts.ts';
import { required } from '../../../../shared/core/assert.ts';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import { numbered, openConnectorScene, type StandIn } from './connector-scene.ts';
import { countsOf, feedParts, newestRun, termsOf } from './office.ts';
import type { TestPlace } from './stores.ts';

type Library = { readonly url: string; readonly close: () => Promise<unknown> };
type Options = {
  readonly kind?: 'patrons' | 'items';
  readonly more?: object;
  readonly layout?: object;
  /** How many copies there are there. */
  readonly barcodes?: number;
};
/** The list of a kind of system, as `--changes` has it. */
export const changesOf = (...list: Parameters<typeof listLayout>) => ({
  ...listLayout(...list),
  file: { holds: 'changes' },
});
export const stamp = (when: number): string => new Date(when).toISOString().replace('Z', '+00:00');
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A library whose feed `people` is a list of the stand-in, with the cards card-P0… and the barcodes barcode-X0…. */
export async function openList<L extends Library>(
  place: TestPlace,
  standIn: StandIn<L>,
  { kind = 'patrons', more = {}, layout, barcodes = 6 }: Options = {},
) {
  const given = { more, patrons: 3, cards: 12, items: 3, barcodes: numbered('barcode-X', barcodes) };
  const { scene, library, secret, look, again } = await openConnectorScene({ place, closing }, standIn, given);
  const own = required(layout ?? listLayout(standIn.kind, kind), () => 'no layout');
  const terms = termsOf(own, `connector:${standIn.kind}`);
  await scene.store.write((tx) => writeFeed(tx, 'people', terms));
  const secretOf = ({ passwordEnv = '' }: { readonly passwordEnv?: string }) => secret.get(passwordEnv) ?? null;
  const parts = { ...feedParts(scene), secretOf, againMs: 1 };
  const runner = createFeedRunner({ ...parts, owner: 'one' });
  const runs = () => scene.store.read((tx) => readRuns(tx, null, 20));
  return {
    scene,
    library,
    parts,
    runner,
    runs,
    /** Looks at the other system, as its connector does by itself; `again`: two minutes later. */
    look,
    again,
    /** The next day the list is read; the counts of the newest run. */
    read: async () => {
      scene.clock.set(scene.clock.at + DAY_MS);
      await runner.runNow('people');
      return countsOf(await newestRun(scene.store));
    },
    byCard: async () =>
      new Map((await scene.rows('patron')).flatMap((row) => row.cards.map(({ number }) => [number, row] as const))),
    byBarcode: async () => new Map((await scene.rows('item')).map((row) => [row.barcode, row])),
    ended: async () => (await scene.rows('patron')).filter(({ expiresAt }) => expiresAt !== null).length,
    feed: () => scene.store.read((tx) => requiredFeed(tx, 'people')),
  };
}
