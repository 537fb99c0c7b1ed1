// Exceptions of libraries that stand beside another system: acts that it did not take, or data in which it differs. `system` is the name of its
// connector.

import { entry, judged, type ExceptionEntry } from './exception-entry.ts';

export const THERE_EXCEPTIONS = {
  'there-refused': entry(judged('today', 'item', []), {
    en: '{system} did not take a transaction on {title} ({barcode}): {why}. Look at the item there and put it right.',
    es: '{system} no aceptó una transacción de {title} ({barcode}): {why}. Revise el material en ese sistema y corríjalo.',
  }),
  'there-refused-account': entry(judged('today', 'patron', []), {
    en: '{system} did not take a payment or hold of this patron: {why}. Look at the account there and put it right.',
    es: '{system} no aceptó un pago o una reserva de este usuario: {why}. Revise la cuenta en ese sistema y corríjala.',
  }),
  'there-unclear': entry(judged('today', 'item', []), {
    en: 'The line to {system} broke during a transaction on {title} ({barcode}). Look whether {system} has it.',
    es: 'La conexión con {system} se cortó durante una transacción de {title} ({barcode}). Revise si {system} la tiene.',
  }),
  'there-unclear-account': entry(judged('today', 'patron', []), {
    en: 'The line to {system} broke during a payment or hold of this patron. Look whether {system} has it; it was not sent again.',
    es: 'La conexión con {system} se cortó durante un pago o una reserva de este usuario. Revise si {system} lo tiene; no se envió otra vez.',
  }),
  'there-otherwise': entry(judged('today', 'item', []), {
    en: 'The loan of {title} ({barcode}) in {system} is not the one here. Look at the item there and put it right.',
    es: 'El préstamo de {title} ({barcode}) en {system} no es el de aquí. Revise el material en ese sistema y corríjalo.',
  }),
  'there-date': entry(judged('today', 'item', []), {
    en: '{title} ({barcode}): the patron was told {told}, and {system} has {there}. Change the date there, or tell the patron.',
    es: '{title} ({barcode}): al usuario se le dijo {told}, y {system} tiene {there}. Cambie la fecha en ese sistema o avise al usuario.',
  }),
  'there-wanted': entry(judged('act-now', 'item', ['checkin', 'checkout']), {
    en: '{system} wants {title} ({barcode}) for a hold or at another branch: {place}. Take it off the shelf and send it there.',
    es: '{system} pide {title} ({barcode}) para una reserva o para otra sede: {place}. Sáquelo del estante y envíelo.',
  }),
} as const satisfies Readonly<Record<string, ExceptionEntry>>;
