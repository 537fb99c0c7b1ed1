// The history of a course or a copy at all desks, from the acts that wrote its rows.

import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { ItemIdSchema } from '../../shared/core/ids.ts';
import { ReserveStatusSchema } from '../../shared/core/reserve-status.ts';
import { readAct } from '../../shared/acts/read-act.ts';
import { photosIn, textIn, WrittenSchema } from '../../shared/acts/written-text.ts';
import {
  MOST_HISTORY_ACTS,
  type HistoryAct,
  type HistoryRequest,
  type HistoryResponse,
} from '../../shared/wire/history.ts';
import { EnvelopeArgsSchema } from '../../shared/wire/envelope.ts';
import { deskNames, staffNames } from '../reports/library-names.ts';
import { staffRoles } from '../staff/staff-roles.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx, Store } from '../store/store.ts';

/** For a person signed in at a desk. Throws HF-AUTH-024 for one who does not work here. */
export async function historyForDesk(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { staffId, of, id }: HistoryRequest,
): Promise<HistoryResponse> {
  return store.read(async (tx) => {
    const works = (await staffRoles(tx, [staffId]))(staffId, clock.now()) !== null;
    if (!works) throw new HoldfastError('HF-AUTH-024', { staff: staffId });
    const stored = of === 'course' ? await actsOfCourse(tx, id) : await actsOfItem(tx, id);
    return { acts: await toldOf(tx, stored) };
  });
}

type StoredAct = {
  readonly id: string;
  readonly body: string;
  readonly args: string | null;
  readonly desk_id: string;
  readonly effective_at: number;
};

const COLUMNS = ['envelope.id', 'envelope.body', 'envelope.args', 'envelope.desk_id', 'envelope.effective_at'] as const;

/** The course itself, its readings and its copies, those that were taken off too. */
async function actsOfCourse(tx: ReadTx, course: string): Promise<StoredAct[]> {
  const parts = await tx.db
    .selectFrom('course_field')
    .select('row_id')
    .where('field', '=', 'courseId')
    .where('value', '=', JSON.stringify(course))
    .execute();
  const rows = new Set([course, ...parts.map(({ row_id: id }) => id)]);
  return tx.db
    .selectFrom('envelope')
    .innerJoin('course_field', (join) =>
      join.onRef('course_field.stream', '=', 'envelope.stream').onRef('course_field.seq', '=', 'envelope.seq'),
    )
    .where(tx.anyOf('course_field.row_id', rows))
    .where('envelope.outcome', '=', 'applied')
    .select(COLUMNS)
    .distinct()
    .orderBy('envelope.effective_at', 'desc')
    .limit(MOST_HISTORY_ACTS)
    .execute();
}

/** Acts that wrote its condition, and all acts on its timeline. */
async function actsOfItem(tx: ReadTx, item: string): Promise<StoredAct[]> {
  const written = await tx.db
    .selectFrom('envelope')
    .innerJoin('item_field', (join) =>
      join.onRef('item_field.stream', '=', 'envelope.stream').onRef('item_field.seq', '=', 'envelope.seq'),
    )
    .where('item_field.item_id', '=', item)
    .where('item_field.field', '=', 'condition')
    .where('envelope.outcome', '=', 'applied')
    .select(COLUMNS)
    .distinct()
    .orderBy('envelope.effective_at', 'desc')
    .limit(MOST_HISTORY_ACTS)
    .execute();
  const scanned = await tx.db
    .selectFrom('envelope')
    .innerJoin('event', 'event.id', 'envelope.id')
    .where('event.item_id', '=', item)
    .where('envelope.outcome', '=', 'applied')
    .select(COLUMNS)
    .orderBy('envelope.effective_at', 'desc')
    .limit(MOST_HISTORY_ACTS)
    .execute();
  const known = new Map([...written, ...scanned].map((row) => [row.id, row]));
  return [...known.values()].toSorted((a, b) => b.effective_at - a.effective_at).slice(0, MOST_HISTORY_ACTS);
}

const SaidSchema = WrittenSchema.extend({
  patronId: z.string().optional(),
  readingId: z.string().optional(),
  itemId: ItemIdSchema.optional(),
  barcode: z.string().nullish().catch(null),
  status: ReserveStatusSchema.nullish().catch(null),
  fields: z
    .object({
      title: z.string().nullish().catch(null),
      status: ReserveStatusSchema.nullish().catch(null),
      condition: WrittenSchema.shape.condition,
      conditionPhotos: WrittenSchema.shape.photos,
    })
    .optional()
    .catch(undefined),
});
type Said = z.infer<typeof SaidSchema>;

async function toldOf(tx: ReadTx, stored: readonly StoredAct[]): Promise<HistoryAct[]> {
  const read = stored.map((row) => ({ row, act: readAct(row), said: saidIn(row.args) }));
  const items = await readRows(tx, 'item', new Set(read.flatMap(({ said }) => said.itemId ?? [])));
  const titles = await readRows(tx, 'title', new Set([...items.values()].map(({ titleId }) => titleId)));
  const listed = await titlesOfReadings(tx, new Set(read.flatMap(({ said }) => said.readingId ?? [])));
  const desks = await deskNames(tx);
  const nameOf = await staffNames(tx);
  return read
    .filter(({ said }) => said.patronId === undefined)
    .map(({ row, act, said }) => {
      const item = items.get(said.itemId ?? '');
      const photos = photosIn(said);
      return {
        id: act.id,
        at: row.effective_at,
        name: act.name,
        desk: desks.get(row.desk_id) ?? row.desk_id,
        staff: nameOf(act.staffId),
        title: said.fields?.title ?? titles.get(item?.titleId ?? '')?.title ?? listed.get(said.readingId ?? '') ?? null,
        barcode: said.barcode ?? item?.barcode ?? null,
        status: said.status ?? said.fields?.status ?? null,
        written: textIn(said),
        ...(photos.length === 0 ? {} : { photos: [...photos] }),
      };
    });
}

/** The remaining arguments. */
function saidIn(args: string | null): Said {
  const command = args === null ? null : EnvelopeArgsSchema.safeParse(JSON.parse(args)).data?.command;
  return SaidSchema.safeParse(command).data ?? {};
}

/** Also of readings that are on no list any more. */
async function titlesOfReadings(tx: ReadTx, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  if (ids.size === 0) return new Map();
  const rows = await tx.db
    .selectFrom('course_field')
    .select(['row_id', 'value'])
    .where(tx.anyOf('row_id', ids))
    .where('field', '=', 'title')
    .orderBy('at')
    .execute();
  return new Map(rows.map(({ row_id: id, value }) => [id, String(JSON.parse(value))]));
}
