// What is noted when a person is refused at this desk: what stood in the way, of what kind of item and patron, on data how old.

import type { CourseId, ItemId, PatronId } from '../../../shared/core/ids.ts';
import type { Decision } from '../../../shared/circ/decision.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { openShiftId } from '../../../db/ledger/shifts.ts';
import type { Desk } from '../desk.ts';

export type Refused = {
  readonly kind: 'checkout' | 'renew';
  readonly decision: Decision;
  readonly patronId: PatronId;
  readonly itemId: ItemId;
  readonly patron: Patron | null;
  readonly item: Item | null;
};

/** What is asked of staff, and refuses nobody: to renew instead. */
const ASKS: ReadonlySet<string> = new Set(['LOANED_TO_PATRON']);

/** The course that a copy is on reserve for first. */
function courseOf(desk: Desk, item: Item | null): { readonly course?: CourseId } {
  const [first] = item?.reserves ?? [];
  const reserve = first === undefined ? null : (desk.copy()?.sight.courses.reserve(first.id) ?? null);
  return reserve === null ? {} : { course: reserve.courseId };
}

/** Notes a decision that let nothing happen. Costs a scan nothing. */
export function noteRefusal(desk: Desk, { kind, decision, patronId, itemId, patron, item }: Refused): void {
  const codes = decision.reasons
    .filter(({ effect, overridden }) => effect === 'block' || (effect === 'override' && !overridden))
    .map(({ code }) => code);
  if (codes.every((code) => ASKS.has(code))) return;
  desk.refusals.note({
    kind,
    codes: [...new Set(codes)],
    itemType: item?.kind ?? null,
    location: item?.location ?? null,
    ...courseOf(desk, item),
    patronGroup: patron?.group ?? null,
    patronHome: patron?.home ?? null,
    dataAgeMs: Math.max(0, desk.clock.now() - desk.patronsAsOf()),
    staffId: desk.session.current()?.staffId ?? null,
    shiftId: openShiftId(desk.ledger),
    patronId,
    itemId,
  });
}
