// Words of check-in: where an item goes, and what lateness costs.

import type { Words } from '../../../shared/core/language.ts';
import type { Route } from '../../../shared/circ/commands/checkin.ts';

export const ROUTE_WORDS: Readonly<Record<Route, Words>> = {
  reshelve: { en: 'Reshelve', es: 'Al estante' },
  'hold-shelf': { en: 'Hold shelf', es: 'Estante de reservas' },
  transit: { en: 'Send to {branch}', es: 'Enviar a {branch}' },
  'not-ours': { en: 'Not ours: set it aside', es: 'No es nuestro: apartar' },
  'check-shelf': { en: 'Check the shelf and the barcode', es: 'Revisar el estante y el código' },
};

export const FEE_WORDS = {
  overdue: { en: 'Late fee {amount}', es: 'Cargo por retraso {amount}' },
} as const satisfies Readonly<Record<string, Words>>;
