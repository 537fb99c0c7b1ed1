// Keys of a library: the possible ones, and the loser where two want one key.

import { keysIn } from '../../../../electron/cli/admin/key-option.ts';
import { actionOf, keysInForce } from '../../../../renderer/keys/key-map.ts';
import { keyParts } from '../../../../renderer/keys/key-name.ts';
import { DESK_ACTIONS, DESK_KEYS, keysWith, parseCombo, sayCombo } from '../../../../shared/core/desk-keys.ts';

const struck = (key: string, more: object = {}) => ({
  key,
  code: `Key${key}`,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

test('without wishes the keys are those that Holdfast comes with', () => {
  expect(keysInForce(null)).toEqual({ keys: DESK_KEYS, faults: [] });
  expect(keysWith({})).toEqual({ keys: DESK_KEYS, faults: [] });
});

test('a wish is struck, shown and told, and the old key does nothing', () => {
  const { keys, faults } = keysWith({ undo: 'Ctrl+Shift+0', slip: 'F12' });
  expect(faults).toEqual([]);
  expect(actionOf(struck('F12', { code: 'F12' }), keys)).toBe('slip');
  expect(actionOf(struck('P', { ctrlKey: true, shiftKey: true }), keys)).toBeNull();
  expect(keyParts('slip', false, keys)).toEqual(['F12']);
});

test('two actions may change their keys with each other', () => {
  const { keys, faults } = keysWith({ checkout: 'F3', checkin: 'F2' });
  expect(faults).toEqual([]);
  expect(actionOf(struck('F3', { code: 'F3' }), keys)).toBe('checkout');
});

test('a key that another action has is told with that action, and the usual key stays', () => {
  const { keys, faults } = keysWith({ undo: 'Ctrl+Shift+P' });
  expect(faults).toEqual([{ kind: 'taken', action: 'undo', key: 'Ctrl+Shift+P', other: 'slip' }]);
  expect(keys).toEqual(DESK_KEYS);
});

test('of two wishes for one key one gives way, and no two actions ever have one key', () => {
  const { keys, faults } = keysWith({ undo: 'F12', slip: 'F12', lock: 'Ctrl+Shift+Z' });
  expect(faults.length).toBeGreaterThan(0);
  const written = DESK_ACTIONS.map((action) => sayCombo(keys[action]));
  expect(new Set(written).size).toBe(written.length);
});

test.each(['Ctrl+T', 'Ctrl+Shift+W', 'F11', 'Backspace', 'Ctrl+C'])('%s belongs to browser or system', (key) => {
  expect(keysWith({ undo: key }).faults).toEqual([{ kind: 'kept', action: 'undo', key }]);
});

test.each(['U', '7', 'Shift+F2', 'Alt+F4', 'Enter', 'Tab', '', 'Ctrl+', 'F13'])('%p is no key of an action', (key) => {
  expect(parseCombo(key)).toBeNull();
});

test('a written key is read back, and the other way round', () => {
  for (const action of DESK_ACTIONS) expect(parseCombo(sayCombo(DESK_KEYS[action]))).toEqual(DESK_KEYS[action]);
});

test('the command line takes what a desk can follow, and names each conflict', () => {
  expect(keysIn('undo=Ctrl+Shift+0; slip = F12')).toEqual({ undo: 'Ctrl+Shift+0', slip: 'F12' });
  expect(keysIn('none')).toBeUndefined();
  expect(() => keysIn('undo=Ctrl+Shift+P')).toThrow(/is the key of slip/);
  expect(() => keysIn('undo=Ctrl+T; jump=F12')).toThrow(/belongs to the browser.*|jump is no action/);
});
