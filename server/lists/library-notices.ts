// Notices of the whole library.

import { silenceIn } from '../../shared/circ/notice-wait.ts';
import { noticeRows, type NoticeRow } from '../../shared/lists/notices.ts';
import { noticeWaitRows, RELEASED_TOLD_MS, type NoticeWaitRow } from '../../shared/lists/notices-waiting.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { staffNames } from '../reports/library-names.ts';
import { silencesSince } from '../schedule/silence.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

/** Notices with any of some values in a column, of a branch or of all. */
export async function libraryNotices(
  tx: ReadTx,
  by: { readonly column: 'state' | 'patron_id'; readonly values: readonly string[] },
  { branch, now }: { readonly branch: BranchId | null; readonly now: Instant },
): Promise<NoticeRow[]> {
  const notices = await readRowsBy(tx, 'notice', by);
  const items = await readRows(tx, 'item', new Set(notices.flatMap(({ itemId }) => itemId ?? [])));
  const subjects = {
    items: items.values(),
    titles: notices.flatMap(({ titleId }) => titleId ?? []),
    patrons: notices.map(({ patronId }) => patronId),
  };
  const silences = (await silencesSince(tx, now)).flatMap((one) => silenceIn(one) ?? []);
  return noticeRows(await rowSource(tx, subjects), notices, { branch, silences, now });
}

/** Why mail waits in the whole library. */
export async function libraryNoticesWaiting(
  tx: ReadTx,
  asked: { readonly branch: BranchId | null; readonly now: Instant },
): Promise<NoticeWaitRow[]> {
  const waiting = await readRowsBy(tx, 'notice', { column: 'state', values: ['waiting'] });
  const silences = await silencesSince(tx, asked.now - RELEASED_TOLD_MS);
  const branches = await readRows(
    tx,
    'branch',
    [...waiting, ...silences].flatMap(({ branch }) => branch ?? []),
  );
  const names = await staffNames(tx);
  return noticeWaitRows(
    { branchName: (id) => branches.get(id)?.name ?? id, staffName: (id) => names(id) ?? id },
    { waiting, silences },
    asked,
  );
}
