// Loans of equipment that ask for an agreement which their patron had not signed: a desk did not know that it was over, or taken back. Each raises
// one exception, explained where an agreement of before arrives, and settled by one that was signed since, in any order of arrival. [I22] [I24]

import { actId } from '../../shared/core/ids.ts';
import type { ActOf } from '../../shared/circ/acts.ts';
import { signatureFor } from '../../shared/circ/model/agreement.ts';
import { kindOf, type EquipmentKind } from '../../shared/circ/model/equipment.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Recorded } from '../commands/judge-facts.ts';
import type { Raised } from '../commands/taken.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { lockExceptions } from '../timeline/exception-row.ts';

const CODE = 'lent-unsigned';
const REASON = 'AGREEMENT_NEEDED';

/** Those of some checkouts that were recorded just now. A reason that was overridden, or shown, was known. */
export async function judgeAgreements(tx: ReadTx, batch: readonly Recorded[]): Promise<Raised[]> {
  const lent = batch.flatMap(({ taken, acts }) =>
    taken.command.told.reasons.includes(REASON)
      ? []
      : acts.flatMap((act) => (act.kind === 'checkout' && !act.overrides.includes(REASON) ? [act] : [])),
  );
  const asking = lent.length === 0 ? [] : await kindsThatAsk(tx);
  if (asking.length === 0) return [];
  const kinds = await kindsOf(tx, lent, asking);
  const patrons = await readRows(tx, 'patron', new Set(lent.map(({ patronId }) => patronId)));
  return lent.flatMap((act: ActOf<'checkout'>) => {
    const kind = kinds.get(act.itemId);
    const patron = patrons.get(act.patronId);
    if (kind === undefined || patron === undefined) return [];
    if (signatureFor(patron, kind.id, act.at) !== 'none') return [];
    return [toRaise({ ...act, at: act.at }, kind)];
  });
}

/**
 * The loans of patrons whose agreements changed, as these have them now. Returns those that none covers, then or since, and that have no exception
 * yet.
 */
export async function weighAgreements(tx: WriteTx, patrons: readonly Patron[], changes: RowChanges): Promise<Raised[]> {
  const asking = patrons.length === 0 ? [] : await kindsThatAsk(tx);
  if (asking.length === 0) return [];
  const loans = await readRowsBy(tx, 'loan', { column: 'patron_id', values: new Set(patrons.map(({ id }) => id)) });
  const kinds = await kindsOf(tx, loans, asking);
  const owners = new Map<string, Patron>(patrons.map((row) => [row.id, row]));
  const weighed = loans.flatMap((loan) => {
    const [kind, patron] = [kinds.get(loan.itemId), owners.get(loan.patronId)];
    return kind === undefined || patron === undefined ? [] : [{ loan, kind, patron }];
  });
  const acts = await readRows(
    tx,
    'event',
    weighed.map(({ loan }) => String(loan.id)),
  );
  // An overridden reason was known. A loan whose act is in a checkpoint is left as it is.
  const judged = weighed.filter(({ loan }) => {
    const act = acts.get(String(loan.id));
    return act?.kind === 'checkout' && !act.overrides.includes(REASON);
  });
  const by = Map.groupBy(judged, ({ loan, kind, patron }) => signatureFor(patron, kind.id, loan.outAt));
  // A returned item is asked for no more.
  const open = (by.get('none') ?? []).filter(({ loan }) => loan.state !== 'closed');
  const known = await knownOf(tx, owners.keys());
  await turn(tx, { ids: idsOf(known, by.get('agreed')), from: ['open'], to: 'explained' }, changes);
  await turn(tx, { ids: idsOf(known, by.get('since')), from: ['open'], to: 'closed-by-event' }, changes);
  await turn(tx, { ids: idsOf(known, open), from: ['explained', 'closed-by-event'], to: 'open' }, changes);
  return open
    .filter(({ loan }) => !known.has(loan.id))
    .map(({ loan, kind }) => toRaise({ ...loan, at: loan.outAt }, kind));
}

/** Those that are known of these patrons, by their loans. An account that was joined brought its own. */
async function knownOf(tx: ReadTx, patrons: Iterable<string>): Promise<ReadonlyMap<string, Exception>> {
  const rows = await readRowsBy(tx, 'exception', { column: 'patron_id', values: new Set(patrons) });
  return new Map(rows.flatMap((row) => (row.code === CODE ? [[String(row.cause), row] as const] : [])));
}

function idsOf(known: ReadonlyMap<string, Exception>, loans: readonly { readonly loan: Loan }[] = []): string[] {
  return loans.flatMap(({ loan }) => known.get(loan.id)?.id ?? []);
}

async function kindsThatAsk(tx: ReadTx): Promise<EquipmentKind[]> {
  const [library] = await readAllRows(tx, 'library');
  return (library?.desk?.equipment ?? []).filter(({ agreement }) => agreement !== undefined);
}

async function kindsOf(
  tx: ReadTx,
  lent: readonly Pick<Loan, 'itemId'>[],
  asking: readonly EquipmentKind[],
): Promise<ReadonlyMap<string, EquipmentKind>> {
  const items = await readRows(tx, 'item', new Set(lent.map(({ itemId }) => itemId)));
  return new Map(
    [...items.values()].flatMap((item) => {
      const kind = kindOf(asking, item);
      return kind === null ? [] : [[item.id, kind] as const];
    }),
  );
}

/** One that is known already is not raised again. */
function toRaise(
  {
    id,
    patronId: patron,
    itemId,
    at,
    branch,
  }: Pick<Loan, 'patronId' | 'itemId' | 'branch'> & { id: string; at: number },
  { name, id: kindId }: EquipmentKind,
): Raised {
  const params = { kind: name, kindId, reasonCodes: REASON };
  return { code: CODE, subject: { patron }, cause: actId(id), at, branch, params, about: itemId };
}

type Turn = {
  readonly ids: readonly string[];
  readonly from: readonly Exception['state'][];
  readonly to: Exception['state'];
};

async function turn(tx: WriteTx, { ids, from, to }: Turn, changes: RowChanges): Promise<void> {
  if (ids.length === 0) return;
  await lockExceptions(tx, ids);
  const own = collectChanges();
  for (const row of (await readRows(tx, 'exception', ids)).values())
    if (from.includes(row.state)) own.put('exception', { ...row, state: to });
  await writeChanges(tx, own);
  changes.add(own);
}
