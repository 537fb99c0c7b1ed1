// States of acts of use, as the folds have them, and corrections of noted ones where a later fold ends differently.

import type { ActId } from '../../shared/core/ids.ts';
import type { ActKind } from '../../shared/circ/acts.ts';
import type { Folded } from '../../shared/circ/fold/fold-all.ts';
import { resolveUndos } from '../../shared/circ/fold/undo.ts';
import type { UseState } from '../../shared/reports/use/use-kind.ts';
import type { WriteTx } from '../store/store.ts';
import type { LoadedTimelines } from '../timeline/load-timelines.ts';

/** Timelines and the result of their fold. */
type Refolded = { readonly loaded: LoadedTimelines; readonly folded: Folded };

/** Kinds of acts on the timeline of an item that may be use. */
const MAY_BE_USE: ReadonlySet<ActKind> = new Set<ActKind>(['checkout', 'renew', 'checkin']);

/** The state of every folded act that may be use. */
export function statesOfUse({ loaded, folded }: Refolded): Map<ActId, UseState> {
  const states = new Map<ActId, UseState>();
  for (const { item, acts } of loaded.items.values()) {
    const { foldedTo } = item.base;
    const own = acts.filter(({ at }) => foldedTo === null || at >= foldedTo);
    for (const { id, kind } of own) if (MAY_BE_USE.has(kind)) states.set(id, 'counted');
    for (const id of resolveUndos(own).undone.keys()) if (states.has(id)) states.set(id, 'undone');
  }
  for (const { code, cause } of folded.exceptions) {
    const state = BY_EXCEPTION[code];
    if (state !== undefined && states.has(cause)) states.set(cause, state);
  }
  return states;
}

/** Exceptions that stand for good and mean that an act does not count by itself. */
const BY_EXCEPTION: Readonly<Record<string, UseState>> = { 'double-scan': 'duplicate', 'renewal-no-loan': 'no-effect' };

/** Corrects the notes on acts that were folded again. */
export async function correctUse(tx: WriteTx, refolded: Refolded): Promise<void> {
  const states = statesOfUse(refolded);
  if (states.size === 0) return;
  const kept = await tx.db
    .selectFrom('circ_stat')
    .select(['id', 'state'])
    .where(tx.anyOf('id', states.keys()))
    .execute();
  const now = new Map([...states].map(([id, state]) => [String(id), state]));
  const wrong = kept.filter(({ id, state }) => now.get(id) !== state);
  for (const [state, rows] of Map.groupBy(wrong, ({ id }) => now.get(id) ?? 'counted')) {
    const ids = rows.map(({ id }) => id);
    await tx.db.updateTable('circ_stat').set({ state }).where(tx.anyOf('id', ids)).execute();
  }
}
