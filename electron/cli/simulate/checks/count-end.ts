// Counts what a run met that shows at its end.

import { readAllRows } from '../../../../server/store/read-rows.ts';
import { streams } from '../../../../db/ledger/streams.ts';
import type { World } from '../world/world.ts';

/** Exceptions by code, late acts, new streams. */
export async function countEnd(world: World): Promise<void> {
  const { store } = world.requireServer();
  const { exceptions, acts, places } = await world.kernel.until(
    store.read(async (tx) => ({
      exceptions: await readAllRows(tx, 'exception'),
      acts: await readAllRows(tx, 'event'),
      places: await tx.db.selectFrom('receipt').select(['stream', 'seq', 'position']).execute(),
    })),
  );
  for (const { code, state } of exceptions) {
    world.covered(`exception:${code}`);
    if (state === 'explained') world.covered('exception explained by a later fold');
  }
  const positions = new Map(places.map(({ stream, seq, position }) => [`${stream}/${seq}`, position]));
  const arrived = acts.flatMap((act) => {
    const position = positions.get(`${act.stream}/${act.seq}`);
    return position === undefined || !('itemId' in act) || act.itemId === null ? [] : [{ act, position }];
  });
  for (const some of Map.groupBy(arrived, ({ act }) => ('itemId' in act ? act.itemId : null)).values()) {
    let latest = 0;
    for (const { act } of some.toSorted((a, b) => a.position - b.position)) {
      if (act.at < latest) world.covered('late event re-folded');
      latest = Math.max(latest, act.at);
    }
  }
  for (const { running } of world.desks)
    if (running !== null) world.covered('new stream', Math.max(0, streams(running.core.files.ledger).length - 1));
}
