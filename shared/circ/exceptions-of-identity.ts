// Exceptions of cards and barcodes that turned out to be those of another row, or of two.

import { entry, judged, type ExceptionEntry } from './exception-entry.ts';

export const IDENTITY_EXCEPTIONS = {
  'patron-merged': entry(judged('note', 'patron'), {
    en: 'The card {card} was unknown at the desk and belongs to an account here; its transactions were moved to it.',
    es: 'La tarjeta {card} era desconocida en el mostrador y pertenece a una cuenta; sus transacciones pasaron a ella.',
  }),
  'patron-duplicate': entry(
    judged('today', 'patron'),
    {
      en: 'An account was made for the card {card}, which belongs to another account already. Compare the two and merge them.',
      es: 'Se creó una cuenta para la tarjeta {card}, que ya pertenece a otra. Compare las dos y fusiónelas.',
    },
    {
      en: 'Your card is on two accounts. Please see the desk, so that we can merge them.',
      es: 'Su tarjeta está en dos cuentas. Acérquese al mostrador para fusionarlas.',
    },
  ),
  'item-duplicate': entry(judged('today', 'item'), {
    en: 'Two copies have the barcode {barcode} now. Look at both labels and give one of them another.',
    es: 'Dos ejemplares tienen ahora el código {barcode}. Mire ambas etiquetas y póngale otra a uno de ellos.',
  }),
  'item-merged': entry(judged('note', 'item'), {
    en: 'The barcode {barcode} was unknown at the desk and belongs to an item here; its transactions were moved to it.',
    es: 'El código {barcode} era desconocido en el mostrador y pertenece a un material; sus transacciones pasaron a él.',
  }),
} as const satisfies Readonly<Record<string, ExceptionEntry>>;
