// Learning a scanner from three scans of one code, and reading scans without its own signs.

import fc from 'fast-check';
import {
  SLOWEST_GAP_MS,
  codeOfScan,
  guessCode,
  learnScanner,
  type ScanSample,
} from '../../../../shared/core/scanner.ts';

const CODE = '31310000008812';
const scanOf = (text: string, gapMs = 6, ends: ScanSample['ends'] = 'enter'): ScanSample => ({
  text,
  gapsMs: Array<number>(text.length - 1).fill(gapMs),
  ends,
});
const thrice = (sample: ScanSample): ScanSample[] => [sample, sample, sample];

describe('learning a scanner', () => {
  test('finds what stands before and after the code, how a scan ends and how fast it comes', () => {
    expect(learnScanner(thrice(scanOf(`]A0${CODE}~`, 20, 'tab')), CODE)).toEqual({
      ok: true,
      longestMs: 20,
      profile: { prefix: ']A0', suffix: '~', ends: 'tab', gapMs: 40 },
    });
  });

  test('forgives one hiccup of the computer in each scan', () => {
    const [first = 0, ...rest] = scanOf(CODE).gapsMs;
    const hiccup = { ...scanOf(CODE), gapsMs: [first + 70, ...rest] };
    expect(learnScanner([hiccup, scanOf(CODE), hiccup], CODE)).toMatchObject({ ok: true, longestMs: 6 });
  });

  test('never takes gaps for a scan that are a person’s', () => {
    expect(learnScanner(thrice(scanOf(CODE, 50)), CODE)).toMatchObject({ profile: { gapMs: SLOWEST_GAP_MS } });
  });

  test.each([
    ['differ', [scanOf(CODE), scanOf(CODE), scanOf('31310000001204')], CODE],
    ['differ', [scanOf(CODE), scanOf(CODE), scanOf(CODE, 6, 'pause')], CODE],
    ['differ', [], CODE],
    ['slow', thrice(scanOf(CODE, 80)), CODE],
    ['typed', thrice(scanOf(CODE, 180)), CODE],
    ['not-in-it', thrice(scanOf(CODE)), '999'],
    ['not-in-it', thrice(scanOf(CODE)), ''],
    ['not-in-it', thrice(scanOf(`${'-'.repeat(17)}${CODE}`)), CODE],
  ] as const)('says %s where nothing can be learned', (fault, samples, code) => {
    expect(learnScanner(samples, code)).toEqual({ ok: false, fault });
  });
});

test.each([
  [`]A0${CODE}`, CODE],
  ['99310000000000117', '31000000000011'],
  [']C0CONC4100053', 'CONC4100053'],
  ['*B-1203*', 'B-1203'],
  ['~~', '~~'],
])('of %j it is most likely %j that is printed', (text, code) => {
  expect(guessCode(text)).toBe(code);
});

test('a scan is read without what the scanner adds, whatever it adds; one of another scanner stays whole', () => {
  const affix = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(affix, affix, fc.string({ minLength: 1 }), (prefix, suffix, code) => {
      const profile = { prefix, suffix, ends: 'enter', gapMs: 30 } as const;
      expect(codeOfScan(profile, `${prefix}${code}${suffix}`)).toBe(code);
      expect(codeOfScan(null, code)).toBe(code);
      if (!code.startsWith(prefix)) expect(codeOfScan(profile, code)).toBe(code);
    }),
  );
});
