// The overdue list of the whole library.

import { cardOf } from '../../shared/circ/model/patron.ts';
import { closingsAt } from '../../shared/circ/model/closing.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { ReportDocument } from '../../shared/reports/document.ts';
import { overdueDocument } from '../../shared/reports/overdue/overdue-document.ts';
import { overdueLines, type LoanOut } from '../../shared/reports/overdue/overdue.ts';
import { reportHead, type ReportQuestion } from '../../shared/reports/question.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { createReferences } from '../timeline/references.ts';
import { libraryCoverage, libraryPlace } from './library-source.ts';

/** The report of what is overdue at the end of a time, as far as that has come. */
export function libraryOverdue(store: ReadStore, question: ReportQuestion): Promise<ReportDocument> {
  const at = Math.min(question.to, question.now);
  return store.readLong(async (tx) => {
    const place = await libraryPlace(tx);
    const rows = await tx.db
      .selectFrom('loan')
      .select('body')
      .where('state', 'in', ['open', 'lost'])
      .where('due_at', '<', at)
      .execute();
    const loans = rows.map(({ body }) => parseRow('loan', body));
    return overdueDocument(reportHead(question, place), {
      lines: overdueLines(await loansOut(tx, loans, place.zone), at),
      at,
      currency: place.currency,
      coverage: await libraryCoverage(tx, question.now),
    });
  });
}

async function loansOut(tx: ReadTx, loans: readonly Loan[], zone: string): Promise<LoanOut[]> {
  const references = createReferences();
  const policies = await references.policies(tx, new Set(loans.map(({ policyHash }) => policyHash)));
  const closings = await references.closings(tx);
  await references.ruleSets(tx, new Set(loans.flatMap(({ rulesVersion }) => rulesVersion ?? [])));
  const items = await readRows(tx, 'item', new Set(loans.map(({ itemId }) => itemId)));
  const titles = await readRows(tx, 'title', new Set([...items.values()].map(({ titleId }) => titleId)));
  const patrons = await readRows(tx, 'patron', new Set(loans.map(({ patronId }) => patronId)));
  const branches = new Map((await readAllRows(tx, 'branch')).map((branch) => [branch.id, branch]));
  const locations = new Map((await readAllRows(tx, 'location')).map((location) => [location.id, location.name]));
  return loans.map((loan) => {
    const item = items.get(loan.itemId) ?? null;
    const patron = patrons.get(loan.patronId);
    const lender = loan.branch ?? item?.home ?? null;
    const branch = lender === null ? undefined : branches.get(lender);
    const own = closingsAt(closings, loan.branch);
    return {
      loan,
      item,
      title: item === null ? null : (titles.get(item.titleId)?.title ?? null),
      location: item?.location === null || item === null ? null : (locations.get(item.location) ?? item.location),
      branch: branch?.name ?? lender,
      zone: branch?.zone ?? zone,
      policy: policies.get(loan.policyHash) ?? null,
      // The rules of the newest closing know of all of them.
      times: references.timesOf(own.at(-1)?.version ?? loan.rulesVersion, loan.branch),
      closings: own,
      card: patron === undefined ? null : cardOf(patron),
    };
  });
}
