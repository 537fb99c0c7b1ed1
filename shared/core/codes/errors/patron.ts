// Errors of the area PATRON. Codes are never reused. Card numbers are shown to the person who typed them and never logged.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const PATRON_ERRORS = {
  'HF-PATRON-001': errorEntry('no patron has this card', 'scan it again or find the patron by name', {
    what: 'ningún usuario tiene esta tarjeta',
    todo: 'escanéela de nuevo o busque al usuario por nombre',
  }),
  'HF-PATRON-002': errorEntry(
    'patron details are locked: this desk has not reached its server for two weeks',
    'scan cards and barcodes, which work on; bring the line back and the details open by themselves',
    {
      what: 'los datos de usuarios están bloqueados: este mostrador no alcanza a su servidor desde hace dos semanas',
      todo: 'escanee tarjetas y códigos, que siguen funcionando; restablezca la línea y los datos se abren solos',
    },
  ),
} as const satisfies Readonly<Record<`HF-PATRON-${number}`, ErrorEntry>>;
