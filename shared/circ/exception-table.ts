// All exceptions: weight, subject, actions that may close each, and the words of staff.
// Folded ones come out of the folds; judged ones are made once at receipt. Only `act-now` and `today` are work.
// Texts for patrons never name another patron.

import { entry, folded, judged, type ExceptionEntry } from './exception-entry.ts';
import { IDENTITY_EXCEPTIONS } from './exceptions-of-identity.ts';
import { THERE_EXCEPTIONS } from './exceptions-there.ts';

/** The item came back, or the loan is undone. */
const isBack = ['checkin', 'undo'] as const;
const scans = ['checkin', 'checkout'] as const;

export const EXCEPTIONS = {
  'in-question': entry(
    folded('act-now', 'item', ['checkin', 'resolveItem', 'undo', 'checkout']),
    {
      en: 'Two desks disagree about {title} ({barcode}). Check the shelf and the barcode on the item.',
      es: 'Dos mostradores no coinciden sobre {title} ({barcode}). Revise el estante y el código del material.',
    },
    {
      en: 'We are checking where this item is. Nothing is owed for it meanwhile.',
      es: 'Estamos verificando dónde está este material. Mientras tanto no debe nada por él.',
    },
  ),
  'lent-off-hold-shelf': entry(
    folded('act-now', 'item', ['checkin', 'cancelHold']),
    {
      en: '{title} ({barcode}) was lent off the hold shelf to another patron. The hold waits again.',
      es: '{title} ({barcode}) se prestó del estante de reservas a otra persona. La reserva vuelve a esperar.',
    },
    {
      en: 'The copy that was ready for you went out by mistake. Your hold kept its place.',
      es: 'El ejemplar que estaba listo para usted se prestó por error. Su reserva conserva su lugar.',
    },
  ),
  'hold-trapped-twice': entry(folded('act-now', 'item', scans), {
    en: 'Another copy serves this hold. Take {title} ({barcode}) off the hold shelf and check it in.',
    es: 'Otro ejemplar cubre esta reserva. Saque {title} ({barcode}) del estante de reservas y devuélvalo.',
  }),
  'wrong-trap': entry(folded('act-now', 'item', scans), {
    en: '{title} ({barcode}) is on the hold shelf, but the hold it was put aside for has ended. Take it off the shelf and check it in.',
    es: '{title} ({barcode}) está en el estante de reservas, pero la reserva para la que se apartó ya terminó. Sáquelo del estante y devuélvalo.',
  }),
  'missed-hold': entry(
    folded('act-now', 'item', ['checkin', 'checkout', 'cancelHold']),
    {
      en: 'A patron is waiting for {title} ({barcode}), which was checked in without a hold slip. Find it and check it in.',
      es: 'Un usuario espera {title} ({barcode}), que se devolvió sin comprobante de reserva. Búsquelo y devuélvalo.',
    },
    {
      en: 'Your copy came back and was not put aside. We are fetching it; you keep your place.',
      es: 'Su ejemplar regresó y no se apartó. Lo estamos buscando; usted conserva su lugar.',
    },
  ),
  'missed-recall': entry(
    folded('act-now', 'item', ['checkin', 'recall', 'cancelHold']),
    {
      en: '{title} ({barcode}) was renewed or lent without knowing of its recall. The recall is issued again.',
      es: '{title} ({barcode}) se renovó o se prestó sin saber de su reclamo. El reclamo se emite de nuevo.',
    },
    {
      en: 'The item was renewed or lent before we knew that you need it. We have asked for it again; you keep your place.',
      es: 'El material se renovó o se prestó antes de saber que usted lo necesita. Lo reclamamos de nuevo; usted conserva su lugar.',
    },
  ),
  'missed-reserve': entry(judged('act-now', 'item', scans), {
    en: '{title} ({barcode}) belongs on {reserves}. Find it and put it there.',
    es: '{title} ({barcode}) va en {reserves}. Búsquelo y póngalo allí.',
  }),
  'booked-soon': entry(
    judged('today', 'item-or-patron', ['checkin', 'undo']),
    {
      en: '{title} ({barcode}) is out until after {from}, when it is booked, and no other one is free. Ask for it back, or agree on another time.',
      es: '{title} ({barcode}) está prestado hasta después de {from}, cuando está apartado, y no hay otro libre. Pida que lo devuelvan o acuerde otra hora.',
    },
    {
      en: 'What you booked may not be back in time. We are asking for it, or can offer you another time.',
      es: 'Lo que apartó quizá no vuelva a tiempo. Lo estamos pidiendo, o podemos ofrecerle otra hora.',
    },
  ),
  'booking-conflict': entry(
    judged('today', 'patron'),
    {
      en: '{kind} was booked at two desks for the same time, from {from}, and no unit is left for this patron. Agree on another time, or cancel the booking.',
      es: '{kind} se apartó en dos mostradores para la misma hora, desde {from}, y no queda ninguno para este usuario. Acuerde otra hora o cancele el apartado.',
    },
    {
      en: 'Another patron booked the last one for that time just before you. We can offer you another time.',
      es: 'Otra persona apartó el último para esa hora justo antes que usted. Podemos ofrecerle otra hora.',
    },
  ),
  'booking-moved-back': entry(
    judged('today', 'patron'),
    {
      en: 'The booking of {kind} was moved to {wanted}, and another desk had booked the last one for that time before. It has its old time again, from {from}. Tell the patron, or agree on another time.',
      es: 'El apartado de {kind} se movió a {wanted}, y otro mostrador ya había apartado el último para esa hora. Tiene de nuevo su hora anterior, desde {from}. Avise al usuario o acuerde otra hora.',
    },
    {
      en: 'The time that you moved your booking to was taken just before. We kept your old time for you, or can offer you another one.',
      es: 'La hora a la que movió su apartado ya se había tomado justo antes. Le guardamos su hora anterior, o podemos ofrecerle otra.',
    },
  ),
  'missed-transit': entry(judged('act-now', 'item', scans), {
    en: '{title} ({barcode}) was on its way elsewhere when it was checked in here. Send it on.',
    es: '{title} ({barcode}) iba a otra sede cuando se devolvió aquí. Envíelo.',
  }),
  'lent-while-on-loan': entry(
    folded('today', 'item', ['checkin']),
    {
      en: '{title} ({barcode}) was lent while it was on loan. The older loan was closed without a fee.',
      es: '{title} ({barcode}) se prestó estando prestado. El préstamo anterior se cerró sin cargo.',
    },
    {
      en: 'Your loan of {title} was closed because the item was lent again. You owe nothing for it.',
      es: 'Su préstamo de {title} se cerró porque el material volvió a prestarse. No debe nada por él.',
    },
  ),
  'renewed-after-inference': entry(
    folded('today', 'item', ['checkin']),
    {
      en: '{title} ({barcode}) was renewed after its loan had been closed, since it was lent to another patron. Look for two copies.',
      es: '{title} ({barcode}) se renovó cuando su préstamo ya estaba cerrado, porque se prestó a otra persona. Busque dos ejemplares.',
    },
    {
      en: 'We have another loan of {title} on record. Please show us the barcode of the one you have.',
      es: 'Tenemos registrado otro préstamo de {title}. Muéstrenos el código del ejemplar que tiene.',
    },
  ),
  'lost-corrected': entry(
    folded('today', 'item', []),
    {
      en: '{title} ({barcode}) had been marked lost, but was not. The bill was removed.',
      es: '{title} ({barcode}) se había marcado como perdido sin estarlo. El cargo se retiró.',
    },
    {
      en: '{title} was marked lost by mistake. The bill for it was removed.',
      es: '{title} se marcó como perdido por error. El cargo se retiró.',
    },
  ),
  'claim-settled': entry(
    folded('today', 'item', []),
    {
      en: 'A patron claimed {title} ({barcode}), but it had been checked in before. The claim is settled.',
      es: 'Un usuario tenía una disputa sobre {title} ({barcode}), pero ya se había devuelto. La disputa queda resuelta.',
    },
    {
      en: '{title} had been checked in. Nothing more is to be done about it.',
      es: '{title} ya se había devuelto. No hace falta nada más.',
    },
  ),
  'undo-crossed': entry(folded('today', 'item-or-patron', []), {
    en: 'A transaction on {title} ({barcode}) was undone after another desk had acted on it. Check how it stands now.',
    es: 'Se deshizo una transacción de {title} ({barcode}) después de que otro mostrador actuara. Revise cómo quedó.',
  }),
  'undo-void': entry(folded('today', 'item-or-patron', []), {
    en: 'An undo on {title} ({barcode}) could not stand and changed nothing.',
    es: 'Deshacer una transacción de {title} ({barcode}) no era posible y no cambió nada.',
  }),
  'hold-void': entry(
    folded('today', 'patron', []),
    {
      en: 'A hold transaction came too late or named no hold. Check the holds of this patron.',
      es: 'Una transacción de reserva llegó tarde o no correspondía a ninguna. Revise las reservas de este usuario.',
    },
    {
      en: 'What you asked for about a hold came too late. Please look at your holds with us.',
      es: 'Lo que pidió sobre una reserva llegó tarde. Revisemos juntos sus reservas.',
    },
  ),
  'money-credited': entry(
    folded('today', 'patron', ['refund']),
    {
      en: 'More was paid than turned out to be owed. The rest is credit: refund it or keep it on the account.',
      es: 'Se pagó más de lo que al final se debía. El resto es saldo a favor: reembólselo o déjelo en la cuenta.',
    },
    {
      en: 'You paid more than was owed. The difference is yours.',
      es: 'Pagó más de lo que debía. La diferencia es suya.',
    },
  ),
  'refunded-twice': entry(
    folded('today', 'patron', []),
    {
      en: 'More was refunded to this patron, or used as credit, than the payment had left. Check the cash drawer and the account.',
      es: 'Se reembolsó a este usuario, o se usó como saldo a favor, más de lo que quedaba del pago. Revise la caja y la cuenta.',
    },
    {
      en: 'More of your credit was refunded or used than there was. Please see the desk.',
      es: 'Se reembolsó o se usó más saldo a favor del que tenía. Acérquese al mostrador.',
    },
  ),
  'patron-blocked': entry(
    judged('today', 'patron', isBack),
    {
      en: '{title} ({barcode}) was lent although the account was blocked at that time: {reason}',
      es: '{title} ({barcode}) se prestó aunque la cuenta estaba bloqueada: {reason}',
    },
    {
      en: 'There is a block on your account. Please see the desk.',
      es: 'Su cuenta tiene un bloqueo. Acérquese al mostrador.',
    },
  ),
  'lent-unsigned': entry(
    judged('today', 'patron', isBack),
    {
      en: '{title} ({barcode}) was lent without the agreement that {kind} ask for. Have this patron sign it, or ask for it back.',
      es: '{title} ({barcode}) se prestó sin el acuerdo que se pide para {kind}. Pida a este usuario que lo firme, o que lo devuelva.',
    },
    {
      en: 'What you borrowed asks for an agreement that we have no signature for. Please sign it at the desk.',
      es: 'Lo que llevó pide un acuerdo del que no tenemos su firma. Fírmelo en el mostrador, por favor.',
    },
  ),
  'proxy-not-allowed': entry(
    judged('today', 'patron', isBack),
    {
      en: '{title} ({barcode}) was borrowed for this patron by a proxy who had no right to at that time. Ask the patron whether it is with them.',
      es: '{title} ({barcode}) se prestó para este usuario a una persona que entonces no estaba autorizada. Pregunte al usuario si lo tiene.',
    },
    {
      en: 'An item was borrowed in your name by a person who was not your proxy at that time. Please tell us whether you have it.',
      es: 'Una persona que no estaba autorizada pidió un material a su nombre. Díganos si usted lo tiene.',
    },
  ),
  'patron-expired': entry(
    judged('today', 'patron', isBack),
    {
      en: '{title} ({barcode}) was lent on an expired account.',
      es: '{title} ({barcode}) se prestó con una cuenta vencida.',
    },
    { en: 'Your account has expired. Please renew it.', es: 'Su cuenta venció. Renuévela, por favor.' },
  ),
  'patron-over-limit': entry(
    judged('today', 'patron', isBack),
    {
      en: '{title} ({barcode}) was lent over a limit: {reason}',
      es: '{title} ({barcode}) se prestó por encima de un límite: {reason}',
    },
    {
      en: 'You have more out than your account allows. Please see the desk.',
      es: 'Tiene más préstamos de los que permite su cuenta. Acérquese al mostrador.',
    },
  ),
  'hold-not-allowed': entry(
    judged('today', 'patron'),
    {
      en: 'A hold on {title} was placed that the library would not have allowed: {reason} It waits all the same.',
      es: 'Se hizo una reserva de {title} que la biblioteca no habría permitido: {reason} Sigue en espera.',
    },
    {
      en: 'There is a question about your hold on {title}. Please see the desk.',
      es: 'Hay una duda con su reserva de {title}. Acérquese al mostrador.',
    },
  ),
  'patron-unknown': entry(
    judged('today', 'patron'),
    {
      en: '{title} ({barcode}) was lent on an unknown card: {card}. Find the person and complete the account.',
      es: '{title} ({barcode}) se prestó con una tarjeta desconocida: {card}. Identifique a la persona y complete la cuenta.',
    },
    {
      en: 'We do not know your card yet. Please show it at the desk, so that we can complete your account.',
      es: 'Aún no conocemos su tarjeta. Muéstrela en el mostrador para completar su cuenta.',
    },
  ),
  'patron-purged': entry(judged('today', 'patron'), {
    en: 'A transaction names a patron whose data was removed.',
    es: 'Una transacción nombra a un usuario cuyos datos se eliminaron.',
  }),
  'lost-card-used': entry(
    judged('today', 'patron', isBack),
    {
      en: '{title} ({barcode}) was lent on a card that had been replaced or reported lost.',
      es: '{title} ({barcode}) se prestó con una tarjeta reemplazada o reportada como perdida.',
    },
    {
      en: 'A card of yours that was replaced or reported lost was used. Please tell us whether it was you.',
      es: 'Se usó una tarjeta suya que estaba reemplazada o reportada como perdida. Díganos si fue usted.',
    },
  ),
  'item-unknown': entry(judged('today', 'item'), {
    en: 'The barcode {barcode} is not in the catalog. Catalog the item or correct the barcode.',
    es: 'El código {barcode} no está en el catálogo. Catalogue el material o corrija el código.',
  }),
  'lent-withdrawn': entry(
    judged('today', 'item', isBack),
    {
      en: '{title} ({barcode}) was lent although it is {status}.',
      es: '{title} ({barcode}) se prestó aunque está marcado como {status}.',
    },
    {
      en: '{title} should have stayed here. Please bring it back when you can.',
      es: '{title} debía quedarse aquí. Devuélvalo cuando pueda.',
    },
  ),
  'seen-while-on-loan': entry(folded('today', 'item', scans), {
    en: '{title} ({barcode}) was seen on the shelf while it is on loan. Check the shelf, then check it in.',
    es: '{title} ({barcode}) se vio en el estante aunque está en préstamo. Revise el estante y devuélvalo.',
  }),
  'clock-suspect': entry(judged('today', 'item-or-patron', [...isBack, 'changeDueDate']), {
    en: 'The clock of {desk} was wrong. Its due dates stand; check the one of {title} ({barcode}).',
    es: 'El reloj de {desk} estaba mal. Sus fechas se respetan; revise la de {title} ({barcode}).',
  }),
  'staff-role-revoked': entry(judged('today', 'desk'), {
    en: 'A transaction at {desk} was signed by staff whose rights had ended.',
    es: 'Una transacción en {desk} la firmó alguien cuyos permisos habían terminado.',
  }),
  'desk-forked': entry(judged('act-now', 'desk'), {
    en: '{desk} sent two different transactions under one number: a copy of its data is in use, or it was changed. Its transactions are held.',
    es: '{desk} envió dos transacciones distintas con un mismo número: hay una copia de sus datos en uso o se alteraron. Sus transacciones quedan retenidas.',
  }),
  'server-fault': entry(judged('act-now', 'desk'), {
    en: 'The server could not process a transaction of {desk}. It is kept; report the code {fault}.',
    es: 'El servidor no pudo procesar una transacción de {desk}. Se conserva; reporte el código {fault}.',
  }),
  'acts-held': entry(judged('act-now', 'desk'), {
    en: '{desk} sent transactions that are held: it was revoked, a copy of it was in use, or their contents were removed. Find out why, then accept them, or dismiss this to leave them out.',
    es: '{desk} envió transacciones que están retenidas: fue revocado, se usó una copia suya o se eliminó su contenido. Averigüe por qué y acéptelas, o descarte esto para dejarlas fuera.',
  }),
  'acts-lost': entry(judged('act-now', 'desk'), {
    en: '{desk} has lost up to {count} transactions of its own: its disk damaged them, or an older copy of its data was put back. Look at what was done there at that time, and ask its administrator for the file that was set aside.',
    es: '{desk} perdió hasta {count} transacciones propias: su disco las dañó o se recuperó una copia anterior de sus datos. Revise qué se hizo allí en ese momento y pida a quien lo administra el archivo que se apartó.',
  }),
  'desk-silent': entry(judged('today', 'desk'), {
    en: '{desk} has not been heard of since {since}. Nothing at {branch} is marked lost, billed or told to patrons until it has handed in what it has, or a supervisor lets it go on.',
    es: '{desk} está sin contacto desde {since}. En {branch} no se marca nada como perdido, ni se cobra, ni se avisa a usuarios hasta que entregue lo que tiene o un supervisor deje de esperarlo.',
  }),
  'due-differs': entry(folded('note', 'item', []), {
    en: '{title} ({barcode}): the slip shows an earlier date than the loan keeps.',
    es: '{title} ({barcode}): el comprobante muestra una fecha anterior a la del préstamo.',
  }),
  'due-change-recalled': entry(
    folded('today', 'item', []),
    {
      en: 'The due date of {title} ({barcode}) was moved later while it was recalled. The date of the recall stands.',
      es: 'La fecha de {title} ({barcode}) se aplazó cuando ya estaba reclamado. Rige la fecha del reclamo.',
    },
    {
      en: 'Another patron needs {title}, so the later date that you were told no longer applies. Please bring it back by the date of the recall.',
      es: 'Otra persona necesita {title}, así que la fecha posterior que se le dijo ya no rige. Devuélvalo a más tardar en la fecha del reclamo.',
    },
  ),
  'due-change-no-loan': entry(folded('note', 'item', []), {
    en: 'A change of the due date of {title} ({barcode}) named a loan that had ended.',
    es: 'Un cambio de fecha de {title} ({barcode}) era de un préstamo ya terminado.',
  }),
  'claim-no-loan': entry(folded('note', 'item', []), {
    en: 'A claim about {title} ({barcode}) named a loan that had ended.',
    es: 'Una disputa sobre {title} ({barcode}) era de un préstamo ya terminado.',
  }),
  'recall-no-loan': entry(folded('note', 'item', []), {
    en: 'A recall of {title} ({barcode}) found another loan and changed nothing.',
    es: 'Un reclamo de {title} ({barcode}) encontró otro préstamo y no cambió nada.',
  }),
  'renewal-no-loan': entry(folded('note', 'item', []), {
    en: 'A renewal of {title} ({barcode}) named a loan that had ended.',
    es: 'Una renovación de {title} ({barcode}) era de un préstamo ya terminado.',
  }),
  'already-in': entry(folded('note', 'item', []), {
    en: '{title} ({barcode}) was checked in though it was in already.',
    es: '{title} ({barcode}) se devolvió aunque ya estaba en la biblioteca.',
  }),
  'double-scan': entry(folded('note', 'item', []), {
    en: '{title} ({barcode}) was lent twice to the same patron; it counts once.',
    es: '{title} ({barcode}) se prestó dos veces al mismo usuario; cuenta una sola vez.',
  }),
  'rules-stale': entry(judged('note', 'item'), {
    en: '{title} ({barcode}) was decided by rules that had been replaced. The date stays.',
    es: '{title} ({barcode}) se decidió con reglas ya reemplazadas. La fecha se mantiene.',
  }),
  'too-late': entry(judged('note', 'item'), {
    en: 'A transaction on {title} ({barcode}) arrived long after it happened and is kept as history.',
    es: 'Una transacción de {title} ({barcode}) llegó mucho después y se guarda en el historial.',
  }),
  ...IDENTITY_EXCEPTIONS,
  'not-ours': entry(judged('note', 'item'), {
    en: 'The barcode {barcode} was checked in and is not ours.',
    es: 'El código {barcode} se devolvió y no es nuestro.',
  }),
  ...THERE_EXCEPTIONS,
} as const satisfies Readonly<Record<string, ExceptionEntry>>;

export type ExceptionCode = keyof typeof EXCEPTIONS;

/** The row of a code; null for a code of a newer version. */
export function exceptionEntry(code: string): ExceptionEntry | null {
  return isExceptionCode(code) ? EXCEPTIONS[code] : null;
}

function isExceptionCode(text: string): text is ExceptionCode {
  return Object.hasOwn(EXCEPTIONS, text);
}
