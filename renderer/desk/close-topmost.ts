// Esc: closes one thing at a time, the topmost first, and the patron last.

import type { ShiftState } from '../stores/shift-store.ts';
import { NARROW, closeOverlay, isBehind, type ViewState } from '../stores/view-store.ts';
import type { Desk } from './desk.ts';
import { focusScanBox } from './scan-box-focus.ts';
import { modeOf } from '../stores/work/modes.ts';
import type { Notice } from '../stores/work/work-state.ts';
import { clearScanText, hasScanText } from './scan-text.ts';

type Closing = Pick<
  Desk,
  | 'view'
  | 'work'
  | 'worklist'
  | 'carry'
  | 'bring'
  | 'titles'
  | 'courses'
  | 'shelf'
  | 'items'
  | 'quick'
  | 'agreements'
  | 'parts'
  | 'accounts'
  | 'cards'
  | 'shift'
  | 'fees'
  | 'equipment'
  | 'leaving'
> & { page: Window };

/** Closes the topmost layer. */
export function closeTopmost(desk: Closing): void {
  const {
    view,
    work,
    worklist,
    carry,
    bring,
    titles,
    courses,
    shelf,
    items,
    quick,
    agreements,
    parts,
    accounts,
    cards,
    shift,
    fees,
    equipment,
    page,
    leaving,
  } = desk;
  const { overlay, whyEntry, screen, isRecordShown, isFees } = view.getState();
  const { override, dating, due, inHand, patron, notices } = work.store.getState();
  const isNarrow = page.matchMedia(NARROW).matches;
  const isHidden = isBehind(view.getState(), page);
  if (leaving.store.getState().isAsked) return leaving.stay();
  if (overlay === 'line' && carry.store.getState().kind === 'asking') carry.cancel();
  else if (overlay === 'line' && bring.store.getState().kind === 'asking') bring.cancel();
  else if (overlay !== 'none') closeOverlay(view);
  else if (screen === (courses.store.getState().over ?? 'titles') && courses.store.getState().form !== null)
    courses.cancel();
  else if (screen === 'titles' && titles.store.getState().edit !== null) titles.cancelEdit();
  else if (screen === 'titles' && titles.store.getState().form !== null) titles.cancelHold();
  else if (screen === 'checkin' && shelf.store.getState().form !== null) shelf.cancel();
  else if (screen === 'checkin' && parts.store.getState().form !== null) parts.close();
  else if (screen === 'checkout' && (agreements.store.getState().form?.entryId ?? null) !== null) agreements.close();
  else if (screen === 'checkout' && quick.store.getState().open !== null) quick.close();
  else if (override !== null) work.override.close();
  else if (dating !== null) work.setDating(null);
  else if (due.isAsked) work.askDue(false);
  else if (isAsking(worklist.store.getState())) worklist.cancel();
  else if (screen === 'work' && isBooking(equipment.store.getState())) equipment.leaveForm();
  else if (screen === 'patrons' && accounts.store.getState().form !== null) accounts.cancel();
  else if (screen === 'patrons' && cards.store.getState().form !== null) cards.cancel();
  else if (screen === 'reports' && shift.store.getState().waiting !== null) shift.forgetScan();
  else if (!isHidden && whyEntry !== null) view.setState({ whyEntry: null });
  else if (!isHidden && items.store.getState().edit !== null) items.cancelEdit();
  else if (!isHidden && items.store.getState().form !== null) items.cancel();
  else if (!isHidden && items.store.getState().isOpened) items.close();
  else if (!isHidden && courses.store.getState().over !== null) courses.close();
  else if (isFees) leaveFees(view, fees);
  else if (isNarrow && isRecordShown) view.setState({ isRecordShown: false });
  else if (hasScanText(page.document)) clearScanText(page.document);
  else if (isInShiftForm(view.getState(), shift.store.getState())) shift.go('overview');
  else if (screen === 'settings' && notices.settings.kind === 'ready') void work.goTo(view.getState().placeBefore);
  else if (modeOf(work.store.getState(), screen) !== 'plain') leaveMode(work, notices[screen].kind);
  else if (screen === 'checkout' && patron === null && inHand.length > 0) work.putAside();
  else if (patron !== null && (screen === 'checkout' || screen === 'patrons')) work.closePatron();
  else if (notices[screen].kind !== 'ready') work.clearNotice();
  if (view.getState().overlay === 'none') focusScanBox(page.document);
}

/** A waiting scan is dropped, a form is left for the payment, and then the ledger is closed; typed payment fields stay. */
function leaveFees(view: Desk['view'], fees: Desk['fees']): void {
  const { waiting, step, account } = fees.store.getState();
  const isForm = step === 'waive' || step === 'give-back' || (step === 'add' && (account?.fees.length ?? 0) > 0);
  if (waiting !== null) fees.forgetScan();
  else if (isForm) fees.goToPay();
  else view.setState({ isFees: false });
}

/** A form of the shift is open: Esc goes back to the step before it. */
function isInShiftForm({ screen, part }: ViewState, { shift, step, ended }: ShiftState): boolean {
  return screen === 'reports' && part === 'shift' && shift !== null && ended === null && step !== 'overview';
}

/** A question lies on top of the mode that it was asked in. */
function leaveMode(work: Desk['work'], notice: Notice['kind']): void {
  if (notice === 'undo-ask' || notice === 'undo-other-ask' || notice === 'found') work.clearNotice();
  else work.endMode();
}

/** A booking is being made, or its end is asked once more. */
function isBooking({ isOpen, form, cancelling }: ReturnType<Desk['equipment']['store']['getState']>): boolean {
  return isOpen && (form !== null || cancelling !== null);
}

/** A note is being written, or an answer is asked once more. */
function isAsking({ form, toConfirm }: ReturnType<Desk['worklist']['store']['getState']>): boolean {
  return form !== null || toConfirm !== null;
}
