// Bills to other offices as a desk shows them: the server tells cards and numbers of accounts alone, and the desk adds the names that it knows.

import { billBatchId, feeId } from '../../../../shared/core/ids.ts';
import type { BillLineView, BillsResponse } from '../../../../shared/wire/bills.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';

const world = sharedWorld({ items: 2, patrons: 2, at: Date.UTC(2026, 7, 20, 15) });
const desk = sharedDesk(world);

const line = (card: string | null, account: string): BillLineView => ({
  reference: `HF-${account}`,
  feeId: feeId(`fee-${account}`),
  account,
  card,
  kind: 'overdue',
  amountMinor: 500,
  feeDay: '2026-08-19',
  state: 'open',
});

const SHOWN: BillsResponse = {
  layouts: [],
  batches: [],
  shown: {
    batch: {
      id: billBatchId('batch-1'),
      number: 1,
      layout: 'bursar',
      office: 'Bursar',
      purpose: 'student-account',
      state: 'preview',
      cutoff: Date.UTC(2026, 7, 20),
      made: { at: Date.UTC(2026, 7, 20), by: 'supervisor' },
      approved: null,
      written: null,
      acknowledged: null,
      takenBack: null,
      charges: { count: 3, amountMinor: 1_500 },
      credits: { count: 0, amountMinor: 0 },
      rejected: 0,
      dropped: 0,
      waits: [],
    },
    lines: [line('card-P0', '1'), line('card-nobody', '2'), line(null, '3')],
  },
};

test('each line has the name of its patron where this desk has the account', async () => {
  await signIn(desk.now, 'supervisor');
  const { desk: core } = desk.now.core;
  const spied = jest.spyOn(core, 'bills').mockResolvedValue({ bills: SHOWN, refused: null });
  const { names } = await desk.now.ask('bill.show', { batch: 'batch-1' });
  spied.mockRestore();
  const { name } = await desk.now.ask('patron.view', { card: 'card-P0' });
  expect(names).toEqual({ 'card-P0': name });
});
