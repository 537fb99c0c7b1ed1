// Reasons: why a decision came out as it did. UPPER_SNAKE, never reused. Staff read the words on the screen.
// Sources of the meanings: the checkout, renewal and check-in tables of the loan rules.

import { LENDING_REASONS } from './reasons/lending-reasons.ts';
import { reason, type ReasonEntry } from './reasons/reason-entry.ts';
import { RENEWAL_REASONS } from './reasons/renewal-reasons.ts';
import { HOLD_REASONS, RECALL_REASONS } from './reasons/request-reasons.ts';
import { RETURN_REASONS } from './reasons/return-reasons.ts';

/** Effect of a reason on a decision: any block refuses, else any override asks, alert and message only show. */
export type Effect = 'block' | 'override' | 'alert' | 'message';

export const REASONS = {
  ITEM_UNKNOWN: reason('No item has the barcode {barcode}.', 'Ningún material tiene el código {barcode}.', {
    kinds: {
      of: 'copy',
      words: {
        loading: {
          en: 'Items are still loading: it is not known yet what the barcode {barcode} is.',
          es: 'Los materiales aún se cargan: todavía no se sabe de qué es el código {barcode}.',
        },
      },
    },
    next: { en: 'Lend it anyway; it is cataloged later.', es: 'Puede prestarlo de todos modos; se cataloga después.' },
  }),
  ITEM_NOT_REGISTERED: reason(
    'No item has the barcode {barcode}: it is not in the catalog.',
    'Ningún material tiene el código {barcode}: no está en el catálogo.',
    {
      next: {
        en: 'Keep it for cataloging, or ask a person who may lend it; it is cataloged later.',
        es: 'Guárdelo para catalogarlo, o pida que lo preste alguien con permiso; se cataloga después.',
      },
    },
  ),
  PATRON_UNKNOWN: reason('No patron has the card {card}.', 'Ningún usuario tiene la tarjeta {card}.', {
    kinds: {
      of: 'copy',
      words: {
        loading: {
          en: 'Accounts are still loading: it is not known yet whose card {card} is.',
          es: 'Las cuentas aún se cargan: todavía no se sabe de quién es la tarjeta {card}.',
        },
      },
    },
    bare: { en: 'There is no record of this patron here.', es: 'Aquí no hay registro de este usuario.' },
    next: {
      en: 'Write down name and phone and look at an ID; the account is completed later.',
      es: 'Anote nombre y teléfono y pida una identificación; la cuenta se completa después.',
    },
  }),
  PATRON_NOT_REGISTERED: reason(
    'No patron has the card {card}: the server was asked.',
    'Ningún usuario tiene la tarjeta {card}: se consultó al servidor.',
    {
      bare: {
        en: 'No account has this card: the server was asked.',
        es: 'Ninguna cuenta tiene esta tarjeta: se consultó al servidor.',
      },
      next: {
        en: 'Find the person by name, register them, or do not lend it.',
        es: 'Busque a la persona por nombre, regístrela o no preste.',
      },
    },
  ),
  EQUIPMENT_WITHOUT_ACCOUNT: reason(
    'Equipment for a person without an account: a second person must agree.',
    'Equipo para alguien sin cuenta: debe aprobarlo una segunda persona.',
  ),
  NO_RULE: reason(
    'No loan rule gives a due date for this patron and item.',
    'Ninguna regla de préstamo da una fecha para este usuario y material.',
  ),
  PATRON_EXPIRED: reason('The account expired on {expired}.', 'La cuenta venció el {expired}.', {
    bare: { en: 'The account expired or is not active.', es: 'La cuenta venció o no está activa.' },
  }),
  PATRON_BLACKOUT: reason(
    'This group cannot borrow now: {name}, until {until}.',
    'Este grupo no puede llevar préstamos ahora: {name}, hasta el {until}.',
  ),
  PATRON_INACTIVE: reason('The account is not active.', 'La cuenta no está activa.'),
  PATRON_BARRED: reason('The account is barred.', 'La cuenta está inhabilitada.'),
  PATRON_RESTRICTED: reason('Block on the account: {label}.', 'Bloqueo en la cuenta: {label}.', {
    // FOLIO has these two causes and gives no more detail of either.
    kinds: {
      of: 'label',
      words: {
        automatic: {
          en: 'Blocked automatically, by the limits set for patrons.',
          es: 'Bloqueada automáticamente por los límites fijados para los usuarios.',
        },
        manual: { en: 'Blocked by staff.', es: 'Bloqueada por el personal.' },
        'returned-late': {
          en: 'Something came back late: no borrowing until {until}.',
          es: 'Devolvió algo tarde: sin préstamos hasta {until}.',
        },
      },
    },
  }),
  PATRON_CARD_LOST: reason(
    'This card was replaced or reported lost.',
    'Esta tarjeta fue reemplazada o reportada como perdida.',
    {
      kinds: {
        of: 'cardIs',
        words: {
          replaced: { en: 'This card was replaced by another.', es: 'Esta tarjeta fue reemplazada por otra.' },
          lost: { en: 'This card was reported lost.', es: 'Esta tarjeta fue reportada como perdida.' },
          ended: { en: 'This card was turned off.', es: 'Esta tarjeta fue anulada.' },
          expired: { en: 'This card has expired.', es: 'Esta tarjeta venció.' },
          old: {
            en: 'This is an old card: it finds the account but cannot check out.',
            es: 'Es una tarjeta antigua: sirve para buscar la cuenta, no para prestar.',
          },
        },
      },
      next: {
        en: 'Ask for the current card or a photo ID.',
        es: 'Pida la tarjeta actual o una identificación con foto.',
      },
    },
  ),
  PATRON_OVERDUES: reason(
    'Items overdue: {count}; the limit is {limit}.',
    'Materiales vencidos: {count}; el límite es {limit}.',
    {
      bare: { en: 'Too many items overdue: {label}.', es: 'Demasiados materiales vencidos: {label}.' },
      kinds: {
        of: 'of',
        words: {
          'overdue-recalls': {
            en: 'Items overdue after a recall: {count}; the limit is {limit}.',
            es: 'Materiales vencidos tras un reclamo: {count}; el límite es {limit}.',
          },
          'recall-days-overdue': {
            en: 'Days that a recalled item is overdue: {count}; the limit is {limit}.',
            es: 'Días de retraso de un material reclamado: {count}; el límite es {limit}.',
          },
        },
      },
    },
  ),
  // The amount is not for the whole counter to read: Why? shows it, which opens on a key.
  PATRON_FINES: reason('Owes too much.', 'Debe demasiado.'),
  PATRON_LOST_COUNT: reason(
    'Lost items: {count}; the limit is {limit}.',
    'Materiales perdidos: {count}; el límite es {limit}.',
    { bare: { en: 'Too many lost items: {label}.', es: 'Demasiados materiales perdidos: {label}.' } },
  ),
  LIMIT_REACHED: reason('{count} of {limit} items already out.', '{count} de {limit} materiales ya prestados.', {
    bare: { en: 'Too many items out: {label}.', es: 'Demasiados materiales prestados: {label}.' },
  }),
  LIMIT_SET: reason('{count} of {limit} already out: {name}.', '{count} de {limit} ya prestados: {name}.'),
  PATRON_CANT: reason(
    'This patron group may not borrow this kind of item.',
    'Este grupo no puede llevar este tipo de material.',
  ),
  ITEM_NOT_LOANABLE: reason('This item does not circulate.', 'Este material no se presta.'),
  ITEM_LOST: reason('This item is marked {status}.', 'Este material está marcado como {status}.', {
    bare: { en: 'This item is marked lost.', es: 'Este material está marcado como perdido.' },
  }),
  ITEM_BAD_STATUS: reason('This item is marked {status}.', 'Este material está marcado como {status}.'),
  ITEM_IN_TRANSIT: reason('This item is on its way to {branch}.', 'Este material está en camino a {branch}.'),
  ITEM_IN_QUESTION: reason(
    'Two desks disagree about where this item is. Check the barcode on the item in hand.',
    'Dos mostradores no coinciden sobre este material. Revise el código del que tiene en mano.',
  ),
  ITEM_PARTS: reason('Hand over with: {parts}.', 'Entregar con: {parts}.'),
  ITEM_PARTS_BACK: reason('Check that it is complete: {parts}.', 'Compruebe que está completo: {parts}.'),
  ITEM_ALERT: reason('{text}', '{text}'),
  LOANED_TO_PATRON: reason(
    'Already out to this patron, due {due}. Renew it?',
    'Este usuario ya lo tiene, vence {due}. ¿Renovar?',
    { bare: { en: 'Already out to this patron. Renew it?', es: 'Este usuario ya lo tiene. ¿Renovar?' } },
  ),
  LOANED_TO_ANOTHER: reason('On loan to another patron, due {due}.', 'Prestado a otra persona, vence {due}.', {
    bare: { en: 'On loan to another patron.', es: 'Prestado a otra persona.' },
  }),
  HELD_FOR_ANOTHER: reason('On the hold shelf for another patron.', 'En el estante de reservas para otra persona.'),
  HOLD_WAITING: reason('Another patron is waiting for this title.', 'Otra persona espera este título.'),
  DUE_INVALID: reason('The due date {due} is in the past.', 'La fecha {due} ya pasó.', {
    bare: {
      en: 'No due date is set for loans that begin today.',
      es: 'No hay fecha fijada para los préstamos que empiezan hoy.',
    },
  }),
  DUE_TOO_SOON: reason(
    'It would be due at once: the desk is about to close.',
    'Vencería de inmediato: el mostrador está por cerrar.',
  ),
  DUE_SHORTENED: reason(
    'Due {due} instead of {plain}: the desk closes.',
    'Vence {due} en vez de {plain}: cierra el mostrador.',
  ),
  DUE_LATEST: reason(
    'Due {due} instead of {plain}: no loan of this kind runs longer.',
    'Vence {due} en vez de {plain}: ningún préstamo de este tipo dura más.',
  ),
  DUE_BOOKED_AFTER: reason(
    'Due {due} instead of {plain}: it is booked after that.',
    'Vence {due} en vez de {plain}: después está apartado.',
  ),
  DUE_LENDER: reason(
    'Due {due} instead of {plain}: the lending library wants it back.',
    'Vence {due} en vez de {plain}: la otra biblioteca lo quiere de vuelta.',
  ),
  DUE_SET_BY_STAFF: reason('The due date {due} was set by hand.', 'La fecha {due} se fijó a mano.'),
  DUE_ON_CLOSED: reason('Closed at that time: {due}.', 'A esa hora está cerrado: {due}.'),
  DUE_SAME: reason('Already due on that date.', 'Ya vence en esa fecha.'),
  DUE_LATER_ALREADY: reason('It is due later already.', 'Ya vence más tarde.'),
  DUE_PAST_RECALL: reason(
    'It is recalled: it may be kept until {due} and no longer.',
    'Está reclamado: se puede tener hasta {due}, no más.',
  ),
  NO_OPEN_DAYS: reason(
    'The calendar of {branch} has no open day for it to be due on.',
    'El calendario de {branch} no tiene ningún día abierto en que pueda vencer.',
  ),
  CALENDAR_MISSING: reason('{branch} has no calendar.', '{branch} no tiene calendario.'),
  DESK_MISSING: reason('This desk has no branch.', 'Este mostrador no tiene sede.'),
  OWN_ACCOUNT: reason('Staff do not work on their own account.', 'El personal no atiende su propia cuenta.'),
  STALE_DATA: reason('Decided on patron data as of {asOf}.', 'Decidido con datos de usuarios de {asOf}.'),
  NOT_ON_LOAN: reason('This item is not on loan.', 'Este material no está prestado.'),
  RENEW_LIMIT_REACHED: reason('Renewed {count} of {limit} times.', 'Renovado {count} de {limit} veces.', {
    bare: { en: 'Loans of this kind are not renewed.', es: 'Los préstamos de este tipo no se renuevan.' },
  }),
  RENEW_NOT_ALLOWED: reason('This loan may not be renewed.', 'Este préstamo no se puede renovar.'),
  RENEW_NO_GAIN: reason('Renewing would not move the date: {due}.', 'Al renovar no cambiaría la fecha: {due}.'),
  RENEW_ON_HOLD: reason('Another patron is waiting for it.', 'Otra persona lo espera.'),
  RENEW_ITEM_LOST: reason('This item is marked lost.', 'Este material está marcado como perdido.'),
  RETURNED: reason('Was on loan and is now in.', 'Estaba prestado y ya regresó.'),
  HOLD_FOUND: reason('A patron is waiting for it.', 'Un usuario lo espera.'),
  NEEDS_TRANSIT: reason('Send it to {branch}.', 'Enviar a {branch}.'),
  TRANSIT_ARRIVED: reason('Arrived from transit.', 'Llegó de tránsito.'),
  BILL_LIFTED: reason(
    'Its bill of {amount} is removed. Tell the patron.',
    'Se retira su cargo de {amount}. Avise al usuario.',
  ),
  LOST_FOUND: reason('Was marked {status} and is back.', 'Estaba marcado como {status} y regresó.', {
    bare: { en: 'Was marked lost and is back.', es: 'Estaba marcado como perdido y regresó.' },
  }),
  ...LENDING_REASONS,
  ...RENEWAL_REASONS,
  ...RETURN_REASONS,
  ...HOLD_REASONS,
  ...RECALL_REASONS,
} as const satisfies Readonly<Record<string, ReasonEntry>>;

export type ReasonCode = keyof typeof REASONS;

/** Whether a text is a reason of this version; another version may know more. */
export function isReasonCode(text: string): text is ReasonCode {
  return Object.hasOwn(REASONS, text);
}
