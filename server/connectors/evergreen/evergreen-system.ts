// Evergreen by its methods over HTTP: loans keep their time and the date that was promised, a return of an earlier day keeps its day. No refusal is
// overridden: the act has happened, and people decide what follows.

import type { Instant } from '../../../shared/core/instant.ts';
import { writeDay, dayOf } from '../../../shared/rules/calendar/local-time.ts';
import { UTC, zoneClock, type ZoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { APART_MS } from '../../../shared/connectors/loan-there.ts';
import { meaningOfEvergreen, wordsOfEvergreen } from '../../../shared/connectors/evergreen-words.ts';
import {
  refused,
  taken,
  type Answer,
  type CheckinMessage,
  type CheckoutMessage,
  type Message,
  type RenewMessage,
  type Seen,
} from '../../../shared/connectors/message.ts';
import { anyTime } from '../http-call.ts';
import { SystemFailureError, type OtherSystem } from '../other-system.ts';
import { accountOf, tellPayment } from './evergreen-accounts.ts';
import { checkEvergreen } from './evergreen-check.ts';
import {
  eventsIn,
  evergreenLine,
  type EvergreenClient,
  type EvergreenClientParts,
  type EvergreenEvent,
} from './evergreen-client.ts';
import { tellHold } from './evergreen-holds.ts';
import { evergreenLists } from './evergreen-lists.ts';
import { evergreenLoans } from './evergreen-loans.ts';
import {
  CircSchema,
  copyOf,
  firstOf,
  IdSchema,
  openCircOf,
  timeOf,
  unitName,
  userOf,
  type Circ,
} from './evergreen-records.ts';
import { evergreenRuleFiles } from './evergreen-rules.ts';

type Parts = EvergreenClientParts & {
  readonly zone: string;
  readonly currency: string;
  readonly now: () => Instant;
};
type There = { readonly client: EvergreenClient; readonly clock: ZoneClock } & Pick<Parts, 'currency' | 'now'>;

/** Makes it; nothing is asked before `open`. */
export function evergreenSystem(parts: Parts): OtherSystem {
  const line = evergreenLine(parts);
  const client = line(anyTime);
  const there: There = { ...parts, client, clock: zoneClock(parts.zone) ?? UTC };
  let isOpen = false;
  const open = async (): Promise<void> => {
    if (isOpen) return;
    await client.signIn();
    isOpen = true;
  };
  return {
    open,
    tell: (message, beforeChange = anyTime) => tell({ ...there, client: line(beforeChange) }, message),
    look: (message) => look(there, message),
    loanList: evergreenLoans(client),
    recordLists: evergreenLists(client),
    ruleFiles: () => evergreenRuleFiles(client),
    keepAlive: async () => {
      await client.ask('open-ils.auth.session.retrieve');
    },
    check: () => checkEvergreen(client, parts.settings, open),
    close: () => {
      isOpen = false;
      client.signOut();
    },
  };
}

async function tell(there: There, message: Message): Promise<Answer> {
  const { client, currency, clock } = there;
  switch (message.kind) {
    case 'checkout':
      return tellCheckout(there, message);
    case 'checkin':
      return tellCheckin(there, message);
    case 'renew':
      return tellRenewal(there, message);
    case 'pay':
      return tellPayment(client, message, currency);
    case 'placeHold':
    case 'cancelHold':
      return tellHold(client, message, (at) => momentOf(clock, at));
  }
}

/** `2026-12-01T10:00:00-05:00`. With the zone, since the server takes a time without one for its own. */
function momentOf(clock: ZoneClock, at: Instant): string {
  const local = clock.toLocal(at);
  const minutes = Math.round((local - at) / 60_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const ahead = Math.abs(minutes);
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
  return `${new Date(local).toISOString().slice(0, 19)}${offset}`;
}

const refusalOf = (events: readonly EvergreenEvent[]): Answer => {
  const codes = events.map(({ textcode }) => textcode);
  return refused(meaningOfEvergreen(codes), wordsOfEvergreen(codes));
};

type Lent = { readonly answer: ReturnType<typeof taken>; readonly circ: Circ | null };

/** The act was done, so that an answer that cannot be read is no failure: only the date and the id of the loan are missing then. */
function takenBy(client: EvergreenClient, given: unknown): Lent {
  const circ = CircSchema.safeParse(client.fields('circ', given)).data ?? null;
  return { answer: taken(timeOf(circ?.due_date ?? null)), circ };
}

/** A member of the payload of an event. */
function within({ payload }: EvergreenEvent, name: string): unknown {
  return typeof payload === 'object' && payload !== null
    ? (Object.entries(payload).find(([key]) => key === name)?.[1] ?? null)
    : null;
}

async function tellCheckout(
  { client, clock, now }: There,
  { at, barcode, card, dueAt }: CheckoutMessage,
): Promise<Answer> {
  const loan = {
    copy_barcode: barcode,
    patron_barcode: card,
    checkout_time: momentOf(clock, Math.min(at, now())),
    due_date: momentOf(clock, dueAt),
  };
  const events = eventsIn(await client.change('open-ils.circ.checkout.full', loan));
  const [event] = events;
  if (event === undefined) throw new SystemFailureError('lost', 'its answer to a loan cannot be read');
  if (events.length === 1 && event.textcode === 'SUCCESS') return withLoan(client, within(event, 'circ'));
  // `old_circ` is present only if the open loan is of the same card.
  const own = events.find(({ textcode }) => textcode === 'OPEN_CIRCULATION_EXISTS');
  const loanThere = own === undefined ? null : within(own, 'old_circ');
  return loanThere === null ? refusalOf(events) : withLoan(client, loanThere);
}

/** Taken, with the id that names the loan and its renewals. */
async function withLoan(client: EvergreenClient, given: unknown): Promise<Answer> {
  const { answer, circ } = takenBy(client, given);
  // Taken, whether it can be read where the loan began or not.
  const first = circ === null ? null : await firstOf(client, circ).catch(() => null);
  return first === null ? answer : { ...answer, loan: String(first.id) };
}

/** Codes of a check-in that was done. */
const CHECKED_IN = ['SUCCESS', 'ROUTE_ITEM', 'ITEM_NOT_CATALOGED', 'HOLD_RESERVATION_CONFLICT'];

async function tellCheckin(there: There, { barcode, card, returnedAt }: CheckinMessage): Promise<Answer> {
  const { client, clock, now } = there;
  const copy = await copyOf(client, barcode);
  if (copy === null) return refused('unknown-item');
  const circ = await openCircOf(client, copy);
  if (circ === null) return refused('not-on-loan');
  // A check-in would end the loan of another borrower there.
  const user = card === null ? null : await userOf(client, card);
  if (user === null || user !== circ.usr) return refused('on-loan-elsewhere', 'another card has it there');
  if (await hasBegunAfter(client, circ, returnedAt + APART_MS))
    return refused('other', 'the loan there began after the item was returned');
  const [day, today] = [dayOf(clock.toLocal(returnedAt)), dayOf(clock.toLocal(now()))];
  // It takes the day alone, and the time of day of the due date: on the day itself that would be a time to come.
  const backdate = day < today ? { backdate: writeDay(day) } : {};
  const events = eventsIn(await client.change('open-ils.circ.checkin', { copy_barcode: barcode, ...backdate }));
  if (events.length === 0) throw new SystemFailureError('lost', 'its answer to a return cannot be read');
  if (!events.every(({ textcode }) => CHECKED_IN.includes(textcode))) return refusalOf(events);
  const place = placeOf(client, events);
  if (place === null) return taken();
  // The return was taken, whether the library's name can be read or not.
  const name = place.unit === null ? null : await unitName(client, place.unit).catch(() => null);
  return { ...taken(), wanted: { place: name } };
}

/** Whether a loan began after a moment. A renewal began when it was told, and the loan before it. */
async function hasBegunAfter(client: EvergreenClient, circ: Circ, at: Instant): Promise<boolean> {
  const isAfter = ({ xact_start: begun }: Circ): boolean => (timeOf(begun) ?? at) > at;
  return isAfter(circ) && isAfter(await firstOf(client, circ));
}

/** Where a copy is wanted: for a hold, or at another library. Null: it is not. */
function placeOf(client: EvergreenClient, events: readonly EvergreenEvent[]): { readonly unit: number | null } | null {
  for (const event of events) {
    const hold = within(event, 'hold');
    const pickup = client.fields('ahr', hold)?.['pickup_lib'];
    const isWanted = hold !== null || event.textcode === 'ROUTE_ITEM' || event.textcode === 'HOLD_RESERVATION_CONFLICT';
    if (isWanted) return { unit: IdSchema.safeParse(pickup ?? event.org).data ?? null };
  }
  return null;
}

async function tellRenewal({ client, clock }: There, { barcode, card, dueAt }: RenewMessage): Promise<Answer> {
  const copy = await copyOf(client, barcode);
  if (copy === null) return refused('unknown-item');
  const user = await userOf(client, card);
  if (user === null) return refused('unknown-card');
  const circ = await openCircOf(client, copy);
  if (circ === null) return refused('not-on-loan');
  if (circ.usr !== user) return refused('on-loan-elsewhere', 'another card has it there');
  const renewal = { copy_barcode: barcode, patron_barcode: card, due_date: momentOf(clock, dueAt) };
  const events = eventsIn(await client.change('open-ils.circ.renew', renewal));
  const [event] = events;
  if (event === undefined) throw new SystemFailureError('lost', 'its answer to a renewal cannot be read');
  if (events.length > 1 || event.textcode !== 'SUCCESS') return refusalOf(events);
  return takenBy(client, within(event, 'circ')).answer;
}

async function look({ client, currency }: There, message: Message): Promise<Seen> {
  const isOfItem = message.kind === 'checkout' || message.kind === 'checkin' || message.kind === 'renew';
  const user = message.card === null ? null : await userOf(client, message.card);
  if (!isOfItem) return { item: null, patron: user === null ? null : await accountOf(client, user, currency) };
  const copy = await copyOf(client, message.barcode);
  const circ = copy === null ? null : await openCircOf(client, copy);
  const first = circ === null ? null : await firstOf(client, circ);
  const loan = first === null ? {} : { loan: String(first.id) };
  const item = copy === null ? null : { isOut: circ !== null, dueAt: timeOf(circ?.due_date ?? null), ...loan };
  const hasItem = circ !== null && circ.usr === user;
  return { item, patron: user === null ? null : { hasItem, owedMinor: null, holds: null } };
}
