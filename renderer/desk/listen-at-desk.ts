// Keys and scans on the page: their target depends on the person signed in and the open screen.

import type { KeyMap } from '../../shared/core/desk-keys.ts';
import { DEAD_KEYS, actionOf, keysInForce, type ActionId } from '../keys/key-map.ts';
import { listenForScans, type Scan } from '../scan/listen-for-scans.ts';
import { recordScans } from '../scan/record-scan.ts';
import { pinField, sendPin } from '../scan/typed-pin.ts';
import { scanIntoField } from '../scan/scan-into-field.ts';
import { COPY_FIELD } from '../stores/course-form.ts';
import { LABEL_FIELD } from '../stores/item-form.ts';
import { ISBN_FIELD } from '../stores/title-form.ts';
import { isCounting } from '../stores/shift-store.ts';
import { BADGE_FIELD } from '../stores/people-store.ts';
import { isFormOfMoney } from '../stores/fees-state.ts';
import { hasRight } from '../stores/station.ts';
import { closeOverlay } from '../stores/view-store.ts';
import type { Desk } from './desk.ts';
import { SCAN_BOX_ID, keepTypingInScanBox } from './scan-box-focus.ts';
import { clearScanText } from './scan-text.ts';

/** While no one is signed in a short code is a person's PIN, however fast they type; a long one is a scan, kept for the person who signs in. */
const LONGER_THAN_A_PIN = 8;

type Stop = () => void;

/** The banner of practice offers the way out on every screen, the lock too; the way in is for the person signed in. */
function isPracticeLeft({ station }: Heard): boolean {
  const { desk, gate } = station.store.getState();
  return gate !== 'opening' && desk?.isPractice === true;
}

export type Heard = Pick<
  Desk,
  | 'station'
  | 'work'
  | 'view'
  | 'items'
  | 'titles'
  | 'courses'
  | 'people'
  | 'whatIf'
  | 'fees'
  | 'shift'
  | 'actions'
  | 'devices'
  | 'scanners'
  | 'learner'
  | 'setup'
>;

/** The one place where a scan is no act: it shows so large, and its tones are not those of done acts. Only staff with the right get there. */
function isAQuestion({ view, station }: Heard): boolean {
  return view.getState().overlay === 'what-if' && hasRight(station.store.getState(), 'what-if');
}

/** Money is being typed, or a fee is added that the scan may belong to: the form asks whether to leave it for the scan. */
function isAPayment({ view, station, fees }: Heard): boolean {
  const state = fees.store.getState();
  const isMeant = state.isTyped || state.step === 'add';
  return (
    view.getState().isFees && isMeant && isFormOfMoney(state) && hasRight(station.store.getState(), 'handle-money')
  );
}

/** Money was typed into a form of the shift: the form asks whether to leave it for the scan. */
function isACount({ view, shift }: Heard): boolean {
  const { screen, part, overlay } = view.getState();
  return screen === 'reports' && part === 'shift' && overlay === 'none' && isCounting(shift.store.getState());
}

/** The ledger comes forward from under help, and asks. */
function holdAtFees({ view, fees }: Heard, text: string): void {
  if (view.getState().overlay !== 'none') closeOverlay(view);
  fees.holdScan(text);
}

/** The label of a copy is asked for, and the focus is there: a scan is that label and no act. */
function isLabelAsked(page: Document): boolean {
  return isFocused(page, LABEL_FIELD);
}

function isFocused({ activeElement }: Document, name: string): boolean {
  return activeElement?.getAttribute('name') === name;
}

/** A badge lets its person in, and digits in the field of the PIN may be one; anything else waits for the person who signs in. */
async function takeAtTheLock(page: Window, { station, work }: Heard, { text, atMs }: Scan): Promise<void> {
  const field = pinField(page.document, text);
  const isLetIn = station.store.getState().desk !== null && (await station.scanBadge(text));
  if (isLetIn) return;
  if (field === null) work.takeText(text, { atMono: atMs, scanned: true });
  else sendPin(field, text);
}

/** A scan goes to the open form; without a form it is the desk's. */
function takeScan(page: Window, desk: Heard, { text, atMs }: Scan): void {
  const gate = desk.station.store.getState().gate;
  const learning = desk.learner.store.getState().step;
  if (learning !== 'off') void desk.learner.heard(text);
  else if (gate === 'open' && isAQuestion(desk)) void desk.whatIf.take(text, true);
  else if (gate === 'open' && isAPayment(desk)) holdAtFees(desk, text);
  else if (gate === 'open' && isACount(desk)) desk.shift.holdScan(text);
  else if (gate === 'open' && isLabelAsked(page.document)) desk.items.change({ newBarcode: text });
  else if (gate === 'open' && isFocused(page.document, ISBN_FIELD)) desk.titles.addIsbn(text);
  else if (gate === 'open' && isFocused(page.document, COPY_FIELD)) desk.courses.takeCopy(text);
  else if (gate === 'open' && isFocused(page.document, BADGE_FIELD)) desk.people.takeBadge(text);
  else if (gate === 'open' && scanIntoField(page.document, text)) return;
  else if (gate !== 'open') void takeAtTheLock(page, desk, { text, atMs });
  else desk.work.takeText(text, { atMono: atMs, scanned: true });
}

/** Listens to keys, letters and scans; each goes where it belongs at that moment. Returns how to stop. */
export function listenAtDesk(page: Window, desk: Heard): readonly Stop[] {
  const gate = (): string => desk.station.store.getState().gate;
  // Before the sign-in only help works, and its own closing.
  const isHeard = (id: ActionId): boolean =>
    gate() === 'open' ||
    (id === 'practice' && isPracticeLeft(desk)) ||
    ((gate() !== 'opening' || desk.setup.store.getState().step !== 'off') &&
      (id === 'help' || (id === 'close' && desk.view.getState().overlay === 'help')));
  const learning = (): string => desk.learner.store.getState().step;
  const isWanted = (text: string): boolean => {
    if (learning() === 'listening') return false;
    if (gate() === 'open' && pinField(page.document, text) !== null) return false;
    return learning() === 'trying' || gate() === 'open' || (gate() !== 'opening' && text.length >= LONGER_THAN_A_PIN);
  };
  const take = (scan: Scan): void => {
    takeScan(page, desk, scan);
    // Sent first: to clear the box lays out the page.
    clearScanText(page.document);
  };
  // Devices other than keyboards send whole codes by themselves; as with a keyboard, the window in front takes them.
  void desk.scanners.begin((text) => {
    if (page.document.hasFocus() && isWanted(text)) take({ text, atMs: page.performance.now() });
  });
  return [
    keepTypingInScanBox(page, () => gate() === 'open' && desk.view.getState().overlay === 'none'),
    listenForScans(page, {
      scanner: () => desk.devices.store.getState().scanner,
      isWanted,
      isCleared: (field) => field?.id === SCAN_BOX_ID,
      onScan: take,
    }),
    recordScans(page, () => learning() === 'listening', desk.learner.take),
    listenForKeys(
      page,
      () => keysInForce(desk.station.store.getState().desk?.keys ?? null).keys,
      (id) => {
        if (!isHeard(id) || !desk.actions[id].isReady()) return false;
        desk.actions[id].run();
        return true;
      },
      (key) => {
        if (gate() === 'open' && desk.view.getState().overlay === 'none') desk.work.sayNoKey(key);
      },
    ),
  ];
}

/** Calls `onAction` for each key that has an action, `onDead` for those that have none and are kept from the browser. Returns how to stop. */
function listenForKeys(
  page: Window,
  keys: () => KeyMap,
  onAction: (id: ActionId) => boolean,
  onDead: (key: string) => void,
): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const id = actionOf(event, keys());
    const isDead = DEAD_KEYS.has(event.key) && !event.altKey;
    if (id === null && !isDead) return;
    if (isDead && !event.repeat) onDead(event.key);
    // A form in place closes by its own key, and nothing behind it does.
    if (id === 'close' && isInForm(event.target)) return;
    const wasUsed = id !== null && !event.repeat && onAction(id);
    // In a text they are the page's own.
    const isOwn = id === 'close' || id === 'toRecord' || id === 'toScanBox';
    if (isOwn && !wasUsed) return;
    event.preventDefault();
    event.stopPropagation();
  };
  page.addEventListener('keydown', listener, { capture: true });
  return () => page.removeEventListener('keydown', listener, { capture: true });
}

/** Whether a key is struck in a form that stands in its place and closes by itself. */
function isInForm(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('form[data-esc="own"]') !== null;
}
