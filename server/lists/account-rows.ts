// The account of a patron as the library has it.

import { isMoneyAct } from '../../shared/circ/act-kinds.ts';
import { compareActs, distinctActs } from '../../shared/circ/fold/timeline.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { accountRows, type AccountRow } from '../../shared/lists/patron-account.ts';
import { moneySaid } from '../../shared/acts/fee/money-said.ts';
import { readAct, type ReadAct } from '../../shared/acts/read-act.ts';
import { staffNames } from '../reports/library-names.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** Its rows, in the order of time. */
export async function libraryAccountRows(tx: ReadTx, { id }: Patron): Promise<AccountRow[]> {
  const recorded = await readRowsBy(tx, 'event', { column: 'payer_id', values: [id] });
  const acts = distinctActs(recorded.filter(isMoneyAct)).toSorted(compareActs);
  const envelopes = await tx.db
    .selectFrom('envelope')
    .select(['id', 'body', 'args'])
    .where(
      tx.anyOf(
        'id',
        acts.map((act) => act.id),
      ),
    )
    .execute();
  const made = new Map<string, ReadAct>(envelopes.map((one) => [one.id, readAct(one)]));
  const nameOf = await staffNames(tx);
  const fees = await readRowsBy(tx, 'fee', { column: 'patron_id', values: [id] });
  const credit = (await readRows(tx, 'credit', [id])).get(id)?.amountMinor ?? 0;
  const items = await readRows(tx, 'item', new Set(fees.flatMap(({ itemId }) => itemId ?? [])));
  const titles = await readRows(tx, 'title', new Set([...items.values()].map(({ titleId }) => titleId)));
  const branches = new Map((await readAllRows(tx, 'branch')).map((branch) => [branch.id, branch.name]));
  return accountRows({
    acts,
    fees,
    balanceMinor: fees.reduce((sum, fee) => sum + fee.outstandingMinor, 0) - credit,
    item: (one) => items.get(one) ?? null,
    title: (one) => titles.get(one) ?? null,
    branchName: (branch) => branches.get(branch) ?? branch,
    madeBy: (one) => {
      const act = made.get(one);
      return act === undefined ? null : { staff: nameOf(act.staffId), ...moneySaid(act) };
    },
  });
}
