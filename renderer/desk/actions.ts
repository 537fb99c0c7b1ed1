// The action of every key, button and palette line. One place decides whether an action makes sense now.

import type { TallyTier } from '../../shared/core/tally.ts';
import type { TALLY_KEYS } from '../keys/key-map.ts';
import { freshTally, type LastTally } from '../stores/tally-store.ts';
import { canOverride, isQuickRecordFirst } from '../stores/work/next-step.ts';
import { isCancelling, isMoneyLast, undoTarget } from '../stores/work/undo.ts';
import { sponsorsOf } from '../stores/work/for-whom.ts';
import { isUsable } from '../stores/work/use-count.ts';
import { entriesOf, type Entry, type WorkState } from '../stores/work/work-state.ts';
import { hasRight, mayDo } from '../stores/station.ts';
import { closeOverlay, isBehind, openHelp, openSettings, openWhy, type ScreenId } from '../stores/view-store.ts';
import { slipShown } from '../stores/slip-store.ts';
import { closeTopmost } from './close-topmost.ts';
import type { Action, ActionParts, Actions } from './desk.ts';
import { hasDetails, holding, stepsBeside, toggleDetails, toggleFees } from './record-actions.ts';
import { focusScanBox } from './scan-box-focus.ts';
import { whatIfStart } from './what-if-start.ts';

const always = (): boolean => true;

export function createActions(parts: ActionParts): Actions {
  const { view, work, station, line } = parts;
  const state = (): WorkState => work.store.getState();
  const isOn = (...screens: readonly ScreenId[]): boolean => screens.includes(view.getState().screen);
  const isLine = (): boolean => view.getState().overlay === 'line';
  const hasPatron = (): boolean => (state().patron?.view ?? null) !== null && isOn('checkout', 'patrons');
  return {
    ...places(parts),
    line: { run: () => toggleLine(parts), isReady: always },
    help: { run: () => toggleHelp(parts), isReady: always },
    find: { run: () => toggleFind(parts), isReady: always },
    close: { run: () => closeTopmost(parts), isReady: always },
    why: { run: () => toggleWhy(parts), isReady: () => view.getState().whyEntry !== null || whyTarget(parts) !== null },
    // A person without the right is told who has it.
    whatIf: { run: () => toggleWhatIf(parts), isReady: always },
    override: {
      run: () => work.override.open(noticeEntry(parts)?.id),
      isReady: () =>
        noticeEntry(parts) !== undefined || (isOn('checkout') && entriesOf(state(), 'checkout').some(canOverride)),
    },
    goAhead: {
      run: () => goAhead(parts),
      isReady: () => isOn('checkout', 'checkin') || noticeKind(parts).startsWith('undo-'),
    },
    renewAll: {
      run: () => void renewAll(parts),
      isReady: () => hasPatron() && (state().patron?.view?.loans ?? []).some((loan) => loan.state === 'open'),
    },
    recall: { run: () => void work.recall(), isReady: () => mayRecall(parts) },
    details: { run: () => toggleDetails(parts), isReady: () => hasPatron() || hasDetails(parts) },
    undo: undoing(parts),
    bookDrop: { run: () => void work.toggleBookDrop(), isReady: () => isOn('checkin') },
    inventory: { run: () => work.toggleInventory(), isReady: () => isOn('checkin') },
    carts: { run: () => work.toggleSorting(), isReady: () => isOn('checkin') },
    renewMode: { run: () => void work.toggleRenewing(), isReady: () => isOn('checkout') },
    inHouse: { run: () => void work.countUse(), isReady: () => isOn('checkin', 'checkout') || isUsableShown(parts) },
    shift: { run: () => goToShift(parts), isReady: always },
    fees: {
      // Without a patron it asks for one.
      run: () => toggleFees(parts),
      isReady: always,
    },
    slip: {
      run: () =>
        openDialog(parts, 'slip', () => {
          void parts.slips.begin(slipShown(state(), view.getState().screen));
        }),
      isReady: always,
    },
    practice: {
      run: () =>
        parts.practice.isOn() ? void parts.practice.leave() : openDialog(parts, 'practice', parts.practice.ask),
      isReady: always,
    },
    phoneCode: { run: () => openDialog(parts, 'phone', parts.phoneGive.begin), isReady: always },
    lock: { run: () => void station.lock(), isReady: always },
    lockAll: { run: () => void station.lockAll(), isReady: always },
    syncNow: { run: () => void line.syncNow(), isReady: isLine },
    pause: {
      run: () => void line.setPaused(!isPaused(parts)),
      // A person who manages the desk pauses it; ending a pause needs no right.
      isReady: () => isLine() && (isPaused(parts) || hasRight(station.store.getState(), 'manage-desk')),
    },
    carry: {
      run: () => parts.carry.ask(),
      isReady: () => isLine() && isWaiting(parts) && hasRight(station.store.getState(), 'manage-desk'),
    },
    bring: {
      run: () => void parts.bring.choose(),
      isReady: () => isLine() && hasRight(station.store.getState(), 'manage-desk'),
    },
    printList: printing(parts),
    ...tallyKeys(parts),
    ...worklistKeys(parts),
    ...stepsBeside(parts),
    setDue: settingDue(parts),
    forWhom: {
      run: () => work.borrowForNext(),
      isReady: () => isOn('checkout') && sponsorsOf(state().patron?.view ?? null).length > 0,
    },
    placeHold: holding(parts),
  };
}

/** An item was looked up whose use could be counted. */
function isUsableShown({ work, view }: ActionParts): boolean {
  const notice = work.store.getState().notices[view.getState().screen];
  return notice.kind === 'item' && isUsable(notice.item);
}

/** The list that is open on Work, on paper. */
function printing({ lists, view, worklist }: ActionParts): Action {
  const isExceptions = (): boolean => lists.store.getState().open === 'exceptions';
  return {
    run: () => void (isExceptions() ? worklist.print() : lists.print()),
    isReady: () =>
      view.getState().screen === 'work' &&
      (isExceptions()
        ? worklist.store.getState().kinds.some(({ weight }) => weight !== 'note')
        : (lists.store.getState().view?.rows.length ?? 0) > 0),
  };
}

/** A due date for the next scans: without a patron it asks for one. */
function settingDue({ view, work, station }: ActionParts): Action {
  return {
    run() {
      const { patron, due } = work.store.getState();
      if (patron === null) work.sayNoPatron();
      else work.askDue(!due.isAsked);
    },
    isReady: () => view.getState().screen === 'checkout' && mayDo(station.store.getState(), 'circ.changeDueDate'),
  };
}

/** The last act: a change of many dates, money or an item. */
function undoing(parts: ActionParts): Action {
  const { view, work, fees } = parts;
  return {
    run() {
      const question = tallyLast(parts);
      if (parts.tally.isCounting()) void parts.tally.undoNewest();
      else if (question !== null) void parts.tally.undo(question);
      else if (areDatesLast(parts)) void parts.dueDates.undo(null);
      else if (isSeenLast(parts)) void parts.shelf.undoLast();
      // The ledger explains that a payment stays.
      else if (saysInLedger(parts)) fees.sayStays();
      else undoLast(parts);
    },
    isReady() {
      const { entries, notices } = work.store.getState();
      return (
        parts.tally.isCounting() ||
        tallyLast(parts) !== null ||
        areDatesLast(parts) ||
        isSeenLast(parts) ||
        undoTarget(entries) !== null ||
        isCancelling(notices[view.getState().screen]) ||
        isMoney(parts)
      );
    },
  };
}

/** A question was counted, and nothing was done since. */
function tallyLast({ tally, work, fees, clock }: ActionParts): LastTally | null {
  const { entries } = work.store.getState();
  const since = Math.max(entries[0]?.at ?? 0, fees.store.getState().last?.at ?? 0);
  return freshTally(tally.store.getState(), clock.now(), since);
}

/** Due dates were changed at once, and the place where that stands is shown. */
function areDatesLast({ view, dueDates }: ActionParts): boolean {
  const { isOpen, changed } = dueDates.store.getState();
  return view.getState().screen === 'work' && isOpen && changed !== null;
}

/** A shelf is read, and a copy was seen on it last. */
function isSeenLast({ view, work, shelf }: ActionParts): boolean {
  const { entries } = work.store.getState();
  const seenAt = shelf.store.getState().rows[0]?.at ?? 0;
  return view.getState().screen === 'checkin' && shelf.canUndo() && seenAt >= (entries[0]?.at ?? 0);
}

/** Whether the last act at this desk was one of money. */
function isMoney({ work, fees, clock }: ActionParts): boolean {
  return isMoneyLast(work.store.getState(), fees.store.getState().last, clock.now());
}

function saysInLedger(parts: ActionParts): boolean {
  return parts.view.getState().isFees && isMoney(parts) && parts.fees.store.getState().last?.act === 'paid';
}

/** An undo of money is shown large on the screen, and its ledger makes room. */
function undoLast(parts: ActionParts): void {
  const { view, work, fees, page } = parts;
  if (view.getState().isFees && isMoney(parts)) {
    view.setState({ isFees: false });
    focusScanBox(page.document);
  }
  void work.undoLast(fees.store.getState().last);
}

/** Something waits that could be carried. */
function isWaiting({ line }: ActionParts): boolean {
  return (line.store.getState().status?.pending ?? 0) > 0;
}

function isPaused({ line }: ActionParts): boolean {
  return line.store.getState().status?.paused ?? false;
}

type TallyKey = (typeof TALLY_KEYS)[TallyTier];

/** One key a tier: it counts a question wherever one is, and takes nothing away from the place. */
function tallyKeys({ tally }: ActionParts): Readonly<Record<TallyKey, Action>> {
  const counting = (tier: TallyTier): Action => ({ run: () => void tally.count(tier), isReady: always });
  return {
    tally1: counting('1'),
    tally2: counting('2'),
    tally3: counting('3'),
    tally4: counting('4'),
    tally5: counting('5'),
    tally6: counting('6'),
    tallyDirectional: counting('directional'),
  };
}

type WorklistKey = 'nextCard' | 'previousCard' | 'step1' | 'step2' | 'step3' | 'step4' | 'step5' | 'step6';

/** Keys that walk along the worklist and do the actions of its chosen card, by place. */
function worklistKeys({ view, worklist }: ActionParts): Readonly<Record<WorklistKey, Action>> {
  const isReady = (): boolean => {
    const { screen, overlay } = view.getState();
    const { form, toConfirm } = worklist.store.getState();
    return screen === 'work' && overlay === 'none' && form === null && toConfirm === null;
  };
  const place = (number: number): Action => ({ run: () => void worklist.press(number - 1), isReady });
  return {
    nextCard: { run: () => worklist.move(1), isReady },
    previousCard: { run: () => worklist.move(-1), isReady },
    step1: place(1),
    step2: place(2),
    step3: place(3),
    step4: place(4),
    step5: place(5),
    step6: place(6),
  };
}

/** Whether the shown item may be called back for the patron on the desk: the first in the queue alone. */
export function mayRecall({ view, work, station }: Pick<ActionParts, 'view' | 'work' | 'station'>): boolean {
  const { notices, patron } = work.store.getState();
  const notice = notices[view.getState().screen];
  const isRecallable = notice.kind === 'item' && notice.recall?.may === true && notice.recall.card === patron?.card;
  return isRecallable && mayDo(station.store.getState(), 'hold.recall');
}

/** The first offer of the answer. An item that the catalog lacks has a form of its own. */
function goAhead({ view, work, quick }: ActionParts): void {
  const { notices, entries } = work.store.getState();
  const notice = notices[view.getState().screen];
  const entry = notice.kind === 'entry' ? entries.find(({ id }) => id === notice.entryId) : undefined;
  if (entry !== undefined && isQuickRecordFirst(entry)) void quick.begin(entry);
  else void work.goAhead();
}

/** The entry in the large place of the screen, when it is one that may be overridden. */
function noticeEntry({ view, work }: ActionParts): Entry | undefined {
  const notice = work.store.getState().notices[view.getState().screen];
  if (notice.kind !== 'entry') return undefined;
  return work.store.getState().entries.find((entry) => entry.id === notice.entryId && canOverride(entry));
}

function noticeKind({ view, work }: ActionParts): string {
  return work.store.getState().notices[view.getState().screen].kind;
}

/** The entry in the large place of the screen, else the newest of the screen that has a trace. */
export function whyTarget({ view, work }: Pick<ActionParts, 'view' | 'work'>): Entry | null {
  const { screen } = view.getState();
  const state = work.store.getState();
  const notice = state.notices[screen];
  const hasTrace = ({ answer, act }: Entry): boolean => answer !== null && act !== 'undo' && act !== 'recordUse';
  const shown = 'entryId' in notice ? state.entries.find(({ id }) => id === notice.entryId) : undefined;
  if (shown !== undefined && hasTrace(shown)) return shown;
  return screen === 'checkout' || screen === 'checkin' ? (entriesOf(state, screen).find(hasTrace) ?? null) : null;
}

/** Each place by its key. */
function places(parts: ActionParts): Readonly<Record<ScreenId, Action>> {
  const place = (id: ScreenId): Action => ({ run: () => void parts.work.goTo(id), isReady: always });
  return {
    checkout: place('checkout'),
    checkin: place('checkin'),
    work: place('work'),
    patrons: place('patrons'),
    titles: place('titles'),
    reports: place('reports'),
    settings: { run: () => toggleSettings(parts), isReady: always },
  };
}

/** The line is looked at over any place, and left by the same key. */
function toggleLine({ view, page }: ActionParts): void {
  const isOpen = view.getState().overlay === 'line';
  view.setState({ overlay: isOpen ? 'none' : 'line' });
  if (isOpen) focusScanBox(page.document);
}

function toggleWhy(parts: ActionParts): void {
  const { view, page } = parts;
  const target = whyTarget(parts);
  const isSeen = view.getState().whyEntry !== null && !isBehind(view.getState(), page);
  if (isSeen) view.setState({ whyEntry: null });
  else if (target !== null) openWhy(view, target.id);
}

/** Begins with the act whose trace is open, else with the patron and item on the desk. */
function toggleWhatIf(parts: ActionParts): void {
  const { view, whatIf, page } = parts;
  if (view.getState().overlay === 'what-if') {
    view.setState({ overlay: 'none' });
    focusScanBox(page.document);
    return;
  }
  if (hasRight(parts.station.store.getState(), 'what-if')) {
    whatIf.begin(whatIfStart(parts.work.store.getState(), view.getState()));
  }
  view.setState({ overlay: 'what-if', findText: '' });
}

async function renewAll({ view, work }: ActionParts): Promise<void> {
  view.setState({ screen: 'checkout' });
  await work.renewAll();
}

/** Opens a dialog at its beginning; the same key closes it. */
function openDialog({ view, page }: ActionParts, name: 'slip' | 'practice' | 'phone', begin: () => void): void {
  const isOpen = view.getState().overlay === name;
  if (!isOpen) begin();
  view.setState({ overlay: isOpen ? 'none' : name, findText: '' });
  if (isOpen) focusScanBox(page.document);
}

/** To the shift, at its beginning. */
function goToShift({ view, work, shift }: ActionParts): void {
  view.setState({ part: 'shift' });
  shift.begin();
  void work.goTo('reports');
}

/** Help is about the screen in front, and leaves it as it was. */
function toggleHelp({ view, page }: ActionParts): void {
  if (view.getState().overlay !== 'help') return openHelp(view);
  closeOverlay(view);
  if (view.getState().overlay === 'none') focusScanBox(page.document);
}

function toggleFind({ view, page }: ActionParts): void {
  const isOpen = view.getState().overlay === 'find';
  view.setState({ overlay: isOpen ? 'none' : 'find', findText: '' });
  if (isOpen) focusScanBox(page.document);
}

/** The same key leads back to where settings were asked from. */
function toggleSettings({ view, work }: ActionParts): void {
  const { screen, placeBefore } = view.getState();
  if (screen === 'settings') return void work.goTo(placeBefore);
  openSettings(view, 'desk');
}
