// The acts that the desk screens send: lend, take back, renew, and lending over a refusal.

import type { SponsorBrief } from '../../../shared/views/patron-proxies.ts';
import type { OverrideInput } from '../../../shared/views/circulation.ts';
import type { PhoneAskInput } from '../../../shared/views/phone.ts';
import type { PatronHold } from '../../../shared/views/patron.ts';
import { faultOf } from '../../bridge/fault-of.ts';
import { tell, type Bench } from './bench.ts';
import { asking } from './next-step.ts';
import { keepOpen } from './patron-on-desk.ts';
import { answered, perform, type Draft } from './perform.ts';
import { withEntry, type Entry, type InHand, type Returned } from './work-state.ts';

/** Lends an item to the patron on the desk. */
export async function lend(bench: Bench, { barcode, title }: InHand): Promise<void> {
  const { patron, due, forWhom } = bench.store.getState();
  if (patron === null) return;
  const { card, scanned } = patron;
  const set = due.at === null ? {} : { dueAt: due.at };
  const theirs = forWhom === null ? {} : { forWhom };
  const draft: Draft = { act: 'checkout', list: 'checkout', barcode, title, card, scanned, ...theirs, ...set };
  await perform(bench, draft, (hooks) =>
    bench.link.act('circ.checkout', { patron: scanned, item: barcode, ...askedOf(draft) }, hooks),
  );
  keepOpen(bench);
}

/** Takes an item back, no matter which patron is on screen. `returned` where it came back earlier; `place`: where it was found. */
export async function takeBack(
  bench: Bench,
  item: InHand,
  returned: Returned | null = null,
  place = '',
): Promise<Entry> {
  const { barcode, title } = item;
  const draft: Draft = { act: 'checkin', list: 'checkin', barcode, title, card: null, returned };
  return perform(bench, draft, (hooks) =>
    bench.link.act(
      'circ.checkin',
      { item: barcode, ...returned, ...toCart(bench), ...(place === '' ? {} : { place }) },
      hooks,
    ),
  );
}

/** While returns are sorted each goes on its cart. */
function toCart({ store }: Bench): { readonly toCart?: true } {
  return store.getState().sorting === null ? {} : { toCart: true };
}

/** Checks in an item on the open list of Work: the hold that waits for it is filled, and its answer stands above the list. */
export async function takeOffList(bench: Bench, item: InHand, place = ''): Promise<Entry> {
  const entry = await takeBack(bench, item, null, place);
  tell(bench, 'work', { kind: 'entry', entryId: entry.id });
  if (entry.state === 'done') bench.places().lists.tookOff(item.barcode);
  return entry;
}

/** Checks in, among the patron's items, one that is out to another person or lost, since it is at hand. */
export async function returnHere(bench: Bench, { barcode, title }: InHand): Promise<Entry> {
  const draft: Draft = { act: 'checkin', list: 'checkout', barcode, title, card: null };
  const back = await perform(bench, draft, (hooks) => bench.link.act('circ.checkin', { item: barcode }, hooks));
  keepOpen(bench);
  return back;
}

/** The same, and lends it then. The message of the return stays in the list. */
export async function returnThenLend(bench: Bench, item: InHand): Promise<void> {
  const back = await returnHere(bench, item);
  if (back.state === 'done') await lend(bench, back);
}

/** Records who has an item in question, or that it is here: the other loans close. Resolves to whether that was recorded. */
export async function resolveItem(bench: Bench, barcode: string, holder: string | null): Promise<boolean> {
  const input = holder === null ? { barcode } : { barcode, holder };
  const answer = await bench.link.act('item.resolve', input);
  const { screen } = bench.view.getState();
  const error = faultOf(answer);
  const isDone = answer.ok ? answer.value.decision === 'done' : error === null;
  bench.play(isDone ? 'done' : 'refused');
  if (error !== null) tell(bench, screen, { kind: 'failed', error });
  return isDone;
}

/** Renews one loan of the patron on the desk; `settles` is the refusal that offered it. */
export async function renew(bench: Bench, { barcode, title }: InHand, settles?: number): Promise<void> {
  const card = bench.store.getState().patron?.card ?? null;
  const draft: Draft = {
    act: 'renew',
    list: 'checkout',
    barcode,
    title,
    card,
    ...(settles === undefined ? {} : { settles }),
  };
  await perform(bench, draft, (hooks) => bench.link.act('circ.renew', { item: barcode, ...ofPatron(card) }, hooks));
  keepOpen(bench);
}

/** Moves the due date of one loan of the patron on the desk; `dueAt` is written as an instant. Resolves to whether it moved. */
export async function changeDueDate(
  bench: Bench,
  { barcode, title }: InHand,
  { dueAt, reason }: { readonly dueAt: string; readonly reason: string },
): Promise<boolean> {
  const card = bench.store.getState().patron?.card ?? null;
  const draft: Draft = { act: 'changeDueDate', list: 'checkout', barcode, title, card };
  const entry = await perform(bench, draft, (hooks) =>
    bench.link.act('circ.changeDueDate', { item: barcode, dueAt, reason }, hooks),
  );
  keepOpen(bench);
  return entry.state === 'done';
}

/** The patron of the shown loan: should another person have the item by now, theirs is not renewed. */
function ofPatron(card: string | null): { readonly patron?: string } {
  return card === null ? {} : { patron: card };
}

/** Calls an item back from its borrower, for the patron on the desk; null without a patron. */
export async function recall(bench: Bench, { barcode, title }: InHand): Promise<Entry | null> {
  const { patron } = bench.store.getState();
  if (patron === null) return null;
  const { card, scanned } = patron;
  const draft: Draft = { act: 'recall', list: 'checkout', barcode, title, card, scanned };
  const entry = await perform(bench, draft, (hooks) =>
    bench.link.act('hold.recall', { patron: scanned, item: barcode }, hooks),
  );
  keepOpen(bench);
  return entry;
}

/** Ends a hold of the patron on the desk. No reason is asked: the patron who stands there does not want it. */
export async function cancelHold(bench: Bench, { holdId, title, state }: PatronHold): Promise<void> {
  const answer = await bench.link.act('hold.cancel', { holdId, reason: '' });
  keepOpen(bench);
  const { screen } = bench.view.getState();
  const error = faultOf(answer);
  bench.play(error === null ? 'done' : 'refused');
  if (error === null) {
    const commandId = answer.ok ? answer.value.commandId : answer.error.recorded?.[0]?.commandId;
    tell(bench, screen, { kind: 'hold-cancelled', title, isReady: state === 'captured', commandId: commandId ?? null });
  } else tell(bench, screen, { kind: 'failed', error });
  bench.focus();
}

/** Renews all loans of the patron on the desk. Refused ones stand on top: they are left to do. */
export async function renewAll(bench: Bench): Promise<void> {
  const card = bench.store.getState().patron?.card;
  if (card === undefined) return;
  const answer = await bench.link.act('circ.renewAll', { patron: card });
  keepOpen(bench);
  if (!answer.ok) {
    tell(bench, 'checkout', { kind: 'failed', error: answer.error });
    bench.play('refused');
    return;
  }
  const { results } = answer.value;
  const isDone = (result: (typeof results)[number]): boolean => result.decision === 'done';
  let batch: number | null = null;
  for (const result of results.toReversed().toSorted((a, b) => Number(isDone(b)) - Number(isDone(a)))) {
    const barcode = result.item?.barcode ?? '';
    const entry = answered(bench, { act: 'renew', list: 'checkout', barcode, title: null, card }, result);
    batch ??= entry.id;
    const together = { ...entry, batch };
    bench.store.setState((state) => withEntry(state, together));
  }
  const done = results.filter(isDone).length;
  const left = results.filter((result) => !isDone(result)).map(({ item }) => item?.title ?? item?.barcode ?? '');
  tell(bench, 'checkout', { kind: 'renewed-all', done, left });
  bench.play(left.length === 0 && done > 0 ? 'done' : 'refused');
}

/** Sends a refused act again with an override. Resolves to the entry as it then stands. */
export async function override(bench: Bench, entry: Entry, given: OverrideInput): Promise<Entry> {
  const asker = bench.staff();
  const { authoriser } = given;
  const isByPhone = authoriser !== undefined && 'code' in authoriser;
  const lifted = { reason: given.reason, by: authoriser?.staff ?? asker, asker, isByPhone };
  const draft: Draft = { ...entry, settles: entry.id, lifted };
  const { barcode: item, card, scanned } = entry;
  const done = await perform(bench, draft, (hooks) => {
    if (entry.act === 'renew' || card === null)
      return bench.link.act('circ.renew', { item, ...ofPatron(card), override: given }, hooks);
    const asked = { patron: scanned ?? card, item, override: given };
    if (entry.act === 'recall') return bench.link.act('hold.recall', asked, hooks);
    return bench.link.act('circ.checkout', { ...asked, ...askedOf(entry) }, hooks);
  });
  keepOpen(bench);
  return done;
}

/** The date that was set by hand, and the sponsor, as it was first asked for. */
function askedOf({ dueAt, forWhom }: Pick<Entry, 'dueAt' | 'forWhom'>): {
  readonly dueAt?: string;
  readonly for?: SponsorBrief['patronId'];
} {
  return {
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(forWhom === undefined ? {} : { for: forWhom.patronId }),
  };
}

/** The request of a code by phone, to do a refused act after all. */
export function phoneAskOf({ act, card, scanned, barcode: item, answer, forWhom }: Entry): PhoneAskInput | null {
  if (answer === null) return null;
  const codes = asking(answer).map(({ code }) => code);
  if (act === 'renew' || card === null) return { act: 'renew', item, codes, ...ofPatron(card) };
  const theirs = forWhom === undefined ? {} : { for: forWhom.patronId };
  return { act: act === 'recall' ? 'recall' : 'checkout', item, codes, patron: scanned ?? card, ...theirs };
}

/**
 * Lends entries that need only a question and no right: items unknown to this desk's copy, and items that cost
 * something.
 */
export async function lendAsked(bench: Bench, entries: readonly Entry[], step: 'lend-anyway' | 'agree'): Promise<void> {
  for (const entry of entries) {
    if (entry.answer === null) continue;
    const codes = asking(entry.answer).map((reason) => reason.code);
    await override(bench, entry, { codes, reason: bench.reasonFor(step) });
  }
}

/** Sends an act again that is known not to be recorded, or that nothing is in the way of any more. */
export async function again(bench: Bench, entry: Entry): Promise<void> {
  const draft: Draft = { ...entry, settles: entry.id };
  const { barcode: item, card, scanned, returned } = entry;
  await perform(bench, draft, (hooks) => {
    if (entry.act === 'recordUse') return bench.link.act('item.recordUse', { barcode: item, count: 1 }, hooks);
    if (entry.act === 'checkin') return bench.link.act('circ.checkin', { item, ...returned, ...toCart(bench) }, hooks);
    if (entry.act === 'renew' || card === null) return bench.link.act('circ.renew', { item, ...ofPatron(card) }, hooks);
    const patron = scanned ?? card;
    if (entry.act === 'recall') return bench.link.act('hold.recall', { patron, item }, hooks);
    return bench.link.act('circ.checkout', { patron, item, ...askedOf(entry) }, hooks);
  });
}

/** Sends an act of the list again; nothing where it is there no more. */
export async function lendAgain(bench: Bench, entryId: number): Promise<void> {
  const entry = bench.store.getState().entries.find(({ id }) => id === entryId);
  if (entry !== undefined) await again(bench, entry);
}
