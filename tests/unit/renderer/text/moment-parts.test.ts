// The parts of a moment, chosen in the words and the order of a language.

import type { Language } from '../../../../shared/core/language.ts';
import { choicesFor, partOf, partOrder, withPart, type MomentPart } from '../../../../renderer/text/moment-parts.ts';
import { zoneName } from '../../../../shared/core/zone-name.ts';

const NOW = '2026-12-10T00:00';

/** In December 2026 by default. */
const choices = (language: Language, part: MomentPart, moment = '2026-12-10T00:00') =>
  choicesFor(language, part, { moment, now: NOW });

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
    const days = choices('en', 'day', '2028-02-10T00:00');
    expect(days).toHaveLength(29);
    expect(days[0]).toEqual({ value: 1, label: '1 Tue' });
    expect(choices('es', 'day')[19]?.label).toMatch(/^dom/);
  });

  test('months and hours are said in the language', () => {
    expect(choices('es', 'month')[11]).toEqual({ value: 12, label: 'diciembre' });
    expect(choices('en', 'hour')[18]).toEqual({ value: 18, label: '6 PM' });
    expect(choices('en', 'minute')[5]).toEqual({ value: 5, label: '05' });
  });

  test('years begin with this one and do not slide with the chosen one; a chosen year that is over stays', () => {
    const years = (moment: string): readonly (number | undefined)[] => {
      const all = choices('en', 'year', moment).map(({ value }) => value);
      return [all.at(0), all.at(-1)];
    };
    expect(years('2026-12-10T00:00')).toEqual([2026, 2036]);
    expect(years('2034-12-10T00:00')).toEqual([2026, 2036]);
    expect(years('2025-12-31T23:59')).toEqual([2025, 2036]);
    const past = choicesFor('en', 'year', { moment: NOW, now: NOW, isPast: true });
    expect(past.map(({ value }) => value)).toEqual([2025, 2026]);
  });

  test('zones have names', () => {
    expect(zoneName('en', 'America/Los_Angeles')).toBe('Pacific Time');
    expect(zoneName('es', 'America/New_York')).toBe('hora oriental');
  });
});
