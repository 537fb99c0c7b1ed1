// How a key is written on its button: the way this machine's keyboard writes it.

import type { Combo, KeyMap } from '../../shared/core/desk-keys.ts';
import { KEYS, type ActionId } from './key-map.ts';

/** Whether the machine is a Mac, whose shortcuts use ⌘. */
export function isMac(navigator: Pick<Navigator, 'userAgent'>): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** The parts of an action's key, as they are printed on the keyboard: `Ctrl`, `Shift`, `Y`. */
export function keyParts(id: ActionId, onMac: boolean, keys: KeyMap = KEYS): readonly string[] {
  const { key, isMod, isShift }: Combo = keys[id];
  return [...(isMod ? [modName(key, onMac)] : []), ...(isShift ? [onMac ? '⇧' : 'Shift'] : []), keyName(key)];
}

/** For `aria-keyshortcuts`. */
export function ariaKeys(id: ActionId, onMac: boolean, keys: KeyMap = KEYS): string {
  const { key, isMod, isShift }: Combo = keys[id];
  return [...(isMod ? [onMac && !isDigit(key) ? 'Meta' : 'Control'] : []), ...(isShift ? ['Shift'] : []), key].join(
    '+',
  );
}

/** A Mac takes pictures of its screen with ⌘, Shift and a digit; Ctrl is free there. */
function modName(key: string, onMac: boolean): string {
  if (!onMac) return 'Ctrl';
  return isDigit(key) ? '⌃' : '⌘';
}

function isDigit(key: string): boolean {
  return /^[0-9]$/.test(key);
}

function keyName(key: string): string {
  return { Escape: 'Esc', Backspace: '⌫', ArrowDown: '↓', ArrowUp: '↑', ArrowRight: '→', ArrowLeft: '←' }[key] ?? key;
}
