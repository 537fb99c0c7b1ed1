// What a rule of Koha is about, in words. Several names that say one thing together, such as a length and its unit, have one word.

import type { Words } from '../../core/language.ts';

const words = (en: string, es: string): Words => ({ en, es });

const LENGTH = words('loan period', 'plazo');
const RENEWALS = words('renewals', 'renovaciones');
const LATEST = words('latest date', 'fecha tope');
const HOW_MANY = words('how many may be out', 'cuántos se prestan');
const FINE = words('fine', 'multa');
const HIGHEST_FINE = words('highest fine', 'multa máxima');
const SUSPENSION = words('suspension', 'suspensión');
const HOLDS = words('holds', 'reservas');
const RECALLS = words('recalls', 'reclamaciones');
const LOST = words('lost items', 'materiales perdidos');
const ARTICLES = words('article requests', 'solicitudes de artículos');
const BOOKINGS = words('bookings', 'reservas con fecha');

const KIND_WORDS: ReadonlyMap<string, Words> = new Map([
  ...named(LENGTH, 'issuelength lengthunit'),
  ...named(LATEST, 'hardduedate hardduedatecompare'),
  ...named(words('closed days', 'días cerrados'), 'daysmode'),
  ...named(
    RENEWALS,
    'renewalperiod renewalsallowed unseen_renewals_allowed norenewalbefore noautorenewalbefore auto_renew no_auto_renewal_after ' +
      'no_auto_renewal_after_hard_limit',
  ),
  ...named(HOW_MANY, 'maxissueqty maxonsiteissueqty patron_maxissueqty patron_maxonsiteissueqty'),
  ...named(FINE, 'fine chargeperiod chargeperiod_charge_at'),
  ...named(HIGHEST_FINE, 'overduefinescap cap_fine_to_replacement_price'),
  ...named(words('grace', 'gracia'), 'firstremind'),
  ...named(SUSPENSION, 'finedays suspension_chargeperiod maxsuspensiondays'),
  ...named(words('when it is billed', 'cuándo se factura'), 'accountsent'),
  ...named(LOST, 'lostreturn processingreturn'),
  ...named(words('rental discount', 'descuento de alquiler'), 'rentaldiscount'),
  ...named(words('note', 'nota'), 'note'),
  ...named(
    HOLDS,
    'max_holds holdallowed hold_fulfillment_policy reservesallowed holds_per_record holds_per_day onshelfholds opacitemholds ' +
      'waiting_hold_cancellation expire_reserves_charge holds_pickup_period decreaseloanholds',
  ),
  ...named(words('where it goes back to', 'adónde vuelve'), 'returnbranch'),
  ...named(ARTICLES, 'article_request_fee open_article_requests_limit article_requests'),
  ...named(
    RECALLS,
    'recalls_allowed recalls_per_record on_shelf_recalls recall_due_date_interval recall_overdue_fine recall_shelf_time',
  ),
  ...named(BOOKINGS, 'bookings_lead_period bookings_trail_period'),
]);

/** The words of a rule's name; null for a name that Koha does not have. */
export function kohaKindWords(name: string): Words | null {
  return KIND_WORDS.get(name) ?? null;
}

function named(said: Words, names: string): (readonly [string, Words])[] {
  return names.split(' ').map((name) => [name, said] as const);
}
