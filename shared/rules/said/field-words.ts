// Words for the values that rules may give: fields of weighed rules, policies that ordered rules name, and Koha's rules
// by their names.

import type { Words } from '../../core/language.ts';
import type { GivesField } from '../model/gives-fields.ts';
import type { PolicyRefField } from '../model/policy-refs.ts';
import { GROUP_WORDS } from './group-words.ts';

const WEIGHED: Readonly<Record<GivesField, Words>> = {
  circulates: { en: 'whether it circulates', es: 'si se presta' },
  duration: { en: 'loan period', es: 'plazo' },
  schedules: { en: 'fixed dates', es: 'fechas fijas' },
  renewals: { en: 'renewals', es: 'renovaciones' },
  hardDate: { en: 'latest date', es: 'fecha tope' },
  fine: { en: 'fine', es: 'multa' },
  maxFine: { en: 'highest fine', es: 'multa máxima' },
  grace: { en: 'grace', es: 'gracia' },
  hoursMode: { en: 'closing time', es: 'hora de cierre' },
  closeBufferMinutes: { en: 'minutes before closing', es: 'minutos antes del cierre' },
  openingOffsetMinutes: { en: 'minutes after opening', es: 'minutos después de abrir' },
  overnight: { en: 'overnight loan', es: 'préstamo nocturno' },
  lost: { en: 'lost items', es: 'materiales perdidos' },
  shorterUnderHolds: { en: 'loan period when many wait', es: 'plazo si muchos esperan' },
  leastCopiesPerHold: { en: 'fewest copies for each hold', es: 'mínimo de ejemplares por reserva' },
  leastAvailablePerHold: { en: 'fewest copies in for each hold', es: 'mínimo de ejemplares disponibles por reserva' },
  reuse: { en: 'wait before borrowing again', es: 'espera para volver a llevarlo' },
};

const POLICIES: Readonly<Record<PolicyRefField, Words>> = {
  loanPolicy: { en: 'loan policy', es: 'política de préstamo' },
  requestPolicy: { en: 'request policy', es: 'política de solicitudes' },
  noticePolicy: { en: 'notice policy', es: 'política de avisos' },
  overduePolicy: { en: 'overdue policy', es: 'política de retrasos' },
  lostPolicy: { en: 'lost item policy', es: 'política de perdidos' },
};

const VALUES: Readonly<Record<string, Words>> = {
  issuelength: { en: 'loan period', es: 'plazo' },
  lengthunit: { en: 'unit of the period', es: 'unidad del plazo' },
  renewalperiod: { en: 'renewal period', es: 'plazo de renovación' },
  renewalsallowed: { en: 'renewals', es: 'renovaciones' },
  unseen_renewals_allowed: { en: 'renewals without showing the item', es: 'renovaciones sin mostrar el material' },
  norenewalbefore: { en: 'how soon it renews', es: 'desde cuándo se renueva' },
  noautorenewalbefore: { en: 'how soon it renews by itself', es: 'desde cuándo se renueva automáticamente' },
  auto_renew: { en: 'whether it renews automatically', es: 'si se renueva automáticamente' },
  no_auto_renewal_after: { en: 'how long it renews by itself', es: 'hasta cuándo se renueva automáticamente' },
  no_auto_renewal_after_hard_limit: { en: 'last day it renews by itself', es: 'último día de renovación automática' },
  hardduedate: { en: 'latest date', es: 'fecha tope' },
  hardduedatecompare: { en: 'what the latest date means', es: 'qué significa la fecha tope' },
  daysmode: { en: 'closed days', es: 'días cerrados' },
  maxissueqty: { en: 'items at once', es: 'materiales a la vez' },
  maxonsiteissueqty: { en: 'items at once for use here', es: 'materiales a la vez para uso en sala' },
  patron_maxissueqty: { en: 'items of the group at once', es: 'materiales del grupo a la vez' },
  patron_maxonsiteissueqty: {
    en: 'items of the group at once for use here',
    es: 'materiales del grupo a la vez para uso en sala',
  },
  decreaseloanholds: { en: 'shorter loans when many wait', es: 'préstamos más cortos si muchos esperan' },
  rentaldiscount: { en: 'rental discount', es: 'descuento de alquiler' },
  note: { en: 'note', es: 'nota' },
  fine: { en: 'fine', es: 'multa' },
  chargeperiod: { en: 'fine period', es: 'período de la multa' },
  chargeperiod_charge_at: { en: 'when a fine is charged', es: 'cuándo se cobra la multa' },
  firstremind: { en: 'grace', es: 'gracia' },
  overduefinescap: { en: 'highest fine', es: 'multa máxima' },
  cap_fine_to_replacement_price: { en: 'highest fine is the price', es: 'la multa no pasa del precio' },
  finedays: { en: 'days of ban', es: 'días de suspensión' },
  suspension_chargeperiod: { en: 'ban period', es: 'período de suspensión' },
  maxsuspensiondays: { en: 'longest ban', es: 'suspensión más larga' },
  accountsent: { en: 'when it goes to collection', es: 'cuándo pasa a cobranza' },
  reservesallowed: { en: 'holds at once', es: 'reservas a la vez' },
  holds_per_record: { en: 'holds of one title', es: 'reservas de un título' },
  holds_per_day: { en: 'holds in a day', es: 'reservas por día' },
  max_holds: { en: 'holds in all', es: 'reservas en total' },
  onshelfholds: { en: 'holds on items that are in', es: 'reservas de material disponible' },
  opacitemholds: { en: 'holds on one copy', es: 'reservas de un ejemplar' },
  waiting_hold_cancellation: { en: 'cancelling holds that wait', es: 'cancelar reservas en espera' },
  expire_reserves_charge: { en: 'fee for holds not picked up', es: 'cargo por reservas no recogidas' },
  article_requests: { en: 'article requests', es: 'solicitudes de artículos' },
  article_request_fee: { en: 'fee of article requests', es: 'cargo por solicitudes de artículos' },
  open_article_requests_limit: { en: 'article requests at once', es: 'solicitudes de artículos a la vez' },
  holds_pickup_period: { en: 'time on the hold shelf', es: 'tiempo en el estante de reservas' },
  recalls_allowed: { en: 'recalls at once', es: 'reclamos a la vez' },
  recalls_per_record: { en: 'recalls of one title', es: 'reclamos de un título' },
  on_shelf_recalls: { en: 'recalls of items that are in', es: 'reclamos de material disponible' },
  recall_due_date_interval: { en: 'days after a recall', es: 'días tras un reclamo' },
  recall_overdue_fine: { en: 'fine after a recall', es: 'multa tras un reclamo' },
  recall_shelf_time: { en: 'time on the shelf after a recall', es: 'tiempo en el estante tras un reclamo' },
  bookings_lead_period: { en: 'days before a booking', es: 'días antes de un apartado' },
  bookings_trail_period: { en: 'days after a booking', es: 'días después de un apartado' },
  holdallowed: { en: 'whose items may be held', es: 'de quién se puede reservar' },
  hold_fulfillment_policy: { en: 'where holds are filled', es: 'dónde se atienden las reservas' },
  returnbranch: { en: 'where it goes back to', es: 'adónde vuelve' },
  lostreturn: { en: 'bill of a lost item that comes back', es: 'cargo de un perdido que vuelve' },
  processingreturn: {
    en: 'processing fee of a lost item that comes back',
    es: 'cargo por procesamiento de un perdido que vuelve',
  },
};

/** The words of a field that a rule gave. Where two kinds of rules have a field of one name, it means the same in both. */
export const FIELD_WORDS: ReadonlyMap<string, Words> = new Map(
  Object.entries({ ...VALUES, ...POLICIES, ...WEIGHED, ...GROUP_WORDS }),
);
