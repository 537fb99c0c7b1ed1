// Tells a scanner from a person by timing alone. Pure: keys with their times go in, a scan comes out.
// A scanner leaves a few milliseconds between keys and ends in Enter or Tab; a person cannot keep that up for four keys.
// One hiccup within a long code is forgiven: it would cut the code's beginning off, which is worse than asking twice. A longer pause, as a busy
// computer makes it, cuts the code into parts: they are joined at the end where the whole is one code, never with keys of a person.

import { isEan13Valid, isLuhnValid } from '../../shared/core/check-digits.ts';

/** A key as it was struck: the key's name and its time in milliseconds on any one clock. */
export type Stroke = { readonly key: string; readonly atMs: number };

/** Keys struck in quick succession so far. */
export type Run = {
  readonly text: string;
  readonly lastMs: number;
  readonly slowGaps: number;
  /** Quick parts before it, each cut off by a pause; null where there are none, or a person struck them. */
  readonly cut: CutParts | null;
};

/** `areLong`: each part alone is longer than a person strikes at this speed. */
type CutParts = { readonly text: string; readonly areLong: boolean };

/** The end of a scan. `part`: keys since the last pause, null where they are none of their own. `whole`: the same with the parts before that pause. */
export type EndedScan = {
  readonly part: string | null;
  readonly whole: { readonly text: string; readonly areLong: boolean } | null;
};

/** The effect of a stroke. `begins`: a new run began with it. `scan`: it ended a scan. */
export type Heard = { readonly run: Run | null; readonly begins: boolean; readonly scan: EndedScan | null };

/** A gap that a scanner does not exceed and a person does not keep below, where the desk has not learned its own. */
export const FAST_GAP_MS = 45;
/** A hiccup of the machine within a scan. */
const HICCUP_MS = 150;
/** The longest pause that a busy computer makes within one scan. */
const LONGEST_PAUSE_MS = 2_000;
const SHORTEST = 4;
const SHORTEST_WITH_HICCUP = 8;

/** Takes one key. Keys that print nothing, other than the ends of a scan, break the run; modifiers alone do not. `fastMs`: a gap of this desk's scanner. */
export function hear(run: Run | null, { key, atMs }: Stroke, fastMs = FAST_GAP_MS): Heard {
  if (isModifier(key)) return { run, begins: false, scan: null };
  const gapMs = run === null ? Infinity : atMs - run.lastMs;
  if (key === 'Enter' || key === 'Tab') return { run: null, begins: false, scan: endedScan(run, gapMs, fastMs) };
  if (!isCharacter(key)) return { run: null, begins: false, scan: null };
  if (run === null || gapMs > HICCUP_MS) {
    const cut = run !== null && gapMs <= LONGEST_PAUSE_MS ? cutOff(run) : null;
    return { run: { text: key, lastMs: atMs, slowGaps: 0, cut }, begins: true, scan: null };
  }
  const slowGaps = run.slowGaps + (gapMs > fastMs ? 1 : 0);
  return { run: { ...run, text: run.text + key, lastMs: atMs, slowGaps }, begins: false, scan: null };
}

/** Whether the run is already faster than a person: two gaps in a row that are a scanner's. */
export function looksScanned(run: Run | null): boolean {
  return run !== null && run.text.length >= 3 && run.slowGaps === 0;
}

/**
 * The code of an ended scan, and whether it takes in the parts before a pause. A part of the form of a library code or an ISBN stands alone. Parts
 * make one code where the check digit fits the whole, or where each is too long and quick for a person. `bare` takes the scanner's additions off.
 */
export function codeOfEnded(
  { part, whole }: EndedScan,
  bare: (text: string) => string,
): { readonly code: string; readonly isJoined: boolean } | null {
  const alone = part === null ? null : bare(part);
  const isAlone = whole === null || (alone !== null && (LIBRARY.test(alone) || ISBN.test(alone)));
  if (!isAlone) {
    const joined = bare(whole.text);
    if (hasCheckDigit(joined) || (whole.areLong && part !== null && /^\w+$/.test(joined)))
      return { code: joined, isJoined: true };
  }
  return alone === null ? null : { code: alone, isJoined: false };
}

const LIBRARY = /^[23]\d{13}$/;
const ISBN = /^97[89]\d{10}$/;

/** Codes of libraries and of books: no other code proves its digits. */
function hasCheckDigit(code: string): boolean {
  return (LIBRARY.test(code) && isLuhnValid(code)) || (ISBN.test(code) && isEan13Valid(code));
}

function cutOff({ text, slowGaps, cut }: Run): CutParts | null {
  // A single key has no speed: then the check digit of the whole decides alone.
  const isQuick = slowGaps === 0 || (slowGaps === 1 && text.length >= SHORTEST);
  if (!isQuick) return null;
  const isLong = slowGaps === 0 && text.length >= SHORTEST;
  return { text: (cut?.text ?? '') + text, areLong: isLong && (cut?.areLong ?? true) };
}

/** The scan of a scanner that strikes no key after its code, when nothing came for a while; null when the run is none. */
export function endedByPause(run: Run | null): string | null {
  return run !== null && run.text.length >= SHORTEST_WITH_HICCUP ? codeOfRun(run) : null;
}

function endedScan(run: Run | null, gapMs: number, fastMs: number): EndedScan | null {
  if (run === null || gapMs > fastMs) return null;
  const part = codeOfRun(run);
  // A rest shorter than a scan is quick by its own end.
  const isQuick = part !== null || run.slowGaps === 0;
  const whole = run.cut !== null && isQuick ? { text: run.cut.text + run.text, areLong: run.cut.areLong } : null;
  return part === null && whole === null ? null : { part, whole };
}

function codeOfRun(run: Run): string | null {
  const shortest = run.slowGaps === 0 ? SHORTEST : SHORTEST_WITH_HICCUP;
  return run.slowGaps <= 1 && run.text.length >= shortest ? run.text : null;
}

/** Keys that print are named by their sign; all others by a word. */
function isCharacter(key: string): boolean {
  return key.length === 1 || (key.length === 2 && key.codePointAt(0) !== key.charCodeAt(0));
}

function isModifier(key: string): boolean {
  return ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock'].includes(key);
}
