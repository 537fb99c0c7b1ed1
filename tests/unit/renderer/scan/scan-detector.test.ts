// Timings of the scan detector: a scanner against a person.

import { codeOfEnded, hear, type Run } from '../../../../renderer/scan/scan-detector.ts';

/** Strikes the keys of a text and Enter with the given gaps (the last one repeats); resolves to the scan that was recognized. */
function strike(
  text: string,
  gaps: readonly number[],
  last: 'Enter' | 'Tab' = 'Enter',
  fastMs?: number,
): string | null {
  let run: Run | null = null;
  let atMs = 1_000;
  for (const [index, key] of [...text.split(''), last].entries()) {
    if (index > 0) atMs += gaps[Math.min(index - 1, gaps.length - 1)] ?? 0;
    const heard = hear(run, { key, atMs }, fastMs);
    run = heard.run;
    if (heard.scan !== null) return codeOfEnded(heard.scan, (bare) => bare)?.code ?? null;
  }
  return null;
}

const BARCODE = '31310000008812';

describe('telling a scanner from a person', () => {
  test.each([1, 5, 15, 30])('14 characters and Enter with gaps of %d ms are a scan', (gap) => {
    expect(strike(BARCODE, [gap])).toBe(BARCODE);
  });

  test.each([61, 80, 120, 250])('a person who types a name with gaps of %d ms does not scan', (gap) => {
    expect(strike('okafor', [gap])).toBeNull();
  });

  test('a fast typist who rolls over two keys does not scan', () => {
    expect(strike('okafor', [90, 25, 110, 20, 95, 130])).toBeNull();
  });

  test('a fast word with a late Enter is typed, not scanned', () => {
    expect(strike(BARCODE, [...Array<number>(13).fill(5), 400])).toBeNull();
  });

  test('three keys are too few to be a scan', () => {
    expect(strike('123', [5])).toBeNull();
    expect(strike('1234', [5])).toBe('1234');
  });

  test('a scanner that ends in Tab is heard as well', () => {
    expect(strike(BARCODE, [5], 'Tab')).toBe(BARCODE);
  });

  test('a scanner that the desk has learned may be slower, and a quick one leaves less to a person', () => {
    expect(strike(BARCODE, [50])).toBeNull();
    expect(strike(BARCODE, [50], 'Enter', 55)).toBe(BARCODE);
    expect(strike(BARCODE, [35], 'Enter', 25)).toBeNull();
  });

  test('one hiccup within a long code does not cut its beginning off', () => {
    expect(strike(BARCODE, [5, 110, 5])).toBe(BARCODE);
  });

  test('two hiccups are a person', () => {
    expect(strike(BARCODE, [5, 110, 110, 5])).toBeNull();
  });

  test('the signs of a card stripe are part of the scan', () => {
    const stripe = '%B21310000004421^OKAFOR/SADE ^2705?;21310000004421=2705?';
    expect(strike(stripe, [4])).toBe(stripe);
  });

  test('modifiers between keys do not break a scan', () => {
    let run: Run | null = null;
    for (const [index, key] of ['Shift', 'A', 'B', 'Shift', 'C', 'D'].entries())
      run = hear(run, { key, atMs: index * 5 }).run;
    expect(hear(run, { key: 'Enter', atMs: 32 }).scan?.part).toBe('ABCD');
  });

  test('a key that prints nothing breaks the run', () => {
    let run: Run | null = null;
    for (const [index, key] of ['1', '2', '3', 'Backspace', '4', '5'].entries())
      run = hear(run, { key, atMs: index * 5 }).run;
    expect(hear(run, { key: 'Enter', atMs: 32 }).scan).toBeNull();
  });

  test('letters typed long before a scan are not part of it', () => {
    let run: Run | null = null;
    for (const [index, key] of 'ok'.split('').entries()) run = hear(run, { key, atMs: index * 100 }).run;
    for (const [index, key] of BARCODE.split('').entries()) run = hear(run, { key, atMs: 5_000 + index * 5 }).run;
    expect(hear(run, { key: 'Enter', atMs: 5_070 }).scan).toEqual({ part: BARCODE, whole: null });
  });

  describe('when a busy computer pauses within a code', () => {
    /** Its check digit fits. */
    const CARD = '21310000004422';

    /** Gaps of 5 ms, but `pauseMs` before the keys at these places. */
    const pausedAt = (text: string, places: readonly number[], pauseMs: number, quickMs = 5): number[] =>
      [...text.split(''), 'Enter'].slice(1).map((_, index) => (places.includes(index + 1) ? pauseMs : quickMs));

    test.each([200, 700, 1_900])('a pause of %d ms in the middle cuts no digit off', (pauseMs) => {
      expect(strike(BARCODE, pausedAt(BARCODE, [7], pauseMs))).toBe(BARCODE);
    });

    test.each([[[1]], [[2]], [[12]], [[3, 9]], [[2, 4, 13]]])(
      'pauses before the keys %j join where the check digit fits',
      (at) => {
        expect(strike(CARD, pausedAt(CARD, at, 300))).toBe(CARD);
      },
    );

    test('a code without a check digit is joined from parts too long and quick for a person', () => {
      expect(strike('ABC1234567', pausedAt('ABC1234567', [5], 300))).toBe('ABC1234567');
    });

    test('a whole code stands alone, even right behind quick digits', () => {
      expect(strike(`2131${BARCODE}`, pausedAt(`2131${BARCODE}`, [4], 300))).toBe(BARCODE);
    });

    test.each([90, 160])('digits that a person typed with gaps of %d ms before a short code do not join it', (gap) => {
      expect(strike('3131000B1234', [...Array<number>(6).fill(gap), 300, 5])).toBe('B1234');
    });

    test('three quick letters of a person do not join a short code', () => {
      expect(strike('theB1234', pausedAt('theB1234', [3], 300))).toBe('B1234');
    });

    test('parts of long ago do not join', () => {
      expect(strike(BARCODE, pausedAt(BARCODE, [7], 2_500))).toBe(BARCODE.slice(7));
    });
  });
});
