// Words for item statuses, for reasons and screens.

import type { Words } from '../language.ts';

const words = (en: string, es: string): Words => ({ en, es });

export const ITEM_STATUS_WORDS: Readonly<Record<string, Words>> = {
  available: words('available', 'disponible'),
  'on-loan': words('on loan', 'prestado'),
  'on-loan-unknown': words('on loan to an unknown patron', 'prestado a alguien desconocido'),
  'on-hold-shelf': words('on the hold shelf', 'en el estante de reservas'),
  'in-transit': words('in transit', 'en tránsito'),
  'in-question': words('in question', 'en duda'),
  lost: words('lost', 'perdido'),
  missing: words('missing', 'extraviado'),
  inspect: words('to be inspected', 'por inspeccionar'),
  'in-repair': words('in repair', 'en reparación'),
  withdrawn: words('withdrawn', 'dado de baja'),
  damaged: words('damaged', 'dañado'),
  bindery: words('at the bindery', 'en encuadernación'),
  'in-process': words('in process', 'en proceso'),
  'on-order': words('on order', 'pedido'),
  cataloging: words('in cataloging', 'en catalogación'),
  reserves: words('in reserves', 'en reserva de curso'),
  discarded: words('discarded', 'descartado'),
  ill: words('for interlibrary loan', 'para préstamo interbibliotecario'),
};
