// The words of the page, filled.

import { createSpeaker } from '../../../../renderer/text/speak.ts';

describe('a text of the page', () => {
  const { t } = createSpeaker('es');

  test('ends with one full stop where a time brings one', () => {
    expect(t('bring.savedAt', { time: 'hoy 10:29 p.m.' })).toBe('Guardado hoy 10:29 p.m.');
    expect(t('bring.savedAt', { time: 'hoy 22:29' })).toBe('Guardado hoy 22:29.');
  });
});
