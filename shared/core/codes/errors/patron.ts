// Errors of the area PATRON. Codes are never reused. Card numbers are shown to the person who typed them and never logged.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const PATRON_ERRORS = {
  'HF-PATRON-001': errorEntry('no patron has this card', 'scan it again or find the patron by name', {
    what: 'ningún usuario tiene esta tarjeta',
    todo: 'escanéela de nuevo o busque al usuario por nombre',
  }),
  'HF-PATRON-002': errorEntry(
    'patron details are locked: this desk has not reached its server for too long',
    'scan cards and barcodes, which work on; once back online the details open by themselves',
    {
      what: 'los datos de usuarios están bloqueados: este mostrador lleva demasiado tiempo sin alcanzar a su servidor',
      todo: 'escanee tarjetas y códigos, que siguen funcionando; cuando vuelva la conexión los datos se abren solos',
    },
  ),
  'HF-PATRON-003': errorEntry(
    'this card belongs to another account already',
    'open that account, or give another card',
    {
      what: 'esta tarjeta ya es de otra cuenta',
      todo: 'abra esa cuenta o use otra tarjeta',
    },
  ),
  'HF-PATRON-004': errorEntry('there is no patron group of this name', 'choose one of the groups of the loan rules', {
    what: 'no hay ningún grupo de usuarios con ese nombre',
    todo: 'elija uno de los grupos de las reglas de préstamo',
  }),
  'HF-PATRON-005': errorEntry('there is no branch of this name', 'choose one of the branches of this library', {
    what: 'no hay ninguna sede con ese nombre',
    todo: 'elija una de las sedes de esta biblioteca',
  }),
  'HF-PATRON-080': errorEntry(
    'this card is not known here',
    'write down name and phone and look at an ID before anything leaves',
    {
      what: 'esta tarjeta no se conoce aquí',
      todo: 'anote nombre y teléfono y pida una identificación antes de que salga algo',
    },
  ),
  'HF-PATRON-132': errorEntry('the block would end before it begins', 'choose today or a later day, or no end', {
    what: 'el bloqueo terminaría antes de empezar',
    todo: 'elija hoy o un día posterior, o ninguno',
  }),
  'HF-PATRON-133': errorEntry('this block was already lifted', 'look at the account again: nothing is left to lift', {
    what: 'este bloqueo ya se levantó',
    todo: 'revise la cuenta: no queda nada que levantar',
  }),
  'HF-PATRON-134': errorEntry(
    'this block is from the library system',
    'lift it in the library system; it is gone here with its next data',
    {
      what: 'este bloqueo es del sistema bibliotecario',
      todo: 'levántelo en el sistema bibliotecario; aquí desaparece con sus próximos datos',
    },
  ),
  'HF-PATRON-150': errorEntry(
    'this account has no such card in use',
    'look at the cards of the account again, and choose one of them',
    {
      what: 'esta cuenta no tiene esa tarjeta en uso',
      todo: 'revise las tarjetas de la cuenta y elija una de ellas',
    },
  ),
  'HF-PATRON-151': errorEntry('this card is on the account already', 'use it, or scan another one', {
    what: 'esta tarjeta ya está en la cuenta',
    todo: 'úsela o escanee otra',
  }),
  'HF-PATRON-152': errorEntry('the card would expire before it begins', 'choose today or a later day, or no end', {
    what: 'la tarjeta vencería antes de empezar',
    todo: 'elija hoy o un día posterior, o ninguno',
  }),
  'HF-PATRON-155': errorEntry(
    'nobody borrows for themselves as a proxy',
    'scan the card of the other person, who borrows for this account',
    {
      what: 'nadie es su propia persona autorizada',
      todo: 'escanee la tarjeta de la otra persona, la que pide para esta cuenta',
    },
  ),
  'HF-PATRON-156': errorEntry(
    'this person may already borrow for this account',
    'nothing is left to do; to change until when, end it and add it again',
    {
      what: 'esta persona ya puede pedir para esta cuenta',
      todo: 'no queda nada por hacer; para cambiar hasta cuándo, termínela y agréguela de nuevo',
    },
  ),
  'HF-PATRON-157': errorEntry('the proxy would end before it begins', 'choose today or a later day, or no end', {
    what: 'la autorización terminaría antes de empezar',
    todo: 'elija hoy o un día posterior, o ninguno',
  }),
  'HF-PATRON-158': errorEntry('this proxy has ended already', 'look at the account again: nothing is left to end', {
    what: 'esta autorización ya terminó',
    todo: 'revise la cuenta: no queda nada que terminar',
  }),
  'HF-PATRON-160': errorEntry(
    'this group asks for more than was filled in',
    'fill in what the form marks as required for the group, or choose another group',
    {
      what: 'este grupo pide más datos de los que se llenaron',
      todo: 'llene lo que el formulario marca como obligatorio para el grupo, o elija otro grupo',
    },
  ),
  'HF-PATRON-161': errorEntry(
    'this group takes no new accounts now: {name}, until {day}',
    'make the account after that day, or choose another group',
    {
      what: 'este grupo no admite cuentas nuevas ahora: {name}, hasta {day}',
      todo: 'cree la cuenta después de ese día, o elija otro grupo',
    },
  ),
} as const satisfies Readonly<Record<`HF-PATRON-${number}`, ErrorEntry>>;
