// Texts show keys as the library has them: each mark names an action, no text names a usual key by itself, and a change shows at once.

import { DESK_ACTIONS, DESK_KEYS, keysWith } from '../../../../shared/core/desk-keys.ts';
import { LESSON_TASKS } from '../../../../shared/core/lesson-tasks.ts';
import { en } from '../../../../renderer/text/en.ts';
import { es } from '../../../../renderer/text/es.ts';
import { actionOfUsual, withKeys } from '../../../../renderer/text/key-marks.ts';
import { createSpeaker, speakKeys } from '../../../../renderer/text/speak.ts';

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsIn);
const all = [en, es, LESSON_TASKS].flatMap(textsIn);

test('every mark names an action, and no text has a key of its own', () => {
  const marks = all.flatMap((text) => [...text.matchAll(/⟨(\w+)⟩/g)].map(([, name = '']) => name));
  expect(marks.length).toBeGreaterThan(20);
  expect(marks.filter((name) => !DESK_ACTIONS.some((action) => action === name))).toEqual([]);
  // Two texts explain how a key is written.
  const written = all.filter((text) => /\bF([2-9]|1[0-2])\b|Ctrl\+/.test(text) && !/Ctrl\+Shift\+U/.test(text));
  expect(written).toEqual([]);
});

test('a text says the key of the library from the moment that it is set', () => {
  const speaker = createSpeaker('en');
  const said = () => speaker.t('sync.problemShort');
  expect(said()).toBe('Sending has stopped: press F9');
  let drawn = 0;
  speaker.on('languageChanged', () => (drawn += 1));
  const { keys } = keysWith({ line: 'F12' });
  speakKeys(speaker, keys);
  expect([said(), drawn]).toEqual(['Sending has stopped: press F12', 1]);
  speakKeys(speaker, { ...keys });
  expect(drawn).toBe(1);
});

test('a key is written as the keyboard has it, and a usual one is known by how the handbook writes it', () => {
  expect(withKeys('⟨undo⟩ or ⟨close⟩, ⟨nothing⟩', DESK_KEYS, false)).toBe('Ctrl+Shift+Z or Esc, ⟨nothing⟩');
  expect(withKeys('⟨undo⟩', DESK_KEYS, true)).toBe('⌘+⇧+Z');
  expect(['F3', 'Ctrl+B', 'Esc', 'R'].map(actionOfUsual)).toEqual(['checkin', 'carts', 'close', null]);
});
