// Accounts that are one person, by a person's word. One that a restored server has lost is joined once the act comes again that makes it. [I18] [I24]

import { cardOf } from '../../shared/circ/model/patron.ts';
import { patronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import type { TakenOf } from '../acts/act-effect.ts';
import { raise, type Raised, type Taken } from '../commands/taken.ts';
import { readRows } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { mergeProvisional } from '../timeline/merge.ts';
import type { References } from '../timeline/references.ts';
import { keepEarlyWrites, takeEarlyMerges } from './early-writes.ts';

type Context = { readonly references: References; readonly now: Instant; readonly changes: RowChanges };
type Merging = { readonly taken: Taken; readonly from: string; readonly to: string };

/** Joins accounts that are one person. One that is joined already changes nothing, and one that was purged never comes. */
export async function mergePatrons(
  tx: WriteTx,
  batch: readonly TakenOf<'mergePatrons'>[],
  context: Context,
): Promise<Raised[]> {
  const raised: Raised[] = [];
  for (const taken of batch) raised.push(...(await mergeOne(tx, { taken, ...taken.command.args }, context)));
  return raised;
}

/** Joins accounts that these acts make, where the merge came before them. */
export async function mergeEarly(tx: WriteTx, batch: readonly Taken[], context: Context): Promise<Raised[]> {
  const made = new Map(batch.flatMap((taken) => taken.recorded.flatMap(madeBy).map((id) => [id, taken] as const)));
  const raised: Raised[] = [];
  for (const { id, merge } of await takeEarlyMerges(tx, [...made.keys()])) {
    const maker = made.get(id);
    if (maker === undefined) continue;
    const taken: Taken = { ...maker, header: merge.header, recorded: [] };
    raised.push(...(await mergeOne(tx, { taken, from: merge.from, to: merge.to }, context)));
  }
  return raised;
}

function madeBy(one: Recorded): string[] {
  if (one.kind === 'mintPatron') return [one.patronId];
  return one.kind === 'writePatron' && one.registers ? [one.patronId] : [];
}

async function mergeOne(tx: WriteTx, merging: Merging, context: Context): Promise<Raised[]> {
  const { taken } = merging;
  const aliases = await loadAliases(tx, [merging.from, merging.to]);
  const [from, to] = [aliases.of('patron', merging.from), aliases.of('patron', merging.to)];
  if (from === to) return [];
  await tx.lock([`patron:${from}`, `patron:${to}`]);
  const rows = await readRows(tx, 'patron', [from, to]);
  const going = rows.get(from);
  if (going === undefined || !rows.has(to)) {
    const missing = [from, to].filter((id) => !rows.has(id));
    const merge = { kind: 'mergePatrons' as const, header: taken.header, from: patronId(from), to: patronId(to) };
    await keepEarlyWrites(
      tx,
      missing.map((id) => ({ id, write: merge })),
      context.now,
    );
    return [];
  }
  await mergeProvisional(tx, [{ kind: 'patron', from, to }], context);
  return [raise(taken, 'patron-merged', { patron: patronId(to) }, { card: cardOf(going) })];
}
