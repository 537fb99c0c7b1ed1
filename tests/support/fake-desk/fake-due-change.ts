// A changed due date at the fake desk: whoever may set dates sets one of a loan that is out.

import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import type { Handlers, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { FakeContext } from './fake-desk.ts';
import { FakeRefusal } from './fake-refusal.ts';

export function fakeDueChange(context: FakeContext): Pick<Handlers, 'circ.changeDueDate'> {
  return { 'circ.changeDueDate': (input) => change(context, input) };
}

function change({ state, emit }: FakeContext, input: ParsedInput<'circ.changeDueDate'>): CirculationAnswer {
  if (state.session?.rights.includes('set-due-date') !== true)
    throw new FakeRefusal('HF-AUTH-024', 'you may not do this; ask a night lead');
  const loan = state.loans.find(({ barcode }) => barcode === input.item);
  if (loan === undefined) throw new FakeRefusal('HF-CIRC-003', 'nothing has this barcode');
  loan.dueAt = Date.parse(input.dueAt);
  state.exceptions = state.exceptions.filter(
    ({ item, proposedDue }) => item !== input.item || proposedDue === undefined,
  );
  emit('desk.changed', { patrons: [loan.card], items: [input.item], exceptions: true, acts: true });
  const trace = { candidates: [], due: [], limits: [], data: [] };
  return {
    decision: 'done',
    canUndo: false,
    dueAt: input.dueAt,
    dueText: input.dueAt.slice(0, 10),
    reasons: [],
    trace,
    item: null,
  };
}
