// Reasons about a returned item.

import { reason, type ReasonEntry } from './reason-entry.ts';

export const RETURN_REASONS = {
  LOCAL_USE: reason('Counted as used here.', 'Contado como uso en sala.'),
  WITHDRAWN: reason('This item is withdrawn: keep it apart.', 'Este material está dado de baja: apártelo.'),
  LOST_BLOCKED: reason(
    'This item is marked lost, and the library wants such returns looked at: keep it apart and call a supervisor.',
    'Este material está marcado como perdido y la biblioteca revisa esas devoluciones: apártelo y avise a un supervisor.',
  ),
  STATUS_CHANGED: reason('Its status is now {status}.', 'Su estado es ahora {status}.'),
  WRONG_TRANSIT: reason('It was on its way to {branch} and came here.', 'Iba en camino a {branch} y llegó aquí.'),
  TRANSIT_SENT: reason('Sent to {branch}.', 'Enviado a {branch}.'),
  RECALL_FOUND: reason('A patron recalled it.', 'Un usuario lo reclamó.'),
  BAN_SET: reason(
    'Returned late: no borrowing until {until}. The block is on the account.',
    'Devuelto tarde: sin préstamos hasta {until}. El bloqueo está en la cuenta.',
  ),
  BAN_BEFORE: reason(
    'The patron was already barred from borrowing until {until}.',
    'El usuario ya no podía llevar préstamos hasta {until}.',
  ),
  BAN_FOREVER: reason(
    'The patron is barred from borrowing with no end date.',
    'El usuario no puede llevar préstamos, sin fecha de fin.',
  ),
  PATRON_STILL_OVERDUE: reason(
    'The patron has other items overdue: {count}.',
    'Otros materiales vencidos del usuario: {count}.',
  ),
  CLAIM_OPEN: reason(
    'A patron said that this item was returned, and it is back.',
    'Un usuario dijo que lo devolvió, y ya apareció.',
  ),
  CLAIM_RESOLVED: reason('The claim that it was returned is settled.', 'La disputa de que se devolvió queda resuelta.'),
  IN_BUNDLE: reason('Belongs to the bundle {bundle}.', 'Pertenece al lote {bundle}.'),
  DATA_ERROR: reason(
    'The records of this item contradict each other: call a supervisor.',
    'Los registros de este material se contradicen: avise a un supervisor.',
  ),
  LOST_FEE_KEPT: reason('The bill for it stays.', 'Su cargo se mantiene.'),
  LOST_FEE_RECHARGED: reason(
    'Its bill is removed ({amount}), and the overdue fine is due instead.',
    'Se retira su cargo ({amount}) y se debe la multa por retraso.',
  ),
} as const satisfies Readonly<Record<string, ReasonEntry>>;
