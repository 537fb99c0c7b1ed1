// Words for a line of a sheet or of a file: the reason why it is not recorded, or notes on one that is.

import type { PaperProblem } from '../../../shared/circ/paper-lines.ts';
import type { LineFault } from '../../../shared/formats/offline-record.ts';
import type { Words } from '../../../shared/core/language.ts';

export const PAPER_PROBLEMS = {
  'no-number': { en: 'No card or barcode on this line', es: 'No hay tarjeta ni código en esta línea' },
  'too-much': {
    en: 'More than a card and a barcode on this line',
    es: 'Hay más de una tarjeta y un código en esta línea',
  },
  'bad-time': { en: 'The time cannot be read', es: 'No se puede leer la hora' },
  'no-card': { en: 'Nothing says who borrowed it', es: 'No se dice quién lo tomó prestado' },
} as const satisfies Readonly<Record<PaperProblem, Words>>;

export const LINE_FAULTS = {
  broken: { en: 'The line is cut off, or is not of this format', es: 'La línea está cortada o no es de este formato' },
  kind: { en: 'This kind of transaction is not taken', es: 'Este tipo de transacción no se admite' },
  time: { en: 'The time cannot be read', es: 'No se puede leer la hora' },
  amount: { en: 'The amount cannot be read', es: 'No se puede leer el importe' },
  header: { en: 'The heading is not of this format', es: 'El encabezado no es de este formato' },
} as const satisfies Readonly<Record<LineFault, Words>>;

export const PAST_NOTES = {
  noTime: { en: 'Nothing says when', es: 'No se dice cuándo' },
  noMoney: {
    en: 'Only those who take payments may enter it',
    es: 'Solo quienes cobran pueden anotarlo',
  },
  notLent: { en: 'It is not out to anyone', es: 'No está prestado a nadie' },
  future: { en: 'This time is still to come', es: 'Esta hora todavía no ha llegado' },
  old: { en: 'More than {days} days ago', es: 'Hace más de {days} días' },
  lentAfter: {
    en: 'Lent after this ({when}): it stays on loan. Check the time.',
    es: 'Se prestó después ({when}): sigue prestado. Revise la hora.',
  },
  known: { en: 'Recorded already', es: 'Ya está registrado' },
  twice: { en: 'The same as a line above', es: 'Igual que una línea de arriba' },
  noCopy: {
    en: 'No copy has this barcode. Correct it, or make a quick record first.',
    es: 'Ningún ejemplar tiene este código. Corríjalo, o haga antes un registro rápido.',
  },
  cardAlone: {
    en: "This is a patron's card; its barcode is missing.",
    es: 'Es la tarjeta de un usuario; falta el código del ejemplar.',
  },
  afterCard: {
    en: 'The line above has a card alone. Put card and barcode on one line, or write “in” before a barcode that came back.',
    es: 'La línea de arriba solo tiene una tarjeta. Ponga tarjeta y código en una línea, o escriba «devolución» antes de un código devuelto.',
  },
  afterUnknown: {
    en: 'No copy has the number above: it may be the card for this one. Correct it, or write “in” before a barcode that came back.',
    es: 'Ningún ejemplar tiene el número de arriba: puede ser la tarjeta de este. Corríjalo, o escriba «devolución» antes de un código devuelto.',
  },
  noAccount: {
    en: 'No account has this card. Correct it, or make the account first.',
    es: 'Ninguna cuenta tiene esta tarjeta. Corríjala, o cree antes la cuenta.',
  },
  noRule: { en: 'No loan rule gives it a due date', es: 'Ninguna regla de préstamo le da fecha' },
  own: {
    en: 'This is your own account: someone else has to enter it',
    es: 'Es su propia cuenta: otra persona debe anotarlo',
  },
} as const satisfies Readonly<Record<string, Words>>;
