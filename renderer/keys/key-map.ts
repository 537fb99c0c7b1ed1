// The action of a pressed key, by the default keys or those of the library.

import {
  DESK_ACTIONS,
  DESK_KEYS,
  keysWith,
  type DeskAction,
  type KeyMap,
  type KeyWishes,
} from '../../shared/core/desk-keys.ts';
import type { TallyTier } from '../../shared/core/tally.ts';

/** The keys that Holdfast comes with. */
export const KEYS = DESK_KEYS;

/** An action of the desk: the shared effect of a key, a button and a line of the palette. */
export type ActionId = DeskAction;

/** Keys by the wishes of a library, made once for each. */
const MADE = new WeakMap<KeyWishes, ReturnType<typeof keysWith>>();

/** Keys in force, with the faults of the wishes; null = the library has none. */
export function keysInForce(wishes: KeyWishes | null): ReturnType<typeof keysWith> {
  if (wishes === null) return { keys: KEYS, faults: [] };
  const made = MADE.get(wishes) ?? keysWith(wishes);
  MADE.set(wishes, made);
  return made;
}

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
export function actionOf(struck: Struck, keys: KeyMap = KEYS): ActionId | null {
  const isMod = struck.ctrlKey || struck.metaKey;
  if (struck.altKey) return null;
  for (const id of DESK_ACTIONS) {
    const combo = keys[id];
    const isModified = combo.isMod === isMod && (combo.isShift === struck.shiftKey || !combo.isMod);
    if (isModified && isKey(combo.key, struck)) return id;
  }
  return null;
}

function isKey(key: string, struck: Struck): boolean {
  if (struck.key.toUpperCase() === key.toUpperCase()) return true;
  // With Shift a digit key gives the sign printed above the digit; the key itself is the same on every keyboard.
  if (/^[1-9]$/.test(key)) return struck.code === `Digit${key}`;
  const isLatin = /^[a-z]$/i.test(struck.key);
  return /^[A-Z]$/.test(key) && !isLatin && struck.code === `Key${key}`;
}
