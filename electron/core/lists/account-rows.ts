// The account of a patron as this desk has it. Staff and means of payment are known of its own acts alone.

import { moneySaid } from '../../../shared/acts/fee/money-said.ts';
import { readAct } from '../../../shared/acts/read-act.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { accountRows, type AccountRow, type AccountSource } from '../../../shared/lists/patron-account.ts';
import { envelopeById } from '../../../db/ledger/envelopes.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import type { Copy } from '../desk-sight.ts';

/** Its rows, in the order of time. */
export function deskAccountRows({ ledger }: { readonly ledger: Ledger }, copy: Copy, { id }: Patron): AccountRow[] {
  const { sight, library } = copy;
  return accountRows({
    ...sight.ledgerOf(id),
    balanceMinor: sight.owedMinor(id) - sight.creditMinor(id),
    item: (one) => sight.item(one),
    title: (one) => sight.title(one),
    branchName: (branch) => library.branchName(branch),
    madeBy: (act) => madeBy(ledger, act),
  });
}

/** The person and the means of an act of money; null where its envelope is not here. */
export function madeBy(ledger: Ledger, id: ActId): ReturnType<AccountSource['madeBy']> {
  const stored = envelopeById(ledger, id);
  if (stored === null) return null;
  const act = readAct(stored.envelope);
  const staff = act.staffId === null ? null : (grantById(ledger, act.staffId)?.staff ?? null);
  return { staff, ...moneySaid(act) };
}
