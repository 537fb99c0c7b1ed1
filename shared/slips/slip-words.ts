// Words of slips, apart from those of money.

import type { Words } from '../core/language.ts';

export const SLIP_TEXTS = {
  due: { en: 'Checked out', es: 'Préstamos' },
  dueBy: { en: 'Due {due}', es: 'Devolver: {due}' },
  count: { en: 'Items: {count}', es: 'Materiales: {count}' },
  keep: { en: 'Please keep this slip.', es: 'Conserve este comprobante.' },
  payment: { en: 'Receipt', es: 'Recibo' },
  holdShelf: { en: 'Hold shelf', es: 'Estante de reservas' },
  keepUntil: { en: 'Keep until {until}', es: 'Guardar hasta {until}' },
  transit: { en: 'Send to', es: 'Enviar a' },
  waitsFor: { en: 'Somebody waits: {label}', es: 'Alguien lo espera: {label}' },
  card: { en: 'Card {card}', es: 'Tarjeta {card}' },
  test: { en: 'Test page', es: 'Página de prueba' },
  testLetters: { en: 'Letters: á é í ó ú ü ñ Ñ ¿ ¡', es: 'Letras: á é í ó ú ü ñ Ñ ¿ ¡' },
  testWidth: {
    en: 'The line below fills the paper from edge to edge.',
    es: 'La línea siguiente llena el papel de borde a borde.',
  },
  testCut: { en: 'If this is cut off here, the printer works.', es: 'Si se corta aquí, la impresora funciona.' },
} as const satisfies Readonly<Record<string, Words>>;
