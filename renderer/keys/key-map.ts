// Every key of the program, in one place, so that a library can remap them. No single characters: a card stripe is full of them.
// None is a key that a Chromium tab keeps for itself (Ctrl+N T W Tab, Ctrl+Shift+N T W Q).

import type { TallyTier } from '../../shared/core/tally.ts';

/** A combination: `Mod` is Ctrl, on a Mac ⌘. */
export type Combo = { readonly key: string; readonly isMod: boolean; readonly isShift: boolean };

const plain = (key: string): Combo => ({ key, isMod: false, isShift: false });
const mod = (key: string): Combo => ({ key, isMod: true, isShift: false });
const modShift = (key: string): Combo => ({ key, isMod: true, isShift: true });

export const KEYS = {
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

/** An action of the desk: what a key, a button and a line of the palette all do. */
export type ActionId = keyof typeof KEYS;

/** The key of each tier of the reference tally. */
export const TALLY_KEYS = {
  1: 'tally1',
  2: 'tally2',
  3: 'tally3',
  4: 'tally4',
  5: 'tally5',
  6: 'tally6',
  directional: 'tallyDirectional',
} as const satisfies Readonly<Record<TallyTier, ActionId>>;

/** Function keys that do nothing here, and would make the browser do something of its own. */
export const DEAD_KEYS: ReadonlySet<string> = new Set(['F10']);

/** A key as an event tells it. */
export type Struck = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The action of a key; null when it has none. On a keyboard without Latin letters the place of the key decides. */
export function actionOf(struck: Struck): ActionId | null {
  const isMod = struck.ctrlKey || struck.metaKey;
  if (struck.altKey) return null;
  for (const [id, combo] of entriesOfKeys()) {
    const isModified = combo.isMod === isMod && (combo.isShift === struck.shiftKey || !combo.isMod);
    if (isModified && isKey(combo.key, struck)) return id;
  }
  return null;
}

function isKey(key: string, struck: Struck): boolean {
  if (struck.key.toUpperCase() === key.toUpperCase()) return true;
  // With Shift a digit key says what is printed above the digit; the key itself is the same on every keyboard.
  if (/^[1-9]$/.test(key)) return struck.code === `Digit${key}`;
  const isLatin = /^[a-z]$/i.test(struck.key);
  return /^[A-Z]$/.test(key) && !isLatin && struck.code === `Key${key}`;
}

function entriesOfKeys(): readonly (readonly [ActionId, Combo])[] {
  return parseEntries(Object.entries(KEYS));
}

function parseEntries(entries: readonly (readonly [string, Combo])[]): readonly (readonly [ActionId, Combo])[] {
  return entries as readonly (readonly [ActionId, Combo])[];
}
