// Copies on their way to the reserve shelf, and copies to be pulled off it once their course is over: instructors' own copies apart, in shelf order.

import { z } from 'zod';
import { inShelfOrder } from '../callnumbers/shelf-order.ts';
import { isOver, type Course, type Reading, type Reserve, type Term } from '../circ/model/course.ts';
import { ReserveStatusSchema } from '../core/reserve-status.ts';
import { shownStatus } from '../circ/model/mark.ts';
import type { Item } from '../circ/model/item.ts';
import type { Loan } from '../circ/model/loan.ts';
import { ITEM_STATUS_WORDS } from '../core/codes/item-status.ts';
import { nameOfCode } from '../core/codes/names.ts';
import {
  ItemIdSchema,
  ReserveIdSchema,
  type BranchId,
  type CourseId,
  type ItemId,
  type ReadingId,
  type TermId,
} from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { say } from '../core/say.ts';
import { dayOf, writeDay } from '../rules/calendar/local-time.ts';
import { UTC, zoneClock } from '../rules/calendar/zone-clock.ts';
import { barcodeColumn, callNumberColumn, columnsOf, titleColumn } from './columns.ts';
import { nextStatus } from './course-readings.ts';
import { defineList, inOrder, type RowAct } from './define-list.ts';
import { RESERVE_STATUS_WORDS } from './reserve-words.ts';
import type { LookingFrom, RowSource } from './row-source.ts';

export const ReserveRowSchema = z.object({
  reserveId: ReserveIdSchema,
  itemId: ItemIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  barcode: z.string(),
  callNumber: z.string().nullable(),
  /** The number of its course, and the term. */
  course: z.string(),
  status: ReserveStatusSchema,
  toStatus: ReserveStatusSchema.nullable(),
  since: InstantSchema,
  /** Of the copy itself. */
  state: z.string(),
  isOut: z.boolean(),
  /** It went out before it was put on reserve, and was not recalled: a loan that was not known then. */
  toRecall: z.literal('yes').nullable(),
  /** Where it stands, and the shelf that it comes from and goes back to. */
  shelf: z.string().nullable(),
  home: z.string().nullable(),
  /** The instructor who owns the copy. */
  owner: z.string().nullable(),
});
export type ReserveRow = z.infer<typeof ReserveRowSchema>;

const { column, moment } = columnsOf<ReserveRow>();
const courseColumn = column('text', 'course', { en: 'Course', es: 'Curso' }, ({ course }) => course);
const stateColumn = column('text', 'state', { en: 'State', es: 'Estado' }, ({ state }) => ({
  words: nameOfCode(ITEM_STATUS_WORDS, state),
}));

/** Of a loan that came in after the copy was put on reserve. */
const RECALL: RowAct<ReserveRow> = {
  act: 'recall',
  key: 'L',
  label: { en: 'Recall', es: 'Reclamar' },
  offered: ({ toRecall }) => toRecall !== null,
};

/** Items to be fetched and prepared. */
export const reservesProcessing = defineList({
  name: 'reserves-processing',
  words: { en: 'Reserves to process', es: 'Reservas de curso por preparar' },
  named: { en: '{reserves} to process', es: '{reserves} por preparar' },
  empty: { en: 'Everything is on the reserve shelf.', es: 'Todo está en el estante de reservas de curso.' },
  of: 'branch',
  work: { section: 'shelves', weight: 'today' },
  row: ReserveRowSchema,
  rowKey: ({ reserveId }) => reserveId,
  columns: [
    titleColumn,
    callNumberColumn,
    column('text', 'from', { en: 'Shelf', es: 'Estante' }, ({ home }) => home),
    courseColumn,
    stateColumn,
    moment('since', { en: 'Since', es: 'Desde' }, ({ since }) => since),
    barcodeColumn,
  ],
  order: (a, b) => stepOf(a) - stepOf(b) || byShelf(a, b),
  group: ({ status }, { saying }) => RESERVE_STATUS_WORDS[status][saying.language],
  state: ({ isOut, toRecall }) => (isOut && toRecall === null ? 'plain' : 'attention'),
  acts: [
    RECALL,
    { act: 'moveReserve', key: 'S', label: { en: 'Next step', es: 'Siguiente paso' }, offered: isMovable },
    { act: 'takeOffReserve', key: 'X', label: { en: 'Off reserve', es: 'Quitar de reserva' }, offered: () => true },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** Copies of one course on their way to the reserve shelf and on it: a tab of the record of the course. */
export const courseCopies = defineList({
  name: 'course-copies',
  words: { en: 'Copies', es: 'Ejemplares' },
  empty: { en: 'No copy is on reserve.', es: 'Ningún ejemplar está en reserva.' },
  of: 'course',
  row: ReserveRowSchema,
  rowKey: ({ reserveId }) => reserveId,
  columns: [
    titleColumn,
    { ...callNumberColumn, stays: true },
    {
      ...column('text', 'shelf', { en: 'Shelf', es: 'Estante' }, ({ owner, shelf }, { saying }) =>
        owner === null ? shelf : say(saying, OWN_COPY, { owner }),
      ),
      onPaperOnly: true,
    },
    stateColumn,
    { ...moment('since', { en: 'Since', es: 'Desde' }, ({ since }) => since), onPaperOnly: true },
    barcodeColumn,
  ],
  order: (a, b) => stepOf(a) - stepOf(b) || byShelf(a, b),
  group: ({ status }, { saying }) => RESERVE_STATUS_WORDS[status][saying.language],
  state: ({ isOut, status, toRecall }) => {
    if (toRecall !== null) return 'attention';
    if (isOut) return 'plain';
    return status === 'on-reserve' ? 'reserve' : 'attention';
  },
  acts: [
    RECALL,
    { act: 'moveReserve', key: 'S', label: { en: 'Next step', es: 'Siguiente paso' }, offered: isMovable },
    { act: 'takeOffReserve', key: 'X', label: { en: 'Off reserve', es: 'Quitar de reserva' }, offered: () => true },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** Items to be pulled off the reserve shelf. */
export const reservesToPull = defineList({
  name: 'reserves-to-pull',
  words: { en: 'Reserves to pull', es: 'Reservas de curso por retirar' },
  named: { en: '{reserves} to pull', es: '{reserves} por retirar' },
  empty: { en: 'No course is over.', es: 'Ningún curso ha terminado.' },
  of: 'branch',
  work: { section: 'shelves', weight: 'note' },
  row: ReserveRowSchema,
  rowKey: ({ reserveId }) => reserveId,
  columns: [
    titleColumn,
    callNumberColumn,
    courseColumn,
    column('text', 'goes', { en: 'Goes to', es: 'Va a' }, ({ owner, home }) => owner ?? home),
    stateColumn,
    barcodeColumn,
  ],
  order: (a, b) => Number(a.owner !== null) - Number(b.owner !== null) || inOrder(a.owner, b.owner) || byShelf(a, b),
  group: ({ owner, shelf }, { saying }) => (owner === null ? shelf : say(saying, OWN, { owner })) ?? '',
  state: ({ isOut }) => (isOut ? 'plain' : 'attention'),
  acts: [
    {
      act: 'takeOffReserve',
      key: 'X',
      label: { en: 'Pulled', es: 'Retirado' },
      offered: ({ isOut }) => (isOut ? { en: 'It is on loan.', es: 'Está prestado.' } : true),
    },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

const OWN_COPY = { en: '{owner}’s own copy', es: 'Ejemplar de {owner}' } as const;
const OWN = { en: 'Give back to {owner}', es: 'Devolver a {owner}' } as const;

function isMovable({ toStatus }: ReserveRow): boolean {
  return toStatus !== null;
}

function stepOf({ status }: ReserveRow): number {
  return ReserveStatusSchema.options.indexOf(status);
}

function byShelf(a: ReserveRow, b: ReserveRow): number {
  return inOrder(a.shelf, b.shelf) || inShelfOrder(a.callNumber, b.callNumber) || inOrder(a.barcode, b.barcode);
}

/** Source of the lists. */
export type ReserveSource = RowSource & {
  reserves(): readonly Reserve[];
  course(id: CourseId): Course | null;
  term(id: TermId): Term | null;
  reading(id: ReadingId): Reading | null;
  currentLoan(item: ItemId): Loan | null;
};

type Asked = LookingFrom & { readonly branch: BranchId | null };

/** Copies that are not on the shelf yet, of courses that run. */
export function processingRows(source: ReserveSource, asked: Asked): ReserveRow[] {
  return rowsOf(source, asked, (reserve, isDone) => !isDone && reserve.status !== 'on-reserve');
}

/** Every copy of a course, at all branches. */
export function copiesOfCourse(source: ReserveSource, course: CourseId, from: LookingFrom): ReserveRow[] {
  return rowsOf(source, { ...from, branch: null }, (reserve) => reserve.courseId === course);
}

/** Copies of courses that are over, and of readings that left their list. */
export function pullRows(source: ReserveSource, asked: Asked): ReserveRow[] {
  return rowsOf(source, asked, (_, isDone) => isDone);
}

function rowsOf(
  source: ReserveSource,
  { branch, now, zone }: Asked,
  isMeant: (reserve: Reserve, isDone: boolean) => boolean,
): ReserveRow[] {
  const today = writeDay(dayOf((zoneClock(zone) ?? UTC).toLocal(now)));
  return source.reserves().flatMap((reserve) => {
    const course = source.course(reserve.courseId);
    const term = course === null ? null : source.term(course.termId);
    const isUnlisted = reserve.readingId !== null && source.reading(reserve.readingId) === null;
    if (!isMeant(reserve, course === null || isUnlisted || isOver(course, term, today))) return [];
    const item = source.item(reserve.itemId);
    if (item === null || (branch !== null && shelvedAt(source, item) !== branch)) return [];
    const title = source.title(item.titleId);
    return [
      {
        reserveId: reserve.id,
        itemId: item.id,
        title: title?.title ?? item.barcode,
        author: title?.author ?? null,
        barcode: item.barcode,
        callNumber: item.callNumber,
        course: [course?.numbers[0], term?.name].filter(Boolean).join(' · '),
        status: reserve.status,
        toStatus: nextStatus(reserve.status),
        since: reserve.since,
        state: shownStatus(item.state),
        isOut: item.state.loan !== null,
        toRecall: isToRecall(source, reserve, item) ? 'yes' : null,
        shelf: source.location(isOnItsWay(reserve) ? ownOf(item) : item.location)?.name ?? null,
        home: source.location(ownOf(item))?.name ?? null,
        owner: reserve.owner,
      },
    ];
  });
}

function isToRecall(source: ReserveSource, { id, status }: Reserve, { id: item, reserves = [] }: Item): boolean {
  const loan = source.currentLoan(item);
  const placedAt = reserves.find((one) => one.id === id)?.at;
  if (loan === null || placedAt === undefined || status === 'on-reserve') return false;
  return loan.state === 'open' && !loan.recalled && loan.outAt < placedAt;
}

/** Whether it still stands, or is looked for, where it was before. */
function isOnItsWay({ status }: Reserve): boolean {
  return status === 'requested' || status === 'fetching';
}

function ownOf({ own, location }: Item): Item['location'] {
  return own === undefined ? location : own.location;
}

/** The branch of the reserve shelf. */
function shelvedAt(source: RowSource, item: Item): BranchId {
  return source.location(item.location)?.branch ?? item.home;
}
