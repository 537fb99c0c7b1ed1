// Tells a scanner from a person by timing alone. Pure: keys with their times go in, a scan comes out.
// A scanner leaves a few milliseconds between keys and ends in Enter or Tab; a person cannot keep that up for four keys.
// One hiccup within a long code is forgiven: it would cut the code's beginning off, which is worse than asking twice.

/** A key as it was struck: the key's name and its time in milliseconds on any one clock. */
export type Stroke = { readonly key: string; readonly atMs: number };

/** Keys struck in quick succession so far. */
export type Run = { readonly text: string; readonly lastMs: number; readonly slowGaps: number };

/** The effect of a stroke. `begins`: a new run began with it. `scan`: it ended a scan. */
export type Heard = { readonly run: Run | null; readonly begins: boolean; readonly scan: string | null };

/** A gap that a scanner does not exceed and a person does not keep below, where the desk has not learned its own. */
export const FAST_GAP_MS = 45;
/** A hiccup of the machine within a scan. */
const HICCUP_MS = 150;
const SHORTEST = 4;
const SHORTEST_WITH_HICCUP = 8;

/** Takes one key. Keys that print nothing, other than the ends of a scan, break the run; modifiers alone do not. `fastMs`: a gap of this desk's scanner. */
export function hear(run: Run | null, { key, atMs }: Stroke, fastMs = FAST_GAP_MS): Heard {
  if (isModifier(key)) return { run, begins: false, scan: null };
  const gapMs = run === null ? Infinity : atMs - run.lastMs;
  if (key === 'Enter' || key === 'Tab') return { run: null, begins: false, scan: endedScan(run, gapMs, fastMs) };
  if (!isCharacter(key)) return { run: null, begins: false, scan: null };
  if (run === null || gapMs > HICCUP_MS) return begin(key, atMs);
  const slowGaps = run.slowGaps + (gapMs > fastMs ? 1 : 0);
  return { run: { text: run.text + key, lastMs: atMs, slowGaps }, begins: false, scan: null };
}

/** Whether the run is already faster than a person: two gaps in a row that are a scanner's. */
export function looksScanned(run: Run | null): boolean {
  return run !== null && run.text.length >= 3 && run.slowGaps === 0;
}

function begin(key: string, atMs: number): Heard {
  return { run: { text: key, lastMs: atMs, slowGaps: 0 }, begins: true, scan: null };
}

/** The scan of a scanner that strikes no key after its code, when nothing came for a while; null when the run is none. */
export function endedByPause(run: Run | null): string | null {
  return run !== null && run.text.length >= SHORTEST_WITH_HICCUP ? codeOfRun(run) : null;
}

function endedScan(run: Run | null, gapMs: number, fastMs: number): string | null {
  return run === null || gapMs > fastMs ? null : codeOfRun(run);
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
