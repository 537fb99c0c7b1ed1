// Why another library system did not take a transaction, in words for staff. The exception keeps the code.

import type { Words } from '../core/language.ts';

export const THERE_REASONS = {
  'unknown-card': { en: 'it does not have the card', es: 'no tiene la tarjeta' },
  'unknown-item': { en: 'it does not have the item', es: 'no tiene el material' },
  'on-loan-elsewhere': {
    en: 'it has the item on loan to another card',
    es: 'tiene el material prestado a otra tarjeta',
  },
  'not-on-loan': { en: 'it does not have the item on loan', es: 'no tiene el material en préstamo' },
  'held-for-another': { en: 'it holds the item for another patron', es: 'guarda el material para otro usuario' },
  'account-blocked': { en: 'the account is blocked there', es: 'la cuenta está bloqueada en ese sistema' },
  'not-for-loan': { en: 'it does not lend the item', es: 'no presta el material' },
  'over-limit': { en: 'the patron is at a limit there', es: 'el usuario llegó a un límite en ese sistema' },
  'no-renewal': { en: 'it does not renew the loan', es: 'no renueva el préstamo' },
  'fee-not-agreed': { en: 'it wants a fee first', es: 'pide antes un pago' },
  'no-such-fee': { en: 'it does not have the fee', es: 'no tiene el cargo' },
  'not-offered': { en: 'it is not set up to take this', es: 'no está configurado para aceptarla' },
  'not-answered': { en: 'it cannot say how the record stands', es: 'no puede decir cómo está el registro' },
  'too-old': {
    en: 'it was away until the transaction was put away here',
    es: 'estuvo fuera de línea hasta que la transacción se archivó aquí',
  },
  'by-hand': { en: 'it can be undone only by hand there', es: 'solo se puede deshacer a mano en ese sistema' },
  'no-number': {
    en: 'there is no card or barcode to name it by',
    es: 'no hay tarjeta ni código de barras con que nombrarla',
  },
  other: { en: 'it gives no reason that is known', es: 'no da un motivo conocido' },
} as const satisfies Readonly<Record<string, Words>>;
export type ThereReason = keyof typeof THERE_REASONS;

/** The words of a reason; null where this version does not know it. */
export function thereReason(code: unknown): Words | null {
  const isKnown = (text: unknown): text is ThereReason =>
    typeof text === 'string' && Object.hasOwn(THERE_REASONS, text);
  return isKnown(code) ? THERE_REASONS[code] : null;
}
