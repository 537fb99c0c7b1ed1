// The patron on the desk: opened by a card or by name, refreshed when their data changes, closed by hand or by the clock.

import type { PatronView } from '../../../shared/views/patron.ts';
import type { ScreenId } from '../view-store.ts';
import { tell, type Bench } from './bench.ts';
import { NO_STRANGER, RULES_SAY, type Notice } from './work-state.ts';

const TICK_MS = 1_000;

/** Opens a patron; another card begins another turn. Resolves to whether this desk knows the card. */
export async function openPatron(bench: Bench, card: string, { isQuiet = false } = {}): Promise<boolean> {
  const answer = await bench.link.ask('patron.view', { card });
  const view = answer.ok ? answer.value : null;
  if (!answer.ok && !isUnknownCard(answer.error.code)) {
    tell(bench, bench.view.getState().screen, { kind: 'failed', error: answer.error });
    bench.play('refused');
    return false;
  }
  const before = bench.store.getState().patron;
  const isSame = before !== null && before.card === (view?.card ?? card);
  bench.store.setState((state) => ({
    patron: { card: view?.card ?? card, scanned: card, view, details: isSame ? before.details : null },
    turn: isSame ? state.turn : state.turn + 1,
    // A card begins lending: counting ends, and so does renewing for the patron before.
    useCount: !isQuiet && state.useCount?.place === 'checkout' ? null : state.useCount,
    renewing: before === null || isSame ? state.renewing : null,
    override: isSame ? state.override : null,
    dating: isSame ? state.dating : null,
    loanInFocus: isSame ? state.loanInFocus : null,
    due: isSame ? state.due : RULES_SAY,
    forWhom: isSame ? state.forWhom : null,
    stranger: isSame ? state.stranger : NO_STRANGER,
  }));
  keepOpen(bench);
  const shown = bench.view.getState().screen;
  const said: Notice =
    view === null ? { kind: 'unknown-card', card } : { kind: 'card', isSwitch: before !== null && !isSame };
  tell(bench, shown === 'patrons' ? 'patrons' : 'checkout', said);
  if (shown === 'titles' && !isQuiet) tell(bench, 'titles', said);
  if (!isSame) bench.view.setState({ whyEntry: null });
  // Places that show no patron give way to the one that does; a title may be wanted by them, and an item be called back for them.
  if (!isQuiet && PLACES_WITHOUT_PATRON.has(shown)) bench.view.setState({ screen: 'checkout' });
  if (!isQuiet) bench.play(toneOfCard(view, before !== null && !isSame));
  return view !== null;
}

function isOfCard({ kind }: Notice): boolean {
  return kind === 'card' || kind === 'unknown-card';
}

const PLACES_WITHOUT_PATRON: ReadonlySet<ScreenId> = new Set<ScreenId>(['work', 'reports', 'settings']);

/** Closes the patron; nothing of theirs stays on screen. */
export function closePatron(bench: Bench): void {
  bench.store.setState((state) => ({
    patron: null,
    turn: state.turn + 1,
    closesAtMono: null,
    override: null,
    dating: null,
    loanInFocus: null,
    due: RULES_SAY,
    forWhom: null,
    renewing: null,
    reasons: {},
    stranger: NO_STRANGER,
    notices: {
      ...state.notices,
      checkout: { kind: 'ready' },
      patrons: { kind: 'ready' },
      titles: isOfCard(state.notices.titles) ? { kind: 'ready' } : state.notices.titles,
    },
  }));
  bench.view.setState({ whyEntry: null, isRecordShown: false });
  bench.focus();
}

/** Starts the time anew after which the patron closes by itself. */
export function keepOpen(bench: Bench): void {
  const { patronClosesAfterS } = bench.settings.getState();
  const isCounting = patronClosesAfterS > 0 && bench.store.getState().patron !== null;
  bench.store.setState({ closesAtMono: isCounting ? bench.clock.mono() + patronClosesAfterS * 1000 : null });
}

/**
 * Closes the patron when their time is over. A person who writes an override, reads a trace or types a payment is not hurried; their fees
 * alone, left open, do not keep a patron on the screen.
 */
export function closeWhenIdle(bench: Bench): () => void {
  const stopWatching = bench.view.subscribe(({ overlay, isFees }, before) => {
    if (overlay !== before.overlay || isFees !== before.isFees) keepOpen(bench);
  });
  const stopTicking = bench.clock.every(TICK_MS, () => {
    const { patron, closesAtMono, override, dating, due } = bench.store.getState();
    const { overlay, whyEntry, isFees } = bench.view.getState();
    if (patron === null || closesAtMono === null) return;
    const isBusy = overlay !== 'none' || (isFees && bench.isPaying());
    if (override !== null || dating !== null || due.isAsked || whyEntry !== null || isBusy || bench.isWriting())
      return keepOpen(bench);
    if (bench.clock.mono() < closesAtMono) return;
    closePatron(bench);
  });
  return () => {
    stopWatching();
    stopTicking();
  };
}

/** Fetches the patron again; one fetch at a time, and one more when something changed meanwhile. */
export function createRefresh(bench: Bench): () => Promise<void> {
  let isRunning = false;
  let isAsked = false;
  return async function refresh(): Promise<void> {
    isAsked = true;
    if (isRunning) return;
    isRunning = true;
    while (isAsked) {
      isAsked = false;
      await refreshOnce(bench);
    }
    isRunning = false;
  };
}

async function refreshOnce(bench: Bench): Promise<void> {
  const asked = bench.store.getState().patron;
  if (asked === null) return;
  const { card, scanned } = asked;
  const answer = await bench.link.ask('patron.view', { card: scanned });
  const patron = bench.store.getState().patron;
  if (answer.ok && patron?.scanned === scanned) bench.store.setState({ patron: { ...patron, view: answer.value } });
  if (patron?.details !== null) await refreshDetails(bench, card);
}

/** Details that were opened on a key change too: a fee was paid. */
async function refreshDetails(bench: Bench, card: string): Promise<void> {
  const answer = await bench.link.ask('patron.details', { card });
  const patron = bench.store.getState().patron;
  if (!answer.ok || patron?.card !== card || patron.details === null) return;
  bench.store.setState({ patron: { ...patron, details: answer.value } });
}

/** Shows or hides the details that a key opens: address, birth date, fees. */
export async function toggleDetails(bench: Bench): Promise<void> {
  const patron = bench.store.getState().patron;
  if (patron === null || patron.view === null) return;
  keepOpen(bench);
  if (patron.details !== null) {
    bench.store.setState({ patron: { ...patron, details: null } });
    return;
  }
  const answer = await bench.link.ask('patron.details', { card: patron.card });
  const now = bench.store.getState().patron;
  if (!answer.ok) return tell(bench, bench.view.getState().screen, { kind: 'failed', error: answer.error });
  if (now?.card === patron.card) bench.store.setState({ patron: { ...now, details: answer.value } });
}

/** Only a missing card is an unknown card; every other error is shown as it is. */
function isUnknownCard(code: string): boolean {
  return code.startsWith('HF-PATRON-');
}

function toneOfCard(view: PatronView | null, isSwitch: boolean): 'card' | 'switch' | 'route' {
  if (view === null || view.notices.length > 0 || view.messages.length > 0) return 'route';
  return isSwitch ? 'switch' : 'card';
}
