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
} as const satisfies Readonly<Record<`HF-PAY-${number}`, ErrorEntry>>;
