// Errors of the area PAY. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const PAY_ERRORS = {
  'HF-PAY-001': errorEntry('this account has no such fee', 'look at its fees again', {
    what: 'esta cuenta no tiene ese cargo',
    todo: 'revise de nuevo sus cargos',
  }),
  'HF-PAY-002': errorEntry('{amount} is allocated and {paid} was paid', 'allocate no more than was paid', {
    what: 'se repartió {amount} y se pagó {paid}',
    todo: 'no reparta más de lo pagado',
  }),
  'HF-PAY-003': errorEntry('only {owed} is owed of this fee', 'name no more than that', {
    what: 'de este cargo solo se debe {owed}',
    todo: 'no indique más que eso',
  }),
  'HF-PAY-004': errorEntry('only {left} can be refunded', 'refund no more than that', {
    what: 'solo se puede reembolsar {left}',
    todo: 'no reembolse más que eso',
  }),
  'HF-PAY-005': errorEntry('this account has no such payment', 'look at its payments again', {
    what: 'esta cuenta no tiene ese pago',
    todo: 'revise de nuevo sus pagos',
  }),
  'HF-PAY-006': errorEntry('a shift is open at this desk already', 'close it first, or hand it over', {
    what: 'en este mostrador ya hay un turno abierto',
    todo: 'primero ciérrelo o entréguelo',
  }),
  'HF-PAY-007': errorEntry('no shift is open at this desk', 'open one first', {
    what: 'en este mostrador no hay ningún turno abierto',
    todo: 'primero abra uno',
  }),
  'HF-PAY-008': errorEntry('the bills and coins come to {pieces} and {total} was given', 'count again', {
    what: 'los billetes y monedas suman {pieces} y se indicó {total}',
    todo: 'cuente de nuevo',
  }),
  'HF-PAY-009': errorEntry(
    'two people are needed, and {staff} is signed in already',
    'have another person give their name and PIN',
    {
      what: 'hacen falta dos personas, y {staff} ya entró',
      todo: 'que otra persona dé su nombre y su PIN',
    },
  ),
  'HF-PAY-010': errorEntry('{tendered} was handed over and {amount} is to be paid', 'take less, or ask for more', {
    what: 'se entregó {tendered} y se cobra {amount}',
    todo: 'cobre menos o pida más',
  }),
  'HF-PAY-011': errorEntry('more than {most} was counted', 'count again', {
    what: 'se contó más de {most}',
    todo: 'cuente de nuevo',
  }),
  'HF-PAY-012': errorEntry('this account has no credit', 'take a payment instead', {
    what: 'esta cuenta no tiene saldo a favor',
    todo: 'cobre un pago',
  }),
  'HF-PAY-120': errorEntry(
    'student accounts cannot be charged from here, because nothing reaches the bursar yet',
    'take cash, a card or a check',
    {
      what: 'aquí no se puede cargar nada a la cuenta de estudiante, porque aún no llega nada a la tesorería',
      todo: 'cobre en efectivo, con tarjeta o con cheque',
    },
  ),
  'HF-PAY-121': errorEntry('this was sent to {office} and is paid there', 'send the patron there', {
    what: 'esto se envió a {office} y se paga allí',
    todo: 'indique que se paga allí',
  }),
  'HF-PAY-130': errorEntry('there is no bill layout named "{layout}"', 'see holdfast billing list', {
    what: 'no hay ningún formato de envío llamado "{layout}"',
    todo: 'consulte holdfast billing list',
  }),
  'HF-PAY-131': errorEntry(
    'the file cannot be made as its layout says: {why}',
    'correct the layout, or the number of the account',
    {
      what: 'el archivo no se puede hacer como dice su formato: {why}',
      todo: 'corrija el formato o el número de la cuenta',
    },
  ),
  'HF-PAY-132': errorEntry('this batch is not there', 'read the list again', {
    what: 'este lote no existe',
    todo: 'vuelva a leer la lista',
  }),
  'HF-PAY-133': errorEntry('this batch is {state}', 'read the list again', {
    what: 'este lote está en estado {state}',
    todo: 'vuelva a leer la lista',
  }),
  'HF-PAY-134': errorEntry(
    'a batch is approved by another person than the one who made it',
    'have another person approve it',
    {
      what: 'un lote lo aprueba otra persona que la que lo hizo',
      todo: 'que lo apruebe otra persona',
    },
  ),
  'HF-PAY-135': errorEntry('there is nothing to send', 'try again later', {
    what: 'no hay nada que enviar',
    todo: 'inténtelo más tarde',
  }),
  'HF-PAY-136': errorEntry('the file {file} cannot be written: {why}', 'look at the folder, then write it again', {
    what: 'no se puede escribir el archivo {file}: {why}',
    todo: 'revise la carpeta y escríbalo de nuevo',
  }),
  'HF-PAY-137': errorEntry(
    'a later batch has credits or charges for the same fees',
    'take back the later batch first',
    {
      what: 'un lote posterior tiene créditos o cargos de los mismos conceptos',
      todo: 'recupere primero el lote posterior',
    },
  ),
  'HF-PAY-138': errorEntry(
    'the answer cannot be used: {why}',
    'look at the file, or say by hand which lines were not taken',
    {
      what: 'la respuesta no se puede usar: {why}',
      todo: 'revise el archivo o indique a mano qué líneas no se aceptaron',
    },
  ),
  'HF-PAY-139': errorEntry('nothing says into which folder the file goes', 'name the folder', {
    what: 'nada dice a qué carpeta va el archivo',
    todo: 'indique la carpeta',
  }),
} as const satisfies Readonly<Record<`HF-PAY-${number}`, ErrorEntry>>;
