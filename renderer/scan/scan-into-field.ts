// Fields that take scans while they have the focus: they are marked with `data-scan`. Elsewhere a scan goes to the desk.

import { isTextField, setFieldValue } from './field-snapshot.ts';

/** How a field takes a scan: `whole` is that code alone, `lines` has it where the cursor stands. */
export type ScanInto = 'whole' | 'lines';

/** A card or a barcode, as opposed to times, days and AM or PM. */
const CODE = /^[^\s:/-]{5,}$/;

/** Writes a scan into the field in focus. False where that field takes none. */
export function scanIntoField({ activeElement: field }: Document, code: string): boolean {
  if (!isTextField(field)) return false;
  const way = field.dataset['scan'];
  if (way === 'whole') setFieldValue(field, code);
  else if (way === 'lines') insertAtCursor(field, code);
  else return false;
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
