// The reading list of a course, each reading with its copies as they are now: the tab of the record of the course.

import { z } from 'zod';
import type { Item } from '../circ/model/item.ts';
import { isLate, type Loan } from '../circ/model/loan.ts';
import { shownStatus } from '../circ/model/mark.ts';
import { type CourseRow, type Reading, type Reserve } from '../circ/model/course.ts';
import { ReserveStatusSchema } from '../core/reserve-status.ts';
import { ITEM_STATUS_WORDS } from '../core/codes/item-status.ts';
import { nameOfCode } from '../core/codes/names.ts';
import { CourseIdSchema, ItemIdSchema, ReadingIdSchema, ReserveIdSchema, type ItemId } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { say, type Saying } from '../core/say.ts';
import { GrainSchema, sayDue } from '../core/say-date.ts';
import { barcodeColumn, columnsOf } from './columns.ts';
import { defineList, inOrder, type ListManner } from './define-list.ts';
import { RESERVE_STATUS_WORDS } from './reserve-words.ts';
import type { LookingFrom, RowSource } from './row-source.ts';

const DueSchema = z.object({ dueAt: InstantSchema, grain: GrainSchema, zone: z.string() });

export const ReadingRowSchema = z.object({
  courseId: CourseIdSchema,
  /** Null: a copy of no reading that is on the list. */
  readingId: ReadingIdSchema.nullable(),
  title: z.string(),
  author: z.string().nullable(),
  section: z.string().nullable(),
  note: z.string().nullable(),
  place: z.int(),
  /** The place of its section, by the reading that stands first in it; 0 = it has none. */
  sectionPlace: z.int(),
  /** Null: a reading without a copy on reserve. */
  copy: z
    .object({
      reserveId: ReserveIdSchema,
      itemId: ItemIdSchema,
      status: ReserveStatusSchema,
      /** Of the copy itself. */
      state: z.string(),
      shelf: z.string().nullable(),
      owner: z.string().nullable(),
      inLibrary: z.boolean(),
      due: DueSchema.nullable(),
      outAt: InstantSchema.nullable(),
      isOverdue: z.boolean(),
      isFree: z.boolean(),
    })
    .nullable(),
  barcode: z.string().nullable(),
  /** Of a copy: the record of the reserve, for the acts on it. */
  reserveId: ReserveIdSchema.nullable(),
  toStatus: ReserveStatusSchema.nullable(),
  /** Of a copy that may go missing. */
  toMark: z.literal('missing').nullable(),
  /** Free copies of the reading, and when the first of the others is due. */
  free: z.int(),
  nextDue: DueSchema.nullable(),
});
export type ReadingRow = z.infer<typeof ReadingRowSchema>;

const { column } = columnsOf<ReadingRow>();

export const courseReadings = defineList({
  name: 'course-readings',
  words: { en: 'Readings', es: 'Lecturas' },
  empty: { en: 'No readings yet.', es: 'Todavía no hay lecturas.' },
  of: 'course',
  row: ReadingRowSchema,
  rowKey: ({ readingId, reserveId }) => reserveId ?? readingId ?? '',
  columns: [
    {
      ...column('text', 'where', { en: 'Where', es: 'Dónde' }, ({ copy }, { saying }) => {
        if (copy === null) return { words: { en: 'No copy on reserve', es: 'Sin ejemplar en reserva' } };
        const shelf = copy.status === 'on-reserve' ? copy.shelf : null;
        return [shelf ?? RESERVE_STATUS_WORDS[copy.status][saying.language], saidCopy(copy, saying)]
          .filter((text) => text !== null)
          .join(' · ');
      }),
      stays: true,
    },
    barcodeColumn,
    {
      ...column('text', 'state', { en: 'State', es: 'Estado' }, ({ copy }, { saying }) => {
        if (copy === null) return null;
        if (copy.isFree) return { words: { en: 'in', es: 'en el estante' } };
        if (copy.due === null) return { words: nameOfCode(ITEM_STATUS_WORDS, copy.state) };
        return say(saying, DUE, { due: sayDue(saying.language, copy.due, saying.now) });
      }),
      stays: true,
    },
  ],
  order: (a, b) =>
    a.sectionPlace - b.sectionPlace ||
    a.place - b.place ||
    inOrder(a.title, b.title) ||
    Number(b.copy?.isFree ?? false) - Number(a.copy?.isFree ?? false) ||
    (a.copy?.due?.dueAt ?? 0) - (b.copy?.due?.dueAt ?? 0) ||
    inOrder(a.barcode, b.barcode),
  part: ({ section, sectionPlace }, { saying }) => (sectionPlace === LAST ? OFF_LIST[saying.language] : section),
  group: (row, manner) => headingOf(row, manner),
  state: ({ copy }) => {
    if (copy === null) return 'plain';
    if (copy.isOverdue) return 'overdue';
    if (copy.isFree) return 'reserve';
    return copy.due === null ? 'attention' : 'plain';
  },
  acts: [
    {
      act: 'wantReading',
      key: 'T',
      label: { en: 'Turned away', es: 'No atendido' },
      offered: ({ readingId, copy, free }) => readingId !== null && copy !== null && free === 0,
    },
    {
      act: 'moveReserve',
      key: 'S',
      label: { en: 'Next step', es: 'Siguiente paso' },
      offered: ({ copy, toStatus }) => copy !== null && toStatus !== null,
    },
    { act: 'setMark', key: 'M', label: { en: 'Missing', es: 'Extraviado' }, offered: ({ toMark }) => toMark !== null },
    {
      act: 'takeOffReserve',
      key: 'X',
      label: { en: 'Off reserve', es: 'Quitar de reserva' },
      offered: ({ copy }) => copy !== null,
    },
    {
      act: 'removeReading',
      key: 'D',
      label: { en: 'Remove from the list', es: 'Quitar de la lista' },
      asks: 'sure',
      offered: ({ readingId }) => readingId !== null,
    },
  ],
  opens: ({ barcode }) => (barcode === null ? null : { record: 'item', barcode }),
});

/** The heading of copies of readings that left the list, where others stand under sections. */
const OFF_LIST = { en: 'No longer on the list', es: 'Ya no están en la lista' } as const;

const DUE = { en: 'due {due}', es: 'vence {due}' } as const;
const OWN = { en: '{owner}’s own copy', es: 'Ejemplar de {owner}' } as const;
const ONLY_HERE = { en: 'In the library only', es: 'Solo en la biblioteca' } as const;

function saidCopy({ owner, inLibrary }: NonNullable<ReadingRow['copy']>, saying: Saying): string | null {
  if (owner !== null) return say(saying, OWN, { owner });
  return inLibrary ? say(saying, ONLY_HERE, {}) : null;
}

/** Title and author, then its copies: how many are in, or when the next one is. */
function headingOf({ title, author, note, free, nextDue }: ReadingRow, { saying }: ListManner): string {
  const has =
    free > 0
      ? say(saying, HEADING.free, { count: free })
      : nextDue === null
        ? null
        : say(saying, HEADING.next, { due: sayDue(saying.language, nextDue, saying.now) });
  return [[title, author].filter(Boolean).join(' / '), note, has].filter(Boolean).join(' · ');
}

const HEADING = {
  free: { en: '{count} in', es: '{count} en el estante' },
  next: { en: 'next due {due}', es: 'el próximo vence {due}' },
} as const;

/** Further data that the rows look up. */
export type ReadingSource = RowSource & { currentLoan(item: ItemId): Loan | null };

type CourseList = {
  readonly course: CourseRow<'course'>;
  readonly readings: readonly Reading[];
  readonly reserves: readonly Reserve[];
};

/** Every reading of a course with its copies, section by section; then copies of readings that are on the list no more. */
export function readingRows(
  source: ReadingSource,
  { course, readings, reserves }: CourseList,
  from: LookingFrom,
): ReadingRow[] {
  const copies = reserves.flatMap((reserve) => {
    const item = source.item(reserve.itemId);
    return item === null ? [] : [copyOf(source, { reserve, item, loan: source.currentLoan(item.id) }, from)];
  });
  const byReading = Map.groupBy(copies, ({ readingId }) => readings.find(({ id }) => id === readingId)?.id ?? null);
  const sections = sectionsOf(readings);
  const listed = readings.flatMap((reading) => {
    const key = reading.section === null ? null : sectionKey(reading.section);
    const place = sections.findIndex((one) => sectionKey(one) === key);
    const title = reading.titleId === null ? null : source.title(reading.titleId);
    const head = {
      courseId: course.id,
      readingId: reading.id,
      title: title?.title ?? reading.title,
      author: title?.author ?? reading.author,
      section: sections[place] ?? null,
      note: reading.note,
      place: reading.place,
      sectionPlace: place + 1,
    };
    return rowsUnder(head, byReading.get(reading.id) ?? []);
  });
  const sectionPlace = sections.length === 0 ? 0 : LAST;
  const others = (byReading.get(null) ?? []).flatMap((one) => {
    const title = source.title(one.titleId);
    const words = { title: title?.title ?? one.barcode, author: title?.author ?? null };
    const head = {
      courseId: course.id,
      readingId: null,
      ...words,
      section: null,
      note: null,
      place: LAST,
      sectionPlace,
    };
    return rowsUnder(head, [one]);
  });
  return [...listed, ...others];
}

/**
 * In the order in which each first stands, as it was written there. A reading that was added later to one of them stands in it, whoever typed
 * the name anew.
 */
function sectionsOf(readings: readonly Reading[]): readonly string[] {
  const inPlace = readings.toSorted((a, b) => a.place - b.place);
  return [
    ...Map.groupBy(
      inPlace.flatMap(({ section }) => section ?? []),
      sectionKey,
    ).values(),
  ].flatMap((same) => same[0] ?? []);
}

/** Case, blanks and kinds of dashes make no other section; "Week-1" is "Week 1". */
function sectionKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}\u2212]+/gu, ' ')
    .trim();
}

/** After every place of a list. */
const LAST = 1_000_000;

type Copy = NonNullable<ReadingRow['copy']> & Pick<Reserve, 'readingId'> & Pick<Item, 'titleId' | 'barcode'>;
type Head = Pick<
  ReadingRow,
  'courseId' | 'readingId' | 'title' | 'author' | 'section' | 'note' | 'place' | 'sectionPlace'
>;

function rowsUnder(head: Head, copies: readonly Copy[]): ReadingRow[] {
  const free = copies.filter(({ isFree }) => isFree).length;
  const dues = copies.flatMap(({ due }) => due ?? []).toSorted((a, b) => a.dueAt - b.dueAt);
  const common = { ...head, free, nextDue: dues[0] ?? null };
  const none = { copy: null, barcode: null, reserveId: null, toStatus: null, toMark: null };
  if (copies.length === 0) return [{ ...common, ...none }];
  return copies.map(({ readingId: _, titleId: __, barcode, ...copy }) => ({
    ...common,
    copy,
    barcode,
    reserveId: copy.reserveId,
    toStatus: nextStatus(copy.status),
    toMark: copy.state === 'available' ? 'missing' : null,
  }));
}

function copyOf(
  source: RowSource,
  { reserve, item, loan }: { readonly reserve: Reserve; readonly item: Item; readonly loan: Loan | null },
  { now, zone }: LookingFrom,
): Copy {
  const lender = loan === null || loan.branch === null ? null : source.branch(loan.branch);
  const state = shownStatus(item.state);
  return {
    reserveId: reserve.id,
    readingId: reserve.readingId,
    itemId: item.id,
    titleId: item.titleId,
    barcode: item.barcode,
    status: reserve.status,
    state,
    shelf: source.location(item.location)?.name ?? null,
    owner: reserve.owner,
    inLibrary: reserve.inLibrary,
    due:
      loan === null
        ? null
        : { dueAt: loan.dueAt, grain: source.policy(loan.policyHash)?.grain ?? 'day', zone: lender?.zone ?? zone },
    outAt: loan?.outAt ?? null,
    isOverdue: loan !== null && isLate(loan, now),
    isFree: loan === null && state === 'available' && reserve.status === 'on-reserve',
  };
}

/** The step after this one on the way to the reserve shelf; null = it is there. */
export function nextStatus(status: Reserve['status']): Reserve['status'] | null {
  const steps = ReserveStatusSchema.options;
  return steps[steps.indexOf(status) + 1] ?? null;
}
