// The keys of the desk clash neither with each other, nor with a scanner, nor with the browser.

import type { Combo } from '../../../../shared/core/desk-keys.ts';
import { KEYS, actionOf, type ActionId, type Struck } from '../../../../renderer/keys/key-map.ts';
import { ariaKeys, keyParts } from '../../../../renderer/keys/key-name.ts';

const all = Object.entries(KEYS) as [ActionId, Combo][];
const struck = (change: Partial<Struck>): Struck => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...change,
});

describe('the keys of the desk', () => {
  test('no two actions have the same key', () => {
    const names = all.map(([id]) => ariaKeys(id, false));
    expect(new Set(names).size).toBe(names.length);
  });

  test('no action is a single character, for a card stripe is full of them', () => {
    expect(all.filter(([, { key, isMod }]) => key.length === 1 && !isMod)).toEqual([]);
  });

  test('no action is a key that a Chromium tab keeps for itself', () => {
    const kept = ['N', 'T', 'W', 'Tab', 'PageUp', 'PageDown'].map((key) => `Control+${key}`);
    const keptWithShift = ['N', 'T', 'W', 'Q'].map((key) => `Control+Shift+${key}`);
    expect(all.map(([id]) => ariaKeys(id, false)).filter((name) => [...kept, ...keptWithShift].includes(name))).toEqual(
      [],
    );
  });

  test('no action is a scanner’s Enter or Tab', () => {
    expect(all.filter(([, { key }]) => key === 'Enter' || key === 'Tab')).toEqual([]);
  });

  test.each(all)('%s is found by its own key', (id, { key, isMod, isShift }) => {
    expect(actionOf(struck({ key, ctrlKey: isMod, shiftKey: isShift }))).toBe(id);
    expect(actionOf(struck({ key, metaKey: isMod, shiftKey: isShift }))).toBe(id);
  });

  test('on a keyboard without Latin letters the place of the key decides', () => {
    expect(actionOf(struck({ key: 'Н', code: 'KeyY', ctrlKey: true, shiftKey: true }))).toBe('why');
  });

  test('a digit is found by its place, whatever Shift makes of it', () => {
    expect(actionOf(struck({ key: '!', code: 'Digit1', ctrlKey: true, shiftKey: true }))).toBe('step1');
    expect(actionOf(struck({ key: 'à', code: 'Digit1', ctrlKey: true, shiftKey: true }))).toBe('step1');
    expect(actionOf(struck({ key: '1', code: 'Digit1', ctrlKey: true }))).toBe('tally1');
    expect(actionOf(struck({ key: '&', code: 'Digit1', ctrlKey: true }))).toBe('tally1');
    expect(actionOf(struck({ key: '9', code: 'Digit9', ctrlKey: true }))).toBeNull();
  });

  test('the letter alone is not the action', () => {
    expect(actionOf(struck({ key: 'y', code: 'KeyY' }))).toBeNull();
    expect(actionOf(struck({ key: 'o', code: 'KeyO', ctrlKey: true }))).toBeNull();
  });

  test('AltGr is not Ctrl', () => {
    expect(actionOf(struck({ key: 'Y', code: 'KeyY', ctrlKey: true, shiftKey: true, altKey: true }))).toBeNull();
  });

  test('keys are written as the keyboard writes them', () => {
    expect(keyParts('why', false)).toEqual(['Ctrl', 'Shift', 'Y']);
    expect(keyParts('why', true)).toEqual(['⌘', '⇧', 'Y']);
    expect(keyParts('close', false)).toEqual(['Esc']);
    expect(keyParts('nextCard', false)).toEqual(['Ctrl', '↓']);
    expect(keyParts('step1', true)).toEqual(['⌃', '⇧', '1']);
  });
});
