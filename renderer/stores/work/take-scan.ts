// Carries out scans, one after another: none is lost, none overtakes another.

import type { ScanAct, ScanResolution } from '../../../shared/views/item.ts';
import type { ScreenId } from '../view-store.ts';
import { tell, type Bench } from './bench.ts';
import { takeOffList } from './desk-acts.ts';
import { forSponsor } from './for-whom.ts';
import { searchFor } from './found.ts';
import { keepInHand, takeCard } from './in-hand.ts';
import { showItem } from './looked-up.ts';
import { modeOf, needsNoCard, takeByMode } from './modes.ts';
import { keepOpen } from './patron-on-desk.ts';
import { performIf, type Draft } from './perform.ts';
import { planScan } from './plan-scan.ts';
import { withEntryChanged, type Entry, type QueuedScan } from './work-state.ts';

/** Takes one scan: does the screen's act with a copy, otherwise asks for the kind of the code and does the screen's act for that. */
export async function takeScan(bench: Bench, scan: QueuedScan): Promise<void> {
  const { text, scanned } = scan;
  const isAlongShelf = scanned && modeOf(bench.store.getState(), scan.screen) === 'inventory';
  if (isAlongShelf && (await bench.places().shelf.takeCode(text))) return;
  const act = actOfPlace(bench, scan.screen);
  const taken = act === null ? null : await takeCopy(bench, scan, act);
  if (taken === 'done') return;
  const found =
    taken === null ? await bench.link.ask('scan.resolve', { text, scanned }) : { ok: true as const, value: taken };
  if (!found.ok) {
    tell(bench, scan.screen, { kind: 'failed', error: found.error });
    return bench.play('refused');
  }
  const isNewNumber = scanned && scan.screen === 'patrons' && found.value.kind === 'unknown';
  if (isNewNumber && takeNumber(bench, text)) return;
  const isCard = scanned && scan.screen === 'patrons' && found.value.kind === 'patron';
  const { proxies, agreements } = bench.places();
  if (isCard && (agreements.takeCard(text) || proxies.takeCard(text))) return;
  const isWanting = scanned && scan.screen === 'titles' && found.value.kind === 'patron';
  if (isWanting && bench.places().titles.takeCard(text)) return;
  if (scanned && scan.screen === 'work' && bench.places().borrowed.takeCode(text)) return;
  const now = bench.store.getState();
  const hasPatron = now.patron !== null || needsNoCard(now);
  const plan = planScan({ screen: scan.screen, scanned, hasPatron }, found.value);
  switch (plan.kind) {
    case 'open-patron':
      return takeCard(bench, plan.card);
    case 'lend':
      return takeByMode(bench, plan, 'checkout');
    case 'keep-in-hand':
      return keepInHand(bench, plan);
    case 'return':
      return takeByMode(bench, plan, 'checkin');
    case 'show-item':
      if (scan.screen === 'work' && bench.places().lists.isOnList(plan.barcode)) {
        await takeOffList(bench, { barcode: plan.barcode, title: null });
        return;
      }
      if (scan.screen === 'titles') return bench.places().titles.openOf(plan.barcode);
      return showItem(bench, plan.barcode);
    case 'search':
      return searchFor(bench, scan.screen, plan.text);
    case 'isbn':
      tell(bench, scan.screen, { kind: 'isbn', text: plan.text });
      return bench.play('refused');
    case 'ask-again':
      tell(bench, scan.screen, { kind: 'misread', text: plan.text });
      return bench.play('refused');
    case 'card-at-checkin':
      tell(bench, scan.screen, { kind: 'card-at-checkin', card: plan.card });
      return bench.play('route');
    case 'not-found':
      tell(bench, scan.screen, { kind: 'not-found', text: plan.text });
      return bench.play('refused');
  }
}

/** The act for a copy scanned here; null where it depends on more than the place. */
function actOfPlace(bench: Bench, screen: ScreenId): ScanAct | null {
  const now = bench.store.getState();
  if (modeOf(now, screen) !== 'plain') return null;
  if (screen === 'checkin') return { name: 'checkin' };
  if (screen !== 'checkout' || now.patron === null) return null;
  const set = now.due.at === null ? {} : { dueAt: now.due.at };
  return { name: 'checkout', patron: now.patron.scanned, ...forSponsor(now), ...set };
}

/** Sends the text with the act for a copy, in one call. Resolves to `done`, or to the kind of a code that is no copy known here. */
async function takeCopy(bench: Bench, { text, scanned }: QueuedScan, act: ScanAct): Promise<ScanResolution | 'done'> {
  const other: { found: ScanResolution | null } = { found: null };
  const entry = await performIf(bench, draftOf(bench, act, text), async (hooks) => {
    const taken = await bench.link.act('scan.take', { text, scanned, act }, hooks);
    if (!taken.ok) return taken;
    const { found, answer } = taken.value;
    if (answer !== null) return { ok: true, value: answer };
    other.found = found;
    return null;
  });
  if (act.name === 'checkout') keepOpen(bench);
  if (other.found !== null) return other.found;
  if (entry === null || entry.answer !== null || entry.state === 'done') return 'done';
  return notDone(bench, entry, { text, scanned });
}

/**
 * Nothing was recorded: the entry gets the name of the copy, and a text that is none is asked about as if it had been scanned alone. Its entry goes:
 * a card that was lost on the way must not leave the next book to the patron before.
 */
async function notDone(
  bench: Bench,
  { id, state }: Entry,
  asked: Pick<QueuedScan, 'text' | 'scanned'>,
): Promise<ScanResolution | 'done'> {
  const found = await bench.link.ask('scan.resolve', asked);
  if (!found.ok) return 'done';
  if (found.value.kind === 'item') {
    const { barcode, title } = found.value;
    bench.store.setState((work) => withEntryChanged(work, id, (entry) => ({ ...entry, barcode, title })));
    return 'done';
  }
  if (state !== 'unrecorded') return 'done';
  bench.store.setState((work) => ({ entries: work.entries.filter((entry) => entry.id !== id) }));
  return found.value;
}

function draftOf(bench: Bench, act: ScanAct, barcode: string): Draft {
  if (act.name === 'checkin') return { act: 'checkin', list: 'checkin', barcode, title: null, card: null };
  const { patron, forWhom } = bench.store.getState();
  const card = patron?.card ?? null;
  const { patron: scanned, dueAt } = act;
  const set = { ...(dueAt === undefined ? {} : { dueAt }), ...(forWhom === null ? {} : { forWhom }) };
  return { act: 'checkout', list: 'checkout', barcode, title: null, card, scanned, ...set };
}

/** A number without an account goes into the form that asks for one: of a new account, or of a card. */
function takeNumber(bench: Bench, number: string): boolean {
  const { accounts, cards } = bench.places();
  return accounts.takeNumber(number) || cards.takeNumber(number);
}
