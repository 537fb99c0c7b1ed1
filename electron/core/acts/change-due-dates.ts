// Changes the due dates of many loans and takes them back as one: an act for each loan, all of one batch. A call does a part of it, so that scans go
// on, and says how many are left.

import { batchId, type ActId, type BatchId } from '../../../shared/core/ids.ts';
import { HoldfastError, sayError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { changeDueDate } from '../../../shared/acts/loan/change-due-date.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import { envelopeById } from '../../../db/ledger/envelopes.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import type { DueAsk } from '../../../shared/views/due-dates.ts';
import { readAct, argsLeft } from '../../../shared/acts/read-act.ts';
import { requireToDo, type Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';
import { changesOf, isInTime } from '../facade/due-batch.ts';
import { judgeLoans, judgeMove, type JudgedLoan } from '../facade/due-dates.ts';
import { recordAct } from './desk-act.ts';
import { undoAtDesk } from './undo.ts';

/** Acts that are recorded before everything else has its turn. */
const AT_ONCE = 10;

/** A change that goes on: the loans that it was begun for and has not come to yet. */
type Going = { readonly batch: BatchId; readonly left: Pick<JudgedLoan, 'loan' | 'item'>[] };

/** One for each desk. A change that is begun meanwhile, or a core that starts anew, finds the remaining loans again. */
const goingOn = new WeakMap<Ledger, Going>();

/** `due.change`. Throws HF-AUTH-024. */
export async function changeDueDates(
  desk: Desk,
  { batch: asked, reason, most, ...ask }: ParsedInput<'due.change'>,
): Promise<MethodOutput<'due.change'>> {
  requireToDo(desk, changeDueDate);
  const batch = asked ?? batchId(desk.recorder.mintId());
  const known = goingOn.get(desk.ledger);
  const going = known?.batch === batch ? known : { batch, left: await leftOf(desk, ask, batch) };
  const { left } = going;
  goingOn.set(desk.ledger, going);
  let done = 0;
  for (let at = 0; at < most; at += 1) {
    if (at % AT_ONCE === AT_ONCE - 1) await desk.turn();
    const [next] = left;
    if (next === undefined) break;
    if (moveOne(desk, next, { ...ask, batch, reason })) done += 1;
    // Removed only now: a due date that failed is still to be changed.
    left.shift();
  }
  if (left.length === 0) goingOn.delete(desk.ledger);
  return { batch, done, left: left.length };
}

/** Loans that a change has still to move. */
async function leftOf(desk: Desk, ask: DueAsk, batch: BatchId): Promise<Going['left']> {
  const judged = await judgeLoans(desk, ask);
  const moved = new Set(changesOf(desk.ledger, batch).map(({ loanId }) => loanId));
  return judged.flatMap(({ loan, item, decision }) =>
    decision.outcome === 'moves' && !moved.has(loan.id) ? [{ loan, item }] : [],
  );
}

type Change = Pick<ParsedInput<'due.change'>, 'which' | 'move' | 'mayShorten' | 'reason'> & { readonly batch: BatchId };

/** Judged again in the turn in which it is recorded: the item may have come back meanwhile. */
function moveOne(
  desk: Desk,
  { loan: { id }, item }: Going['left'][number],
  { batch, reason, ...ask }: Change,
): boolean {
  const loan = requiredCopy(desk).sight.currentLoan(item.id);
  if (loan === null || loan.id !== id) return false;
  const decision = judgeMove(desk, loan, ask);
  if (decision.outcome === 'stays') return false;
  const { dueAt, grain, zone } = decision;
  recordAct(desk, changeDueDate, {
    args: { itemId: item.id, loanId: loan.id, patronId: loan.patronId, barcode: item.barcode, reason },
    told: {
      decision: 'done',
      reasons: [],
      dueAt,
      dueText: sayDue(desk.language(), { dueAt, grain, zone }, desk.clock.now()),
      batch,
    },
  });
  return true;
}

/** `due.undo`. A change that cannot be undone stays, and is listed with the reason. Throws HF-AUTH-024, HF-CIRC-160. */
export async function undoDueDates(
  desk: Desk,
  { batch, reason, most }: ParsedInput<'due.undo'>,
): Promise<MethodOutput<'due.undo'>> {
  requireToDo(desk, changeDueDate);
  const all = changesOf(desk.ledger, batch);
  const changes = all.filter(({ undoneAt }) => undoneAt === null).toReversed();
  if (changes.length === 0 || !isInTime(all, desk.clock.now())) throw new HoldfastError('HF-CIRC-160');
  const stays: MethodOutput<'due.undo'>['stays'] = [];
  let done = 0;
  for (const [at, { id }] of changes.entries()) {
    if (done === most) return { batch, done, left: changes.length - at, stays };
    if (at % AT_ONCE === AT_ONCE - 1) await desk.turn();
    const why = undoOne(desk, { commandId: id, reason });
    if (why === null) done += 1;
    else stays.push({ ...thingOf(desk, id), why });
  }
  return { batch, done, left: 0, stays };
}

/** Null: it is taken back; else why not. */
function undoOne(desk: Desk, input: ParsedInput<'circ.undo'>): string | null {
  try {
    undoAtDesk.inTurn(desk, input, { isInTime: true });
    return null;
  } catch (error) {
    if (!(error instanceof HoldfastError) || !isNotPossible(error)) throw error;
    const { why } = error.params;
    return typeof why === 'string' ? why : sayError(error.code, error.params, desk.language());
  }
}

/** Reasons that may stand against one of them and no other. */
function isNotPossible({ code }: HoldfastError): boolean {
  return code === 'HF-CIRC-002' || code === 'HF-AUTH-025';
}

function thingOf(desk: Desk, id: ActId): { readonly title: string; readonly barcode: string } {
  const stored = envelopeById(desk.ledger, id);
  const { itemId, barcode: scanned } = stored === null ? {} : argsLeft(readAct(stored.envelope));
  const barcode = scanned ?? '';
  const { sight } = requiredCopy(desk);
  const item = itemId === undefined || itemId === null ? null : sight.item(itemId);
  if (item === null) return { title: barcode, barcode };
  return { title: sight.title(item.titleId)?.title ?? item.barcode, barcode: item.barcode };
}
