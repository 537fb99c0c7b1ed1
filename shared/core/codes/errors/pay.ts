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
  'HF-PAY-004': errorEntry('only {left} can be given back', 'give back no more than that', {
    what: 'solo se puede devolver {left}',
    todo: 'no devuelva más que eso',
  }),
  'HF-PAY-005': errorEntry('this account has no such payment', 'look at its payments again', {
    what: 'esta cuenta no tiene ese pago',
    todo: 'revise de nuevo sus pagos',
  }),
} as const satisfies Readonly<Record<`HF-PAY-${number}`, ErrorEntry>>;
