// The learned properties of a desk's scanner: the signs around each code, the end of a scan, the speed. Pure; the page
// and the desk share it.

import { isEan13Valid, isLuhnValid } from './check-digits.ts';

/** How a scan ends: a key, or nothing but the pause after it. */
export const SCAN_ENDS = ['enter', 'tab', 'pause'] as const;
export type ScanEnd = (typeof SCAN_ENDS)[number];

/** The slowest scanner that differs from a person; the quickest limit that a busy computer keeps. Milliseconds between two keys. */
export const SLOWEST_GAP_MS = 55;
export const QUICKEST_LIMIT_MS = 25;
/** Signs before or after a code; more is a part of the code. */
export const MOST_AFFIX = 16;

/** A scanner as it was learned. `gapMs`: the longest gap between two keys that is still taken for this scanner's. */
export type ScannerProfile = {
  readonly prefix: string;
  readonly suffix: string;
  readonly ends: ScanEnd;
  readonly gapMs: number;
};

/** One scan as it came: its text, the gaps between its keys in milliseconds, and its end. */
export type ScanSample = { readonly text: string; readonly gapsMs: readonly number[]; readonly ends: ScanEnd };

/** Why nothing could be learned. */
export type LearnFault = 'differ' | 'slow' | 'typed' | 'not-in-it';

export type Learned =
  | { readonly ok: true; readonly profile: ScannerProfile; readonly longestMs: number }
  | { readonly ok: false; readonly fault: LearnFault };

/** How many scans of the same code it takes. */
export const SCANS_TO_LEARN = 3;

/** Gaps of a person's typing; no person stays below it over a whole code. */
const TYPED_GAP_MS = 120;

/** Learns from scans of one code; `code`: the digits printed under its bars. */
export function learnScanner(samples: readonly ScanSample[], code: string): Learned {
  const [first] = samples;
  if (first === undefined || samples.some(({ text, ends }) => text !== first.text || ends !== first.ends))
    return { ok: false, fault: 'differ' };
  const longestMs = Math.ceil(Math.max(...samples.map(longestGap)));
  if (longestMs > TYPED_GAP_MS) return { ok: false, fault: 'typed' };
  if (longestMs > SLOWEST_GAP_MS) return { ok: false, fault: 'slow' };
  const at = first.text.indexOf(code);
  if (code === '' || at === -1) return { ok: false, fault: 'not-in-it' };
  const prefix = first.text.slice(0, at);
  const suffix = first.text.slice(at + code.length);
  if (Math.max(prefix.length, suffix.length) > MOST_AFFIX) return { ok: false, fault: 'not-in-it' };
  const gapMs = Math.min(SLOWEST_GAP_MS, Math.max(QUICKEST_LIMIT_MS, longestMs * 2));
  return { ok: true, profile: { prefix, suffix, ends: first.ends, gapMs }, longestMs };
}

/** The one longest gap of a scan is forgiven, as a busy computer makes it: the next counts. Two gaps make the longest count. */
function longestGap({ gapsMs }: ScanSample): number {
  const sorted = gapsMs.toSorted((a, b) => b - a);
  return (sorted.length > 4 ? sorted[1] : sorted[0]) ?? 0;
}

/** The most likely code under the bars of a scan: a person corrects it. */
export function guessCode(text: string): string {
  // Every place where a library code or an ISBN may begin, since the sign before it may be a digit too.
  const begun = Array.from(text.matchAll(/(?=([23]\d{13}))|(?=(97[89]\d{10}))/g));
  for (const [, library = '', isbn = ''] of begun) {
    if (isLuhnValid(library)) return library;
    if (isEan13Valid(isbn)) return isbn;
  }
  // Scanners that send the kind of barcode put a bracket, a letter and a digit before it.
  const bare = text.replace(/^\][A-Za-z]\d/, '');
  return /[A-Za-z0-9](?:[A-Za-z0-9. -]*[A-Za-z0-9])?/.exec(bare)?.[0] ?? bare;
}

/**
 * The code of a scan: without the additions of this desk's scanner. A scan that does not have all of them comes from another scanner and stays whole.
 */
export function codeOfScan(profile: ScannerProfile | null, text: string): string {
  if (profile === null) return text;
  const { prefix, suffix } = profile;
  const isWrapped = text.length > prefix.length + suffix.length && text.startsWith(prefix) && text.endsWith(suffix);
  return isWrapped ? text.slice(prefix.length, text.length - suffix.length) : text;
}
