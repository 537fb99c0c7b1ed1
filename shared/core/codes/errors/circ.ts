// Errors of the area CIRC. Codes are never reused. Refusals of the rules are reasons, not errors; these are acts that cannot be asked for.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const CIRC_ERRORS = {
  'HF-CIRC-001': errorEntry(
    'the rules of the library are not on this desk yet',
    'wait until they are loaded, or write cards and barcodes down with the time',
    {
      what: 'las reglas de la biblioteca aún no están en este mostrador',
      todo: 'espere a que se carguen, o anote carnés y códigos con la hora',
    },
  ),
  'HF-CIRC-002': errorEntry('this act cannot be undone: {why}', 'correct it with a new act', {
    what: 'este acto no se puede deshacer: {why}',
    todo: 'corríjalo con un acto nuevo',
  }),
  'HF-CIRC-003': errorEntry('no item has the barcode {barcode}', 'scan it again or find it by title', {
    what: 'ningún material tiene el código {barcode}',
    todo: 'escanéelo de nuevo o búsquelo por título',
  }),
  'HF-CIRC-004': errorEntry('the date {date} is not an instant', 'write it as 2026-06-27T14:00:00Z', {
    what: 'la fecha {date} no es válida',
    todo: 'escríbala como 2026-06-27T14:00:00Z',
  }),
  'HF-CIRC-005': errorEntry('this item is not in question', 'scan it again to see where it is', {
    what: 'este material no está en duda',
    todo: 'escanéelo de nuevo para ver dónde está',
  }),
  'HF-CIRC-006': errorEntry('a dismissal needs a note', 'write why nothing has to be done', {
    what: 'descartar exige una nota',
    todo: 'escriba por qué no hay nada que hacer',
  }),
  'HF-CIRC-007': errorEntry('there is no such hold here', 'look at the holds of the patron again', {
    what: 'aquí no existe esa reserva',
    todo: 'revise de nuevo las reservas del usuario',
  }),
  'HF-CIRC-008': errorEntry('this hold is over already', 'look at the holds of the patron again', {
    what: 'esta reserva ya terminó',
    todo: 'revise de nuevo las reservas del usuario',
  }),
  'HF-CIRC-126': errorEntry('this title is not in the catalog of this desk', 'find it by its words or by a barcode', {
    what: 'este título no está en el catálogo de este mostrador',
    todo: 'búsquelo por sus palabras o por un código',
  }),
  'HF-CIRC-127': errorEntry('this copy is marked {mark} already', 'look at its record', {
    what: 'este ejemplar ya está marcado como {mark}',
    todo: 'mire su ficha',
  }),
  'HF-CIRC-128': errorEntry('this copy is not marked {mark}', 'look at its record', {
    what: 'este ejemplar no está marcado como {mark}',
    todo: 'mire su ficha',
  }),
  'HF-CIRC-129': errorEntry('a copy is set aside for this hold already', 'cancel the hold, or let it be fetched', {
    what: 'ya hay un ejemplar apartado para esta reserva',
    todo: 'cancele la reserva, o espere a que lo recojan',
  }),
  'HF-CIRC-130': errorEntry('that day is over', 'choose a day that is still to come', {
    what: 'ese día ya pasó',
    todo: 'elija un día que aún no haya llegado',
  }),
  'HF-CIRC-131': errorEntry('this hold is not suspended', 'look at the holds of the patron again', {
    what: 'esta reserva no está suspendida',
    todo: 'revise de nuevo las reservas del usuario',
  }),
  'HF-CIRC-132': errorEntry('it is not picked up there, or is already', 'choose another branch', {
    what: 'allí no se recogen reservas, o ya se recoge allí',
    todo: 'elija otra sede',
  }),
  'HF-CIRC-150': errorEntry('nothing in these fields is new', 'change a field, or close the form', {
    what: 'en estos campos no hay nada nuevo',
    todo: 'cambie un campo o cierre el formulario',
  }),
  'HF-CIRC-151': errorEntry('another copy has the barcode {barcode}', 'take another label, or look at that copy', {
    what: 'otro ejemplar tiene el código {barcode}',
    todo: 'use otra etiqueta o mire ese ejemplar',
  }),
  'HF-CIRC-154': errorEntry('this copy is not on loan', 'mark it missing instead', {
    what: 'este ejemplar no está prestado a nadie',
    todo: 'márquelo como extraviado',
  }),
  'HF-CIRC-155': errorEntry('this loan is lost already', 'look at the account of the patron', {
    what: 'este préstamo ya está perdido',
    todo: 'mire la cuenta del usuario',
  }),
  'HF-CIRC-156': errorEntry('this copy is on loan', 'check it in first, or declare it lost', {
    what: 'este ejemplar está prestado',
    todo: 'devuélvalo primero o declárelo perdido',
  }),
  'HF-CIRC-157': errorEntry('this copy has no part called {part}', 'look at its record', {
    what: 'este ejemplar no tiene ninguna parte llamada {part}',
    todo: 'mire su ficha',
  }),
  'HF-CIRC-153': errorEntry('the catalog has the barcode {barcode}', 'scan the copy again', {
    what: 'el catálogo ya tiene el código {barcode}',
    todo: 'escanee el ejemplar de nuevo',
  }),
  'HF-CIRC-152': errorEntry('this shelving location is not known here', 'choose one of the list', {
    what: 'esta ubicación no se conoce aquí',
    todo: 'elija una de la lista',
  }),
  'HF-CIRC-161': errorEntry('this copy is not on a shelf', 'look at its record', {
    what: 'este ejemplar no está en un estante',
    todo: 'mire su ficha',
  }),
  'HF-CIRC-160': errorEntry('nothing of this change can be taken back any more', 'change the due dates again', {
    what: 'ya no se puede deshacer nada de este cambio',
    todo: 'cambie las fechas de nuevo',
  }),
  'HF-CIRC-181': errorEntry(
    'these parts were reported missing before',
    'report what is new, or say which part is back',
    {
      what: 'estas partes ya constaban como ausentes',
      todo: 'comunique lo nuevo o diga qué parte llegó',
    },
  ),
  'HF-CIRC-182': errorEntry('the part {part} is not reported missing', 'look at the record of the copy', {
    what: 'la parte {part} no consta como ausente',
    todo: 'mire la ficha del ejemplar',
  }),
  'HF-CIRC-183': errorEntry('this loan is claimed already', 'look for the copy, or drop the claim', {
    what: 'este préstamo ya está en disputa',
    todo: 'busque el ejemplar o retire la disputa',
  }),
  'HF-CIRC-184': errorEntry('nothing is claimed about this loan', 'look at the record of the copy', {
    what: 'sobre este préstamo no hay ninguna disputa',
    todo: 'mire la ficha del ejemplar',
  }),
  'HF-CIRC-185': errorEntry('the copy is no longer out on this loan', 'look at the record of the copy', {
    what: 'el ejemplar ya no está prestado en este préstamo',
    todo: 'mire la ficha del ejemplar',
  }),
  'HF-CIRC-186': errorEntry('the copy was not on loan to {card}', 'look at the record of the copy', {
    what: 'el ejemplar no estaba prestado a {card}',
    todo: 'mire la ficha del ejemplar',
  }),
  'HF-CIRC-190': errorEntry('how this came about is no longer kept', 'scan it again, or ask What if', {
    what: 'ya no se guarda cómo se decidió esto',
    todo: 'escanéelo de nuevo o pregunte ¿Y si…?',
  }),
} as const satisfies Readonly<Record<`HF-CIRC-${number}`, ErrorEntry>>;
