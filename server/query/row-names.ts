// Names by which people know rows: barcodes, cards, titles.

import { argsLeft, readAct } from '../../shared/acts/read-act.ts';
import { cardOf } from '../../shared/circ/model/patron.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

export type Names = {
  readonly barcode: (item: string | null) => string | null;
  readonly card: (patron: string | null) => string | null;
  readonly title: (title: string) => string;
  /** The card of the patron who has a loan. */
  readonly holder: (loan: string | null) => string | null;
  /** How a payment was made, by its desk. */
  readonly method: (payment: string) => string | null;
};

/** Ids that rows name. */
export type Named = {
  readonly items?: readonly (string | null)[];
  readonly patrons?: readonly (string | null)[];
  readonly titles?: readonly (string | null)[];
  readonly loans?: readonly (string | null)[];
  readonly payments?: readonly (string | null)[];
};

/** Loads the names of everything that some rows name. An id of a row that is gone stands for itself. */
export async function loadNames(tx: ReadTx, named: readonly Named[]): Promise<Names> {
  const all = (part: keyof Named) => new Set(named.flatMap((one) => (one[part] ?? []).flatMap((id) => id ?? [])));
  const items = await readRows(tx, 'item', all('items'));
  const titles = await readRows(tx, 'title', all('titles'));
  const loans = await readRows(tx, 'loan', all('loans'));
  const patrons = await readRows(
    tx,
    'patron',
    new Set([...all('patrons'), ...[...loans.values()].map((loan) => loan.patronId)]),
  );
  const methods = await paymentMethods(tx, all('payments'));
  const card = (id: string | null) => {
    const patron = id === null ? undefined : patrons.get(id);
    return patron === undefined ? id : cardOf(patron);
  };
  return {
    card,
    barcode: (id) => (id === null ? null : (items.get(id)?.barcode ?? id)),
    title: (id) => titles.get(id)?.title ?? id,
    holder: (id) => card((id === null ? undefined : loans.get(id))?.patronId ?? null),
    method: (id) => methods.get(id) ?? null,
  };
}

async function paymentMethods(tx: ReadTx, payments: ReadonlySet<string>): Promise<Map<string, string>> {
  if (payments.size === 0) return new Map();
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'body', 'args'])
    .where(tx.anyOf('id', payments))
    .execute();
  return new Map(
    rows.flatMap((row): [string, string][] => {
      const { method } = argsLeft(readAct(row));
      return method === undefined ? [] : [[row.id, method]];
    }),
  );
}
