// The text in the scan box is the box's own; Esc asks for it and clears it from outside.

import { setFieldValue } from '../scan/field-snapshot.ts';
import { SCAN_BOX_ID } from './scan-box-focus.ts';

/** Whether something stands in the scan box. */
export function hasScanText(document: Document): boolean {
  return (scanBox(document)?.value ?? '') !== '';
}

/** Empties the scan box. */
export function clearScanText(document: Document): void {
  const box = scanBox(document);
  if (box !== null) setFieldValue(box, '');
}

function scanBox(document: Document): HTMLInputElement | null {
  const found = document.getElementById(SCAN_BOX_ID);
  return found instanceof HTMLInputElement ? found : null;
}
