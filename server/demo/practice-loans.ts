// Loans of practice that began some days before: one of today can seldom be renewed today.

import { actId, deskId, loanId, streamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { ActOf } from '../../shared/circ/acts.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { hashPolicy } from '../../shared/rules/model/policy.ts';
import type { PracticeLibrary } from '../../shared/wire/practice-library.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { olderLoanOf } from './practice-fit.ts';

/** The loans, and the policies that they were lent under. */
export type PracticeLoans = {
  readonly loans: readonly ActOf<'openLoan'>[];
  readonly policies: readonly Row<'policy'>[];
};

/** One loan for each patron as far as there are items, if one of before can be renewed. */
export function practiceLoans(
  from: PracticeLibrary,
  { patrons, items }: { readonly patrons: readonly Patron[]; readonly items: readonly Item[] },
  now: Instant,
): PracticeLoans {
  const lent = patrons.flatMap((patron, index) => {
    const item = items[index];
    const older = item === undefined ? null : olderLoanOf(from, { patron, item }, now);
    return item === undefined || older === null ? [] : [{ patron, item, older, id: `practice-${index + 1}` }];
  });
  const policies = new Map(lent.map(({ older: { terms } }) => [hashPolicy(terms.policy), terms.policy]));
  return {
    policies: [...policies].map(([hash, policy]) => ({ hash, policy })),
    loans: lent.map(({ patron, item, older: { outAt, terms }, id }, seq) => ({
      kind: 'openLoan',
      id: actId(id),
      desk: deskId(''),
      stream: streamId(''),
      seq,
      at: outAt,
      uncertaintyMs: 0,
      stated: true,
      clockSuspect: false,
      saw: null,
      branch: from.desk.branch,
      loanId: loanId(id),
      itemId: item.id,
      patronId: patron.id,
      dueAt: terms.dueAt,
      renewals: 0,
      lostAt: null,
      policyHash: hashPolicy(terms.policy),
    })),
  };
}
