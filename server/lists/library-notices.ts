// Notices of the whole library.

import { noticeRows, type NoticeRow } from '../../shared/lists/notices.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

/** Notices with any of some values in a column, of a branch or of all. */
export async function libraryNotices(
  tx: ReadTx,
  by: { readonly column: 'state' | 'patron_id'; readonly values: readonly string[] },
  branch: BranchId | null,
): Promise<NoticeRow[]> {
  const notices = await readRowsBy(tx, 'notice', by);
  const items = await readRows(tx, 'item', new Set(notices.flatMap(({ itemId }) => itemId ?? [])));
  const subjects = {
    items: items.values(),
    titles: notices.flatMap(({ titleId }) => titleId ?? []),
    patrons: notices.map(({ patronId }) => patronId),
  };
  return noticeRows(await rowSource(tx, subjects), notices, branch);
}
