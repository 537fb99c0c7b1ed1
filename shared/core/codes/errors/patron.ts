// Errors of the area PATRON. Codes are never reused. Card numbers are shown to the person who typed them and never logged.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const PATRON_ERRORS = {
  'HF-PATRON-001': errorEntry('no patron has this card', 'scan it again or find the patron by name', {
    what: 'ningún usuario tiene esta tarjeta',
    todo: 'escanéela de nuevo o busque al usuario por nombre',
  }),
} as const satisfies Readonly<Record<`HF-PATRON-${number}`, ErrorEntry>>;
