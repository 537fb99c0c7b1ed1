// Keys within texts: `⟨checkin⟩` stands for the key of that action, as the library has it and as this machine's keyboard writes it.

import { DESK_ACTIONS, DESK_KEYS, sayCombo, type DeskAction, type KeyMap } from '../../shared/core/desk-keys.ts';
import { keyParts } from '../keys/key-name.ts';

const MARK = /⟨(\w+)⟩/g;

/** A text with its keys written out. */
export function withKeys(text: string, keys: KeyMap, onMac: boolean): string {
  return text.replace(MARK, (mark, name: string) => {
    const action = DESK_ACTIONS.find((one) => one === name);
    return action === undefined ? mark : sayKey(action, keys, onMac);
  });
}

/** The key of an action in one word, such as `Ctrl+Shift+Z`. */
export function sayKey(action: DeskAction, keys: KeyMap, onMac: boolean): string {
  return keyParts(action, onMac, keys).join('+');
}

const BY_USUAL_KEY = new Map(DESK_ACTIONS.map((action) => [sayCombo(DESK_KEYS[action]), action]));

/** The action of a key as Holdfast comes, by how it is written; null = it is none. */
export function actionOfUsual(text: string): DeskAction | null {
  return BY_USUAL_KEY.get(text) ?? BY_USUAL_KEY.get(text.replace(/^Esc$/, 'Escape')) ?? null;
}
