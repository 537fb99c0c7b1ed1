// One copy is called back for a patron. Two acts in one turn: the hold with which they wait, unless they wait already, and
// the recall that cuts the loan. A desk that stops between the two leaves the hold, which is seen and may be recalled by again.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { branchId, holdId, type HoldId, type PatronId } from '../../../shared/core/ids.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import { placeHold } from '../../../shared/acts/hold/place-hold.ts';
import { recall } from '../../../shared/acts/hold/recall.ts';
import { deskAct, recordAct } from './desk-act.ts';
import { recallsIn } from '../../../shared/circ/decide/open-recalls.ts';
import { decideRecall, type RecallDecision } from '../../../shared/circ/decide/recall.ts';
import type { Hold } from '../../../shared/circ/model/hold.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { allowOverride, signOverride } from '../facade/check-override.ts';
import { branchNamed } from '../facade/holds.ts';
import { inBothLanguages } from '../facade/in-both-languages.ts';
import { holdFacts, itemFacts, libraryFacts, patronFacts } from '../facade/load-facts.ts';
import { nightGrantView } from '../facade/night-grant-view.ts';
import { withOwner } from '../facade/own-account.ts';
import {
  itemBrief,
  loanDue,
  NEAREST_LOST,
  patronBrief,
  reasonViews,
  ruleWordsAt,
  traceView,
} from '../facade/say-views.ts';

/** Calls an item back. Throws HF-AUTH-024, HF-PATRON-001 or HF-CIRC-003. */
export const recallAtDesk = deskAct(recall)({
  before: async (desk, input) => {
    const patron = await findPatron(desk, input.patron);
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    return { patron, signed: await signOverride(desk, input.override) };
  },
  judge: ({ desk, input, before: { patron, signed } }) => {
    const copy = requiredCopy(desk);
    const item = copy.sight.itemByBarcode(input.item);
    const title = item === null ? null : copy.sight.title(item.titleId);
    if (item === null || title === null) throw new HoldfastError('HF-CIRC-003', { barcode: input.item });
    const loan = copy.sight.currentLoan(item.id);
    const pickup = branchNamed(copy, input.pickup ?? desk.identity.branch);
    const waitsBy = waitingHold(copy, patron.id, item);
    // Whoever calls back without having waited places a hold too: two acts carry what was overridden.
    const acts = waitsBy === null ? 2 : 1;
    const at = desk.clock.now();
    const holder = loan === null ? null : copy.sight.patron(loan.patronId);
    const asked = holdFacts(copy, { title, item }, { patron, card: input.patron, at });
    const decision = decideRecall(
      {
        library: libraryFacts(desk, copy, at),
        ...asked,
        patron: withOwner(desk, asked.patron, signed?.second),
        item: itemFacts(copy, item, at),
        holder: holder === null ? null : patronFacts(copy, holder, null),
        policy: loan === null ? null : copy.policy(loan.policyHash),
        waitsBy,
        ...openRecalls(copy, patron.id, item),
      },
      { card: input.patron, pickup, overrides: input.override?.codes ?? [] },
      at,
    );
    const answer = inBothLanguages(desk, (teller) => answerOf(teller, copy, { decision, item, patron, loan, acts }));
    if (decision.outcome !== 'done' || decision.dueAt === null || loan === null) return { answer };
    const override = allowOverride(desk, signed, decision.reasons, { patronId: null, thing: item.id, acts });
    desk.session.required();
    const told = { decision: 'done' as const, reasons: decision.reasons.map(({ code }) => code) };
    const hold = waitsBy ?? holdId(desk.recorder.mintId());
    if (waitsBy === null) {
      const args = { holdId: hold, patronId: patron.id, card: input.patron, titleId: title.id, itemId: item.id };
      recordAct(desk, placeHold, {
        args: { ...args, barcode: item.barcode, pickup: branchId(pickup) },
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
    trace: traceView(saying, decision.trace, { words: ruleWordsAt(desk), mostLost: NEAREST_LOST }),
    item: itemBrief(copy, item),
    patron: patronBrief(patron),
  };
}
