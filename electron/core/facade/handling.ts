// Handling cues of an answer: what to hand over or to count, and what the item says at every scan.

import type { Words } from '../../../shared/core/language.ts';
import { say } from '../../../shared/core/say.ts';
import { sayReason } from '../../../shared/core/say-reason.ts';
import type { Saying } from '../../../shared/core/say.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { isLentInLibrary } from '../../../shared/circ/model/reserved-item.ts';
import type { Reason } from '../../../shared/circ/decision.ts';

const cues: ReadonlySet<string> = new Set(['ITEM_PARTS', 'ITEM_PARTS_BACK', 'ITEM_ALERT']);

const OLD_LABEL: Words = {
  en: 'Old label {old}: this copy is {barcode} now. Replace the label.',
  es: 'Etiqueta antigua {old}: este ejemplar ahora es {barcode}. Cambie la etiqueta.',
};

const IN_LIBRARY: Words = { en: 'In the library only.', es: 'Solo para usar en la biblioteca.' };

const STILL_MISSING: Words = {
  en: 'Reported missing before: {parts}.',
  es: 'Ya faltaba: {parts}.',
};

/** The cues among the reasons, in words, what was missing before, and that the label is an old one. `scanned`: the barcode by which the item was found. */
export function handlingCues(
  saying: Saying,
  reasons: readonly Reason[],
  { item, scanned, lent = false }: { readonly item: Item | null; readonly scanned: string; readonly lent?: boolean },
): string[] {
  const said = reasons.filter(({ code }) => cues.has(code)).map((reason) => sayReason(saying, reason));
  if (item === null) return said;
  const inLibrary = lent && isLentInLibrary(item);
  const missing = item.state.missingParts?.map(({ part }) => part) ?? [];
  return [
    ...(isFormerLabel(item, scanned) ? [say(saying, OLD_LABEL, { old: scanned, barcode: item.barcode })] : []),
    ...(inLibrary ? [say(saying, IN_LIBRARY)] : []),
    ...(missing.length === 0 ? [] : [say(saying, STILL_MISSING, { parts: missing.join(', ') })]),
    ...said,
  ];
}

/** Whether a copy was found by a barcode that it had before. */
export function isFormerLabel({ barcode, formerBarcodes = [] }: Item, scanned: string): boolean {
  const isScanned = (one: string): boolean => one.toUpperCase() === scanned.toUpperCase();
  return !isScanned(barcode) && formerBarcodes.some(isScanned);
}
