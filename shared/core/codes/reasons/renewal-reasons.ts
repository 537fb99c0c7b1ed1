// Reasons about whether a loan may go on, and faults of the policy that sets the new date.

import { reason, type ReasonEntry } from './reason-entry.ts';

export const RENEWAL_REASONS = {
  LOAN_NOT_FOUND: reason('There is no open loan to renew.', 'No hay préstamo abierto que renovar.'),
  OTHER_PATRON: reason('Another patron has this item out.', 'Otra persona tiene este material.'),
  RENEW_ONSITE: reason('Items for use here are not renewed.', 'El material para uso en sala no se renueva.'),
  RENEW_UNSEEN_LIMIT: reason(
    'Renewed without showing the item: {count} of {limit} times. It must be brought in.',
    'Renovado sin mostrar el material: {count} de {limit} veces. Hay que traerlo.',
  ),
  RENEW_TOTAL_REACHED: reason('No loan of this kind runs past {due}.', 'Ningún préstamo de este tipo pasa del {due}.'),
  RENEW_TOO_SOON: reason('May be renewed from {from} on.', 'Se puede renovar desde {from}.', {
    bare: { en: 'It is too soon to renew it.', es: 'Es demasiado pronto para renovarlo.' },
  }),
  AUTO_TOO_SOON: reason('It is not yet time to renew it by itself.', 'Aún no es momento de renovarlo solo.'),
  AUTO_TOO_LATE: reason(
    'It no longer renews by itself: the loan has run too long.',
    'Ya no se renueva solo: el préstamo dura demasiado.',
  ),
  AUTO_FINES: reason('It does not renew by itself: {owed} is owed.', 'No se renueva solo: se debe {owed}.'),
  AUTO_EXPIRED: reason('It does not renew by itself: the account expired.', 'No se renueva solo: la cuenta venció.'),
  RENEW_OK_AUTO: reason('It renews by itself.', 'Se renueva solo.'),
  RENEW_OK_AUTO_FINAL: reason('It renews by itself for the last time.', 'Se renueva solo por última vez.'),
  RENEW_RECALLED: reason('It was recalled for another patron.', 'Fue reclamado para otra persona.'),
  RENEW_BOOKED: reason(
    'It is booked for another patron from {from}.',
    'Está apartado para otra persona desde {from}.',
    {
      bare: { en: 'It is booked for another patron.', es: 'Está apartado para otra persona.' },
    },
  ),
  RENEW_ITEM_CLAIMED: reason(
    'The patron says that this item was returned.',
    'El usuario dice que devolvió este material.',
  ),
  RENEW_OUTSIDE_FIXED_SCHEDULE: reason(
    'The fixed due dates of this loan name none for a renewal on this day.',
    'Las fechas fijas de este préstamo no dan ninguna para renovar este día.',
  ),
  RENEW_OUTSIDE_LIMIT_SCHEDULE: reason(
    'The date limits of this loan name none for a renewal from this day.',
    'Los límites de fecha de este préstamo no dan ninguno para renovar desde este día.',
  ),
  RENEW_REMINDER_FEES: reason(
    'Reminders were sent at a fee; it is not renewed before that is paid.',
    'Se enviaron recordatorios con cargo; no se renueva hasta pagarlos.',
  ),
  POLICY_RENEW_FROM_UNKNOWN: reason(
    'The loan policy does not say from when a renewal counts.',
    'La política de préstamo no dice desde cuándo cuenta una renovación.',
  ),
  POLICY_FIXED_WITH_PERIOD: reason(
    'The loan policy has fixed due dates and a renewal period too.',
    'La política de préstamo tiene fechas fijas y también un plazo de renovación.',
  ),
  POLICY_FIXED_WITH_ALTERNATE: reason(
    'The loan policy has fixed due dates and a renewal period for items that others wait for.',
    'La política de préstamo tiene fechas fijas y un plazo de renovación para material con espera.',
  ),
  PERIOD_MISSING: reason('The loan policy gives no loan period.', 'La política de préstamo no da ningún plazo.'),
  PERIOD_UNIT_UNKNOWN: reason(
    'The loan policy gives a period in a unit that is not known.',
    'La política de préstamo da un plazo en una unidad desconocida.',
  ),
  PERIOD_DURATION_INVALID: reason(
    'The loan policy gives a period of zero or less.',
    'La política de préstamo da un plazo de cero o menos.',
  ),
} as const satisfies Readonly<Record<string, ReasonEntry>>;
