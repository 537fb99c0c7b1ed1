// Writes one chunk of opening acts (loans that were out, holds that waited) and folds the items and titles that they touch.

import type { ActId } from '../../shared/core/ids.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { assert } from '../../shared/core/assert.ts';
import type { Named } from '../../shared/acts/define-act.ts';
import { lockNamed } from '../commands/lock-batch.ts';
import { readBodies, readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import { isSameRow } from '../store/same-row.ts';
import { writeBans } from '../patrons/write-bans.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { idsOf, renameAct } from '../timeline/merge.ts';
import { refold } from '../timeline/refold.ts';
import { touchedBy } from '../timeline/touched.ts';
import { dropEvents, writeEvents } from '../timeline/write-events.ts';
import type { PutContext } from './put-rows.ts';

/** The rows named by an opening act. */
function namedBy(act: Act): Named[] {
  return [
    ...('itemId' in act && act.itemId !== null ? [{ kind: 'item' as const, id: act.itemId }] : []),
    ...('titleId' in act && act.titleId !== null ? [{ kind: 'title' as const, id: act.titleId }] : []),
    ...('patronId' in act && act.patronId !== null ? [{ kind: 'patron' as const, id: act.patronId }] : []),
  ];
}

/** Writes the acts that differ from stored ones. Returns how many did. */
export async function putActChunk(acts: readonly Act[], context: PutContext): Promise<number> {
  const { tx } = context;
  await lockNamed(tx, acts.map(namedBy), []);
  const aliases = await loadAliases(tx, acts.flatMap(idsOf));
  const named = acts.map((act) => renameAct(act, aliases));
  const bodies = await readBodies(
    tx,
    'event',
    named.map((act) => act.id),
  );
  const different = named.filter((act) => !isSameRow(bodies.get(act.id), act));
  const replaced = await readRows(
    tx,
    'event',
    different.map((act) => act.id),
  );
  await writeEvents(tx, different, context.changes);
  await foldAround([...different, ...replaced.values()], context);
  return different.length;
}

/** Takes opening acts away that the source no longer has. */
export async function dropActChunk(ids: readonly string[], context: PutContext): Promise<number> {
  const acts = [...(await readRows(context.tx, 'event', ids)).values()];
  for (const act of acts) assert(act.desk === '', () => `${act.id} is an act of a desk and stays`);
  await dropEvents(context.tx, acts, context.changes);
  await foldAround(
    acts,
    context,
    acts.map((act) => act.id),
  );
  return acts.length;
}

async function foldAround(
  acts: readonly Act[],
  { tx, now, changes, references }: PutContext,
  goneActs: readonly ActId[] = [],
): Promise<void> {
  if (acts.length === 0) return;
  const folded = collectChanges();
  await refold(tx, { touched: touchedBy(acts), references, goneActs }, folded);
  await writeChanges(tx, folded);
  changes.add(folded);
  await writeBans(tx, changes, { references, now });
}
