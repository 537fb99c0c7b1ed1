// Where the focus lives: the scan box, on every screen under the same id.

export const SCAN_BOX_ID = 'scan-box';

/** Puts the focus into the scan box, when one is shown. */
export function focusScanBox(document: Document): void {
  document.getElementById(SCAN_BOX_ID)?.focus({ preventScroll: true });
}

/** Letters typed while nothing has the focus go to the scan box, the first one included. Returns how to stop. */
export function keepTypingInScanBox(page: Window, isWanted: () => boolean): () => void {
  const { document } = page;
  const listener = (event: KeyboardEvent): void => {
    const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isLetter && document.activeElement === document.body && isWanted()) focusScanBox(document);
  };
  page.addEventListener('keydown', listener, { capture: true });
  return () => page.removeEventListener('keydown', listener, { capture: true });
}
