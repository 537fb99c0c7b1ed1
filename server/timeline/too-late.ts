// History: an act that comes so late that desks hold no events of its time any more, or that is older than the checkpoint of its item.
// It touches the item only when nothing later is there. [I24] holds for acts that come in time.

import type { Instant } from '../../shared/core/instant.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { isItemAct } from '../../shared/circ/act-kinds.ts';
import { EVENTS_KEPT_MS } from '../../shared/circ/occurred.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** The acts among these that are history by now. */
export async function historyAmong(tx: ReadTx, acts: readonly Act[], now: Instant): Promise<Set<Act>> {
  const onItems = acts.flatMap((act) => (isItemAct(act) ? [{ act, item: act.itemId }] : []));
  const items = await readRows(tx, 'item', new Set(onItems.map(({ item }) => item)));
  const history = new Set<Act>();
  for (const { act, item } of onItems) {
    // The checkpoint holds later acts than this one, which are no longer among the events.
    const isFolded = act.at < (items.get(item)?.base.foldedTo ?? -Infinity);
    const isOld = act.at < now - EVENTS_KEPT_MS;
    if (isFolded || (isOld && (await hasLater(tx, item, act.at)))) history.add(act);
  }
  return history;
}

async function hasLater(tx: ReadTx, item: string, at: Instant): Promise<boolean> {
  const later = await tx.db
    .selectFrom('event')
    .select('id')
    .where('item_id', '=', item)
    .where('at', '>', at)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}
