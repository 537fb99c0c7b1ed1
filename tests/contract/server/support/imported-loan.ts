// A loan that an import brought.

import { actId, branchId, deskId, itemId, loanId, patronId, streamId } from '../../../../shared/core/ids.ts';
import type { ActOf } from '../../../../shared/circ/acts.ts';
import { testPolicyHash } from './test-library.ts';

type Imported = { readonly item: string; readonly patron: string; readonly at: number; readonly dueAt: number };

/** The act of an import that opens it. */
export function importedLoan({ item, patron, at, dueAt }: Imported): ActOf<'openLoan'> {
  return {
    kind: 'openLoan',
    id: actId('imported'),
    desk: deskId(''),
    stream: streamId(''),
    seq: 1,
    uncertaintyMs: 0,
    stated: true,
    clockSuspect: false,
    at,
    saw: null,
    branch: branchId('main'),
    loanId: loanId('imported'),
    itemId: itemId(item),
    patronId: patronId(patron),
    dueAt,
    renewals: 0,
    lostAt: null,
    policyHash: testPolicyHash,
  };
}
