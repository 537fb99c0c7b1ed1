// Edits of titles of copies that turn out to be others.

import { TITLE_FIELDS } from '../../shared/circ/model/title-fields.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { withEdits, type FieldWrite } from '../library/field-writes.ts';
import { readRows } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { keepTitleWrites, readTitleWrites, titleOfWrites } from './title-writes.ts';

/** Moves the writes: edits stay edits, each at its time. Puts the titles that stay, where they change. [I24] */
export async function joinTitleWrites(
  tx: WriteTx,
  merges: readonly { readonly from: string; readonly to: string }[],
  changes: RowChanges,
): Promise<void> {
  if (merges.length === 0) return;
  const ids = new Set(merges.flatMap(({ from, to }) => [from, to]));
  const writes = new Map<string, readonly FieldWrite[]>(await readTitleWrites(tx, ids));
  if (writes.size === 0) return;
  const rows = new Map<string, Title>(await readRows(tx, 'title', ids));
  for (const { from, to } of merges) {
    const staying = rows.get(to) ?? null;
    const left = writes.get(from) ?? [];
    if (left.length === 0) continue;
    const joined = withEdits(TITLE_FIELDS, { row: staying, known: writes.get(to) ?? [] }, left);
    writes.set(to, joined);
    await keepTitleWrites(tx, new Map([[to, joined]]));
    if (staying === null) continue;
    const title = titleOfWrites(staying, joined);
    rows.set(to, title);
    if (JSON.stringify(title) !== JSON.stringify(staying)) changes.put('title', title);
  }
  const gone = merges.map(({ from }) => from);
  await tx.db.deleteFrom('title_field').where(tx.anyOf('title_id', gone)).execute();
}
