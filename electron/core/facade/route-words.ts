// Where an item goes that comes in, and the money of loans, in words.

import type { Words } from '../../../shared/core/language.ts';
import type { Route } from '../../../shared/circ/decide/judge-checkin.ts';

export const ROUTE_WORDS: Readonly<Record<Route, Words>> = {
  reshelve: { en: 'Reshelve', es: 'Al estante' },
  'hold-shelf': { en: 'Hold shelf', es: 'Estante de reservas' },
  transit: { en: 'Send to {branch}', es: 'Enviar a {branch}' },
  'not-ours': { en: 'Not ours: set it aside', es: 'No es nuestro: apartar' },
  repair: { en: 'REPAIR: to the mending shelf', es: 'REPARAR: al estante de reparación' },
  inspect: { en: 'INSPECT: set it aside to be looked at', es: 'INSPECCIONAR: apartar para revisarlo' },
  'in-process': { en: 'IN PROCESS: to cataloging', es: 'EN PROCESO: a catalogación' },
  withdrawn: { en: 'CATALOGING: withdrawn, do not shelve', es: 'CATALOGACIÓN: dado de baja, no va al estante' },
  'check-shelf': { en: 'Check the shelf and the barcode', es: 'Revisar el estante y el código' },
};

/** An item borrowed from another library stands on a shelf of its own until it goes back. */
export const ILL_ROUTE_WORDS: Words = {
  en: 'ILL SHELF: do not reshelve',
  es: 'PRÉSTAMO INTERBIBLIOTECARIO: no va al estante',
};

/** A copy on reserve goes to its own shelf, and one that is on its way there is prepared first. */
export const RESERVE_ROUTE_WORDS = {
  shelf: { en: 'Shelf: {name}', es: 'Estante: {name}' },
  process: { en: 'TO PROCESSING: {name}', es: 'A PREPARACIÓN: {name}' },
} as const satisfies Readonly<Record<string, Words>>;

export const FEE_WORDS = {
  overdue: { en: 'Late fee {amount}', es: 'Cargo por retraso {amount}' },
  waived: { en: 'Late fee of {amount} waived', es: 'Cargo por retraso de {amount} condonado' },
  rental: { en: 'Rental {amount}', es: 'Alquiler {amount}' },
  deposit: { en: 'Deposit {amount}', es: 'Depósito {amount}' },
  depositEnds: {
    en: 'Deposit of {amount}: refund what was paid',
    es: 'Depósito de {amount}: reembolse lo pagado',
  },
} as const satisfies Readonly<Record<string, Words>>;
