// The rows that a list looks up at the server: read once for the list, all of a kind together.

import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { PatronId, TitleId } from '../../shared/core/ids.ts';
import type { RowSource } from '../../shared/lists/row-source.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { createReferences } from '../timeline/references.ts';

/** Subjects of the rows; titles of the items are read besides. */
type Subjects = {
  readonly items?: Iterable<Item>;
  readonly titles?: Iterable<TitleId>;
  readonly patrons?: Iterable<PatronId>;
  /** Their policies are read. */
  readonly loans?: Iterable<Loan>;
};

export async function rowSource(
  tx: ReadTx,
  { items = [], titles = [], patrons = [], loans = [] }: Subjects,
): Promise<RowSource> {
  const itemById = new Map([...items].map((item) => [item.id, item]));
  const titleIds = new Set([...titles, ...[...itemById.values()].map(({ titleId }) => titleId)]);
  const titleById = await readRows(tx, 'title', titleIds);
  const patronById = await readRows(tx, 'patron', new Set(patrons));
  const branchById = new Map((await readAllRows(tx, 'branch')).map((branch) => [branch.id, branch]));
  const locationById = new Map((await readAllRows(tx, 'location')).map((location) => [location.id, location]));
  const policies = await createReferences().policies(tx, new Set([...loans].map(({ policyHash }) => policyHash)));
  return {
    item: (id) => itemById.get(id) ?? null,
    title: (id) => titleById.get(id) ?? null,
    patron: (id) => patronById.get(id) ?? null,
    branch: (id) => branchById.get(id) ?? null,
    branchName: (id) => branchById.get(id)?.name ?? id,
    location: (id) => (id === null ? null : (locationById.get(id) ?? null)),
    policy: (hash) => policies.get(hash) ?? null,
    isPendingLoan: () => false,
  };
}
