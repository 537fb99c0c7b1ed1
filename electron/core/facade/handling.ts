// Handling cues of an answer: things to hand over or to count, and the item's own message at every scan.

import type { Words } from '../../../shared/core/language.ts';
import { say } from '../../../shared/core/say.ts';
import { sayReason } from '../../../shared/core/say-reason.ts';
import type { Saying } from '../../../shared/core/say.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { isLentInLibrary } from '../../../shared/circ/model/reserved-item.ts';
import type { DeskTerms, HandlingCue } from '../../../shared/circ/model/desk-terms.ts';
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

/** By item type, as it goes out and as it comes in. */
const CUE_WORDS: Readonly<Record<HandlingCue, { readonly out: Words; readonly in: Words }>> = {
  desensitize: {
    out: { en: 'Desensitize it.', es: 'Desactive la alarma.' },
    in: { en: 'Resensitize it.', es: 'Active la alarma.' },
  },
  'never-magnetize': {
    out: { en: 'Never on the magnet.', es: 'Nunca sobre el imán.' },
    in: { en: 'Never on the magnet.', es: 'Nunca sobre el imán.' },
  },
  'unlock-case': {
    out: { en: 'Unlock the case.', es: 'Abra el seguro del estuche.' },
    in: { en: 'Lock the case.', es: 'Cierre el seguro del estuche.' },
  },
  'count-discs': {
    out: { en: 'Count the discs.', es: 'Cuente los discos.' },
    in: { en: 'Count the discs.', es: 'Cuente los discos.' },
  },
  rfid: {
    out: { en: 'Turn the RFID bit off.', es: 'Desactive el bit RFID.' },
    in: { en: 'Turn the RFID bit on.', es: 'Active el bit RFID.' },
  },
};

type Handled = {
  readonly item: Item | null;
  readonly scanned: string;
  /** It goes out. */
  readonly lent?: boolean;
  readonly terms: Pick<DeskTerms, 'cues'>;
};

/**
 * The cues among the reasons and of the item type, in words, parts missing before, and a note that the label is an old one. `scanned`: the barcode by
 * which the item was found.
 */
export function handlingCues(
  saying: Saying,
  reasons: readonly Reason[],
  { item, scanned, lent = false, terms }: Handled,
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
    ...(terms.cues?.[item.kind ?? ''] ?? []).map((cue) => say(saying, CUE_WORDS[cue][lent ? 'out' : 'in'])),
  ];
}

/** Whether a copy was found by a barcode that it had before. */
export function isFormerLabel({ barcode, formerBarcodes = [] }: Item, scanned: string): boolean {
  const isScanned = (one: string): boolean => one.toUpperCase() === scanned.toUpperCase();
  return !isScanned(barcode) && formerBarcodes.some(isScanned);
}
