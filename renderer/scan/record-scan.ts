// Records how a scanner types, for learning it: every key with its time, also one too slow or too long for a scan. Keys
// struck meanwhile go nowhere else, except the keys of the desk and those that move the focus.

import type { ScanSample } from '../../shared/core/scanner.ts';

/** Nothing more comes after so long, on a busy computer as well: the scan is over, if it did not end in a key. */
const PAUSE_MS = 1_000;
/** Fewer keys are a person's. */
const SHORTEST = 4;

type Struck = { readonly key: string; readonly atMs: number };

/** Tells each scan until it is stopped; returns how to stop. */
export function recordScans(page: Window, isOn: () => boolean, onSample: (sample: ScanSample) => void): () => void {
  let struck: Struck[] = [];
  let pause: number | undefined;
  const end = (ends: ScanSample['ends']): void => {
    page.clearTimeout(pause);
    const keys = struck;
    struck = [];
    if (keys.length >= SHORTEST) onSample(sampleOf(keys, ends));
  };
  const listener = (event: KeyboardEvent): void => {
    const isShortcut = event.ctrlKey || event.metaKey || event.altKey;
    if (!isOn() || event.isComposing || (isShortcut && !event.getModifierState('AltGraph'))) return;
    const isEnd = event.key === 'Enter' || event.key === 'Tab';
    const isCharacter = event.key.length === 1 && !event.repeat;
    // Enter, Tab and Space are a person's as long as nothing was struck before.
    if (struck.length === 0 && (!isCharacter || event.key === ' ')) return;
    if (!isEnd && !isCharacter) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isCharacter) struck.push({ key: event.key, atMs: event.timeStamp });
    page.clearTimeout(pause);
    if (isEnd) end(event.key === 'Enter' ? 'enter' : 'tab');
    else pause = page.setTimeout(() => end('pause'), PAUSE_MS);
  };
  page.addEventListener('keydown', listener, { capture: true });
  return () => {
    page.clearTimeout(pause);
    page.removeEventListener('keydown', listener, { capture: true });
  };
}

function sampleOf(keys: readonly Struck[], ends: ScanSample['ends']): ScanSample {
  const gapsMs = keys.slice(1).map(({ atMs }, index) => atMs - (keys[index]?.atMs ?? atMs));
  return { text: keys.map(({ key }) => key).join(''), gapsMs, ends };
}
