// Every pending act under the places where folds look for it, and the rows that pending acts minted or resolved.

import type { ActId, ExceptionId, ItemId, LoanId, PatronId, TitleId } from '../../shared/core/ids.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { isRecordedClosing, isServerDeed, type Recorded, type RecordedClosing } from '../../shared/circ/recorded.ts';
import type { RecordedLogWrite } from '../../shared/circ/model/log-entry.ts';
import { compareActs } from '../../shared/circ/fold/timeline.ts';
import { placesOf } from '../../shared/circ/act-places.ts';
import { bookingsWritten, type PendingBookings } from './booking-view.ts';
import { coursesWritten, type PendingCourses } from './course-view.ts';
import {
  isPatronWrite,
  type ItemWrite,
  type MintedItem,
  type MintedPatron,
  type PatronWrite,
  type TitleWrite,
} from './minted-rows.ts';

/** An unconfirmed resolution of exceptions. */
export type PendingResolution = Extract<Recorded, { kind: 'resolveExceptions' }>;

/** Unconfirmed work on exceptions. */
export type PendingWork = Extract<Recorded, { kind: 'workExceptions' }>;

export type PendingActs = {
  readonly byId: ReadonlyMap<ActId, Act>;
  readonly onItem: (id: ItemId) => readonly Act[];
  readonly onTitle: (id: TitleId) => readonly Act[];
  readonly ofPayer: (id: PatronId) => readonly Act[];
  readonly ofLoan: (id: LoanId) => readonly Act[];
  readonly mintedItems: ReadonlyMap<ItemId, MintedItem>;
  readonly mintedPatrons: ReadonlyMap<PatronId, MintedPatron>;
  /** Registrations, edits, blocks, cards and links of a patron, in the order in which they count. */
  readonly patronWrites: ReadonlyMap<PatronId, readonly PatronWrite[]>;
  /** Edits of an item, in the order in which they count. */
  readonly itemWrites: ReadonlyMap<ItemId, readonly ItemWrite[]>;
  /** Edits of a title, and those of a copy that write down its title, in the order in which they count. */
  readonly titleWrites: ReadonlyMap<TitleId, readonly TitleWrite[]>;
  /** Terms, courses, readings and copies on reserve that were written here. */
  readonly courses: PendingCourses;
  /** Acts on bookings. */
  readonly bookings: PendingBookings;
  /** Emergency closings made and taken back here, in the order in which they were made. */
  readonly closings: () => readonly RecordedClosing[];
  readonly resolutions: ReadonlyMap<ExceptionId, PendingResolution>;
  readonly works: ReadonlyMap<ExceptionId, readonly PendingWork[]>;
  /** Writes of log entries, by entry, in the order in which they count. */
  readonly logWrites: ReadonlyMap<string, readonly RecordedLogWrite[]>;
  add(recorded: readonly Recorded[]): void;
  remove(recorded: readonly Recorded[]): void;
};

/** An empty index. */
export function pendingActs(): PendingActs {
  const byId = new Map<ActId, Act>();
  const items = listMap<ItemId>();
  const titles = listMap<TitleId>();
  const payers = listMap<PatronId>();
  const loans = listMap<LoanId>();
  const mintedItems = new Map<ItemId, MintedItem>();
  const mintedPatrons = new Map<PatronId, MintedPatron>();
  const patronWrites = new Map<PatronId, readonly PatronWrite[]>();
  const titleWrites = new Map<TitleId, readonly TitleWrite[]>();
  const itemWrites = new Map<ItemId, readonly ItemWrite[]>();
  const courses = coursesWritten();
  const bookings = bookingsWritten();
  const closings = new Set<RecordedClosing>();
  const resolutions = new Map<ExceptionId, PendingResolution>();
  const works = new Map<ExceptionId, readonly PendingWork[]>();
  const logWrites = new Map<string, readonly RecordedLogWrite[]>();

  const place = (how: 'add' | 'remove', act: Act) => {
    const { item, title, payer, loans: named } = placesOf(act);
    if (how === 'remove') byId.delete(act.id);
    if (item !== null) items[how](item, act);
    if (title !== null) titles[how](title, act);
    if (payer !== null) payers[how](payer, act);
    for (const loan of named) loans[how](loan, act);
  };
  const addAct = (act: Act) => {
    byId.set(act.id, act);
    place('add', act);
  };
  const changeWrites = (change: typeof addTo, one: TitleWrite) => {
    if (one.kind === 'writeItem') change(itemWrites, one.itemId, one);
    const title = titleWritten(one);
    if (title !== null) change(titleWrites, title, one);
  };
  const addRecorded = (one: Recorded) => {
    if (one.kind === 'act') addAct(one.act);
    else if (one.kind === 'mintItem') mintedItems.set(one.itemId, one);
    else if (one.kind === 'mintPatron') mintedPatrons.set(one.patronId, one);
    else if (isPatronWrite(one)) addTo(patronWrites, one.patronId, one);
    else if (one.kind === 'writeItem' || one.kind === 'writeTitle') changeWrites(addTo, one);
    else if (isKeptApart(one)) keepApart('add', one, { courses, bookings });
    else if (one.kind === 'writeLog') addTo(logWrites, one.entry, one);
    else if (isRecordedClosing(one)) closings.add(one);
    else if (one.kind === 'workExceptions') for (const id of one.ids) addTo(works, id, one);
    else if (!isServerDeed(one)) for (const id of one.ids) resolutions.set(id, resolutions.get(id) ?? one);
  };
  const removeRecorded = (one: Recorded) => {
    if (one.kind === 'act') place('remove', one.act);
    else if (one.kind === 'mintItem') dropIf(mintedItems, one.itemId, one);
    else if (one.kind === 'mintPatron') dropIf(mintedPatrons, one.patronId, one);
    else if (isPatronWrite(one)) dropFrom(patronWrites, one.patronId, one);
    else if (one.kind === 'writeItem' || one.kind === 'writeTitle') changeWrites(dropFrom, one);
    else if (isKeptApart(one)) keepApart('remove', one, { courses, bookings });
    else if (one.kind === 'writeLog') dropFrom(logWrites, one.entry, one);
    else if (isRecordedClosing(one)) closings.delete(one);
    else if (one.kind === 'workExceptions') for (const id of one.ids) dropFrom(works, id, one);
    else if (!isServerDeed(one)) for (const id of one.ids) dropIf(resolutions, id, one);
  };

  return {
    byId,
    onItem: items.get,
    onTitle: titles.get,
    ofPayer: payers.get,
    ofLoan: loans.get,
    mintedItems,
    mintedPatrons,
    patronWrites,
    itemWrites,
    titleWrites,
    courses,
    bookings,
    closings: () => [...closings].toSorted(byTime),
    resolutions,
    works,
    logWrites,
    add: (recorded) => recorded.forEach(addRecorded),
    remove: (recorded) => recorded.forEach(removeRecorded),
  };
}

/** Acts that have an index of their own. */
type KeptApart = Extract<Recorded, { kind: 'writeCourses' | 'writeBooking' }>;

function isKeptApart(one: Recorded): one is KeptApart {
  return one.kind === 'writeCourses' || one.kind === 'writeBooking';
}

function keepApart(
  how: 'add' | 'remove',
  one: KeptApart,
  { courses, bookings }: Pick<PendingActs, 'courses' | 'bookings'>,
): void {
  if (one.kind === 'writeCourses') courses[how](one);
  else bookings[how](one);
}

/** The title that a write is about; null where it has none. */
export function titleWritten(one: TitleWrite): TitleId | null {
  return one.kind === 'writeTitle' ? one.titleId : (one.record?.titleId ?? null);
}

type Timed = { readonly header: Parameters<typeof compareActs>[0] };
const byTime = (a: Timed, b: Timed): number => compareActs(a.header, b.header);

function addTo<K, V extends Timed>(lists: Map<K, readonly V[]>, key: K, added: V): void {
  lists.set(key, [...(lists.get(key) ?? []), added].toSorted(byTime));
}

function dropFrom<K, V>(lists: Map<K, readonly V[]>, key: K, gone: V): void {
  const left = (lists.get(key) ?? []).filter((one) => one !== gone);
  if (left.length === 0) lists.delete(key);
  else lists.set(key, left);
}

function dropIf<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (map.get(key) === value) map.delete(key);
}

function listMap<K>() {
  const lists = new Map<K, Act[]>();
  return {
    get: (key: K): readonly Act[] => lists.get(key) ?? [],
    add: (key: K, act: Act): void => {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [act]);
      else list.push(act);
    },
    remove: (key: K, act: Act): void => {
      const left = (lists.get(key) ?? []).filter((one) => one !== act);
      if (left.length === 0) lists.delete(key);
      else lists.set(key, left);
    },
  };
}
