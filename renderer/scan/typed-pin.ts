// A PIN struck as fast as a scanner types. It is no scan: a scan is shown, and a PIN never is.

import { setFieldValue } from './field-snapshot.ts';

/** Cards and barcodes of libraries are no PINs, although they are digits. */
const LIBRARY = /^[23]\d{13}$/;

/** The field of a PIN in focus, where the text may be one; else null. */
export function pinField({ activeElement }: Document, text: string): HTMLInputElement | null {
  const isPin = activeElement instanceof HTMLInputElement && activeElement.type === 'password';
  // A name that is hidden, since it looks like a PIN, has letters for its keyboard.
  return isPin && activeElement.inputMode === 'numeric' && /^\d+$/.test(text) && !LIBRARY.test(text)
    ? activeElement
    : null;
}

/** Sends a PIN that was taken for a scan, as its Enter would have. */
export function sendPin(field: HTMLInputElement, pin: string): void {
  setFieldValue(field, pin);
  // The form has the text only after it was drawn.
  setTimeout(() => field.form?.requestSubmit(), 0);
}
