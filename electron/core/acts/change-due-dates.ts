// Changes the due dates of many loans and takes them back as one: an act for each loan, all of one batch. A call does a part of it, so that scans go
// on, and says how many are left.

import { batchId } from '../../../shared/core/ids.ts';
import { HoldfastError, sayError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { changeDueDate } from '../../../shared/acts/loan/change-due-date.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import { envelopeById } from '../../../db/ledger/envelopes.ts';
import { readAct, argsLeft } from '../../../shared/acts/read-act.ts';
import { requireToDo, type Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';
import { batchedChanges, type BatchedChange } from '../facade/due-batch.ts';
import { judgeLoans, judgeMove, type JudgedLoan } from '../facade/due-dates.ts';
import { recordAct } from './desk-act.ts';
import { undoAtDesk } from './undo.ts';

/** Acts of one call. Each is on the disk before the next. */
const PART = 200;
/** Acts that are recorded before everything else has its turn. */
const AT_ONCE = 10;

/** `due.change`. Throws HF-AUTH-024. */
export async function changeDueDates(
  desk: Desk,
  { batch: going, reason, ...ask }: ParsedInput<'due.change'>,
): Promise<MethodOutput<'due.change'>> {
  requireToDo(desk, changeDueDate);
  const batch = going ?? batchId(desk.recorder.mintId());
  // What this change moved already is not moved by it once more.
  const moved = new Set(ofBatch(desk, batch).map(({ id }) => id));
  const judged = await judgeLoans(desk, ask);
  const left = judged.filter(({ loan, decision }) => decision.outcome === 'moves' && !moved.has(loan.dueBy));
  let done = 0;
  for (const [at, one] of left.slice(0, PART).entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await desk.turn();
    if (moveOne(desk, one, { ...ask, batch, reason })) done += 1;
  }
  return { batch, done, left: Math.max(0, left.length - PART) };
}

type Change = Pick<ParsedInput<'due.change'>, 'which' | 'move' | 'mayShorten' | 'reason'> & {
  readonly batch: BatchedChange['batch'];
};

/** Judged again in the turn in which it is recorded: the item may have come back meanwhile. */
function moveOne(desk: Desk, { loan: { id }, item }: JudgedLoan, { batch, reason, ...ask }: Change): boolean {
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

/** `due.undo`. What cannot be taken back stays, and is told with why. Throws HF-AUTH-024, HF-CIRC-160. */
export async function undoDueDates(
  desk: Desk,
  { batch, reason }: ParsedInput<'due.undo'>,
): Promise<MethodOutput<'due.undo'>> {
  requireToDo(desk, changeDueDate);
  const changes = ofBatch(desk, batch).toReversed();
  if (changes.length === 0) throw new HoldfastError('HF-CIRC-160');
  const stays: MethodOutput<'due.undo'>['stays'] = [];
  let done = 0;
  for (const [at, { id }] of changes.entries()) {
    if (done === PART) return { batch, done, left: changes.length - at, stays };
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
    undoAtDesk.inTurn(desk, input, undefined);
    return null;
  } catch (error) {
    if (!(error instanceof HoldfastError) || !isNotPossible(error)) throw error;
    const { why } = error.params;
    return typeof why === 'string' ? why : sayError(error.code, error.params, desk.language());
  }
}

/** What may be in the way of one of them and of no other. */
function isNotPossible({ code }: HoldfastError): boolean {
  return code === 'HF-CIRC-002' || code === 'HF-AUTH-025';
}

function thingOf(desk: Desk, id: BatchedChange['id']): { readonly title: string; readonly barcode: string } {
  const stored = envelopeById(desk.ledger, id);
  const { itemId, barcode = '' } = stored === null ? {} : argsLeft(readAct(stored.envelope));
  const { sight } = requiredCopy(desk);
  const item = itemId === undefined || itemId === null ? null : sight.item(itemId);
  if (item === null) return { title: barcode, barcode };
  return { title: sight.title(item.titleId)?.title ?? item.barcode, barcode: item.barcode };
}

function ofBatch(desk: Desk, batch: BatchedChange['batch']): BatchedChange[] {
  return batchedChanges(desk.ledger, desk.clock.now()).filter((change) => change.batch === batch);
}
