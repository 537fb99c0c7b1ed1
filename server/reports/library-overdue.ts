// Loans of the whole library that are overdue.

import { cardOf } from '../../shared/circ/model/patron.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { loanOut, type LoanLookUp, type LoanOut } from '../../shared/reports/overdue/overdue.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { createReferences } from '../timeline/references.ts';

/** Loans that are overdue at a moment; `zone`: that of the library. */
export async function libraryLoansOut(tx: ReadTx, at: Instant, zone: string): Promise<LoanOut[]> {
  const rows = await tx.db
    .selectFrom('loan')
    .select('body')
    .where('state', 'in', ['open', 'lost'])
    .where('due_at', '<', at)
    .execute();
  const loans = rows.map(({ body }) => parseRow('loan', body));
  const references = createReferences();
  const policies = await references.policies(tx, new Set(loans.map(({ policyHash }) => policyHash)));
  const closings = await references.closings(tx);
  await references.ruleSets(tx, new Set(loans.flatMap(({ rulesVersion }) => rulesVersion ?? [])));
  const items = await readRows(tx, 'item', new Set(loans.map(({ itemId }) => itemId)));
  const titles = await readRows(tx, 'title', new Set([...items.values()].map(({ titleId }) => titleId)));
  const patrons = await readRows(tx, 'patron', new Set(loans.map(({ patronId }) => patronId)));
  const branches = new Map((await readAllRows(tx, 'branch')).map((branch) => [branch.id, branch]));
  const locations = new Map((await readAllRows(tx, 'location')).map((location) => [location.id, location.name]));
  const look: LoanLookUp = {
    item: (id) => items.get(id) ?? null,
    title: (id) => titles.get(id)?.title ?? null,
    location: (id) => locations.get(id) ?? id,
    branch: (id) => branches.get(id) ?? null,
    policy: (hash) => policies.get(hash) ?? null,
    closings,
    timesOf: references.timesOf,
    card: (id) => {
      const patron = patrons.get(id);
      return patron === undefined ? null : cardOf(patron);
    },
  };
  return loans.map((loan) => loanOut(loan, look, zone));
}
