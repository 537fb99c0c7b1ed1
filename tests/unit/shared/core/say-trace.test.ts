// Entries of a trace in words: lengths of time with their unit, and nothing twice.

import { sayTrace } from '../../../../shared/core/say-trace.ts';
import type { Language } from '../../../../shared/core/language.ts';
import type { Params } from '../../../../shared/core/say.ts';

const NOW = Date.UTC(2026, 10, 26, 20);
const due = { dueAt: NOW + 3_600_000, grain: 'time' as const, zone: 'UTC' };
const said = (code: string, params: Params, language: Language = 'en'): string =>
  sayTrace({ language, now: NOW }, { code, params: { due, ...params } });

describe('a step of the due date', () => {
  test.each<[string, Params, string, string]>([
    [
      'DUE_PERIOD_HOURS',
      { name: 'Laptops', n: 1 },
      'Loan period “Laptops”: 1 hour. Due tonight 9:00 PM.',
      'Plazo «Laptops»: 1 hora. Vence esta noche 9:00 p.m.',
    ],
    [
      'DUE_PERIOD_HOURS',
      { name: '6 hours', n: 6 },
      'Loan period: 6 hours. Due tonight 9:00 PM.',
      'Plazo «6 hours»: 6 horas. Vence esta noche 9:00 p.m.',
    ],
    [
      'DUE_LENGTH_DAYS',
      { n: 28 },
      'Loan period: 28 days. Due tonight 9:00 PM.',
      'Plazo: 28 días. Vence esta noche 9:00 p.m.',
    ],
    [
      'DUE_CUT_TO_CLOSING',
      { buffer: 15 },
      'Cut to 15 minutes before closing. Due tonight 9:00 PM.',
      'Se acorta a 15 minutos antes del cierre. Vence esta noche 9:00 p.m.',
    ],
    [
      'DUE_CUT_TO_CLOSING',
      { buffer: 0 },
      'Cut to closing time. Due tonight 9:00 PM.',
      'Se acorta a la hora de cierre. Vence esta noche 9:00 p.m.',
    ],
    [
      'DUE_CLOSING_AFTER_NEXT',
      { buffer: 15 },
      'The desk is closed now. Due 15 minutes before it closes the next time it is open: tonight 9:00 PM.',
      'El mostrador está cerrado ahora. Vence 15 minutos antes de que cierre la próxima vez que abra: esta noche 9:00 p.m.',
    ],
    [
      'DUE_OVERNIGHT',
      { window: 240, offset: 60 },
      'Lent in the last 4 hours before closing, so it runs overnight until 1 hour after opening. Due tonight 9:00 PM.',
      'Prestado en el último tramo antes del cierre (4 horas): es por la noche, hasta 1 hora después de abrir. Vence esta noche 9:00 p.m.',
    ],
  ])('%s %j', (code, params, en, es) => {
    expect(said(code, params)).toBe(en);
    expect(said(code, params, 'es').replaceAll('\u00a0', ' ')).toBe(es);
  });

  test('of less than a minute ago is of just now', () => {
    const asOf = { dueAt: NOW - 59_999, grain: 'time' as const, zone: 'UTC' };
    expect(said('DATA_HOLDS_AS_OF', { asOf })).toBe('The item, its loan and its holds as of today 7:59 PM: just now.');
  });

  test('a code of another version is said as it is', () => {
    expect(said('DUE_LATER', {})).toBe('DUE_LATER');
  });
});
