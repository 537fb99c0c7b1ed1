// Lends: finds both, judges, records durably, answers. The network is asked only for a card that is not here, for a second at most.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ReasonView, SaidAnswer } from '../../../shared/views/circulation.ts';
import type { Words } from '../../../shared/core/language.ts';
import { say, type Saying } from '../../../shared/core/say.ts';
import { checkout } from '../../../shared/acts/loan/checkout.ts';
import { deskAct, type Recording } from './desk-act.ts';
import { decideCheckout } from '../../../shared/circ/decide/checkout.ts';
import type { ArgsOf, ToldOf } from '../../../shared/acts/all.ts';
import { provisionalItemId, provisionalPatronId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import type { Decision, Terms } from '../../../shared/circ/decision.ts';
import type { CheckoutFacts, PatronFacts, ProxyFacts } from '../../../shared/circ/facts.ts';
import { scannedAs } from '../../../shared/circ/decide/scanned-card.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { withBooking } from '../../../shared/circ/decide/judge-equipment.ts';
import type { BookingId, HoldId, PatronId } from '../../../shared/core/ids.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { cardOf, type Patron } from '../../../shared/circ/model/patron.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type Copy, type DeskSight } from '../desk-sight.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { isSuspendedAt } from '../../../shared/circ/model/hold.ts';
import { requiredInstant, seekItem, seekPatron } from '../facade/asked.ts';
import { allowOverride, signOverride, type SignedOverride } from '../facade/check-override.ts';
import { inBothLanguages } from '../facade/in-both-languages.ts';
import { handlingCues } from '../facade/handling.ts';
import { chargedFees } from '../facade/charged-fees.ts';
import { borrowerFacts, libraryFacts, loanAsOf, wantedItemFacts } from '../facade/load-facts.ts';
import { isOwnFor, withOwner } from '../facade/own-account.ts';
import { decisionView, toldTerms } from '../facade/loan-words.ts';
import { renewAtDesk } from './renew.ts';
import { itemBrief, patronBrief, sponsorBrief } from '../facade/say-views.ts';
import type { SignedStaff } from '../session/session.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import { noteRefusal } from '../refusals/note-refusal.ts';

type Input = ParsedInput<'circ.checkout'>;
type Answer = MethodOutput<'circ.checkout'>;

/** Checks one item out to one patron. Throws HF-PATRON-080 for a stranger who left no name. */
export const checkoutAtDesk = deskAct(checkout)({
  before: async (desk, input): Promise<Borrower> => {
    const [borrower, isItemSought] = await Promise.all([seekPatron(desk, input.patron), seekItem(desk, input.item)]);
    return { ...borrower, isItemSought, signed: await signOverride(desk, input.override) };
  },
  judge: ({ desk, input, before: borrower }) => {
    const { signed } = borrower;
    const asked = askCheckout(desk, input, borrower);
    const { decision, facts, copy } = asked;
    if (decision.outcome !== 'done' || decision.terms === null) {
      noteRefusal(desk, { kind: 'checkout', decision, ...idsOf(desk, input, facts), ...rowsOf(facts) });
      return { answer: inBothLanguages(desk, decision.trace, (teller) => answerOf(teller, asked)) };
    }
    if (isRenewal(decision)) return { answer: renewAtDesk.inTurn(desk, renewalOf(input, facts), signed) };
    if (facts.patron === null && signed?.input.newPatron === undefined) throw new HoldfastError('HF-PATRON-080');
    const { args, told } = toRecord(desk, input, facts, {
      decision,
      terms: decision.terms,
      copy,
      at: desk.clock.now(),
    });
    const subject = { patronId: args.patronId, thing: args.itemId };
    const override = allowOverride(desk, signed, decision.reasons, subject);
    const answer = inBothLanguages(desk, decision.trace, (teller) => answerOf(teller, asked));
    return {
      record: { args, told, override, policies: [decision.terms.policy] },
      answer: (commandId) => ({ ...answer, commandId, ...mintedBy(desk, args) }),
    };
  },
});

/** The borrower, as looked up before the turn in which the act is judged. */
type Borrower = {
  /** By the card at hand: they borrow, or their sponsor does. */
  readonly patron: Patron | null;
  readonly signed: SignedOverride | null;
  /** The server answered that the card is unknown. */
  readonly isSought: boolean;
  /** The server answered that the barcode is unknown. */
  readonly isItemSought: boolean;
};

type Asked = {
  /** The barcode as it was scanned. */
  readonly scanned: string;
  readonly copy: Copy;
  readonly facts: CheckoutFacts;
  readonly decision: Decision;
};

/** A checkout that happened at a moment before now, judged; `recording` is null where no rule gives it a due date. */
export type PastCheckout = Pick<Asked, 'facts' | 'decision'> & { readonly recording: Recording<'checkout'> | null };

/**
 * Judges a checkout that has happened already: reasons against it are listed, and refuse nothing. An unknown card or barcode makes a provisional one.
 */
export function judgePastCheckout(
  desk: Desk,
  input: Pick<Input, 'patron' | 'item' | 'dueAt'>,
  { found, at }: { readonly found: Patron | null; readonly at: Instant },
): PastCheckout {
  const borrower = { patron: found, signed: null, isSought: false, isItemSought: false };
  const { decision, facts, copy } = askCheckout(desk, input, borrower, { at, hasHappened: true });
  if (decision.terms === null) return { decision, facts, recording: null };
  const { args, told } = toRecord(desk, input, facts, { decision, terms: decision.terms, copy, at });
  return { decision, facts, recording: { args, told, policies: [decision.terms.policy] } };
}

type AskedAt = { readonly at: Instant; readonly hasHappened: boolean };

function askCheckout(
  desk: Desk,
  input: Input,
  { patron: found, signed, isSought, isItemSought }: Borrower,
  { at, hasHappened }: AskedAt = { at: desk.clock.now(), hasHappened: false },
): Asked {
  const copy = requiredCopy(desk);
  const atDesk = copy.sight.patronByCard(input.patron) ?? found;
  const patron = input.for === undefined ? atDesk : requiredSponsor(copy, input.for, atDesk);
  const item = copy.sight.itemByBarcode(input.item);
  const library = libraryFacts(desk, copy, at);
  const wanted = item === null ? null : wantedItemFacts(copy, item, { rules: library.rules, at });
  const facts: CheckoutFacts = {
    library,
    item: wanted === null || !hasHappened ? wanted : loanAsOf(wanted, at),
    patron: withOwner(
      desk,
      patron === null ? null : borrowerFacts(copy, { patron, card: input.patron }, { rules: library.rules, at }),
      signed?.second,
    ),
    ...(input.for === undefined || atDesk === null
      ? {}
      : { proxy: proxyAtDesk(desk, atDesk, { card: input.patron, at, second: signed?.second ?? null }) }),
  };
  const ask = {
    barcode: input.item,
    card: input.patron,
    dueAt: input.dueAt === undefined ? null : requiredInstant(input.dueAt),
    overrides: overridesOf(desk, input),
    stranger: { isSought, isEquipment: item !== null && isEquipment(copy, item) },
    unknownItem: { isSought: isItemSought },
    isLoading: replicaState(copy.db)?.isPartial === true,
    hasHappened,
  };
  return { scanned: input.item, copy, facts, decision: decideCheckout(facts, ask, at) };
}

/** The account that a proxy borrows for. Throws HF-PATRON-001 where either of the two is not known here. */
function requiredSponsor({ sight }: Copy, id: PatronId, proxy: Patron | null): Patron {
  const sponsor = proxy === null ? null : sight.patron(id);
  if (sponsor === null) throw new HoldfastError('HF-PATRON-001');
  return sponsor;
}

type ProxyScanned = { readonly card: string; readonly at: Instant; readonly second: SignedStaff | null };

function proxyAtDesk(desk: Desk, patron: Patron, { card, at, second }: ProxyScanned): ProxyFacts {
  const facts = { patron, ...scannedAs(patron, { card, at }) };
  return { ...facts, isOwn: isOwnFor(desk, patron, second) };
}

/** A typed date asks for a right; the person who has it is not asked twice. */
function overridesOf(desk: DeskSight, input: Input): string[] {
  const mayTypeDates = desk.rights().includes('set-due-date');
  const typed = input.dueAt !== undefined && mayTypeDates ? ['DUE_SET_BY_STAFF'] : [];
  const codes = input.override?.codes ?? [];
  // A person who overrides a reason against a renewal has agreed to renew.
  const renews = codes.some((code) => code.startsWith('RENEW_')) ? ['LOANED_TO_PATRON'] : [];
  return [...codes, ...renews, ...typed];
}

/** An item that the sponsor has already is renewed for the sponsor, also when the proxy stands at the desk. */
function renewalOf(input: Input, { patron, proxy }: CheckoutFacts): ParsedInput<'circ.renew'> {
  const isForSponsor = proxy !== undefined && patron !== null;
  return { ...input, patron: isForSponsor ? cardOf(patron.patron) : input.patron };
}

/** Overriding "already out to this patron" is a renewal, not a second checkout. */
function isRenewal(decision: Decision): boolean {
  return decision.reasons.some(({ code, overridden }) => code === 'LOANED_TO_PATRON' && overridden);
}

function toRecord(
  desk: Desk,
  input: Input,
  facts: CheckoutFacts,
  judged: { readonly decision: Decision; readonly terms: Terms; readonly copy: Copy; readonly at: Instant },
): { args: ArgsOf<'checkout'>; told: ToldOf<'checkout'> } {
  const { decision, terms, copy, at } = judged;
  const args: ArgsOf<'checkout'> = {
    ...idsOf(desk, input, facts),
    card: input.patron,
    ...(facts.proxy === undefined ? {} : { carriedBy: facts.proxy.patron.id }),
    barcode: input.item,
    mintsPatron: facts.patron === null,
    ...(facts.patron === null && input.override?.newPatron !== undefined
      ? { newPatron: input.override.newPatron }
      : {}),
    mintsItem: facts.item === null ? provisionalTitleId(desk.identity.library.id, input.item) : null,
  };
  const { charges } = terms;
  const fills = filledBy(copy, facts, at);
  const booking = pickedUp(facts, at);
  const more = {
    ...(charges === undefined ? {} : { charges }),
    ...(fills === null ? {} : { fills }),
    ...(booking === null ? {} : { booking }),
  };
  return { args, told: { ...toldTerms(desk, decision, terms), ...more } };
}

/** Whether an item is equipment: it has a serial number, or its type is one that the library calls equipment. */
function isEquipment({ library }: Copy, { serial, kind }: Item): boolean {
  return serial || (library.useTerms().equipmentTypes ?? []).includes(kind ?? '');
}

/** The booking of this patron that the loan picks up. */
function pickedUp({ item, patron }: CheckoutFacts, now: Instant): BookingId | null {
  return withBooking(item, patron, now)?.booked?.own?.id ?? null;
}

/** The hold of this patron that waited for the item, whether it stood on the shelf for it or not. */
function filledBy({ sight }: Copy, { patron, item }: CheckoutFacts, now: Instant): HoldId | null {
  if (patron === null || item === null) return null;
  const waiting = sight.holdsOfTitle(item.item.titleId).filter((hold) => hold.patronId === patron.patron.id);
  const own = waiting.filter(({ position, itemId }) => position !== null && (itemId ?? item.item.id) === item.item.id);
  const kept = own.find(({ capturedItem }) => capturedItem === item.item.id);
  return kept?.id ?? own.find((hold) => !isSuspendedAt(hold, now))?.id ?? null;
}

function idsOf(
  desk: Desk,
  input: Input,
  { patron, item }: CheckoutFacts,
): Pick<ArgsOf<'checkout'>, 'patronId' | 'itemId'> {
  const library = desk.identity.library.id;
  return {
    patronId: patron?.patron.id ?? provisionalPatronId(library, input.patron),
    itemId: item?.item.id ?? provisionalItemId(library, input.item),
  };
}

function rowsOf({ patron, item }: CheckoutFacts) {
  return { patron: patron?.patron ?? null, item: item?.item ?? null };
}

function answerOf(desk: DeskSight, { scanned, copy, facts, decision }: Asked): SaidAnswer {
  const saying = sayingAt(desk);
  const view = decisionView(desk, decision);
  return {
    ...view,
    ...(facts.proxy === undefined ? {} : { reasons: view.reasons.map((reason) => beforeProxy(saying, reason)) }),
    ...chargedFees(desk, decision.terms?.charges),
    handling:
      decision.outcome === 'done'
        ? handlingCues(saying, decision.reasons, {
            item: facts.item?.item ?? null,
            scanned,
            lent: true,
            terms: copy.library.deskTerms(),
          })
        : [],
    item: facts.item === null ? null : itemBrief(copy, facts.item.item),
    ...(facts.patron === null ? {} : whoBorrows(facts.patron, facts.proxy)),
  };
}

/** A proxy sees what is lent, and nothing of the account of the sponsor. */
function beforeProxy(saying: Saying, reason: ReasonView): ReasonView {
  const words = SPONSOR_IS[reason.code];
  return words === undefined ? reason : { ...reason, params: {}, text: say(saying, words) };
}

const OWES: Words = {
  en: 'The sponsor has to come to the desk about fees.',
  es: 'El titular tiene que acudir al mostrador por sus cargos.',
};
const SPONSOR_IS: Readonly<Record<string, Words>> = {
  PATRON_FINES: OWES,
  PATRON_FAMILY_FINES: OWES,
  PATRON_OTHER_FEES: OWES,
  PATRON_RESTRICTED: {
    en: 'The sponsor has to come to the desk about a block.',
    es: 'El titular tiene que acudir al mostrador por un bloqueo.',
  },
};

/** Of a sponsor, the proxy's answer has the name and no card. */
function whoBorrows(
  { patron }: Pick<PatronFacts, 'patron'>,
  proxy: ProxyFacts | undefined,
): Pick<SaidAnswer, 'patron' | 'for'> {
  if (proxy === undefined) return { patron: patronBrief(patron) };
  return { patron: patronBrief(proxy.patron), for: sponsorBrief(patron) };
}

/** The minted item and patron are visible now, each with a brief of its own. */
function mintedBy(desk: Desk, args: ArgsOf<'checkout'>): Partial<Pick<Answer, 'item' | 'patron'>> {
  const copy = desk.copy();
  const item = args.mintsItem === null ? null : (copy?.sight.item(args.itemId) ?? null);
  const patron: Patron | null = args.mintsPatron ? (copy?.sight.patron(args.patronId) ?? null) : null;
  return {
    ...(copy === null || item === null ? {} : { item: itemBrief(copy, item) }),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
}
