// Reasons about whether this patron may have this item: account, limits, the item's state, other waiting patrons, money.

import { reason, type ReasonEntry } from './reason-entry.ts';

export const LENDING_REASONS = {
  PATRON_ADDRESS: reason(
    'Mail to this patron came back: ask for the new address.',
    'El correo de este usuario fue devuelto: pida la nueva dirección.',
  ),
  // As with the patron's own debt, amounts are shown by Why? alone.
  PATRON_FAMILY_FINES: reason(
    'Those whom this patron answers for owe too much.',
    'Las personas por las que responde este usuario deben demasiado.',
    {
      kinds: {
        of: 'by',
        words: {
          guarantors: {
            en: 'Those who answer for this patron owe too much.',
            es: 'Quienes responden por este usuario deben demasiado.',
          },
        },
      },
    },
  ),
  PATRON_OTHER_FEES: reason('Owes {owed}, but this blocks nothing.', 'Debe {owed}, pero no bloquea nada.'),
  PATRON_COLLECTIONS: reason('The account is up for collection.', 'La cuenta pasa a cobranza.'),
  PATRON_STATS: reason(
    'This card only counts use: nothing is lent on it.',
    'Esta tarjeta es solo para contar el uso: no se presta con ella.',
  ),
  PATRON_OTHER_LIBRARY: reason('This patron belongs to another library.', 'Este usuario es de otra biblioteca.'),
  PROXY_INVALID: reason(
    'This patron may not borrow for the other person.',
    'Este usuario no puede pedir para la otra persona.',
    {
      kinds: {
        of: 'linkIs',
        words: {
          none: {
            en: 'This patron was never named as a proxy: the sponsor has to name them at a desk.',
            es: 'Este usuario nunca fue autorizado: el titular tiene que hacerlo en un mostrador.',
          },
          revoked: {
            en: 'May not borrow for the sponsor since {when}: the sponsor has to name them again.',
            es: 'No puede pedir para el titular desde {when}: el titular tiene que autorizarlo de nuevo.',
          },
          expired: {
            en: 'Could borrow for the sponsor until {when}: the sponsor has to name them again.',
            es: 'Podía pedir para el titular hasta {when}: el titular tiene que autorizarlo de nuevo.',
          },
        },
      },
    },
  ),
  PROXY_BLOCKED: reason(
    'The account of the person at the desk is blocked.',
    'La cuenta de la persona en el mostrador está bloqueada.',
    {
      kinds: {
        of: 'accountIs',
        words: {
          card: {
            en: 'The card of the person at the desk is not in use any more: ask for the new one.',
            es: 'La tarjeta de la persona en el mostrador ya no está en uso: pida la nueva.',
          },
          expired: {
            en: 'The account of the person at the desk has expired: renew it first.',
            es: 'La cuenta de la persona en el mostrador está vencida: renuévela primero.',
          },
          inactive: {
            en: 'The account of the person at the desk is barred or switched off: open it to see why.',
            es: 'La cuenta de la persona en el mostrador está suspendida o inactiva: ábrala para ver por qué.',
          },
          blocked: {
            en: 'A block on the account of the person at the desk stops borrowing: open it to see why.',
            es: 'Un bloqueo en la cuenta de la persona en el mostrador impide el préstamo: ábrala para ver por qué.',
          },
        },
      },
    },
  ),
  RENEW_BORROWED: reason(
    'The library that lends it allows no renewal.',
    'La biblioteca que lo presta no permite renovarlo.',
  ),
  AGE_RESTRICTED: reason(
    'This item is for patrons aged {age} or older.',
    'Este material es para usuarios de {age} años o más.',
    {
      bare: { en: 'The patron is too young for this item.', es: 'El usuario no tiene la edad para este material.' },
    },
  ),
  LIMIT_ONSITE: reason(
    '{count} of {limit} items already out for use here.',
    '{count} de {limit} materiales ya prestados para uso en sala.',
  ),
  LIMIT_MATERIAL_TYPE: reason(
    '{count} of {limit} items of this material type already out.',
    '{count} de {limit} materiales de este tipo ya prestados.',
  ),
  LIMIT_LOAN_TYPE: reason(
    '{count} of {limit} items of this loan type already out.',
    '{count} de {limit} materiales de este tipo de préstamo ya prestados.',
  ),
  LIMIT_MATERIAL_AND_LOAN_TYPE: reason(
    '{count} of {limit} items of this material and loan type already out.',
    '{count} de {limit} materiales de este tipo y tipo de préstamo ya prestados.',
  ),
  LIMIT_PATRON_GROUP_MATERIAL_TYPE: reason(
    '{count} of {limit} items of this material type already out; more are not lent to this group.',
    '{count} de {limit} materiales de este tipo ya prestados; a este grupo no se prestan más.',
  ),
  LIMIT_PATRON_GROUP_LOAN_TYPE: reason(
    '{count} of {limit} items of this loan type already out; more are not lent to this group.',
    '{count} de {limit} materiales de este tipo de préstamo ya prestados; a este grupo no se prestan más.',
  ),
  LIMIT_PATRON_GROUP_MATERIAL_AND_LOAN_TYPE: reason(
    '{count} of {limit} items of this material and loan type already out; more are not lent to this group.',
    '{count} de {limit} materiales de este tipo y tipo de préstamo ya prestados; a este grupo no se prestan más.',
  ),
  REUSE_TOO_SOON: reason(
    'This patron returned it a moment ago and may have it again {again}.',
    'Este usuario acaba de devolverlo y puede llevarlo de nuevo: {again}.',
  ),
  ITEM_WITHDRAWN: reason('This item is withdrawn.', 'Este material está dado de baja.'),
  ITEM_RESTRICTED: reason('This item is restricted.', 'Este material es de uso restringido.'),
  ITEM_CLAIMED: reason('A patron says that this item was returned.', 'Un usuario dice que devolvió este material.'),
  ITEM_OTHER_LIBRARY: reason('This item belongs to another library.', 'Este material es de otra biblioteca.'),
  RETURN_NOT_HERE: reason(
    'This item may not be returned here: send it to {branch}.',
    'Este material no se puede devolver aquí: envíelo a {branch}.',
    { bare: { en: 'This item may not be returned here.', es: 'Este material no se puede devolver aquí.' } },
  ),
  ONSITE_WILL_SWITCH: reason(
    'Out to this patron for use here; from now on it is an ordinary loan.',
    'Este usuario lo tiene para uso en sala; desde ahora es un préstamo normal.',
  ),
  NO_MORE_RENEWALS: reason(
    'Already out to this patron, and it may not be renewed.',
    'Este usuario ya lo tiene y no se puede renovar.',
  ),
  RETURNED_FROM_ANOTHER: reason(
    'Was on loan to another patron and is taken back first.',
    'Estaba prestado a otra persona y primero se devuelve.',
  ),
  SAME_TITLE_OUT: reason(
    'This patron has another copy of this title out.',
    'Este usuario ya tiene otro ejemplar de este título.',
  ),
  BORROWED_BEFORE: reason('This patron had this title before.', 'Este usuario ya tuvo este título.'),
  OUT_NOW: reason('This patron has this title out now.', 'Este usuario tiene ahora este título.'),
  RECALLED_FOR_ANOTHER: reason('Recalled for another patron.', 'Reclamado para otra persona.'),
  BOOKED_TO_ANOTHER: reason('Booked for another patron from {from}.', 'Apartado para otra persona desde {from}.', {
    bare: { en: 'Booked for another patron.', es: 'Apartado para otra persona.' },
  }),
  BOOKED_EARLY: reason(
    'Booked for this patron, but only from {from}.',
    'Apartado para este usuario, pero solo desde {from}.',
  ),
  UNIT_FREE_FROM: reason('Free again {from}.', 'Libre de nuevo: {from}.'),
  UNIT_OTHER_FREE: reason('Another one is free: {barcode}.', 'Hay otro libre: {barcode}.'),
  EQUIPMENT_LIMIT: reason('{kind}: {count} of {limit} already out.', '{kind}: {count} de {limit} ya prestados.'),
  EQUIPMENT_TOO_SOON: reason(
    '{kind}: this patron just returned one and may have it again {again}.',
    '{kind}: este usuario acaba de devolver uno y puede llevarlo de nuevo: {again}.',
  ),
  AGREEMENT_NEEDED: reason(
    '{kind}: this patron has to sign the agreement first.',
    '{kind}: este usuario tiene que firmar antes el acuerdo.',
  ),
  BOOKED_BY_PATRON: reason('This patron booked it.', 'Este usuario lo apartó.'),
  HIGH_HOLDS: reason(
    'Patrons waiting: {holds}. Lent for a shorter time: {days} days.',
    'Usuarios en espera: {holds}. Se presta por menos tiempo: {days} días.',
    { bare: { en: 'Many patrons wait for this title.', es: 'Muchos usuarios esperan este título.' } },
  ),
  RENTAL_FEE: reason('Lending it costs {amount}.', 'El préstamo cuesta {amount}.'),
  DEPOSIT: reason('A deposit of {amount} is taken.', 'Se cobra un depósito de {amount}.'),
} as const satisfies Readonly<Record<string, ReasonEntry>>;
