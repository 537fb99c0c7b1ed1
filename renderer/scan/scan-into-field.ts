// Fields that take scans while they, or another field of their form, have the focus: they are marked with `data-scan`. Elsewhere a scan goes to the
// desk.

import { isTextField, setFieldValue } from './field-snapshot.ts';

/** How a field takes a scan: `whole` is that code alone, `lines` has it where the cursor stands. */
export type ScanInto = 'whole' | 'lines';

/** A card or a barcode, as opposed to times, days and AM or PM. */
const CODE = /^[^\s:/-]{5,}$/;

/** Writes a scan into the field in focus, or into that of the same form which takes a whole code. False where there is none. */
export function scanIntoField({ activeElement }: Document, code: string): boolean {
  const way = isTextField(activeElement) ? activeElement.dataset['scan'] : undefined;
  const ofForm = activeElement?.closest('form')?.querySelector('[data-scan="whole"]') ?? null;
  const field = way === undefined ? ofForm : activeElement;
  if (!isTextField(field)) return false;
  if (way === 'lines') insertAtCursor(field, code);
  else setFieldValue(field, code);
  return true;
}

/** A card is followed by its barcode on the same line; after a second code the line is full. */
function insertAtCursor(field: HTMLInputElement | HTMLTextAreaElement, code: string): void {
  const { value } = field;
  const [start, end] = [field.selectionStart ?? value.length, field.selectionEnd ?? value.length];
  const before = value.slice(0, start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const isFull = line.split(/\s+/).some((word) => CODE.test(word));
  const text = `${before}${/(^|\s)$/.test(before) ? '' : ' '}${code}${isFull ? '\n' : ' '}`;
  setFieldValue(field, text + value.slice(end));
  field.setSelectionRange(text.length, text.length);
}
