// Where the focus lives: the scan box, on every screen under the same id.

export const SCAN_BOX_ID = 'scan-box';

/** Puts the focus into the scan box, when one is shown. */
export function focusScanBox(document: Document): void {
  document.getElementById(SCAN_BOX_ID)?.focus({ preventScroll: true });
}
