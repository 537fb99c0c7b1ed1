// The effect of a borrower's claim on lateness, in every computation of it.

import { isLate, lateUntil } from '../../../../../shared/circ/model/loan.ts';
import { lateRows } from '../../../../../shared/lists/late-equipment.ts';
import { actId, branchId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { hourly } from '../../../../support/acts.ts';
import { item, loan, MONDAY } from '../../../../support/small-library.ts';

const claim = { kind: 'returned' as const, at: MONDAY - DAY_MS, by: actId('A/9') };
const late = loan('L', { dueAt: MONDAY - 2 * DAY_MS });

test('a claim stops lateness where it was made, and what is claimed is not late any more', () => {
  expect([lateUntil(late, MONDAY), lateUntil({ ...late, claim }, MONDAY)]).toEqual([MONDAY, claim.at]);
  expect(lateUntil({ ...late, claim }, claim.at - 1)).toBe(claim.at - 1);
  expect([isLate(late, MONDAY), isLate({ ...late, claim }, MONDAY)]).toEqual([true, false]);
  expect([isLate({ ...late, state: 'lost' }, MONDAY), isLate(late, late.dueAt)]).toEqual([false, false]);
});

test('equipment that is claimed is not listed as late', () => {
  const rows = lateRows(
    {
      item: () => item(),
      title: () => null,
      patron: () => null,
      branch: () => null,
      branchName: String,
      location: () => null,
      policy: () => ({ ...hourly, grain: 'time' }),
      isPendingLoan: () => false,
    },
    [late, { ...late, claim }],
    { branch: branchId('main'), zone: 'UTC', now: MONDAY },
  );
  expect(rows).toHaveLength(1);
});
