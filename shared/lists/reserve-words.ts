// Words of the way of a copy to the reserve shelf.

import type { Words } from '../core/language.ts';
import type { ReserveStatus } from '../core/reserve-status.ts';

export const RESERVE_STATUS_WORDS: Readonly<Record<ReserveStatus, Words>> = {
  requested: { en: 'Requested', es: 'Pedido' },
  fetching: { en: 'Being fetched', es: 'Se está buscando' },
  processing: { en: 'Processing', es: 'En preparación' },
  'on-reserve': { en: 'On reserve', es: 'En reserva de curso' },
};
