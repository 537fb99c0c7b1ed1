// Bookings, missing copies and notices of the whole library, for its service report.

import type { ReportPeriod } from '../../shared/reports/question.ts';
import { NoticeKindSchema, NoticeStateSchema } from '../../shared/circ/model/notice.ts';
import type { Bookings } from '../../shared/reports/service/booking-section.ts';
import { missingAmong, type MissingCopies } from '../../shared/reports/service/missing-section.ts';
import type { NoticeCount } from '../../shared/reports/service/notice-section.ts';
import { equipmentOf } from '../bookings/kind-standing.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';

/** Bookings that end after the beginning of a time: those that were placed or ended in it are among them. */
export async function libraryBookings(tx: ReadTx, { from }: ReportPeriod): Promise<Bookings> {
  const rows = await tx.db.selectFrom('booking').select('body').where('to_at', '>', from).execute();
  const names = new Map((await equipmentOf(tx)).map(({ id, name }) => [id, name]));
  return {
    bookings: rows.map(({ body }) => parseRow('booking', body)),
    kindName: (kind) => names.get(kind) ?? kind,
  };
}

/** Copies that desks marked missing in a time, and how each stands now. */
export async function libraryMissing(tx: ReadTx, { from, to }: ReportPeriod): Promise<MissingCopies> {
  const applied = tx.db
    .selectFrom('envelope')
    .select(['body', 'args'])
    .where('effective_at', '>=', from)
    .where('outcome', '=', 'applied')
    .orderBy('effective_at');
  const marks = await applied.where('name', '=', 'setMark').where('effective_at', '<', to).execute();
  const undos = marks.length === 0 ? [] : await applied.where('name', '=', 'undo').execute();
  const marked = missingAmong(marks, undos);
  const items = await readRows(
    tx,
    'item',
    marked.map(({ itemId }) => itemId),
  );
  const names = new Map((await readAllRows(tx, 'branch')).map(({ id, name }) => [id, name]));
  return { marked, item: (id) => items.get(id) ?? null, branchName: (id) => names.get(id) ?? id };
}

/** Notices that were made in a time. */
export async function libraryNoticeCounts(tx: ReadTx, { from, to }: ReportPeriod): Promise<NoticeCount[]> {
  const rows = await tx.db
    .selectFrom('notice')
    .select(({ fn }) => ['kind', 'state', fn.countAll().as('count')])
    .where('made_at', '>=', from)
    .where('made_at', '<', to)
    .groupBy(['kind', 'state'])
    .execute();
  return rows.map(({ kind, state, count }) => ({
    kind: NoticeKindSchema.parse(kind),
    state: NoticeStateSchema.parse(state),
    count: Number(count),
  }));
}
