// The words of an exception.

import { sayException } from '../../../../shared/circ/say-exception.ts';

describe('the text of an exception for staff', () => {
  const of = (title: string, language: 'en' | 'es' = 'en'): string =>
    sayException({ language, now: 0 }, { code: 'already-in', params: { title, barcode: '40000000000017' } }).text;

  test('names the title, with the barcode to find the copy by', () => {
    expect(of('Walden')).toBe('Walden (40000000000017) was checked in though it was in already.');
  });

  test('says once what is known by its barcode alone', () => {
    expect(of('40000000000017')).toBe('40000000000017 was checked in though it was in already.');
    expect(of('40000000000017', 'es')).toBe('40000000000017 se devolvió aunque ya estaba en la biblioteca.');
  });

  test.each([
    [null, 'belongs on course reserve.', 'va en reserva de curso.'],
    ['Course Readings', 'belongs on Course Readings.', 'va en Course Readings.'],
  ])('calls course reserves as the library does: %s', (name, en, es) => {
    const exception = { code: 'missed-reserve', params: { title: 'Walden', barcode: '40000000000017' } };
    expect(sayException({ language: 'en', now: 0 }, exception, name).text).toContain(`(40000000000017) ${en}`);
    expect(sayException({ language: 'es', now: 0 }, exception, name).text).toContain(`(40000000000017) ${es}`);
  });

  test('is the code itself where this version has no words for it [I20]', () => {
    expect(sayException({ language: 'en', now: 0 }, { code: 'of-a-later-version', params: {} }).text).toBe(
      'of-a-later-version',
    );
  });
});
