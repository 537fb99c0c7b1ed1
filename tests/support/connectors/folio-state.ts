// The small library of the stand-in for FOLIO: its records in memory, and acts of its staff.

import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import { changedOn, folioInventory, folioUser, idOf, type FolioUser } from './folio-lists.ts';

export type FolioDeed = {
  readonly what: string;
  readonly card: string;
  readonly barcode: string;
  readonly at: Instant;
  /** The code of the service point that acted. */
  readonly point: string;
};
export type Loan = {
  id: string;
  userId: string;
  itemId: string;
  loanDate: string;
  dueDate: string | null;
  returnDate?: string;
  action: string;
  renewalCount: number;
  status: { name: string };
  metadata: ReturnType<typeof changedOn>;
};
export type Request = {
  id: string;
  requesterId: string;
  instanceId: string;
  itemId: string | null;
  requestType: string;
  requestLevel: string;
  requestDate: string;
  fulfillmentPreference: string;
  status: string;
  pickupServicePointId: string;
};
export type Account = {
  id: string;
  userId: string;
  ownerId: string;
  feeFineId: string;
  amount: number;
  remaining: number;
  status: { name: string };
  paymentStatus: { name: string };
  metadata: { createdDate: string };
};
/** What a check-in of a copy leads to: a service point that it is sent to, or the hold shelf. */
export type Wanted = { readonly status: 'In transit' | 'Awaiting pickup'; readonly place: string };

export type FolioPlace = {
  readonly cards: readonly string[];
  readonly barcodes: readonly string[];
  readonly now: () => Instant;
};

export function folioState({ cards, barcodes, now }: FolioPlace) {
  const loans: Loan[] = [];
  const requests: Request[] = [];
  const accounts: Account[] = [];
  const deeds: FolioDeed[] = [];
  const blocked = new Map<string, string>();
  const notRenewed = new Map<string, string>();
  const wanted: Map<string, Wanted> = new Map();
  const pageable = new Set<string>();
  let ids = 0;
  const stamp = (at: Instant): string => new Date(at).toISOString().replace('Z', '+00:00');
  const dueIn = (days: number): string => stamp(Math.floor(now() / DAY_MS) * DAY_MS + (days + 1) * DAY_MS - 60_000);
  const users: FolioUser[] = cards.map((barcode, n) => folioUser(n, barcode));
  const inventory = folioInventory(barcodes);
  const items = () =>
    barcodes.map((barcode, n) => {
      const isOut = loans.some((loan) => loan.itemId === idOf(2, n) && loan.status.name === 'Open');
      return {
        id: idOf(2, n),
        barcode,
        holdingsRecordId: idOf(3, n),
        status: { name: isOut ? 'Checked out' : 'Available' },
        materialType: { id: idOf(8, 2), name: 'Book' },
        permanentLoanType: { id: idOf(8, 3), name: 'Can circulate' },
      };
    });
  const userWith = (card: unknown) => users.find(({ barcode }) => barcode === card);
  const itemWith = (barcode: unknown) => items().find((one) => one.barcode === barcode);
  const cardOf = (user: string): string => users.find(({ id }) => id === user)?.barcode ?? '';
  const barcodeById = new Map(barcodes.map((barcode, n) => [idOf(2, n), barcode]));
  const barcodeOf = (item: string): string => barcodeById.get(item) ?? '';
  const openLoan = (item: string) => loans.find(({ itemId, status }) => itemId === item && status.name === 'Open');
  const touch = (loan: Loan, change: Partial<Loan>): Loan =>
    Object.assign(loan, change, { metadata: changedOn(stamp(now())) });
  const begin = (userId: string, itemId: string, loanDate: string): Loan => {
    const loan: Loan = {
      id: idOf(4, (ids += 1)),
      userId,
      itemId,
      loanDate,
      dueDate: dueIn(14),
      action: 'checkedout',
      renewalCount: 0,
      status: { name: 'Open' },
      metadata: changedOn(stamp(now())),
    };
    loans.push(loan);
    return loan;
  };
  const renewed = (loan: Loan): Loan =>
    touch(loan, { dueDate: dueIn(21), action: 'renewed', renewalCount: loan.renewalCount + 1 });
  const end = (loan: Loan, returnDate: string): Loan =>
    touch(loan, { returnDate, action: 'checkedin', status: { name: 'Closed' } });
  const deed = (what: string, point: string, { userId, itemId }: Pick<Loan, 'userId' | 'itemId'>, at = now()): void =>
    void deeds.push({ what, card: cardOf(userId), barcode: barcodeOf(itemId), at, point });
  const openOf = (barcode: string): Loan[] =>
    loans.filter((loan) => loan.status.name === 'Open' && barcodeOf(loan.itemId) === barcode);
  const acts = {
    /** Cards by the barcode that they have. */
    lent: () =>
      new Map(
        loans.flatMap(({ itemId, userId, status }) =>
          status.name === 'Open' ? [[barcodeOf(itemId), cardOf(userId)] as const] : [],
        ),
      ),
    lend: (barcode: string, card: string) =>
      void begin(userWith(card)?.id ?? '', itemWith(barcode)?.id ?? '', stamp(now())),
    renew: (barcode: string) => openOf(barcode).forEach(renewed),
    takeBack: (barcode: string) => openOf(barcode).forEach((loan) => end(loan, stamp(now()))),
    moveDate: (barcode: string, dueAt: Instant) =>
      openOf(barcode).forEach((loan) => touch(loan, { dueDate: stamp(dueAt), action: 'dueDateChanged' })),
    owe: (card: string, amount: number) => {
      const [userId, createdDate] = [userWith(card)?.id ?? '', stamp(now() + accounts.length)];
      accounts.push({
        id: idOf(7, (ids += 1)),
        userId,
        ownerId: idOf(9, 4),
        feeFineId: idOf(9, 3),
        amount,
        remaining: amount,
        status: { name: 'Open' },
        paymentStatus: { name: 'Outstanding' },
        metadata: { createdDate },
      });
    },
  };
  const records = { inventory, barcodes, loans, requests, accounts, deeds, users, items };
  const marks = { blocked, notRenewed, wanted, pageable };
  const steps = { userWith, itemWith, cardOf, openLoan, touch, begin, renewed, end, deed, nextId: () => (ids += 1) };
  return { ...acts, ...records, ...marks, ...steps };
}
export type FolioState = ReturnType<typeof folioState>;
