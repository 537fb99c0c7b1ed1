// Blocks of patrons, set and lifted by staff. Each write is kept with its moment, so that a lift which comes before its block counts all the
// same, and a late act is judged by the blocks of its own time. [I24]

import { patronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { loanOfBan } from '../../shared/circ/bans.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import { isOurs, withBlock } from '../../shared/circ/model/patron-blocks.ts';
import type { Patron, PatronBlock } from '../../shared/circ/model/patron.ts';
import { raise, type Raised, type Taken } from '../commands/taken.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import type { References } from '../timeline/references.ts';
import { keepEarlyWrites } from './early-writes.ts';
import type { FieldWrite } from './field-write.ts';
import { blockField, readFieldWrites } from './patron-standing.ts';
import { writeBans } from './write-bans.ts';

type BlockWrite = Extract<Recorded, { kind: 'writeBlock' }>;

/** Sets and lifts the blocks of these commands. Returns exceptions where a patron is gone. */
export async function writeBlocks(
  tx: WriteTx,
  batch: readonly Taken[],
  {
    references,
    now,
    changes,
  }: { readonly references: References; readonly now: Instant; readonly changes: RowChanges },
): Promise<Raised[]> {
  const found = batch.flatMap((taken) =>
    taken.recorded.flatMap((write) => (write.kind === 'writeBlock' ? [{ taken, write }] : [])),
  );
  const aliases = await loadAliases(
    tx,
    found.map(({ write }) => write.patronId),
  );
  const writings = found.map((one) => ({ ...one, id: aliases.of('patron', one.write.patronId) }));
  const ids = new Set(writings.map(({ id }) => id));
  await tx.lock([...ids].map((id) => `patron:${id}`));
  const rows = await readRows(tx, 'patron', ids);
  const known = new Map<string, readonly FieldWrite[]>(await readFieldWrites(tx, ids));
  const own = collectChanges();
  const kept: FieldWrite[] = [];
  const raised: Raised[] = [];
  const early: { id: string; write: BlockWrite }[] = [];
  for (const { taken, write, id } of writings) {
    const before = rows.get(id);
    if (before === undefined) {
      if (write.set !== null) raised.push(raise(taken, 'patron-purged', { patron: patronId(id) }, {}));
      early.push({ id, write });
      continue;
    }
    const writes = known.get(id) ?? [];
    const { patron, added } = writeOne(before, write, writes);
    rows.set(id, patron);
    known.set(id, [...writes, ...added]);
    kept.push(...added);
    if (patron !== before) own.put('patron', patron);
  }
  await keepEarlyWrites(tx, early, now);
  await tx.upsert('patron_field', kept);
  await writeChanges(tx, own);
  changes.add(own);
  // A ban that is lifted lengthens no later one.
  const lifted = writings.flatMap(({ id, write }) =>
    write.set === null && loanOfBan({ id: write.block }) !== null ? [id] : [],
  );
  if (lifted.length > 0) await writeBans(tx, changes, { references, now, also: lifted });
  return raised;
}

/** A patron after one write, and the kept part of it. */
function writeOne(
  patron: Patron,
  { block: id, set, header }: BlockWrite,
  writes: readonly FieldWrite[],
): { readonly patron: Patron; readonly added: readonly FieldWrite[] } {
  const field = blockField(id);
  const before = writes.filter((write) => write.field === field);
  const row = (value: PatronBlock | null, at: number, seq: number): FieldWrite => ({
    patron_id: patron.id,
    field,
    at,
    desk_id: header.desk,
    stream: header.stream,
    seq,
    value: value === null ? null : JSON.stringify(value),
  });
  const written = row(set, header.at, header.seq);
  const isLifted = before.some(({ value }) => value === null);
  if (set !== null) return { patron: isLifted ? patron : withBlock(patron, id, set), added: [written] };
  const standing = patron.blocks.find((one) => one.id === id);
  if (standing !== undefined && !isOurs(standing)) return { patron, added: [] };
  // One that came with the data of the library is kept from when it was set: acts before the lift are judged by it.
  const isKept = standing === undefined || before.length > 0;
  return {
    patron: withBlock(patron, id, null),
    added: isKept ? [written] : [row(standing, standing.setAt, 0), written],
  };
}
