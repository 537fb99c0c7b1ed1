// Takes one item back under any rules, and returns where it goes. The borrower is named only where money or a ban is
// involved.

import type { ActId } from '../../../shared/core/ids.ts';
import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import { say, type Saying } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { CirculationAnswer, RoutingView, SaidAnswer } from '../../../shared/views/circulation.ts';
import { decideCheckin, type CheckinDecision } from '../../../shared/circ/decide/checkin.ts';
import type { ArgsOf, ToldOf } from '../../../shared/acts/all.ts';
import { checkin } from '../../../shared/acts/loan/checkin.ts';
import { waive } from '../../../shared/acts/fee/waive.ts';
import type { Language } from '../../../shared/core/language.ts';
import { deskAct, recordBeside, type Recording } from './desk-act.ts';
import { resolveUndos } from '../../../shared/circ/fold/undo.ts';
import { provisionalItemId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import { kindOf } from '../../../shared/circ/model/equipment.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { requireToDo, type Desk } from '../desk.ts';
import { isOwnAccount } from '../facade/own-account.ts';
import { requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { requiredInstant } from '../facade/asked.ts';
import { cartName, CART_WORDS } from '../../../shared/circ/cart-name.ts';
import { reservesWords } from '../../../shared/circ/reserves-name.ts';
import { cartFor } from '../facade/carts.ts';
import { handlingCues } from '../facade/handling.ts';
import { inBothLanguages } from '../facade/in-both-languages.ts';
import { itemFacts, libraryFacts, loanAsOf } from '../facade/load-facts.ts';
import { FEE_WORDS, ILL_ROUTE_WORDS, RESERVE_ROUTE_WORDS, ROUTE_WORDS } from '../facade/route-words.ts';
import { routingSlip, type Routed } from '../facade/routing-slip.ts';
import { paidForLoss } from '../facade/item-money.ts';
import { itemBrief, patronBrief, reasonViews } from '../facade/say-views.ts';
import { holdLabel } from '../../../shared/circ/patron-name.ts';
import { printerSettings, slipView } from '../facade/slip-settings.ts';

type Answer = MethodOutput<'circ.checkin'>;

/** Checks one item in. */
export const checkinAtDesk = deskAct(checkin)({
  judge: ({ desk, input }) => {
    if (input.amnesty !== undefined) requireToDo(desk, waive);
    const { copy, at, item, loan, returnedAt, decision, inspects } = judgeAt(desk, input, {
      at: desk.clock.now(),
      hasHappened: false,
    });
    const { place = '' } = input;
    const args = { ...argsOf(desk, input.item, { item, returnedAt }), ...(place === '' ? {} : { place }) };
    const isShelved = decision.route === 'reshelve' && (item === null || !copy.library.isBorrowed(item));
    const cart = input.toCart === true && isShelved ? cartFor(desk, copy, item) : null;
    const told = {
      ...toldOf(decision, { itemId: args.itemId, at }),
      ...(cart === null ? {} : { cart }),
      ...(inspects ? { inspect: true as const } : {}),
    };
    const routed: Routed = { itemId: args.itemId, barcode: input.item, at, told };
    const slip = routingSlip(desk, routed);
    const prints = printerSettings(desk).printsRouting;
    const answer = inBothLanguages(desk, decision.trace, (teller) =>
      answerOf(teller, copy, { item, loan, decision, routed }),
    );
    const isUse = isInHouse(desk, copy, { item, loan, decision }, returnedAt);
    return {
      record: { args, told: isUse ? { ...told, inHouse: true } : told },
      answer: (commandId) => {
        if (slip !== null && prints) desk.slips.printAside(slip, commandId);
        const waived = waiveLateness(desk, copy, { loan, decision, beside: commandId }, input.amnesty);
        return { ...(waived ? withoutFine(desk, answer, decision) : answer), commandId };
      },
    };
  },
});

/** One check-in at a moment, judged. */
type JudgedAt = {
  readonly copy: Copy;
  readonly at: Instant;
  readonly item: Item | null;
  /** The loan that it ends; null = none. */
  readonly loan: Loan | null;
  readonly returnedAt: Instant | null;
  readonly decision: CheckinDecision;
  /** It is received now and inspected later. */
  readonly inspects: boolean;
};

/** Whether a unit of its kind is inspected each time it comes back. */
function isInspected({ library }: Copy, item: Item): boolean {
  return kindOf(library.deskTerms().equipment ?? [], item)?.inspects === true;
}

function judgeAt(
  desk: Desk,
  input: ParsedInput<'circ.checkin'>,
  { at, hasHappened }: { readonly at: Instant; readonly hasHappened: boolean },
): JudgedAt {
  const copy = requiredCopy(desk);
  const item = copy.sight.itemByBarcode(input.item);
  const now = item === null ? null : itemFacts(copy, item, at);
  const facts = now === null || !hasHappened ? now : loanAsOf(now, at);
  const loan = facts?.loan ?? null;
  const returnedAt = returnOf(copy, loan, input);
  const inspects = item !== null && (input.inspect === true || isInspected(copy, item));
  const decision = decideCheckin(
    {
      library: libraryFacts(desk, copy, at),
      item: facts,
      policy: loan === null ? null : copy.policy(loan.policyHash),
      holder: loan === null ? null : copy.sight.patron(loan.patronId),
      holderLoans: loan === null ? [] : copy.sight.loansOfPatron(loan.patronId),
    },
    { barcode: input.item, returnedAt, inspects },
    at,
  );
  return { copy, at, item, loan, returnedAt, decision, inspects };
}

function argsOf(
  desk: Desk,
  barcode: string,
  { item, returnedAt }: Pick<JudgedAt, 'item' | 'returnedAt'>,
): ArgsOf<'checkin'> {
  const library = desk.identity.library.id;
  return {
    itemId: item?.id ?? provisionalItemId(library, barcode),
    barcode,
    returnedAt,
    mintsItem: item === null ? provisionalTitleId(library, barcode) : null,
  };
}

/** A check-in that happened at a moment before now, judged. */
export type PastCheckin = Pick<JudgedAt, 'item' | 'loan' | 'decision'> & {
  readonly recording: Recording<'checkin'>;
  /** Where it goes, in words. */
  readonly route: string;
};

/** Judges one that has happened. A copy with which more has happened since went to its shelf then: it is not here to be put anywhere. */
export function judgePastCheckin(
  desk: Desk,
  barcode: string,
  { at, returnedAt }: { readonly at: Instant; readonly returnedAt: Instant | null },
): PastCheckin {
  const { copy, item, loan, decision } = judgeAt(
    desk,
    { item: barcode, ...(returnedAt === null ? {} : { returnedAt: formatInstant(returnedAt) }) },
    { at, hasHappened: true },
  );
  const args = argsOf(desk, barcode, { item, returnedAt });
  const acts = item === null ? [] : copy.sight.actsOfItem(item.id);
  const { undone } = resolveUndos(acts);
  const isGone = acts.some((act) => act.at > at && !undone.has(act.id));
  const here: CheckinDecision = isGone
    ? { ...decision, route: 'reshelve', hold: null, transitTo: null, holdUntil: null }
    : decision;
  const told = toldOf(here, { itemId: args.itemId, at: desk.clock.now() });
  const branch = here.transitTo === null ? '' : copy.library.branchName(here.transitTo);
  const route = sayRoute(sayingAt(desk), copy, { route: here.route, item, branch });
  return { item, loan, decision, recording: { args, told }, route };
}

/** Waives the late fee of a returned item. Staff cannot do so on their own account. */
function waiveLateness(
  desk: Desk,
  { sight }: Copy,
  { loan, decision, beside }: Pick<Judged, 'loan' | 'decision'> & { readonly beside: ActId },
  reason: string | undefined,
): boolean {
  const patron = loan === null ? null : sight.patron(loan.patronId);
  if (reason === undefined || decision.fine === null || loan === null) return false;
  if (patron !== null && isOwnAccount(desk, patron)) return false;
  const fee = { kind: 'overdue' as const, loanId: loan.id, after: null };
  const args = { patronId: loan.patronId, fee, amountMinor: null, reason };
  return recordBeside(desk, waive, { args, told: { decision: 'done', reasons: [], beside } }) !== null;
}

/** The answer with its late fee shown as waived. */
function withoutFine(desk: Desk, answer: CirculationAnswer, { fine }: CheckinDecision): CirculationAnswer {
  if (fine === null) return answer;
  const said = (language: Language, fees: Answer['fees'] = []) =>
    fees.map((fee) =>
      fee.kind === 'overdue'
        ? { ...fee, text: say({ ...sayingAt(desk), language }, FEE_WORDS.waived, { amount: fine }) }
        : fee,
    );
  const { other } = answer;
  return {
    ...answer,
    fees: said(desk.language(), answer.fees),
    ...(other === undefined
      ? {}
      : { other: { ...other, said: { ...other.said, fees: said(other.language, other.said.fees) } } }),
  };
}

function toldOf(decision: CheckinDecision, { itemId, at }: Pick<Routed, 'itemId' | 'at'>): ToldOf<'checkin'> {
  const { hold } = decision;
  // A slip that was printed before, as for the way here, is not made another.
  const before = hold?.capturedItem === itemId ? hold.slipAt : undefined;
  return {
    decision: 'done',
    reasons: decision.reasons.map(({ code }) => code),
    route: decision.route,
    holdId: decision.hold?.id ?? null,
    transitTo: decision.transitTo,
    ...(decision.holdUntil === null ? {} : { holdUntil: decision.holdUntil }),
    ...(hold === null ? {} : { slipAt: before ?? at }),
  };
}

/**
 * Whether it lay on a table: it was not on loan, it belongs on a shelf here, and it did not come out of the book drop.
 */
function isInHouse(
  desk: Desk,
  copy: Copy,
  { item, loan, decision }: Omit<Judged, 'routed'>,
  returnedAt: Instant | null,
): boolean {
  if (item === null || loan !== null || returnedAt !== null) return false;
  const { status, branch } = item.state;
  const isOnShelfHere = status === 'available' && branch === desk.identity.branch && decision.route === 'reshelve';
  return isOnShelfHere && copy.library.useTerms().checkinIsInHouse === true;
}

type Judged = {
  readonly item: Item | null;
  readonly loan: Loan | null;
  readonly decision: CheckinDecision;
  readonly routed: Routed;
};

function answerOf(desk: Desk, copy: Copy, { item, loan, decision, routed }: Judged): SaidAnswer {
  const slip = routingSlip(desk, routed);
  const saying = sayingAt(desk);
  const routing = routingView(saying, copy, item, { decision, routed });
  const { fine, lifted, bans, deposit } = decision;
  const fees = feesOf(saying, decision);
  // Money and bans have to be talked about, so staff need to know with whom.
  const isAboutPatron = fine !== null || lifted !== null || deposit !== null || bans;
  const patron = isAboutPatron && loan !== null ? copy.sight.patron(loan.patronId) : null;
  const paid = item === null || loan === null ? null : paidForLoss(desk, copy, { item, loan });
  return {
    decision: 'done',
    reasons: reasonViews(saying, decision.reasons, desk.rights()),
    routing,
    ...(fees.length === 0 ? {} : { fees }),
    slips: slip === null ? [] : [slipView(desk, slip)],
    handling: [
      ...(paid === null ? [] : [paid.text]),
      ...handlingCues(saying, decision.reasons, {
        item,
        scanned: routed.barcode,
        terms: copy.library.deskTerms(),
      }),
    ],
    ...(paid === null ? {} : { paidBack: paid }),
    item: item === null ? null : itemBrief(copy, item),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
}

/** The late fee, and the deposit that ends. */
function feesOf(saying: Saying, { fine, deposit }: CheckinDecision): NonNullable<Answer['fees']> {
  return [
    ...(fine === null
      ? []
      : [{ kind: 'overdue', amountMinor: fine.amountMinor, text: say(saying, FEE_WORDS.overdue, { amount: fine }) }]),
    ...(deposit === null
      ? []
      : [
          {
            kind: 'deposit',
            amountMinor: deposit.amountMinor,
            text: say(saying, FEE_WORDS.depositEnds, { amount: deposit }),
          },
        ]),
  ];
}

function routingView(
  saying: Saying,
  copy: Copy,
  item: Item | null,
  { decision, routed }: Pick<Judged, 'decision' | 'routed'>,
): RoutingView {
  const { route, hold, transitTo } = decision;
  const { cart } = routed.told;
  const patron = hold === null ? null : copy.sight.patron(hold.patronId);
  const branch = transitTo === null ? null : copy.library.branchName(transitTo);
  const isBorrowed = route === 'reshelve' && item !== null && copy.library.isBorrowed(item);
  return {
    route: isBorrowed ? 'ill-shelf' : route,
    text:
      cart === undefined
        ? sayRoute(saying, copy, { route, item, branch: branch ?? '' })
        : say(saying, CART_WORDS.on, { cart: say(saying, ...cartName(copy.library, cart)) }),
    callNumber: item?.callNumber ?? null,
    branch,
    holdLabel: patron === null ? null : holdLabel(patron, routed.told),
  };
}

type Sent = {
  readonly route: Exclude<RoutingView['route'], 'ill-shelf'>;
  readonly item: Item | null;
  readonly branch: string;
};

/**
 * A borrowed item goes to the interlibrary shelf. A copy on reserve goes to the shelf of its course, named as the library names it, or is prepared
 * for it first.
 */
function sayRoute(saying: Saying, { sight, library }: Copy, { route, item, branch }: Sent): string {
  if (route === 'reshelve' && item !== null && library.isBorrowed(item)) return say(saying, ILL_ROUTE_WORDS);
  if (route !== 'reshelve' || item?.reserves === undefined) return say(saying, ROUTE_WORDS[route], { branch });
  const isReady = sight.courses.reservesOfItem(item.id).every(({ status }) => status === 'on-reserve');
  const name = reservesWords(library.reservesName())[saying.language];
  return say(saying, RESERVE_ROUTE_WORDS[isReady ? 'shelf' : 'process'], { name });
}

/** The moment of return, where it is before now. An item lent by the hour counts as returned when the drop was last emptied, at the latest. */
function returnOf(copy: Copy, loan: Loan | null, input: ParsedInput<'circ.checkin'>): Instant | null {
  const { returnedAt = null, hourlyReturnedAt = null } = input;
  const isHourly = loan !== null && copy.policy(loan.policyHash)?.grain === 'time';
  const text = isHourly ? (hourlyReturnedAt ?? returnedAt) : returnedAt;
  return text === null ? null : requiredInstant(text);
}
