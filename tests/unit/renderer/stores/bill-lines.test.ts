// Lines of a batch of bills as people read them: sent only once a file was written.

import { BillBatchViewSchema, BillLineViewSchema } from '../../../../shared/wire/bills.ts';
import { shownLines } from '../../../../renderer/stores/bills-store.ts';

const step = { at: Date.UTC(2026, 10, 30, 15), by: 'nadia' };

test.each([
  ['sent', 'approved', 'approved'],
  ['sent', 'written', 'sent'],
  ['sent', 'acknowledged', 'sent'],
  ['open', 'preview', 'open'],
  ['dropped', 'approved', 'dropped'],
] as const)('a line that is %s in a batch that is %s shows as %s', (state, batchState, expected) => {
  const batch = BillBatchViewSchema.parse({
    id: 'batch-1',
    number: 1,
    layout: 'plain',
    office: 'Student accounts',
    purpose: 'student-account',
    state: batchState,
    cutoff: step.at,
    made: step,
    approved: step,
    written: null,
    acknowledged: null,
    takenBack: null,
    charges: { count: 1, amountMinor: 500 },
    credits: { count: 0, amountMinor: 0 },
    rejected: 0,
    dropped: 0,
    waits: [],
  });
  const line = BillLineViewSchema.parse({
    reference: '1-1',
    feeId: 'fee-1',
    account: '900',
    card: null,
    kind: 'lost',
    amountMinor: 500,
    feeDay: '2026-11-01',
    state,
  });
  expect(shownLines({ batch, lines: [line] }).map((one) => one.state)).toEqual([expected]);
});
