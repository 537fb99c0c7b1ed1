// Catches scans anywhere in the page, before other listeners. A scan never stays in a form field as text, never presses a button, and never chooses
// from a list: its keys are taken out again and its Enter goes no further.

import { snapshotOf, isTextField, type FieldSnapshot } from './field-snapshot.ts';
import { codeOfScan, type ScannerProfile } from '../../shared/core/scanner.ts';
import {
  FAST_GAP_MS,
  codeOfEnded,
  endedByPause,
  hear,
  looksScanned,
  type EndedScan,
  type Run,
} from './scan-detector.ts';

/** A scan with the moment its last key was struck, on the page's performance clock. */
export type Scan = { readonly text: string; readonly atMs: number };

export type ScanListener = {
  /** Whether a scan is wanted now. One that is not is left to the page as if it had been typed. */
  readonly isWanted: (text: string) => boolean;
  readonly onScan: (scan: Scan) => void;
  /** A field that the scan listener clears by itself: its old text is not put back. */
  readonly isCleared?: (field: Element | null) => boolean;
  /** The learned profile of this desk's scanner; null before it is learned. */
  readonly scanner?: () => ScannerProfile | null;
};

/** After the last key of a scanner that strikes none to end a scan. */
const PAUSE_MS = 120;

const NOTHING = { part: null, whole: null };

/** Reports each wanted scan, without the signs that the scanner adds to its codes. Returns a function that stops it. */
export function listenForScans(
  page: Window,
  { isWanted, onScan, isCleared = () => false, scanner = () => null }: ScanListener,
): () => void {
  let run: Run | null = null;
  /** Before the last part of a scan, and before its first. */
  let before: { readonly part: FieldSnapshot | null; readonly whole: FieldSnapshot | null } = NOTHING;
  let pause: number | undefined;
  const take = (ended: EndedScan, atMs: number): boolean => {
    const found = codeOfEnded(ended, (text) => codeOfScan(scanner(), text));
    if (found === null || !isWanted(found.code)) return false;
    (found.isJoined ? before.whole : before.part)?.restore();
    onScan({ text: found.code, atMs });
    return true;
  };
  const pausedAfter = (atMs: number): void => {
    const text = endedByPause(run);
    run = null;
    if (text !== null) take({ part: text, whole: null }, atMs);
  };
  const listener = (event: KeyboardEvent): void => {
    page.clearTimeout(pause);
    if (isNoStroke(event)) {
      run = null;
      return;
    }
    const profile = scanner();
    const heard = hear(run, { key: event.key, atMs: event.timeStamp }, profile?.gapMs ?? FAST_GAP_MS);
    const { activeElement } = page.document;
    if (heard.begins) {
      const part = isCleared(activeElement) ? null : snapshotOf(activeElement);
      before = { part, whole: heard.run?.cut ? before.whole : part };
    }
    run = heard.run;
    if (heard.scan !== null && take(heard.scan, event.timeStamp)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (looksScanned(run) && !isTextField(page.document.activeElement)) event.preventDefault();
    if (profile?.ends === 'pause') pause = page.setTimeout(() => pausedAfter(event.timeStamp), PAUSE_MS);
  };
  page.addEventListener('keydown', listener, { capture: true });
  return () => {
    page.clearTimeout(pause);
    page.removeEventListener('keydown', listener, { capture: true });
  };
}

/** Held keys, composed letters and shortcuts are a person's. AltGr writes characters, although it reads as Ctrl+Alt. */
function isNoStroke(event: KeyboardEvent): boolean {
  const isShortcut = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
  return event.repeat || event.isComposing || (isShortcut && event.key.length === 1);
}
