// Accounts and bills that are work: accounts that desks made for unknown cards, each with the account that it may be, and bills for lost items.
// Pure: desk and server read them alike.

import { z } from 'zod';
import type { Fee } from '../circ/model/fee.ts';
import type { Loan } from '../circ/model/loan.ts';
import { cardOf, type Patron } from '../circ/model/patron.ts';
import { holdLabel, sortName } from '../circ/patron-name.ts';
import { foldText } from '../core/fold-text.ts';
import { FeeIdSchema, PatronIdSchema, type BranchId } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { MinorUnitsSchema } from '../core/money.ts';
import { barcodeColumn, columnsOf } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { RowSource } from './row-source.ts';

export const ProvisionalAccountSchema = z.object({
  patronId: PatronIdSchema,
  card: z.string(),
  /** The card where no name was written down. */
  name: z.string(),
  homeName: z.string(),
  out: z.int(),
  /** The account that has the same name or phone; null = none is known. */
  alike: z.object({ name: z.string(), card: z.string() }).nullable(),
});
export type ProvisionalAccount = z.infer<typeof ProvisionalAccountSchema>;

export const BillRowSchema = z.object({
  feeId: FeeIdSchema,
  title: z.string(),
  barcode: z.string(),
  card: z.string(),
  /** As a hold slip has it: the full name is in the record. */
  label: z.string(),
  owedMinor: MinorUnitsSchema,
  since: InstantSchema,
  branchName: z.string(),
});
export type BillRow = z.infer<typeof BillRowSchema>;

const account = columnsOf<ProvisionalAccount>();
const bill = columnsOf<BillRow>();

/** Each is to be completed, or merged with the account that it is. */
export const provisionalAccounts = defineList({
  name: 'provisional-accounts',
  words: { en: 'Provisional accounts', es: 'Cuentas provisionales' },
  empty: { en: 'Every account is complete.', es: 'Todas las cuentas están completas.' },
  of: 'branch',
  right: 'edit-patrons',
  work: { section: 'money', weight: null },
  row: ProvisionalAccountSchema,
  rowKey: ({ patronId }) => patronId,
  columns: [
    account.column('person', 'name', { en: 'Patron', es: 'Usuario' }, ({ name }) => name),
    account.column('code', 'card', { en: 'Card', es: 'Tarjeta' }, ({ card }) => card),
    account.column('text', 'made_at', { en: 'Created at', es: 'Creada en' }, ({ homeName }) => homeName),
    account.column('count', 'out', { en: 'Out', es: 'Prestados' }, ({ out }) => out),
    account.column('person', 'alike', { en: 'May be', es: 'Puede ser' }, ({ alike }) =>
      alike === null ? '' : `${alike.name} · …${alike.card.slice(-4)}`,
    ),
  ],
  order: (a, b) => inOrder(a.name, b.name) || inOrder(a.card, b.card),
  state: ({ alike }) => (alike === null ? 'plain' : 'attention'),
  opens: ({ card }) => ({ record: 'patron', card }),
});

/** Replacement bills that are owed, the oldest first. */
export const billsWaiting = defineList({
  name: 'bills-waiting',
  words: { en: 'Bills waiting', es: 'Cargos pendientes' },
  empty: { en: 'No bills waiting.', es: 'No hay cargos pendientes.' },
  of: 'branch',
  right: 'handle-money',
  work: { section: 'money', weight: null },
  row: BillRowSchema,
  rowKey: ({ feeId }) => feeId,
  columns: [
    bill.column('text', 'title', { en: 'Title', es: 'Título' }, ({ title }) => title),
    barcodeColumn,
    bill.column('person', 'label', { en: 'Patron', es: 'Usuario' }, ({ label }) => label),
    bill.column('money', 'owed', { en: 'Owed', es: 'Debe' }, ({ owedMinor }) => owedMinor),
    bill.moment('since', { en: 'Billed', es: 'Cobrado el' }, ({ since }) => since),
    bill.column('text', 'branch', { en: 'Lent at', es: 'Prestado en' }, ({ branchName }) => branchName),
  ],
  order: (a, b) => a.since - b.since || inOrder(a.barcode, b.barcode),
  opens: ({ card }) => (card === '' ? null : { record: 'patron', card }),
});

/** Source of provisional accounts. */
export type ProvisionalAccountSource = Pick<RowSource, 'branchName'> & {
  provisionalPatrons(): readonly Patron[];
  loansOut(patron: Patron): number;
  /** Accounts that may be alike: those with the family name or a phone number of the patron. */
  mayBe(patron: Patron): readonly Patron[];
};

/** Provisional accounts of a branch, or of the whole library. */
export function provisionalAccountRows(
  source: ProvisionalAccountSource,
  branch: BranchId | null,
): ProvisionalAccount[] {
  return source
    .provisionalPatrons()
    .filter(({ home }) => branch === null || home === branch)
    .map((patron) => {
      const alike = source.mayBe(patron).find((other) => isAlike(patron, other));
      const card = cardOf(patron);
      return {
        patronId: patron.id,
        card,
        name: sortName(patron.name, card),
        homeName: source.branchName(patron.home),
        out: source.loansOut(patron),
        alike: alike === undefined ? null : { name: sortName(alike.name, cardOf(alike)), card: cardOf(alike) },
      };
    });
}

/** The same whole name, or the same phone number. */
function isAlike(patron: Patron, other: Patron): boolean {
  if (other.provisional || other.id === patron.id) return false;
  const { family, given } = patron.name;
  const isNamed = family !== '' && foldText(family) === foldText(other.name.family);
  const isCalled =
    given !== '' && [other.name.given, other.name.chosen].some((name) => foldText(name ?? '') === foldText(given));
  return (isNamed && isCalled) || patron.phones.some((phone) => other.phones.some((one) => isSamePhone(phone, one)));
}

function isSamePhone(a: string, b: string): boolean {
  const digits = (phone: string): string => phone.replace(/\D/g, '').slice(-10);
  return digits(a).length >= 7 && digits(a) === digits(b);
}

/** A bill with the loan that it is for; null = the loan is not kept. */
export type Bill = { readonly fee: Fee; readonly loan: Loan | null };

/** Bills for loans of a branch, or of the whole library. */
export function billRows(source: RowSource, bills: readonly Bill[], branch: BranchId | null): BillRow[] {
  return bills.flatMap(({ fee, loan }) => {
    const item = fee.itemId === null ? null : source.item(fee.itemId);
    const lender = loan?.branch ?? item?.home ?? null;
    if (fee.kind !== 'lost' || fee.outstandingMinor <= 0 || (branch !== null && lender !== branch)) return [];
    const patron = source.patron(fee.patronId);
    return [
      {
        feeId: fee.id,
        title: item === null ? '' : (source.title(item.titleId)?.title ?? item.barcode),
        barcode: item?.barcode ?? '',
        card: patron === null ? '' : cardOf(patron),
        label: patron === null ? '' : holdLabel(patron),
        owedMinor: fee.outstandingMinor,
        since: fee.at,
        branchName: lender === null ? '' : source.branchName(lender),
      },
    ];
  });
}
