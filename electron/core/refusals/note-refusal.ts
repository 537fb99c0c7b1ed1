// The note about a refusal at this desk: the reasons, the kinds of item and patron, and the age of the data.

import type { CourseId, ItemId, PatronId, ReadingId, TitleId } from '../../../shared/core/ids.ts';
import type { Decision } from '../../../shared/circ/decision.ts';
import type { Reading } from '../../../shared/circ/model/course.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { NO_COPY_IN, type RefusalKind } from '../../../shared/circ/model/refusal.ts';
import { openShiftId } from '../../../db/ledger/shifts.ts';
import type { Desk } from '../desk.ts';
import type { NewRefusal } from './refusal-book.ts';

type Wish = {
  /** Null: the patron is unknown. */
  readonly patronId: PatronId | null;
  readonly patron: Patron | null;
  readonly item: Item | null;
};

export type Refused = Wish & {
  readonly kind: Exclude<RefusalKind, 'wanted'>;
  readonly decision: Pick<Decision, 'reasons'>;
  /** Of a hold on any copy: the title. */
  readonly itemId: ItemId;
  /** Of a hold: the title that is wanted. */
  readonly titleId?: TitleId;
};

/** Questions to staff that are no refusals: to renew instead. */
const ASKS: ReadonlySet<string> = new Set(['LOANED_TO_PATRON']);

type OnReserve = { readonly course?: CourseId; readonly reading?: ReadingId };

/** The course that a copy is on reserve for first; of a title any of its copies. */
function reserveOf(desk: Desk, item: Item | null, title: TitleId | undefined): OnReserve {
  const courses = desk.copy()?.sight.courses;
  if (courses === undefined) return {};
  const [first] = item?.reserves ?? [];
  const ofTitle = title === undefined ? [] : courses.readingsOfTitle(title);
  const reserve =
    first === undefined
      ? ofTitle.flatMap((one) => courses.reservesOf(one.courseId).filter(({ readingId }) => readingId === one.id))[0]
      : courses.reserve(first.id);
  if (reserve === undefined || reserve === null) return {};
  const { courseId: course, readingId: reading } = reserve;
  return { course, ...(reading === null ? {} : { reading }) };
}

/** Notes a decision that let nothing happen. Costs a scan nothing. */
export function noteRefusal(desk: Desk, { kind, decision, itemId, titleId, ...wish }: Refused): void {
  const codes = decision.reasons
    .filter(({ effect, overridden }) => effect === 'block' || (effect === 'override' && !overridden))
    .map(({ code }) => code);
  if (codes.every((code) => ASKS.has(code))) return;
  note(desk, wish, { kind, itemId, codes: [...new Set(codes)], ...reserveOf(desk, wish.item, titleId) });
}

/** Notes that a person asked for a reading of which no copy is in. `item`: one of its copies. */
export function noteWanted(desk: Desk, { item, ...wish }: Wish & { readonly item: Item }, reading: Reading): void {
  const of = { course: reading.courseId, reading: reading.id };
  note(desk, { ...wish, item }, { kind: 'wanted', itemId: item.id, codes: [NO_COPY_IN], ...of });
}

function note(
  desk: Desk,
  { patronId, patron, item }: Wish,
  refused: Pick<NewRefusal, 'itemId' | 'codes' | 'course' | 'reading'> & { readonly kind: RefusalKind },
): void {
  desk.refusals.note({
    ...refused,
    itemType: item?.kind ?? null,
    location: item?.location ?? null,
    patronGroup: patron?.group ?? null,
    patronHome: patron?.home ?? null,
    dataAgeMs: Math.max(0, desk.clock.now() - desk.patronsAsOf()),
    staffId: desk.session.current()?.staffId ?? null,
    shiftId: openShiftId(desk.ledger),
    patronId,
  });
}
