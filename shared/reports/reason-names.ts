// Names of reasons on reports, without patrons or items, since one line stands for many cases.

import { NO_COPY_IN } from '../circ/model/refusal.ts';
import { isReasonCode, REASONS } from '../core/codes/reasons.ts';
import type { Words } from '../core/language.ts';

/** The name of a reason, of no one case; a code of a newer version stands for itself. */
export function nameOfReason(code: string): Words {
  const own = NAMES[code];
  if (own !== undefined) return own;
  if (!isReasonCode(code)) return { en: code, es: code };
  const { words, bare } = REASONS[code];
  const name = [words, bare].find((one) => one !== undefined && !one.en.includes('{'));
  const { en, es } = name ?? words;
  return { en: en.replace(/\.$/, ''), es: es.replace(/\.$/, '') };
}

/** Names of reasons whose own words are about one case and make no sense without it. */
const NAMES: Readonly<Record<string, Words>> = {
  [NO_COPY_IN]: { en: 'No copy was in', es: 'No había ningún ejemplar' },
  ITEM_NOT_REGISTERED: { en: 'Not in the catalog', es: 'No está en el catálogo' },
  ITEM_UNKNOWN: { en: 'No item has this barcode', es: 'Ningún material tiene este código' },
  PATRON_RESTRICTED: { en: 'Block on the account', es: 'Bloqueo en la cuenta' },
  PATRON_OVERDUES: { en: 'Too many items overdue', es: 'Demasiados materiales vencidos' },
  PATRON_LOST_COUNT: { en: 'Too many lost items', es: 'Demasiados materiales perdidos' },
  LIMIT_REACHED: { en: 'Too many items out', es: 'Demasiados materiales prestados' },
  LIMIT_SET: { en: 'Too many items out of a limit for several kinds', es: 'Límite de varios tipos alcanzado' },
  ITEM_BAD_STATUS: { en: 'The item is not marked available', es: 'El material no está marcado como disponible' },
  ITEM_IN_TRANSIT: { en: 'The item is on its way to a branch', es: 'El material está en camino a una sede' },
  ITEM_PARTS: { en: 'Parts to hand over with it', es: 'Piezas que se entregan con él' },
  ITEM_PARTS_BACK: { en: 'Parts to check', es: 'Piezas por revisar' },
  ITEM_ALERT: { en: 'Note on the item', es: 'Nota del material' },
  LOANED_TO_PATRON: { en: 'Already out to this patron', es: 'Este usuario ya lo tiene' },
  DUE_SHORTENED: { en: 'Due earlier: the desk closes', es: 'Vence antes: cierra el mostrador' },
  DUE_LATEST: {
    en: 'Due earlier: no loan of this kind runs longer',
    es: 'Vence antes: ningún préstamo de este tipo dura más',
  },
  DUE_SET_BY_STAFF: { en: 'The due date was set by hand', es: 'La fecha se fijó a mano' },
  RECALL_NOT_FIRST: {
    en: 'Recalled for a person who is not the first to wait',
    es: 'Reclamado sin ser la primera persona en espera',
  },
  PATRON_BLACKOUT: { en: 'The group does not borrow on this day', es: 'El grupo no puede llevar préstamos este día' },
  DUE_ON_CLOSED: { en: 'Due while the library is closed', es: 'Vence con la biblioteca cerrada' },
  DUE_PAST_RECALL: { en: 'Due after the day of a recall', es: 'Vence después de la fecha de un reclamo' },
  NO_OPEN_DAYS: {
    en: 'The calendar has no open day to be due on',
    es: 'El calendario no tiene ningún día abierto en que pueda vencer',
  },
  CALENDAR_MISSING: { en: 'The branch has no calendar', es: 'La sede no tiene calendario' },
  DUE_LENDER: { en: 'Due earlier: the lending library wants it back', es: 'Vence antes: la otra biblioteca lo quiere' },
  DUE_BOOKED_AFTER: { en: 'Due earlier: it is booked after that', es: 'Vence antes: está apartado después' },
  UNIT_FREE_FROM: { en: 'Told when the unit is free again', es: 'Se dijo cuándo queda libre' },
  UNIT_OTHER_FREE: { en: 'Told which other unit is free', es: 'Se dijo qué otra unidad está libre' },
  STALE_DATA: { en: 'Decided on old patron data', es: 'Decidido con datos de usuarios antiguos' },
  RENEW_NO_GAIN: { en: 'Renewing would not move the date', es: 'Renovar no cambiaría la fecha' },
  NEEDS_TRANSIT: { en: 'Belongs at another branch', es: 'Es de otra sede' },
  BILL_LIFTED: { en: 'Its bill is removed', es: 'Se retira su cargo' },
  PATRON_OTHER_FEES: { en: 'Owes fees that block nothing', es: 'Debe cargos que no bloquean nada' },
  LIMIT_ONSITE: { en: 'Too many items out for use here', es: 'Demasiados materiales prestados para uso en sala' },
  LIMIT_MATERIAL_TYPE: {
    en: 'Too many items of this material type out',
    es: 'Demasiados materiales de este tipo prestados',
  },
  LIMIT_LOAN_TYPE: {
    en: 'Too many items of this loan type out',
    es: 'Demasiados materiales de este tipo de préstamo prestados',
  },
  LIMIT_MATERIAL_AND_LOAN_TYPE: {
    en: 'Too many items of this material and loan type out',
    es: 'Demasiados materiales de este tipo y tipo de préstamo prestados',
  },
  LIMIT_PATRON_GROUP_MATERIAL_TYPE: {
    en: 'Too many items of this material type out for the group',
    es: 'Demasiados materiales de este tipo prestados para el grupo',
  },
  LIMIT_PATRON_GROUP_LOAN_TYPE: {
    en: 'Too many items of this loan type out for the group',
    es: 'Demasiados materiales de este tipo de préstamo prestados para el grupo',
  },
  LIMIT_PATRON_GROUP_MATERIAL_AND_LOAN_TYPE: {
    en: 'Too many items of this material and loan type out for the group',
    es: 'Demasiados materiales de este tipo y tipo de préstamo prestados para el grupo',
  },
  REUSE_TOO_SOON: {
    en: 'The patron returned it a moment ago',
    es: 'El usuario acababa de devolverlo',
  },
  EQUIPMENT_LIMIT: { en: 'Too many of a kind of equipment out', es: 'Demasiados equipos de un tipo prestados' },
  AGREEMENT_NEEDED: { en: 'No agreement on the equipment', es: 'Sin acuerdo para el equipo' },
  EQUIPMENT_TOO_SOON: {
    en: 'The patron returned one of the kind a moment ago',
    es: 'El usuario acababa de devolver uno de ese tipo',
  },
  BOOKED_EARLY: { en: 'Booked for this patron, but only later', es: 'Apartado para este usuario, pero más tarde' },
  RENTAL_FEE: { en: 'Lending it costs something', es: 'El préstamo cuesta algo' },
  DEPOSIT: { en: 'A deposit is taken', es: 'Se cobra un depósito' },
  RENEW_UNSEEN_LIMIT: {
    en: 'Renewed too often without showing the item',
    es: 'Renovado demasiadas veces sin mostrar el material',
  },
  RENEW_TOTAL_REACHED: {
    en: 'The longest time for a loan of this kind is reached',
    es: 'Se alcanzó el tiempo máximo de un préstamo de este tipo',
  },
  AUTO_FINES: {
    en: 'It does not renew by itself: money is owed',
    es: 'No se renueva solo: se debe dinero',
  },
  STATUS_CHANGED: { en: 'Its status changed', es: 'Su estado cambió' },
  WRONG_TRANSIT: {
    en: 'It was on its way elsewhere and came here',
    es: 'Iba en camino a otra sede y llegó aquí',
  },
  TRANSIT_SENT: { en: 'Sent to another branch', es: 'Enviado a otra sede' },
  BAN_SET: { en: 'Returned late: restrict the patron', es: 'Devuelto tarde: restringir al usuario' },
  BAN_BEFORE: { en: 'The patron was already barred from borrowing', es: 'El usuario ya no podía llevar préstamos' },
  PATRON_STILL_OVERDUE: { en: 'The patron has other items overdue', es: 'Otros materiales vencidos del usuario' },
  IN_BUNDLE: { en: 'Belongs to a bundle', es: 'Pertenece a un lote' },
  LOST_FEE_RECHARGED: {
    en: 'Its bill is removed, and the overdue fine is due instead',
    es: 'Se retira su cargo y se debe la multa por retraso',
  },
};
