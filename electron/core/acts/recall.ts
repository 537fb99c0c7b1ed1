// One copy is called back for a patron. Two acts in one turn: the hold with which they wait, unless they wait already, and
// the recall that cuts the loan. A desk that stops between the two leaves the hold, which is seen and may be recalled by again.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { branchId, holdId, type HoldId, type PatronId } from '../../../shared/core/ids.ts';
import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import type { Words } from '../../../shared/core/language.ts';
import { say } from '../../../shared/core/say.ts';
import { sayReason } from '../../../shared/core/say-reason.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import { placeHold } from '../../../shared/acts/hold/place-hold.ts';
import { recall } from '../../../shared/acts/hold/recall.ts';
import { deskAct, recordAct } from './desk-act.ts';
import { recallsIn } from '../../../shared/circ/decide/open-recalls.ts';
import { decideRecall, type RecallDecision } from '../../../shared/circ/decide/recall.ts';
import type { Hold } from '../../../shared/circ/model/hold.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { cardOf, type Patron } from '../../../shared/circ/model/patron.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { allowOverride, signOverride, type SignedOverride } from '../facade/check-override.ts';
import { branchNamed } from '../facade/holds.ts';
import { inBothLanguages } from '../facade/in-both-languages.ts';
import { holdFacts, itemFacts, libraryFacts, patronFacts } from '../facade/load-facts.ts';
import { nightGrantView } from '../facade/night-grant-view.ts';
import { withOwner } from '../facade/own-account.ts';
import { itemBrief, loanDue, patronBrief, reasonViews } from '../facade/say-views.ts';

/** Calls an item back. Throws HF-AUTH-024, HF-PATRON-001 or HF-CIRC-003. */
export const recallAtDesk = deskAct(recall)({
  before: async (desk, input) => {
    const patron = await findPatron(desk, input.patron);
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    return { patron, signed: await signOverride(desk, input.override) };
  },
  judge: ({ desk, input, before: { patron, signed } }) => {
    const copy = requiredCopy(desk);
    const { item, loan, decision, waitsBy } = judgeRecall(desk, copy, { ...input, patron, card: input.patron, signed });
    // A recall without an earlier hold places a hold too: both acts carry the override.
    const acts = waitsBy === null ? 2 : 1;
    const answer = inBothLanguages(desk, decision.trace, (teller) =>
      answerOf(teller, copy, { decision, item, patron, loan, acts }),
    );
    if (decision.outcome !== 'done' || decision.dueAt === null || loan === null) return { answer };
    const override = allowOverride(desk, signed, decision.reasons, { patronId: null, thing: item.id, acts });
    desk.session.required();
    const told = { decision: 'done' as const, reasons: decision.reasons.map(({ code }) => code) };
    const hold = waitsBy ?? holdId(desk.recorder.mintId());
    if (waitsBy === null) {
      const args = { holdId: hold, patronId: patron.id, card: input.patron, titleId: item.titleId, itemId: item.id };
      recordAct(desk, placeHold, {
        args: {
          ...args,
          barcode: item.barcode,
          pickup: branchId(branchNamed(copy, input.pickup ?? desk.identity.branch)),
        },
        told,
        override,
      });
    }
    return {
      record: {
        args: {
          itemId: item.id,
          loanId: loan.id,
          patronId: loan.patronId,
          holdId: hold,
          reissues: null,
          ignoredBy: null,
        },
        told: { ...told, dueAt: decision.dueAt },
        override,
      },
      answer: (commandId) => ({ ...answer, commandId, holdId: hold }),
    };
  },
});

type Asked = Pick<ParsedInput<'hold.recall'>, 'item' | 'pickup' | 'override'> & {
  readonly patron: Patron;
  readonly card?: string;
  readonly signed: SignedOverride | null;
};

/** Obstacles to a recall now, and the due date that it gives. Throws HF-CIRC-003. */
function judgeRecall(desk: Desk, copy: Copy, { patron, signed, ...asked }: Asked) {
  const item = copy.sight.itemByBarcode(asked.item);
  const title = item === null ? null : copy.sight.title(item.titleId);
  if (item === null || title === null) throw new HoldfastError('HF-CIRC-003', { barcode: asked.item });
  const loan = copy.sight.currentLoan(item.id);
  const waitsBy = waitingHold(copy, patron.id, item);
  const at = desk.clock.now();
  const card = asked.card ?? cardOf(patron);
  const holder = loan === null ? null : copy.sight.patron(loan.patronId);
  const held = holdFacts(copy, { title, item }, { patron, card, at });
  const decision = decideRecall(
    {
      library: libraryFacts(desk, copy, at),
      ...held,
      patron: withOwner(desk, held.patron, signed?.second),
      item: itemFacts(copy, item, at),
      holder: holder === null ? null : patronFacts(copy, holder, null),
      policy: loan === null ? null : copy.policy(loan.policyHash),
      waitsBy,
      ...openRecalls(copy, patron.id, item),
    },
    {
      card,
      pickup: branchNamed(copy, asked.pickup ?? desk.identity.branch),
      overrides: asked.override?.codes ?? [],
    },
    at,
  );
  return { item, loan, decision, waitsBy };
}

/** `hold.canRecall`: whether a copy may be called back for a patron, and the notice to its borrower. Nothing is recorded. */
export function canRecall(
  desk: Desk,
  { item: barcode, patron: card }: ParsedInput<'hold.canRecall'>,
): MethodOutput<'hold.canRecall'> {
  const copy = requiredCopy(desk);
  const saying = sayingAt(desk);
  const patron = copy.sight.patronByCard(card);
  if (patron === null) throw new HoldfastError('HF-PATRON-001');
  const { loan, decision } = judgeRecall(desk, copy, { item: barcode, patron, card, signed: null });
  const no = (whyNot: string) => ({ may: false, whyNot, told: null });
  if (loan?.patronId === patron.id) return no(say(saying, WORDS.has));
  if (decision.outcome === 'refused' || decision.dueAt === null || loan === null) {
    const [reason] = decision.reasons.filter(({ effect }) => effect === 'block');
    return no(reason === undefined ? '' : sayReason(saying, reason));
  }
  const until = (dueAt: Instant) => loanDue(saying, copy, { ...loan, dueAt }, deskZone(desk)).dueText;
  const isEarlier = decision.dueAt < loan.dueAt;
  const params = { due: until(decision.dueAt), was: until(loan.dueAt) };
  return { may: true, whyNot: null, told: say(saying, isEarlier ? WORDS.earlier : WORDS.same, params) };
}

const WORDS = {
  has: { en: 'This patron has it.', es: 'Lo tiene este mismo usuario.' },
  earlier: {
    en: 'If recalled, the loan is due {due} instead of {was}.',
    es: 'Al reclamarlo, a quien lo tiene le vence {due} en vez de {was}.',
  },
  same: {
    en: 'If recalled, the loan keeps {was} and may not be renewed.',
    es: 'Al reclamarlo, quien lo tiene conserva {was} y no puede renovar.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** The hold with which a patron waits for this copy, or for any copy of its title. */
function waitingHold({ sight }: Copy, patronId: PatronId, item: Item): HoldId | null {
  const fits = (hold: Hold): boolean =>
    hold.patronId === patronId && hold.state === 'waiting' && (hold.itemId === null || hold.itemId === item.id);
  return sight.holdsOfTitle(item.titleId).find(fits)?.id ?? null;
}

/** How many things a patron called back and still waits for. */
function openRecalls({ sight }: Copy, patronId: PatronId, item: Item): { open: number; openOnRecord: number } {
  const calling = sight
    .holdsOfPatron(patronId)
    .filter(({ state }) => state === 'waiting')
    .filter((hold) =>
      sight
        .itemsOfTitle(hold.titleId)
        .some(
          ({ id }) => (hold.itemId === null || hold.itemId === id) && recallsIn(sight.actsOfItem(id)).includes(hold.id),
        ),
    );
  return { open: calling.length, openOnRecord: calling.filter(({ titleId }) => titleId === item.titleId).length };
}

type Judged = {
  readonly decision: RecallDecision;
  readonly item: Item;
  readonly patron: Patron;
  readonly loan: Loan | null;
  /** How many acts it takes. */
  readonly acts: number;
};

function answerOf(desk: Desk, copy: Copy, { decision, item, patron, loan, acts }: Judged): SaidAnswer {
  const saying = sayingAt(desk);
  const { dueAt } = decision;
  return {
    decision: decision.outcome,
    ...(dueAt === null || loan === null
      ? {}
      : {
          dueAt: formatInstant(dueAt),
          dueText: loanDue(saying, copy, { ...loan, dueAt }, deskZone(desk)).dueText,
        }),
    reasons: reasonViews(saying, decision.reasons, desk.rights()),
    ...nightGrantView(desk, decision.reasons, acts),
    item: itemBrief(copy, item),
    patron: patronBrief(patron),
  };
}
