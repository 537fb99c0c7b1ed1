// `hold.place`, `hold.cancel`: a patron waits for a title or a copy, or no longer. Judged and recorded here, whether the line is up or not.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { branchId, holdId, titleId, type HoldId } from '../../../shared/core/ids.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { SaidAnswer } from '../../../shared/views/circulation.ts';
import { decidePlaceHold, type PlaceHoldDecision } from '../../../shared/circ/decide/place-hold.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import { requiredCopy, sayingAt, type Copy, type Desk } from '../desk.ts';
import { allowOverride, signOverride } from './check-override.ts';
import { inBothLanguages } from './in-both-languages.ts';
import { holdFacts, libraryFacts, type HoldTarget } from './load-facts.ts';
import { nightGrantView } from './night-grant-view.ts';
import { refuseOwnAccount, withOwner } from './own-account.ts';
import { itemBrief, ruleWordsAt, NEAREST_LOST, NO_TRACE, patronBrief, reasonViews, traceView } from './say-views.ts';

type PlaceInput = ParsedInput<'hold.place'>;
type PlaceAnswer = MethodOutput<'hold.place'>;

/** Places a hold. Throws HF-PATRON-001 for a card that nobody has, HF-CIRC-003 for a target that is neither title nor item. */
export async function placeHold(desk: Desk, input: PlaceInput): Promise<PlaceAnswer> {
  desk.session.required();
  const patron = requiredCopy(desk).sight.patronByCard(input.patron) ?? (await desk.lookUpCard(input.patron)).patron;
  if (patron === null) throw new HoldfastError('HF-PATRON-001');
  const signed = await signOverride(desk, input.override);
  const copy = requiredCopy(desk);
  const target = targetOf(copy, input.target);
  const pickup = branchNamed(copy, input.pickup);
  const at = desk.clock.now();
  const asked = holdFacts(copy, target, { patron, card: input.patron });
  const decision = decidePlaceHold(
    { library: libraryFacts(desk, copy, at), ...asked, patron: withOwner(desk, asked.patron, signed?.second) },
    { card: input.patron, pickup, overrides: input.override?.codes ?? [] },
    at,
  );
  const answer = inBothLanguages(desk, (teller) => answerOf(teller, copy, { decision, item: target.item, patron }));
  if (decision.outcome !== 'done') return answer;
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
  const commandId = desk.recorder.record({
    name: 'placeHold',
    args,
    told: { decision: 'done', reasons: decision.reasons.map(({ code }) => code) },
    staffId: desk.session.required().staffId,
    ...(override === null ? {} : { override }),
    saw: null,
    policies: [],
  });
  return { ...answer, commandId, holdId: args.holdId };
}

/** Cancels a hold. Throws HF-AUTH-025, HF-CIRC-007 for one that is not here, HF-CIRC-008 for one that has ended. */
export function cancelHold(desk: Desk, input: ParsedInput<'hold.cancel'>): MethodOutput<'hold.cancel'> {
  const staff = desk.session.required();
  const copy = requiredCopy(desk);
  const hold = requiredHold(copy, input.holdId);
  if (hold.state !== 'waiting' && hold.state !== 'captured') throw new HoldfastError('HF-CIRC-008');
  const patron = copy.sight.patron(hold.patronId);
  refuseOwnAccount(desk, patron);
  const kept = hold.capturedItem ?? hold.itemId;
  const item = kept === null ? null : copy.sight.item(kept);
  const args: ArgsOf<'cancelHold'> = {
    holdId: hold.id,
    patronId: hold.patronId,
    titleId: hold.titleId,
    reason: input.reason,
  };
  const commandId = desk.recorder.record({
    name: 'cancelHold',
    args,
    told: { decision: 'done', reasons: [] },
    staffId: staff.staffId,
    saw: null,
    policies: [],
  });
  return {
    decision: 'done',
    commandId,
    reasons: [],
    trace: NO_TRACE,
    item: item === null ? null : itemBrief(copy, item),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
}

function requiredHold(copy: Copy, id: HoldId) {
  const hold = copy.sight.hold(id);
  if (hold === null) throw new HoldfastError('HF-CIRC-007');
  return hold;
}

/** A barcode is that one copy; anything else has to be the id of a title. */
export function targetOf(copy: Copy, target: string): HoldTarget {
  const item = copy.sight.itemByBarcode(target);
  const title: Title | null = copy.sight.title(item?.titleId ?? titleId(target));
  if (title === null) throw new HoldfastError('HF-CIRC-003', { barcode: target });
  return { item, title };
}

/** The id of a branch that is called so; what nobody calls a branch stays as it is and is judged so. */
export function branchNamed({ library }: Copy, text: string): string {
  const branches = [...library.branches().values()];
  const wanted = text.toLowerCase();
  const found = branches.filter(({ id, name }) => id === text || name.toLowerCase() === wanted);
  return found.find(({ id }) => id === text)?.id ?? (found.length === 1 ? found[0]?.id : undefined) ?? text;
}

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
    trace: traceView(saying, decision.trace, { words: ruleWordsAt(desk), mostLost: NEAREST_LOST }),
    item: item === null ? null : itemBrief(copy, item),
    patron: patronBrief(patron),
  };
}
