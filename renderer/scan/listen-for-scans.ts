// Hears scans anywhere in the page, before anything else does. A scan never stays in a form field as text, never presses a button,
// and never chooses from a list: its keys are taken out again and its Enter goes no further.

import { snapshotOf, isTextField, type FieldSnapshot } from './field-snapshot.ts';
import { hear, looksScanned, type Run } from './scan-detector.ts';

/** A scan with the moment its last key was struck, on the page's performance clock. */
export type Scan = { readonly text: string; readonly atMs: number };

export type ScanListener = {
  /** Whether a scan is wanted now. One that is not is left to the page as if it had been typed. */
  readonly isWanted: (text: string) => boolean;
  readonly onScan: (scan: Scan) => void;
};

/** Tells each scan that is wanted. Returns how to stop. */
export function listenForScans(page: Window, { isWanted, onScan }: ScanListener): () => void {
  let run: Run | null = null;
  let before: FieldSnapshot | null = null;
  const listener = (event: KeyboardEvent): void => {
    if (isNoStroke(event)) {
      run = null;
      return;
    }
    const heard = hear(run, { key: event.key, atMs: event.timeStamp });
    if (heard.begins) before = snapshotOf(page.document.activeElement);
    run = heard.run;
    if (heard.scan === null || !isWanted(heard.scan)) {
      if (looksScanned(run) && !isTextField(page.document.activeElement)) event.preventDefault();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    before?.restore();
    onScan({ text: heard.scan, atMs: event.timeStamp });
  };
  page.addEventListener('keydown', listener, { capture: true });
  return () => page.removeEventListener('keydown', listener, { capture: true });
}

/** Held keys, composed letters and shortcuts are a person's. AltGr writes characters, although it reads as Ctrl+Alt. */
function isNoStroke(event: KeyboardEvent): boolean {
  const isShortcut = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
  return event.repeat || event.isComposing || (isShortcut && event.key.length === 1);
}
