// The keys of the program, and a library's changes to them: a key of its own for an action, by the action's name. Pure, so that the command line
// refuses keys that the page could not use. No single characters: a card stripe is full of them.

/** A combination: `Mod` is Ctrl, on a Mac ⌘. */
export type Combo = { readonly key: string; readonly isMod: boolean; readonly isShift: boolean };

const plain = (key: string): Combo => ({ key, isMod: false, isShift: false });
const mod = (key: string): Combo => ({ key, isMod: true, isShift: false });
const modShift = (key: string): Combo => ({ key, isMod: true, isShift: true });

/** The keys as Holdfast comes. None is a key that a Chromium tab keeps for itself. */
export const DESK_KEYS = {
  help: plain('F1'),
  checkout: plain('F2'),
  checkin: plain('F3'),
  work: plain('F4'),
  patrons: plain('F5'),
  titles: plain('F6'),
  fees: plain('F7'),
  reports: plain('F8'),
  line: plain('F9'),
  close: plain('Escape'),
  find: mod('K'),
  settings: mod(','),
  why: modShift('Y'),
  whatIf: modShift('F'),
  override: modShift('O'),
  goAhead: modShift('G'),
  renewAll: modShift('A'),
  recall: modShift('X'),
  details: modShift('D'),
  undo: modShift('Z'),
  renewMode: modShift('R'),
  bookDrop: modShift('B'),
  inHouse: modShift('I'),
  inventory: mod('Y'),
  carts: mod('B'),
  shift: modShift('K'),
  slip: modShift('P'),
  lock: modShift('L'),
  lockAll: modShift('Backspace'),
  practice: modShift('J'),
  phoneCode: modShift('7'),
  setDue: modShift('8'),
  placeHold: modShift('9'),
  forWhom: mod('8'),
  syncNow: modShift('S'),
  pause: modShift('H'),
  carry: modShift('E'),
  bring: modShift('U'),
  printList: modShift('M'),
  nextCard: mod('ArrowDown'),
  previousCard: mod('ArrowUp'),
  tally1: mod('1'),
  tally2: mod('2'),
  tally3: mod('3'),
  tally4: mod('4'),
  tally5: mod('5'),
  tally6: mod('6'),
  tallyDirectional: mod('7'),
  toRecord: mod('ArrowRight'),
  toScanBox: mod('ArrowLeft'),
  step1: modShift('1'),
  step2: modShift('2'),
  step3: modShift('3'),
  step4: modShift('4'),
  step5: modShift('5'),
  step6: modShift('6'),
} as const satisfies Readonly<Record<string, Combo>>;

/** An action of the desk: a key, a button and a line of the palette all do it. */
export type DeskAction = keyof typeof DESK_KEYS;

/** A key for each action. */
export type KeyMap = Readonly<Record<DeskAction, Combo>>;

/** Keys of a library by the names of actions, each as it is written: `Ctrl+Shift+U`, `F12`. */
export type KeyWishes = Readonly<Record<string, string>>;

/** Why a wish is not followed. `other`: the action that has the key. */
export type KeyFault =
  | { readonly kind: 'unknown-action'; readonly action: string }
  | { readonly kind: 'unreadable'; readonly action: DeskAction; readonly key: string }
  | { readonly kind: 'kept'; readonly action: DeskAction; readonly key: string }
  | { readonly kind: 'taken'; readonly action: DeskAction; readonly key: string; readonly other: DeskAction };

const isAction = (name: string): name is DeskAction => Object.hasOwn(DESK_KEYS, name);

/** The names of all actions. */
export const DESK_ACTIONS: readonly DeskAction[] = Object.keys(DESK_KEYS).filter(isAction);

const NAMED_KEYS = [
  'Escape',
  'Backspace',
  'Delete',
  'Insert',
  'Home',
  'End',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
];

/** Browser and system keep these: the page never hears of them, or must not take them. Enter and Tab end scans. */
const KEPT: ReadonlySet<string> = new Set([
  ...['N', 'T', 'W', 'C', 'V', 'X', 'A', 'Z'].map((key) => `Ctrl+${key}`),
  ...['N', 'T', 'W', 'Q', 'C', 'V'].map((key) => `Ctrl+Shift+${key}`),
  ...NAMED_KEYS.filter((key) => key !== 'Escape'),
  'F10',
  'F11',
]);

/** Reads a key as it is written; null where it is none that an action can have. */
export function parseCombo(text: string): Combo | null {
  const parts = text.split('+').map((part) => part.trim());
  const [last = ''] = parts.splice(-1);
  const isMod = parts.some((part) => /^(ctrl|mod|cmd|⌘)$/i.test(part));
  const isShift = parts.some((part) => /^(shift|⇧)$/i.test(part));
  if (parts.length !== Number(isMod) + Number(isShift)) return null;
  const key = keyNamed(last);
  // Shift alone does not distinguish two function keys, and single characters are typed.
  if (key === null || (isShift && !isMod) || (key.length === 1 && !isMod)) return null;
  return { key, isMod, isShift };
}

function keyNamed(text: string): string | null {
  if (/^[a-z0-9,]$/i.test(text)) return text.toUpperCase();
  if (/^f([1-9]|1[0-2])$/i.test(text)) return text.toUpperCase();
  return NAMED_KEYS.find((name) => name.toLowerCase() === text.toLowerCase()) ?? null;
}

/** A key as it is written. */
export function sayCombo({ key, isMod, isShift }: Combo): string {
  return [...(isMod ? ['Ctrl'] : []), ...(isShift ? ['Shift'] : []), key].join('+');
}

/** The keys in force with the wishes of a library, and the wishes that cannot be followed: their actions keep the key that they came with. */
export function keysWith(wishes: KeyWishes): { readonly keys: KeyMap; readonly faults: readonly KeyFault[] } {
  const faults: KeyFault[] = [];
  const wanted = new Map<DeskAction, Combo>();
  for (const [action, text] of Object.entries(wishes)) {
    const combo = parseCombo(text);
    if (!isAction(action)) faults.push({ kind: 'unknown-action', action });
    else if (combo === null) faults.push({ kind: 'unreadable', action, key: text });
    else if (KEPT.has(sayCombo(combo))) faults.push({ kind: 'kept', action, key: text });
    else wanted.set(action, combo);
  }
  // A wish that gives way leaves its own key to its action again, and another wish may have that key: until nothing clashes.
  for (let clash = firstClash(wanted); clash !== null; clash = firstClash(wanted)) {
    const { action, other } = clash;
    faults.push({ kind: 'taken', action, key: wishes[action] ?? '', other });
    wanted.delete(action);
  }
  return { keys: mapOf(wanted), faults };
}

function mapOf(wanted: ReadonlyMap<DeskAction, Combo>): KeyMap {
  return { ...DESK_KEYS, ...Object.fromEntries(wanted) };
}

/** A wish whose key another action has. */
function firstClash(wanted: ReadonlyMap<DeskAction, Combo>): { action: DeskAction; other: DeskAction } | null {
  const keys = mapOf(wanted);
  for (const action of [...wanted.keys()].toReversed()) {
    const other = DESK_ACTIONS.find((one) => one !== action && sayCombo(keys[one]) === sayCombo(keys[action]));
    if (other !== undefined) return { action, other };
  }
  return null;
}
