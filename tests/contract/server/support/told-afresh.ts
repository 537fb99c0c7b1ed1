// The rows of a server, and the result of folding all its acts at once: the two are the same text, in any order of
// arrival.

import type { Store } from '../../../../server/store/store.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { canonicalJson, type Json } from '../../../../shared/core/canonical-json.ts';
import { required } from '../../../../shared/core/assert.ts';
import { isHoldAct, isItemAct, isMoneyAct } from '../../../../shared/circ/act-kinds.ts';
import type { HoldAct } from '../../../../shared/circ/acts.ts';
import { foldAll } from '../../../../shared/circ/fold/fold-all.ts';
import type { Row, RowKind } from '../../../../shared/wire/rows.ts';
import { testPolicy, testPolicyHash } from './test-library.ts';

const rows = <K extends RowKind>(store: Store, kind: K): Promise<Row<K>[]> => store.read((tx) => readAllRows(tx, kind));

const sorted = (rows: readonly Json[]) => rows.map((row) => canonicalJson(row)).toSorted();

/** The rows as text. */
export async function toldBy(store: Store): Promise<string> {
  const exceptions = (await rows(store, 'exception')).filter((row) => row.origin === 'folded' && row.state === 'open');
  return JSON.stringify({
    loans: sorted(await rows(store, 'loan')),
    holds: sorted(await rows(store, 'hold')),
    fees: sorted(await rows(store, 'fee')),
    credits: sorted(await rows(store, 'credit')),
    states: sorted((await rows(store, 'item')).map(({ id, state }) => [id, state])),
    exceptions: sorted(exceptions.map(({ code, itemId, patronId: patron, cause }) => [code, itemId, patron, cause])),
  });
}

/** The result of folding all acts at once, without the folded rows. */
export async function toldAfresh(store: Store): Promise<string> {
  const events = await rows(store, 'event');
  const holdActs: HoldAct[] = events.filter(isHoldAct);
  const folded = foldAll({
    items: (await rows(store, 'item')).map(({ id, titleId: title, serial, holdable, priceMinor, base }) => ({
      itemId: id,
      titleId: title,
      serial,
      holdable,
      priceMinor,
      base,
      acts: events.filter((act) => isItemAct(act) && act.itemId === id).filter(isItemAct),
    })),
    holdActs: Map.groupBy(holdActs, (act) => required(act.titleId, () => 'a hold act has a title')),
    moneyActs: events.filter(isMoneyAct),
    policies: new Map([[testPolicyHash, testPolicy]]),
    timesOf: () => null,
  });
  return JSON.stringify({
    loans: sorted(folded.loans),
    holds: sorted(folded.holds),
    fees: sorted(folded.fees),
    credits: sorted(folded.credits),
    states: sorted([...folded.items].map(([id, { state }]) => [id, state])),
    exceptions: sorted(
      folded.exceptions.map(({ code, subject, cause }) => [
        code,
        'item' in subject ? subject.item : null,
        'patron' in subject ? subject.patron : null,
        cause,
      ]),
    ),
  });
}
