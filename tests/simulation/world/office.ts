// The office that takes over patrons' debts in a simulated library.

import { BillLayoutSchema } from '../../../shared/formats/bill-layout.ts';

/** Everything that may be owed goes, however little it is. */
export const OFFICE = BillLayoutSchema.parse({
  form: 1,
  name: 'bursar',
  office: 'the student account',
  purpose: 'student-account',
  who: { account: 'source-id' },
  fees: { kinds: ['overdue', 'lost', 'processing', 'damage', 'replacement', 'card', 'membership', 'copies', 'other'] },
  file: { name: 'bills-{batch}.csv', format: 'csv', newline: 'lf' },
  detail: [
    { name: 'id', field: 'account' },
    { name: 'amount', field: 'amount' },
    { name: 'reference', field: 'reference' },
  ],
});
