// How a key is written on its button: the way this machine's keyboard writes it.

import { KEYS, type ActionId, type Combo } from './key-map.ts';

/** Whether the machine is a Mac, whose shortcuts use ⌘. */
export function isMac(navigator: Pick<Navigator, 'userAgent'>): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** The parts of an action's key, as they are printed on the keyboard: `Ctrl`, `Shift`, `Y`. */
export function keyParts(id: ActionId, onMac: boolean): readonly string[] {
  const { key, isMod, isShift }: Combo = KEYS[id];
  return [...(isMod ? [onMac ? '⌘' : 'Ctrl'] : []), ...(isShift ? [onMac ? '⇧' : 'Shift'] : []), keyName(key)];
}

/** For `aria-keyshortcuts`. */
export function ariaKeys(id: ActionId, onMac: boolean): string {
  const { key, isMod, isShift }: Combo = KEYS[id];
  return [...(isMod ? [onMac ? 'Meta' : 'Control'] : []), ...(isShift ? ['Shift'] : []), key].join('+');
}

function keyName(key: string): string {
  return key === 'Escape' ? 'Esc' : key;
}
