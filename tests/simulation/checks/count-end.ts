// Counts events of a run that show at its end.

import { readAllRows } from '../../../server/store/read-rows.ts';
import { takesHolds } from '../../../shared/circ/model/takes-holds.ts';
import { streams } from '../../../db/ledger/streams.ts';
import { ReceiptSchema } from '../../../shared/wire/receipt.ts';
import type { World } from '../world/world.ts';

/** Acts that the server took, by name; exceptions by code, late acts, new streams. */
export async function countEnd(world: World): Promise<void> {
  const { store } = world.requireServer();
  const { exceptions, acts, places, holds, items, shelves, taken } = await world.kernel.until(
    store.read(async (tx) => ({
      exceptions: await readAllRows(tx, 'exception'),
      acts: await readAllRows(tx, 'event'),
      holds: await readAllRows(tx, 'hold'),
      items: await readAllRows(tx, 'item'),
      shelves: new Map((await readAllRows(tx, 'location')).map((shelf) => [shelf.id, shelf])),
      taken: await tx.db
        .selectFrom('envelope')
        .innerJoin('receipt', 'receipt.id', 'envelope.id')
        .select(['envelope.name', 'receipt.body'])
        .execute(),
      places: await tx.db.selectFrom('receipt').select(['stream', 'seq', 'position']).execute(),
    })),
  );
  for (const { name, body } of taken) {
    if (ReceiptSchema.parse(JSON.parse(body)).outcome === 'applied') world.covered(`made:${name}`);
  }
  for (const { code, state } of exceptions) {
    world.covered(`exception:${code}`);
    if (state === 'explained') world.covered('exception explained by a later fold');
  }
  for (const item of items) {
    if (item.state.status !== 'available') continue;
    const location = item.location === null ? null : (shelves.get(item.location) ?? null);
    const takesNone = !takesHolds({ item, location });
    for (const { titleId, state, suspended } of holds) {
      if (titleId !== item.titleId || state !== 'waiting') continue;
      if (suspended) world.covered('hold passed by: suspended');
      if (takesNone) world.covered('hold passed by: copy takes none');
    }
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
