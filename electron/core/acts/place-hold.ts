// A patron waits for a title, or for one copy of it. Judged and recorded here, whether the line is up or not.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { branchId, holdId, itemId } from '../../../shared/core/ids.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import { decidePlaceHold, type PlaceHoldDecision } from '../../../shared/circ/decide/place-hold.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { allowOverride, signOverride } from '../facade/check-override.ts';
import { inBothLanguages } from '../facade/in-both-languages.ts';
import { holdFacts, libraryFacts } from '../facade/load-facts.ts';
import { nightGrantView } from '../facade/night-grant-view.ts';
import { withOwner } from '../facade/own-account.ts';
import { itemBrief, patronBrief, reasonViews } from '../facade/say-views.ts';
import { placeHold } from '../../../shared/acts/hold/place-hold.ts';
import { branchNamed, targetOf } from '../facade/holds.ts';
import { noteRefusal } from '../refusals/note-refusal.ts';
import { deskAct } from './desk-act.ts';

/** Places a hold. Throws HF-PATRON-001 for an unknown card, HF-CIRC-003 for a target that is neither title nor item. */
export const placeHoldAtDesk = deskAct(placeHold)({
  before: async (desk, input) => {
    const patron = requiredCopy(desk).sight.patronByCard(input.patron) ?? (await desk.lookUpCard(input.patron)).patron;
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    return { patron, signed: await signOverride(desk, input.override) };
  },
  judge: ({ desk, input, before: { patron, signed } }) => {
    const copy = requiredCopy(desk);
    const target = targetOf(copy, input.target);
    const pickup = branchNamed(copy, input.pickup);
    const at = desk.clock.now();
    const asked = holdFacts(copy, target, { patron, card: input.patron, at });
    const decision = decidePlaceHold(
      { library: libraryFacts(desk, copy, at), ...asked, patron: withOwner(desk, asked.patron, signed?.second) },
      { card: input.patron, pickup, overrides: input.override?.codes ?? [] },
      at,
    );
    const answer = inBothLanguages(desk, decision.trace, (teller) =>
      answerOf(teller, copy, { decision, item: target.item, patron }),
    );
    if (decision.outcome !== 'done') {
      const { item, title } = target;
      const wanted = { item, itemId: item?.id ?? itemId(title.id), titleId: title.id };
      noteRefusal(desk, { kind: 'hold', decision, patronId: patron.id, patron, ...wanted });
      return { answer };
    }
    const subject = { patronId: patron.id, thing: target.item?.id ?? target.title.id };
    const override = allowOverride(desk, signed, decision.reasons, subject);
    const args: ArgsOf<'placeHold'> = {
      holdId: holdId(desk.recorder.mintId()),
      patronId: patron.id,
      card: input.patron,
      titleId: target.title.id,
      itemId: target.item?.id ?? null,
      ...(target.item === null ? {} : { barcode: target.item.barcode }),
      pickup: branchId(pickup),
    };
    return {
      record: { args, told: { decision: 'done', reasons: decision.reasons.map(({ code }) => code) }, override },
      answer: (commandId) => ({ ...answer, commandId, holdId: args.holdId }),
    };
  },
});

function answerOf(
  desk: Desk,
  copy: Copy,
  {
    decision,
    item,
    patron,
  }: { readonly decision: PlaceHoldDecision; readonly item: Item | null; readonly patron: Patron },
): SaidAnswer {
  const saying = sayingAt(desk);
  return {
    decision: decision.outcome,
    reasons: reasonViews(saying, decision.reasons, desk.rights()),
    ...nightGrantView(desk, decision.reasons),
    item: item === null ? null : itemBrief(copy, item),
    patron: patronBrief(patron),
  };
}
