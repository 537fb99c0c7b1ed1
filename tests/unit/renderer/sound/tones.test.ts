// The sounds differ without looking.

import { TONE_SETS } from '../../../../renderer/sound/tones.ts';

describe.each(Object.entries(TONE_SETS))('the %s sounds of the desk', (_set, TONES) => {
  test('done is one short high tone', () => {
    expect(TONES.done).toHaveLength(1);
    expect(TONES.done[0]?.hz).toBeGreaterThan(3 * (TONES.refused[0]?.hz ?? 0));
    expect(TONES.done[0]?.ms).toBeLessThanOrEqual(120);
  });

  test('route is two tones, rising', () => {
    const [first, second] = TONES.route;
    expect(TONES.route).toHaveLength(2);
    expect(second?.hz).toBeGreaterThan(first?.hz ?? Infinity);
    expect(second?.atMs).toBeGreaterThanOrEqual((first?.atMs ?? 0) + (first?.ms ?? 0));
  });

  test('refused is one low tone, the longest of all', () => {
    expect(TONES.refused).toHaveLength(1);
    expect(TONES.refused[0]?.hz).toBeLessThan(300);
    const lengths = Object.entries(TONES).map(([, beeps]) => Math.max(...beeps.map(({ atMs, ms }) => atMs + ms)));
    expect(TONES.refused[0]?.ms).toBe(Math.max(...lengths));
  });

  test('a card is a soft click', () => {
    expect(TONES.card[0]?.ms).toBeLessThan(30);
    expect(TONES.card[0]?.loudness).toBeLessThan(TONES.done[0]?.loudness ?? 0);
  });
});
