// Loans, returns and renewals in FOLIO. A loan keeps its time and gets the date that was promised by a second call; where that fails the loan stands
// with the date of the rules there, and a person is asked about the difference.

import { z } from 'zod';
import type { Instant } from '../../../shared/core/instant.ts';
import { isSameDue } from '../../../shared/connectors/ending.ts';
import { APART_MS } from '../../../shared/connectors/loan-there.ts';
import {
  refused,
  taken,
  type Answer,
  type CheckinMessage,
  type CheckoutMessage,
  type RenewMessage,
} from '../../../shared/connectors/message.ts';
import type { ZoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { SystemFailureError } from '../other-system.ts';
import { refusalOf, type FolioClient } from './folio-client.ts';
import { TextThereSchema } from '../values-there.ts';
import type { FolioLoan, FolioRecords, ServicePoint } from './folio-records.ts';

export type FolioThere = {
  readonly client: FolioClient;
  readonly records: FolioRecords;
  readonly clock: ZoneClock;
  readonly now: () => Instant;
  /** The service point that acts for a branch here. Throws SystemFailureError. */
  readonly servicePointFor: (branch: string | null | undefined) => Promise<ServicePoint>;
};

const CheckinSchema = z.object({
  item: z
    .object({
      status: z.object({ name: z.string() }).nullish(),
      inTransitDestinationServicePoint: z.object({ name: TextThereSchema.nullish() }).nullish(),
    })
    .nullish(),
  staffSlipContext: z
    .object({ request: z.object({ servicePointPickup: TextThereSchema.nullish() }).nullish() })
    .nullish(),
});

const iso = (at: Instant): string => new Date(at).toISOString();

export async function tellCheckout(there: FolioThere, message: CheckoutMessage): Promise<Answer> {
  const { client, records, now } = there;
  const { at, barcode, card, dueAt } = message;
  const [user, item] = [await records.userOf(card), await records.itemIdOf(barcode)];
  if (user === null) return refused('unknown-card');
  if (item === null) return refused('unknown-item');
  const open = await records.openLoanOf(item);
  if (open !== null) return open.userId === user ? withLoan(open) : refused('on-loan-elsewhere');
  // FOLIO takes any date: one before the last return there would make two loans of the copy at once.
  const began = Math.min(at, now());
  const loanDate = Math.max(began, (await records.returnedSince(item, began)) ?? began);
  const { id: servicePointId } = await there.servicePointFor(message.branch);
  const loan = { itemBarcode: barcode, userBarcode: card, servicePointId, loanDate: iso(loanDate) };
  const answer = await client.send('POST', '/circulation/check-out-by-barcode', loan);
  if (answer.status !== 201 && answer.status !== 200) return refusalOf(answer);
  return withPromised(there, { body: answer.body, item }, dueAt);
}

/** With the loan as far as it is known. */
const withLoan = (loan: FolioLoan | null): Answer =>
  loan === null ? taken() : { ...taken(loan.dueAt), loan: loan.id };

/** Gives a loan the date that the patron was told. It was lent or renewed: no failure of these calls is one of the message. */
async function withPromised(
  { client, records, clock }: FolioThere,
  { body, item }: { readonly body: unknown; readonly item: string },
  dueAt: Instant,
): Promise<Answer> {
  const loan = records.toLoan(body) ?? (await orNull(records.openLoanOf(item)));
  if (loan === null || (loan.dueAt !== null && isSameDue(loan.dueAt, dueAt, clock))) return withLoan(loan);
  const path = `/circulation/loans/${loan.id}/change-due-date`;
  const answer = await orNull(client.send('POST', path, { dueDate: iso(dueAt) }));
  if (answer === null) return withLoan((await orNull(records.loan(loan.id))) ?? loan);
  return withLoan(answer.status >= 200 && answer.status < 300 ? { ...loan, dueAt } : loan);
}

/** Null: it failed. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof SystemFailureError)) throw error;
    return null;
  }
}

export async function tellCheckin(there: FolioThere, message: CheckinMessage): Promise<Answer> {
  const { client, records, now } = there;
  const { barcode, card, returnedAt } = message;
  const item = await records.itemIdOf(barcode);
  if (item === null) return refused('unknown-item');
  const open = await records.openLoanOf(item);
  if (open === null) return refused('not-on-loan');
  // A check-in would end the loan of another borrower too.
  const user = card === null ? null : await records.userOf(card);
  if (user === null || open.userId !== user) return refused('on-loan-elsewhere');
  const outAt = open.outAt ?? returnedAt;
  if (outAt > returnedAt + APART_MS) return refused('other', 'the loan there began after the item was returned');
  const { id: servicePointId, name } = await there.servicePointFor(message.branch);
  const checkInDate = iso(Math.max(Math.min(returnedAt, now()), outAt));
  const body = { itemBarcode: barcode, servicePointId, checkInDate };
  const answer = await client.send('POST', '/circulation/check-in-by-barcode', body);
  if (answer.status !== 200 && answer.status !== 201) return refusalOf(answer);
  return { ...taken(), wanted: wantedBy(answer.body, name) };
}

/** The hold shelf there, or the way to another place. */
function wantedBy(body: unknown, here: string): { readonly place: string | null } | null {
  const { item, staffSlipContext } = CheckinSchema.safeParse(body).data ?? {};
  switch (item?.status?.name) {
    case 'In transit':
      return { place: item.inTransitDestinationServicePoint?.name ?? null };
    case 'Awaiting pickup':
    case 'Awaiting delivery':
      return { place: staffSlipContext?.request?.servicePointPickup ?? here };
    default:
      return null;
  }
}

export async function tellRenewal(there: FolioThere, message: RenewMessage): Promise<Answer> {
  const { client, records } = there;
  const { barcode, card, dueAt } = message;
  const [user, item] = [await records.userOf(card), await records.itemIdOf(barcode)];
  if (user === null) return refused('unknown-card');
  if (item === null) return refused('unknown-item');
  const open = await records.openLoanOf(item);
  if (open === null) return refused('not-on-loan');
  if (open.userId !== user) return refused('on-loan-elsewhere');
  const { id: servicePointId } = await there.servicePointFor(message.branch);
  const renewal = { itemBarcode: barcode, userBarcode: card, servicePointId };
  const answer = await client.send('POST', '/circulation/renew-by-barcode', renewal);
  if (answer.status !== 200 && answer.status !== 201) return refusalOf(answer, 'no-renewal');
  return withPromised(there, { body: answer.body, item }, dueAt);
}
