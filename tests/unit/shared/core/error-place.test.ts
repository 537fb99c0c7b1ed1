// Logs tell the kind and the place of an error and nothing that its text quotes.

import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { kindOfError, placeOfError } from '../../../../shared/core/error-place.ts';

const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test('the text of an error is in neither, also where it has lines like places', () => {
  const quoting = [
    thrown(() => JSON.parse('{"family":Quillworthy')),
    new Error('no row for\n    at Quillworthy (lives: here)'),
    new HoldfastError('HF-PATRON-001', { card: 'Quillworthy' }),
    'Quillworthy',
  ];
  expect(String(quoting[0])).toContain('Quill');
  expect(JSON.stringify(quoting.map((error) => [kindOfError(error), placeOfError(error)]))).not.toContain('Quill');
});

test('it is told by its code, or by its name and the code of the machine', () => {
  const failed = Object.assign(new Error('disk'), { name: 'SqliteError', code: 'SQLITE_FULL' });
  const away = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
  const odd = Object.assign(new Error('odd'), { code: 'Zephyrine Quillworthy' });
  expect([failed, away, odd, new HoldfastError('HF-CIRC-001'), 'text'].map(kindOfError)).toEqual([
    'SqliteError SQLITE_FULL',
    'TypeError ECONNREFUSED',
    'Error',
    'HF-CIRC-001',
    'string',
  ]);
});

test('its place is where it happened', () => {
  expect(placeOfError(new Error('here')).split('\n')[0]).toMatch(/^at .*error-place\.test\.ts/);
  expect(placeOfError('text')).toBe('');
});
