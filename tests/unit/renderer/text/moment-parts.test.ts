// The parts of a moment, chosen in the words and the order of a language.

import { choicesFor, partOf, partOrder, withPart, zoneName } from '../../../../renderer/text/moment-parts.ts';

describe('a moment in parts', () => {
  test('has the order of the language', () => {
    expect(partOrder('en')).toEqual(['month', 'day', 'year', 'hour', 'minute']);
    expect(partOrder('es')).toEqual(['day', 'month', 'year', 'hour', 'minute']);
  });

  test('is read and changed part by part; a day that the month lacks is its last', () => {
    const moment = '2026-01-31T18:05';
    expect(partOf(moment, 'day')).toBe(31);
    expect(withPart(moment, 'month', 2)).toBe('2026-02-28T18:05');
    expect(withPart(moment, 'minute', 7)).toBe('2026-01-31T18:07');
  });

  test('days carry their weekday, and are those of the month', () => {
    const days = choicesFor('en', 'day', '2028-02-10T00:00');
    expect(days).toHaveLength(29);
    expect(days[0]).toEqual({ value: 1, label: '1 Tue' });
    expect(choicesFor('es', 'day', '2026-12-10T00:00')[19]?.label).toMatch(/^dom/);
  });

  test('months and hours are said in the language', () => {
    expect(choicesFor('es', 'month', '2026-12-10T00:00')[11]).toEqual({ value: 12, label: 'diciembre' });
    expect(choicesFor('en', 'hour', '2026-12-10T00:00')[18]).toEqual({ value: 18, label: '6 PM' });
    expect(choicesFor('en', 'minute', '2026-12-10T00:00')[5]).toEqual({ value: 5, label: '05' });
  });

  test('last year may be chosen, and ten years to come', () => {
    const years = choicesFor('en', 'year', '2026-12-10T00:00').map(({ value }) => value);
    expect([years.at(0), years.at(-1)]).toEqual([2025, 2036]);
  });

  test('zones have names', () => {
    expect(zoneName('en', 'America/Los_Angeles')).toBe('Pacific Time');
    expect(zoneName('es', 'America/New_York')).toBe('hora oriental');
  });
});
