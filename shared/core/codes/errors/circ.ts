// Errors of the area CIRC. Codes are never reused. Refusals of the rules are reasons, not errors; these are acts that cannot be asked for.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const CIRC_ERRORS = {
  'HF-CIRC-001': errorEntry(
    'the rules of the library are not on this desk yet',
    'wait until they are loaded, or write down cards and barcodes with the time',
    {
      what: 'las reglas de la biblioteca aún no están en este mostrador',
      todo: 'espere a que se carguen, o anote tarjetas y códigos con la hora',
    },
  ),
  'HF-CIRC-002': errorEntry('this transaction cannot be undone: {why}', 'correct it with a new transaction', {
    what: 'esta transacción no se puede deshacer: {why}',
    todo: 'corríjala con una transacción nueva',
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
    what: 'para descartar hace falta una nota',
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
    todo: 'búsquelo por palabras o por un código',
  }),
  'HF-CIRC-127': errorEntry('this copy is marked {mark} already', 'look at its record', {
    what: 'este ejemplar ya está marcado como {mark}',
    todo: 'revise su ficha',
  }),
  'HF-CIRC-128': errorEntry('this copy is not marked {mark}', 'look at its record', {
    what: 'este ejemplar no está marcado como {mark}',
    todo: 'revise su ficha',
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
  'HF-CIRC-155': errorEntry('this loan is already marked lost', 'look at the account of the patron', {
    what: 'este préstamo ya está marcado como perdido',
    todo: 'revise la cuenta del usuario',
  }),
  'HF-CIRC-156': errorEntry('this copy is on loan', 'check it in first, or declare it lost', {
    what: 'este ejemplar está prestado',
    todo: 'devuélvalo primero o declárelo perdido',
  }),
  'HF-CIRC-157': errorEntry('this copy has no part called {part}', 'look at its record', {
    what: 'este ejemplar no tiene ninguna pieza llamada {part}',
    todo: 'revise su ficha',
  }),
  'HF-CIRC-159': errorEntry('photos are named, and no condition', 'write the condition that they show', {
    what: 'hay nombres de fotos y ningún estado',
    todo: 'escriba el estado que muestran',
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
    todo: 'revise su ficha',
  }),
  'HF-CIRC-160': errorEntry('this change can no longer be undone', 'change the due dates again', {
    what: 'este cambio ya no se puede deshacer',
    todo: 'cambie de nuevo los vencimientos',
  }),
  'HF-CIRC-188': errorEntry('this copy is not missing', 'look at its record', {
    what: 'este ejemplar no está extraviado',
    todo: 'revise su ficha',
  }),
  'HF-CIRC-181': errorEntry(
    'these parts were reported missing before',
    'report what is new, or say which part is back',
    {
      what: 'estas piezas ya estaban reportadas como faltantes',
      todo: 'reporte lo nuevo o indique qué pieza regresó',
    },
  ),
  'HF-CIRC-182': errorEntry('the part {part} is not reported missing', 'look at the record of the copy', {
    what: 'la pieza {part} no está reportada como faltante',
    todo: 'revise la ficha del ejemplar',
  }),
  'HF-CIRC-183': errorEntry('this loan already has a claim', 'look for the copy, or drop the claim', {
    what: 'este préstamo ya tiene una disputa',
    todo: 'busque el ejemplar o retire la disputa',
  }),
  'HF-CIRC-184': errorEntry('this loan has no claim', 'look at the record of the copy', {
    what: 'este préstamo no tiene ninguna disputa',
    todo: 'revise la ficha del ejemplar',
  }),
  'HF-CIRC-185': errorEntry('the copy is no longer out on this loan', 'look at the record of the copy', {
    what: 'el ejemplar ya no está en este préstamo',
    todo: 'revise la ficha del ejemplar',
  }),
  'HF-CIRC-186': errorEntry('the copy was not on loan to {card}', 'look at the record of the copy', {
    what: 'el ejemplar no estaba prestado a {card}',
    todo: 'revise la ficha del ejemplar',
  }),
  'HF-CIRC-187': errorEntry('this copy has no part to count', 'look at its record', {
    what: 'este ejemplar no tiene piezas que contar',
    todo: 'revise su ficha',
  }),
  'HF-CIRC-189': errorEntry('this copy is on loan', 'check it in first', {
    what: 'este ejemplar está prestado',
    todo: 'devuélvalo primero',
  }),
  'HF-CIRC-190': errorEntry('the explanation of this is no longer kept', 'scan it again, or use What if', {
    what: 'la explicación de esto ya no se guarda',
    todo: 'escanéelo de nuevo o use Qué pasaría',
  }),
  'HF-CIRC-210': errorEntry('this belongs to {branch}', 'begin with a copy of this branch', {
    what: 'esto es de {branch}',
    todo: 'empiece con un ejemplar de esta sede',
  }),
  'HF-CIRC-211': errorEntry('no range of a shelf is named', 'choose the range to read', {
    what: 'no se indicó ningún rango de estante',
    todo: 'elija el rango que se va a leer',
  }),
  'HF-CIRC-212': errorEntry('nothing is on this cart', 'look at the list of carts again', {
    what: 'no hay nada en este carro',
    todo: 'revise de nuevo la lista de carros',
  }),
  'HF-CIRC-250': errorEntry('this question is not in the tally of this desk', 'look at the reference tally again', {
    what: 'esta consulta no está en el registro de este mostrador',
    todo: 'revise de nuevo las consultas de referencia',
  }),
  'HF-CIRC-251': errorEntry('this is not in the list of this branch', 'choose one of the list', {
    what: 'esto no está en la lista de esta sede',
    todo: 'elija uno de la lista',
  }),
  'HF-CIRC-252': errorEntry('this time lies ahead', 'enter when it was, or leave it empty for now', {
    what: 'esta hora está en el futuro',
    todo: 'escriba cuándo fue, o deje el campo vacío para ahora',
  }),
  'HF-CIRC-253': errorEntry(
    'the counter stood at {before} before',
    'check the number, or say that the counter began anew',
    {
      what: 'el contador estaba antes en {before}',
      todo: 'revise el número o indique que el contador empezó de nuevo',
    },
  ),
  'HF-CIRC-254': errorEntry('this is not in the log of this branch, or is closed already', 'look at the list again', {
    what: 'esto no está en el registro de esta sede, o ya está cerrado',
    todo: 'revise de nuevo la lista',
  }),
  'HF-CIRC-290': errorEntry('this course is not known here', 'look for it again', {
    what: 'este curso no se conoce aquí',
    todo: 'búsquelo de nuevo',
  }),
  'HF-CIRC-291': errorEntry('the course {number} is in this term already', 'open it, or give this one a section', {
    what: 'el curso {number} ya está en este periodo',
    todo: 'ábralo o dé a este una sección',
  }),
  'HF-CIRC-292': errorEntry('this reading is not on the list', 'open the course again', {
    what: 'esta lectura no está en la lista',
    todo: 'abra el curso de nuevo',
  }),
  'HF-CIRC-293': errorEntry('this copy is not on reserve for this course', 'open the course again', {
    what: 'este ejemplar no está en reserva para este curso',
    todo: 'abra el curso de nuevo',
  }),
  'HF-CIRC-294': errorEntry('this copy is on reserve for this course already', 'look at the copies of the course', {
    what: 'este ejemplar ya está en reserva para este curso',
    todo: 'mire los ejemplares del curso',
  }),
  'HF-CIRC-310': errorEntry('the library books no equipment of this kind', 'look at the list of equipment again', {
    what: 'la biblioteca no aparta equipos de este tipo',
    todo: 'revise de nuevo la lista de equipos',
  }),
  'HF-CIRC-311': errorEntry('this is no unit of {kind}', 'choose a unit of the kind, or none', {
    what: 'esto no es una unidad de {kind}',
    todo: 'elija una unidad de ese tipo, o ninguna',
  }),
  'HF-CIRC-312': errorEntry('this time is over, or ends before it begins', 'choose a time that is still to come', {
    what: 'esta hora ya pasó, o termina antes de empezar',
    todo: 'elija una hora futura',
  }),
  'HF-CIRC-313': errorEntry('it is booked for {hours} hours at most', 'choose an earlier end', {
    what: 'se aparta por {hours} horas como máximo',
    todo: 'elija un final más temprano',
  }),
  'HF-CIRC-314': errorEntry('it is booked {days} days ahead at most', 'choose an earlier day', {
    what: 'se aparta con {days} días de antelación como máximo',
    todo: 'elija un día más cercano',
  }),
  'HF-CIRC-315': errorEntry('closed at that time: {at}', 'choose a time within the opening hours', {
    what: 'a esa hora está cerrado: {at}',
    todo: 'elija una hora dentro del horario de apertura',
  }),
  'HF-CIRC-316': errorEntry(
    'none is free for all of that time; the next is free: {next}',
    'choose another time or unit',
    {
      what: 'no hay ninguno libre todo ese tiempo; el próximo queda libre: {next}',
      todo: 'elija otra hora u otra unidad',
    },
  ),
  'HF-CIRC-317': errorEntry('this booking is over, or not known here', 'look at the bookings again', {
    what: 'este apartado ya terminó, o no se conoce aquí',
    todo: 'revise de nuevo los apartados',
  }),
  'HF-CIRC-318': errorEntry('this patron has {count} booked already: {kind}', 'cancel one of them first', {
    what: 'este usuario ya tiene {count} apartados: {kind}',
    todo: 'cancele antes uno de ellos',
  }),
  'HF-CIRC-319': errorEntry('this account could not borrow at that time: {reason}', 'settle that first, then book it', {
    what: 'esta cuenta no podría llevar préstamos a esa hora: {reason}',
    todo: 'resuelva eso primero y luego apártelo',
  }),
  'HF-CIRC-322': errorEntry('no agreement is asked for: {kind}', 'lend it without one', {
    what: 'no se pide ningún acuerdo: {kind}',
    todo: 'préstelo sin acuerdo',
  }),
  'HF-CIRC-323': errorEntry('this agreement is over, or not known here', 'open the patron again', {
    what: 'este acuerdo ya terminó, o no se conoce aquí',
    todo: 'abra de nuevo al usuario',
  }),
  'HF-CIRC-325': errorEntry('a sponsor is another person', 'scan the card of the person who signs', {
    what: 'quien firma por otra persona no puede ser ella misma',
    todo: 'escanee la tarjeta de quien firma',
  }),
  'HF-CIRC-326': errorEntry(
    'this account can sign for nobody now',
    'ask another person to sign, or renew the account',
    {
      what: 'esta cuenta no puede firmar ahora por nadie',
      todo: 'pida que firme otra persona, o renueve la cuenta',
    },
  ),
  'HF-CIRC-324': errorEntry('the library lends nothing of this kind by number', 'open the form again', {
    what: 'la biblioteca no presta nada de este tipo por cantidad',
    todo: 'abra de nuevo el formulario',
  }),
  'HF-CIRC-320': errorEntry('nobody has to look at this notice any more', 'open the list again', {
    what: 'ya nadie tiene que revisar este aviso',
    todo: 'abra la lista de nuevo',
  }),
  'HF-CIRC-330': errorEntry(
    'this barcode already stands for an item of another library: {barcode}',
    'send that one back first, or use another strap',
    {
      what: 'este código ya corresponde a un material de otra biblioteca: {barcode}',
      todo: 'envíe primero ese de vuelta, o use otra faja',
    },
  ),
  'HF-CIRC-331': errorEntry('the lender wants it back before today', 'check the date on the strap', {
    what: 'la otra biblioteca lo quiere de vuelta antes de hoy',
    todo: 'revise la fecha en la faja',
  }),
  'HF-CIRC-332': errorEntry('this was not borrowed from another library: {barcode}', 'check the barcode', {
    what: 'esto no se recibió de otra biblioteca: {barcode}',
    todo: 'revise el código',
  }),
  'HF-CIRC-333': errorEntry('it is still checked out: {barcode}', 'check it in, then send it back', {
    what: 'todavía está prestado: {barcode}',
    todo: 'devuélvalo y luego envíelo de vuelta',
  }),
  'HF-CIRC-334': errorEntry('there are holds on it: {barcode}', 'cancel them, then send it back', {
    what: 'tiene reservas: {barcode}',
    todo: 'cancélelas y luego envíelo de vuelta',
  }),
  'HF-CIRC-340': errorEntry('this list is not written as MARC', 'save it as CSV, or take the list To replace', {
    what: 'esta lista no se guarda como MARC',
    todo: 'guárdela como CSV, o use la lista Por reponer',
  }),
} as const satisfies Readonly<Record<`HF-CIRC-${number}`, ErrorEntry>>;
