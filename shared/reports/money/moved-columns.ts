// Money that moved, as the day sheet and the shift report have it in their tables.

import type { Column, Message, Row } from '../document.ts';
import { countColumn, moneyColumnIn } from '../section.ts';
import type { Moved } from './money.ts';

/** The columns after those that name the row. */
export function movedColumns(currency: string): Column[] {
  const money = moneyColumnIn(currency);
  return [
    countColumn('payments', 'Payments', 'Pagos'),
    money('taken', 'Taken', 'Cobrado'),
    countColumn('refunds', 'Refunds', 'Reembolsos'),
    money('given_back', 'Amount refunded', 'Monto reembolsado'),
    countColumn('voids', 'Voids', 'Anulaciones'),
    money('voided', 'Amount voided', 'Monto anulado'),
    money('net', 'Net', 'Neto'),
  ];
}

/** Their cells. */
export function movedCells({ taken, takenMinor, givenBack, givenBackMinor, voids, voidedMinor }: Moved): Row {
  return [taken, takenMinor, givenBack, givenBackMinor, voids, voidedMinor, takenMinor - givenBackMinor];
}

/** Explains a void. */
export const VOIDS: Message = {
  words: {
    en: 'A void is a refund that was undone: refunds are already reduced by it. A payment is never undone, it is refunded.',
    es: 'Una anulación es un reembolso que se deshizo: ya está descontada de los reembolsos. Un pago nunca se deshace, se reembolsa.',
  },
};
