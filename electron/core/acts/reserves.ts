// Copies go on reserve for a course, along their way to its shelf, and come off. A copy that is out is recalled, by the policy of its loan.

import { moveReserve } from '../../../shared/acts/course/move-reserve.ts';
import { placeOnReserve } from '../../../shared/acts/course/place-on-reserve.ts';
import { takeOffReserve } from '../../../shared/acts/course/take-off-reserve.ts';
import { recall } from '../../../shared/acts/hold/recall.ts';
import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ReserveId } from '../../../shared/core/ids.ts';
import { readingIdOf, reserveIdOf, type Reserve } from '../../../shared/circ/model/course.ts';
import { reserveRecallDue } from '../../../shared/circ/decide/judge-recalling.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { requiredCourse, requiredReading } from '../facade/courses.ts';
import { requiredItem } from '../facade/items.ts';
import { itemFacts, libraryFacts, patronFacts } from '../facade/load-facts.ts';
import { loanDue } from '../facade/say-views.ts';
import { deskAct, recordBeside } from './desk-act.ts';
import { newReading } from './courses.ts';

const DONE = { decision: 'done' as const, reasons: [] };

/** Throws HF-CIRC-290, HF-CIRC-292, HF-CIRC-003, HF-CIRC-152 for a shelf that is not known, and HF-CIRC-294 where it is on reserve already. */
export const placeOnReserveAtDesk = deskAct(placeOnReserve)({
  judge: ({ desk, input }) => {
    const copy = requiredCopy(desk);
    const course = requiredCourse(copy, input.courseId);
    const item = requiredItem(copy, input.barcode);
    const reserveId = reserveIdOf(course.id, item.id);
    if (copy.sight.courses.reserve(reserveId) !== null) throw new HoldfastError('HF-CIRC-294');
    const location = input.location ?? null;
    if (location !== null && copy.library.location(location) === null) throw new HoldfastError('HF-CIRC-152');
    const reading = readingOf(copy, input, item);
    const callBack = recallOf(desk, copy, item);
    const title = copy.sight.title(item.titleId)?.title ?? '';
    return {
      record: {
        args: {
          reserveId,
          itemId: item.id,
          barcode: item.barcode,
          terms: { location, kind: input.kind || null, loanType: input.loanType || null, inLibrary: input.inLibrary },
          fields: {
            courseId: course.id,
            readingId: reading.id,
            owner: input.owner || null,
            status: input.status ?? 'requested',
          },
          reading: reading.added,
        },
        told: DONE,
      },
      answer: (commandId) => ({ commandId, reserveId, title, ...callBack() }),
    };
  },
});

/** Throws HF-CIRC-293. */
export const moveReserveAtDesk = deskAct(moveReserve)({
  judge: ({ desk, input: { reserveId, status, recalls = false } }) => {
    const copy = requiredCopy(desk);
    const named = namedBy(copy, reserveId);
    const item = recalls ? copy.sight.item(named.itemId) : null;
    const callBack = item === null ? null : recallOf(desk, copy, item);
    return {
      record: { args: { ...named, status }, told: DONE },
      answer: (commandId) => ({ commandId, reserveId, recalledText: callBack?.().recalledText ?? null }),
    };
  },
});

/** Throws HF-CIRC-293. */
export const takeOffReserveAtDesk = deskAct(takeOffReserve)({
  judge: ({ desk, input: { reserveId } }) => ({
    record: { args: namedBy(requiredCopy(desk), reserveId), told: DONE },
    answer: (commandId) => ({ commandId, reserveId }),
  }),
});

function namedBy(
  copy: Copy,
  reserveId: ReserveId,
): Pick<Reserve, 'itemId'> & { reserveId: ReserveId; barcode: string } {
  const reserve = copy.sight.courses.reserve(reserveId);
  if (reserve === null) throw new HoldfastError('HF-CIRC-293');
  return { reserveId, itemId: reserve.itemId, barcode: copy.sight.item(reserve.itemId)?.barcode ?? '' };
}

/** The reading that a copy is for: the one that was named, or that of its title, which is put on the list where it is not there. */
function readingOf(
  copy: Copy,
  { courseId, readingId }: Pick<ParsedInput<'reserve.place'>, 'courseId' | 'readingId'>,
  { titleId }: Item,
) {
  if (readingId !== undefined) return { id: requiredReading(copy, readingId).id, added: null };
  const id = readingIdOf(courseId, { titleId, title: '' });
  if (copy.sight.courses.reading(id) !== null) return { id, added: null };
  const added = newReading(copy, courseId, { titleId, title: '', author: null, section: null, note: null });
  return { id, added };
}

type CalledBack = { readonly recalledText: string | null; readonly outUntilText: string | null };

/**
 * The recall of a copy that is out, to be called once its reserve is recorded: a loan is not cut short for a reserve that is not on disk. The policy
 * of the loan decides whether it may be recalled, and until when it may be kept.
 */
function recallOf(desk: Desk, copy: Copy, item: Item): () => CalledBack {
  const loan = copy.sight.currentLoan(item.id);
  if (loan === null || loan.state !== 'open') return () => ({ recalledText: null, outUntilText: null });
  const until = (one: Loan) => loanDue(sayingAt(desk), copy, one, deskZone(desk)).dueText;
  const at = desk.clock.now();
  const holder = copy.sight.patron(loan.patronId);
  const dueAt = reserveRecallDue(
    libraryFacts(desk, copy, at),
    {
      item: itemFacts(copy, item, at),
      holder: holder === null ? null : patronFacts(copy, holder, null),
      policy: copy.policy(loan.policyHash),
    },
    at,
  );
  const stays = { recalledText: null, outUntilText: until(loan) };
  if (dueAt === null || !desk.session.required().rights.includes('recall')) return () => stays;
  const called = { recalledText: until({ ...loan, dueAt }), outUntilText: null };
  const { id: loanId, patronId } = loan;
  const args = { itemId: item.id, loanId, patronId, holdId: null, reissues: null, ignoredBy: null };
  return () => (recordBeside(desk, recall, { args, told: { ...DONE, dueAt } }) === null ? stays : called);
}
