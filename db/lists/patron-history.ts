// The acts on a patron's account: those on their loans, money and holds that the copy has, and those that this desk
// recorded.

import { z } from 'zod';
import { placesOf } from '../../shared/circ/act-places.ts';
import type { ActId } from '../../shared/core/ids.ts';
import type { Act, ActOf, ItemAct } from '../../shared/circ/acts.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { EVENTS_KEPT_MS } from '../../shared/circ/occurred.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { cardOf, type Patron } from '../../shared/circ/model/patron.ts';
import { isAccount, type ProxyLink } from '../../shared/circ/model/proxy-link.ts';
import { sortName } from '../../shared/circ/patron-name.ts';
import type { LookingFrom } from '../../shared/lists/row-source.ts';
import type { PatronActRow } from '../../shared/lists/patron-history.ts';
import { actsNamingPatron, type RecentAct } from '../ledger/recent-acts.ts';
import { grantById } from '../ledger/staff-grants.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { ListCopy } from './list-copy.ts';
import { itemOf } from './waiting-acts.ts';

/** Each act once: an act of this desk also has its author. */
export function patronActRows(ledger: Ledger, copy: ListCopy, patron: Patron, from: LookingFrom): PatronActRow[] {
  const { sight } = copy;
  const loans = [
    ...sight.loansOfPatron(patron.id),
    ...sight.returnedLoansOfPatron(patron.id, from.now - EVENTS_KEPT_MS),
  ];
  const ofItems = loans.flatMap((loan) => actsOfLoan(sight.actsOfItem(loan.itemId), loan));
  const known = [...ofItems, ...sight.moneyActs(patron.id)].map((act) => rowOfAct(copy, act, patron));
  const own = actsNamingPatron(ledger, patron.id).map((act) => rowOfOwn(ledger, copy, act));
  const carried = carriedBy(copy, patron, from).map((act) => rowOfAct(copy, act, patron));
  const linked = (patron.links ?? []).flatMap((link) => rowsOfLink(copy, link));
  const rows = new Map([...linked, ...carried, ...known].map((row) => [row.commandId, row]));
  for (const row of own) rows.set(row.commandId, withThing(row, rows.get(row.commandId)));
  return [...rows.values()];
}

/** A local money act names no item; the replica knows its loan. The copy knows the other account too. */
function withThing(own: PatronActRow, known: PatronActRow | undefined): PatronActRow {
  const { title, barcode } = own.barcode === null && known !== undefined ? known : own;
  return { ...own, title, barcode, other: known?.other ?? null };
}

/** Checkouts of the patron for their sponsors. */
function carriedBy({ sight }: ListCopy, { links = [], ...patron }: Patron, { now }: LookingFrom): ItemAct[] {
  const sponsors = new Set(links.flatMap(({ role, of }) => (role === 'sponsor' ? [of] : [])));
  const loans = [...sponsors].flatMap((id) => [
    ...sight.loansOfPatron(id),
    ...sight.returnedLoansOfPatron(id, now - EVENTS_KEPT_MS),
  ]);
  return loans
    .filter((loan) => loan.carriedBy !== undefined && isAccount(patron, loan.carriedBy))
    .flatMap((loan) => sight.actsOfItem(loan.itemId).filter((act) => String(act.id) === String(loan.id)));
}

/** That it was named, and ended. */
function rowsOfLink({ sight }: ListCopy, { id, role: is, of, named, ended }: ProxyLink): PatronActRow[] {
  const row = (commandId: ActId, name: string, said: { readonly at: number; readonly by: string }): PatronActRow => ({
    commandId,
    at: said.at,
    name,
    title: null,
    barcode: null,
    other: otherOf(sight.patron(of), is),
    reason: null,
    by: said.by,
    place: 'another-desk',
    pending: false,
  });
  return [
    ...(named === undefined ? [] : [row(id, 'addProxy', { at: named.since, by: named.by })]),
    ...(ended === undefined ? [] : [row(ended.act, 'endProxy', ended)]),
  ];
}

function otherOf(patron: Patron | null, is: ProxyLink['role']): PatronActRow['other'] {
  return patron === null ? null : { is, name: sortName(patron.name, cardOf(patron)) };
}

/** Acts that name the patron, and the one that ended the loan, which names no patron. */
function actsOfLoan(acts: readonly ItemAct[], { patronId, inAt, outAt }: Loan): ItemAct[] {
  return acts.filter((act) => {
    if ('patronId' in act && act.patronId === patronId) return true;
    return act.kind === 'checkin' ? act.at === inAt : act.kind === 'ageToLost' && act.at >= outAt && inAt === null;
  });
}

function rowOfAct({ sight }: ListCopy, act: Act, of: Patron): PatronActRow {
  const [paidFor] = placesOf(act).loans;
  const loan = paidFor === undefined ? null : sight.loan(paidFor);
  const itemId = 'itemId' in act && act.itemId !== null ? act.itemId : (loan?.itemId ?? null);
  const item = itemId === null ? null : sight.item(itemId);
  return {
    commandId: act.id,
    at: act.at,
    name: act.kind,
    title: item === null ? null : (sight.title(item.titleId)?.title ?? null),
    barcode: item?.barcode ?? null,
    other: act.kind === 'checkout' && act.carriedBy !== undefined ? otherInLoan(sight, act, of) : null,
    reason: null,
    by: null,
    place: act.desk === '' ? 'import' : act.desk === OWN_DESK ? 'server' : 'another-desk',
    pending: sight.isPendingAct(act.id),
  };
}

/** Of a loan that a proxy took: on the account of the sponsor the proxy, and the other way round. */
function otherInLoan(
  sight: ListCopy['sight'],
  { patronId, carriedBy }: ActOf<'checkout'>,
  of: Patron,
): PatronActRow['other'] {
  if (carriedBy === undefined) return null;
  return isAccount(of, patronId)
    ? otherOf(sight.patron(carriedBy), 'proxy')
    : otherOf(sight.patron(patronId), 'sponsor');
}

function rowOfOwn(ledger: Ledger, copy: ListCopy, act: RecentAct): PatronActRow {
  const { body, recordedAt, receipt } = act;
  const item = itemOf(act, copy);
  const { staffId } = body;
  return {
    commandId: body.id,
    at: body.stated?.at ?? recordedAt,
    name: body.name,
    title: item === null ? null : (copy.sight.title(item.titleId)?.title ?? null),
    barcode: item?.barcode ?? null,
    other: null,
    reason: reasonOf(act),
    by: staffId === null ? null : (grantById(ledger, staffId)?.staff ?? staffId),
    place: 'here',
    pending: receipt === null,
  };
}

const ReasonSchema = z.object({ reason: z.string() });

/** Gone with the other personal values of an act. */
function reasonOf({ args }: RecentAct): string | null {
  const written = ReasonSchema.safeParse(args?.command).data?.reason ?? '';
  return written === '' ? (args?.overrideReason ?? null) : written;
}
