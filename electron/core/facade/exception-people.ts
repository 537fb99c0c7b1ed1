// The people of an exception, for the person who may work it: the patron to tell, and the money that is theirs. The
// words of an exception have no names.

import { allows } from '../../../shared/acts/define-act.ts';
import { refund } from '../../../shared/acts/fee/refund.ts';
import type { PatronId } from '../../../shared/core/ids.ts';
import type { ExceptionView } from '../../../shared/views/sync.ts';
import type { ItemAct } from '../../../shared/circ/acts.ts';
import { exceptionEntry } from '../../../shared/circ/exception-table.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { cardOf, type Patron } from '../../../shared/circ/model/patron.ts';
import type { Desk } from '../desk.ts';
import type { Copy } from '../desk-sight.ts';
import { moneyText } from './fees.ts';
import { sortName } from '../../../shared/circ/patron-name.ts';

/** The patron to tell; null where there is none, or it shows when the item is scanned. */
export function whomToTell(copy: Copy, exception: Exception): ExceptionView['whom'] {
  if ((exceptionEntry(exception.code)?.tellPatron ?? null) === null) return null;
  const id = exception.patronId ?? patronOfItem(copy, exception);
  const patron = id === null ? null : copy.sight.patron(id);
  if (patron === null) return null;
  const card = cardOf(patron);
  return { card, name: sortName(patron.name, card), phone: patron.phones[0] ?? null };
}

/** Records that an exception leads to: a bare card is to be registered, a bare barcode to be cataloged. */
export function opensOf(
  desk: Desk,
  { item, patron }: { readonly item: Item | null; readonly patron: Patron | null },
): ExceptionView['opens'] {
  const { rights } = desk.session.required();
  const account = patron?.provisional === true && rights.includes('edit-patrons') ? 'register' : 'account';
  const record = item?.provisional === true && rights.includes('edit-items') ? 'catalog' : 'item';
  return [...(patron === null ? [] : ([account] as const)), ...(item === null ? [] : ([record] as const))];
}

function patronOfItem(copy: Copy, { code, itemId, cause }: Exception): PatronId | null {
  if (itemId === null) return null;
  const acts = copy.sight.actsOfItem(itemId);
  const at = acts.findIndex(({ id }) => id === cause);
  const act = acts[at];
  if (act === undefined) return null;
  // The cause is the loan to another person; the borrower of the loan that it closed is told.
  if (code === 'lent-while-on-loan') return lastBorrower(acts.slice(0, at), patronIn(act));
  return patronIn(act);
}

function lastBorrower(acts: readonly ItemAct[], other: PatronId | null): PatronId | null {
  const lent = acts.findLast((act) => {
    const isLoan = act.kind === 'checkout' || act.kind === 'openLoan';
    return isLoan && act.patronId !== other;
  });
  return lent === undefined ? null : patronIn(lent);
}

function patronIn(act: ItemAct): PatronId | null {
  return ('loanId' in act && 'patronId' in act) || act.kind === 'checkout' ? act.patronId : null;
}

/** Money that is to be given back, or kept on the account as the patron wishes. */
export function creditToGive(desk: Desk, copy: Copy, { code, patronId }: Exception): ExceptionView['credit'] {
  if (code !== 'money-credited' || patronId === null) return null;
  const { creditMinor } = copy.sight.accountOf(patronId, desk.clock.now());
  if (creditMinor <= 0) return null;
  return {
    amountMinor: creditMinor,
    text: moneyText(desk, creditMinor),
    mayGive: allows(desk.rights(), refund),
  };
}
