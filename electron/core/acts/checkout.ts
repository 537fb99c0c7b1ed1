// Lends: finds both, judges, records durably, answers. The network is asked only for a card that is not here, for a second at most.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import { checkout } from '../../../shared/acts/loan/checkout.ts';
import { deskAct } from './desk-act.ts';
import { decideCheckout } from '../../../shared/circ/decide/checkout.ts';
import type { ArgsOf, ToldOf } from '../../../shared/acts/all.ts';
import { provisionalItemId, provisionalPatronId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import type { Decision, Terms } from '../../../shared/circ/decision.ts';
import type { CheckoutFacts } from '../../../shared/circ/facts.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { HoldId } from '../../../shared/core/ids.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type Copy, type DeskSight } from '../desk-sight.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { isSuspendedAt } from '../../../shared/circ/model/hold.ts';
import { requiredInstant, seekPatron } from '../facade/asked.ts';
import { allowOverride, signOverride, type SignedOverride } from '../facade/check-override.ts';
import { inBothLanguages } from '../facade/in-both-languages.ts';
import { handlingCues } from '../facade/handling.ts';
import { chargedFees } from '../facade/charged-fees.ts';
import { borrowerFacts, libraryFacts, wantedItemFacts } from '../facade/load-facts.ts';
import { withOwner } from '../facade/own-account.ts';
import { decisionView, toldTerms } from '../facade/loan-words.ts';
import { renewAtDesk } from './renew.ts';
import { itemBrief, patronBrief } from '../facade/say-views.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import { noteRefusal } from '../refusals/note-refusal.ts';

type Input = ParsedInput<'circ.checkout'>;
type Answer = MethodOutput<'circ.checkout'>;

/** Checks one item out to one patron. Throws HF-PATRON-080 for a stranger who left no name. */
export const checkoutAtDesk = deskAct(checkout)({
  before: async (desk, input): Promise<Borrower> => ({
    ...(await seekPatron(desk, input.patron)),
    signed: await signOverride(desk, input.override),
  }),
  judge: ({ desk, input, before: borrower }) => {
    const { signed } = borrower;
    const asked = askCheckout(desk, input, borrower);
    const { decision, facts, copy } = asked;
    if (decision.outcome !== 'done' || decision.terms === null) {
      noteRefusal(desk, { kind: 'checkout', decision, ...idsOf(desk, input, facts), ...rowsOf(facts) });
      return { answer: inBothLanguages(desk, decision.trace, (teller) => answerOf(teller, asked)) };
    }
    if (isRenewal(decision)) return { answer: renewAtDesk.inTurn(desk, input, signed) };
    if (facts.patron === null && signed?.input.newPatron === undefined) throw new HoldfastError('HF-PATRON-080');
    const { args, told } = toRecord(desk, input, facts, { decision, terms: decision.terms, copy });
    const subject = { patronId: args.patronId, thing: args.itemId };
    const override = allowOverride(desk, signed, decision.reasons, subject);
    const answer = inBothLanguages(desk, decision.trace, (teller) => answerOf(teller, asked));
    return {
      record: { args, told, override, policies: [decision.terms.policy] },
      answer: (commandId) => ({ ...answer, commandId, ...mintedBy(desk, args) }),
    };
  },
});

/** Who borrows, as far as it was found out before the turn in which it is judged. */
type Borrower = {
  readonly patron: Patron | null;
  readonly signed: SignedOverride | null;
  /** The server said that nobody has the card. */
  readonly isSought: boolean;
};

type Asked = {
  /** The barcode as it was scanned. */
  readonly scanned: string;
  readonly copy: Copy;
  readonly facts: CheckoutFacts;
  readonly decision: Decision;
};

function askCheckout(desk: Desk, input: Input, { patron: found, signed, isSought }: Borrower): Asked {
  const copy = requiredCopy(desk);
  const at = desk.clock.now();
  const patron = copy.sight.patronByCard(input.patron) ?? found;
  const item = copy.sight.itemByBarcode(input.item);
  const library = libraryFacts(desk, copy, at);
  const facts: CheckoutFacts = {
    library,
    item: item === null ? null : wantedItemFacts(copy, item, { rules: library.rules, at }),
    patron: withOwner(
      desk,
      patron === null ? null : borrowerFacts(copy, { patron, card: input.patron }, { rules: library.rules, at }),
      signed?.second,
    ),
  };
  const ask = {
    barcode: input.item,
    card: input.patron,
    dueAt: input.dueAt === undefined ? null : requiredInstant(input.dueAt),
    overrides: overridesOf(desk, input),
    stranger: { isSought, isEquipment: item !== null && isEquipment(copy, item) },
    unknownItem: { isSought: desk.link.isOnline() },
    isLoading: replicaState(copy.db)?.isPartial === true,
  };
  return { scanned: input.item, copy, facts, decision: decideCheckout(facts, ask, at) };
}

/** A date that staff typed asks for a right; the person who has it is not asked twice. */
function overridesOf(desk: DeskSight, input: Input): string[] {
  const mayTypeDates = desk.rights().includes('set-due-date');
  const typed = input.dueAt !== undefined && mayTypeDates ? ['DUE_SET_BY_STAFF'] : [];
  const codes = input.override?.codes ?? [];
  // A person who overrides a reason against a renewal has agreed to renew.
  const renews = codes.some((code) => code.startsWith('RENEW_')) ? ['LOANED_TO_PATRON'] : [];
  return [...codes, ...renews, ...typed];
}

/** Overriding "already out to this patron" is a renewal, not a second checkout. */
function isRenewal(decision: Decision): boolean {
  return decision.reasons.some(({ code, overridden }) => code === 'LOANED_TO_PATRON' && overridden);
}

function toRecord(
  desk: Desk,
  input: Input,
  facts: CheckoutFacts,
  judged: { readonly decision: Decision; readonly terms: Terms; readonly copy: Copy },
): { args: ArgsOf<'checkout'>; told: ToldOf<'checkout'> } {
  const { decision, terms, copy } = judged;
  const args: ArgsOf<'checkout'> = {
    ...idsOf(desk, input, facts),
    card: input.patron,
    barcode: input.item,
    mintsPatron: facts.patron === null,
    ...(facts.patron === null && input.override?.newPatron !== undefined
      ? { newPatron: input.override.newPatron }
      : {}),
    mintsItem: facts.item === null ? provisionalTitleId(desk.identity.library.id, input.item) : null,
  };
  const { charges } = terms;
  const fills = filledBy(copy, facts, desk.clock.now());
  const more = { ...(charges === undefined ? {} : { charges }), ...(fills === null ? {} : { fills }) };
  return { args, told: { ...toldTerms(desk, decision, terms), ...more } };
}

/** Whether it is equipment: what has a serial number, and the item types that the library calls so. */
function isEquipment({ library }: Copy, { serial, kind }: Item): boolean {
  return serial || (library.useTerms().equipmentTypes ?? []).includes(kind ?? '');
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
  return {
    ...decisionView(desk, decision),
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
    ...(facts.patron === null ? {} : { patron: patronBrief(facts.patron.patron) }),
  };
}

/** What was minted is visible now, and has a brief of its own. */
function mintedBy(desk: Desk, args: ArgsOf<'checkout'>): Partial<Pick<Answer, 'item' | 'patron'>> {
  const copy = desk.copy();
  const item = args.mintsItem === null ? null : (copy?.sight.item(args.itemId) ?? null);
  const patron: Patron | null = args.mintsPatron ? (copy?.sight.patron(args.patronId) ?? null) : null;
  return {
    ...(copy === null || item === null ? {} : { item: itemBrief(copy, item) }),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
}
