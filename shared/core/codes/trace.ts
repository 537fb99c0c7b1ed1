// Codes of the entries of a trace with their words, shown by "Why?". Codes are never reused. Counts stand after a
// colon, because a text with a number inside would need its singular and plural in each language. The code that puts an
// entry into words adds the unit of a length of time, "6 hours".

import type { Words } from '../language.ts';

const words = (en: string, es: string): Words => ({ en, es });

const PERIOD = words('Loan period “{name}”: {n}. Due {due}.', 'Plazo «{name}»: {n}. Vence {due}.');
const RECALL_BACK = words('Time for bringing it back: {n}, until {due}.', 'Plazo para devolverlo: {n}, hasta {due}.');
const RECALL_GUARANTEE = words(
  'Guaranteed from the checkout on: {n}, until {due}.',
  'Garantizado desde el préstamo: {n}, hasta {due}.',
);
/** Where the period has no name, or its name is its length. */
const LENGTH = words('Loan period: {n}. Due {due}.', 'Plazo: {n}. Vence {due}.');

export const TRACE_WORDS = {
  // Values that the rules leave open.
  RULE_LACKS_CIRCULATES: words(
    'No matching rule says whether the item circulates.',
    'Ninguna regla aplicable dice si el material se presta.',
  ),
  RULE_LACKS_DURATION: words(
    'No matching rule gives a loan period.',
    'Ninguna regla aplicable da un plazo de préstamo.',
  ),
  RULE_LACKS_FINE: words('No matching rule gives a fine.', 'Ninguna regla aplicable da una multa.'),
  RULE_LACKS_MAX_FINE: words('No matching rule gives a highest fine.', 'Ninguna regla aplicable da una multa máxima.'),

  // The rules of a renewal.
  RULES_KEPT: words('By the rules that the loan was made under.', 'Por las reglas con las que se hizo el préstamo.'),

  // Steps of the due date.
  DUE_COUNTED_FROM: words('Counted from {from}.', 'Contado desde {from}.'),
  DUE_PERIOD_MINUTES: PERIOD,
  DUE_PERIOD_HOURS: PERIOD,
  DUE_PERIOD_DAYS: PERIOD,
  DUE_PERIOD_WEEKS: PERIOD,
  DUE_PERIOD_MONTHS: PERIOD,
  DUE_BAD_PERIOD: words(
    'Period “{name}” is {n}: nothing can be lent for it.',
    'El plazo «{name}» es {n}: con él no se puede prestar.',
  ),
  // The same where a system has no name for the period.
  DUE_LENGTH_MINUTES: LENGTH,
  DUE_LENGTH_HOURS: LENGTH,
  DUE_LENGTH_DAYS: LENGTH,
  DUE_LENGTH_WEEKS: LENGTH,
  DUE_LENGTH_MONTHS: LENGTH,
  DUE_BAD_LENGTH: words(
    'The loan period is {n}: nothing can be lent for it.',
    'El plazo es {n}: con él no se puede prestar.',
  ),
  DUE_NO_LENGTH: words('The rules give no loan period.', 'Las reglas no dan plazo de préstamo.'),
  DUE_FIXED: words('Fixed date of “{name}”: {due}.', 'Fecha fija de «{name}»: {due}.'),
  DUE_NO_SCHEDULE: words(
    '“{name}” has no date for loans made {from}.',
    '«{name}» no tiene fecha para préstamos hechos {from}.',
  ),
  DUE_NO_PERIOD: words('“{name}” has no loan period.', '«{name}» no tiene plazo de préstamo.'),
  DUE_HOLD_WAITING: words(
    'A hold waits for it, so the shorter period counts.',
    'Hay una reserva en espera: rige el plazo más corto.',
  ),
  DUE_HOLD_PRESSURE: words(
    'Many wait for this title, so the shorter period counts.',
    'Muchos esperan este título: rige el plazo más corto.',
  ),
  DUE_UNTIL: words('Lent until {due}.', 'Se presta hasta {due}.'),
  DUE_OPEN_ENDED: words('Lent without an end date; written as {due}.', 'Se presta sin fecha de fin; se anota {due}.'),
  DUE_ROUNDED: words('Rounded up to {due}.', 'Redondeado a {due}.'),
  DUE_FLOOR: words('No earlier than {due}.', 'No antes de {due}.'),
  DUE_KEPT: words('Closed time does not matter.', 'No importa si está cerrado.'),
  RECALL_AT_ONCE: words(
    'No time for bringing it back is set, so it is wanted at once.',
    'No hay plazo para devolverlo: se pide de inmediato.',
  ),
  RECALL_BACK_MINUTES: RECALL_BACK,
  RECALL_BACK_HOURS: RECALL_BACK,
  RECALL_BACK_DAYS: RECALL_BACK,
  RECALL_BACK_WEEKS: RECALL_BACK,
  RECALL_BACK_MONTHS: RECALL_BACK,
  RECALL_GUARANTEE_MINUTES: RECALL_GUARANTEE,
  RECALL_GUARANTEE_HOURS: RECALL_GUARANTEE,
  RECALL_GUARANTEE_DAYS: RECALL_GUARANTEE,
  RECALL_GUARANTEE_WEEKS: RECALL_GUARANTEE,
  RECALL_GUARANTEE_MONTHS: RECALL_GUARANTEE,
  DUE_RECALLED: words('Recalled for another patron, so it is due {due}.', 'Reclamado para otra persona: vence {due}.'),
  DUE_RECALL_KEEPS: words(
    'A recall would give as much time or more, so the date stays.',
    'Un reclamo daría el mismo tiempo o más: la fecha se mantiene.',
  ),
  DUE_BACK: words('Back to an open day: {due}.', 'Retrocede a un día abierto: {due}.'),
  DUE_COURSE_ENDS: words('The course ends: {due}.', 'El curso termina: {due}.'),
  DUE_BOOKING: words('Picks up a booking that ends then: {due}.', 'Recoge un apartado que termina entonces: {due}.'),
  DUE_BOOKED: words('Booked after that: {due}.', 'Apartado después: {due}.'),
  DUE_LENDER_WANTS: words(
    'The lending library wants it back: {due}.',
    'La otra biblioteca lo quiere de vuelta: {due}.',
  ),
  DUE_PATRON_EXPIRES: words('The account expires: {due}.', 'La cuenta vence: {due}.'),
  DUE_CEILING: words('No later than {due}.', 'No después de {due}.'),
  DUE_EXACT: words('Always due {due}.', 'Vence siempre {due}.'),
  DUE_HARD_DATE_PAST: words(
    'The latest date {date} has passed and is left out.',
    'La fecha tope {date} ya pasó y no cuenta.',
  ),
  DUE_END_OF_DAY: words('Loans in days end with the day.', 'Los préstamos en días terminan con el día.'),
  DUE_CLOSED: words('Closed {day}: {name}.', 'Cerrado {day}: {name}.'),
  DUE_CLOSED_RANGE: words('Closed {day} to {until}: {name}.', 'Cerrado de {day} a {until}: {name}.'),
  DUE_CLOSED_WEEKDAY: words('No opening hours {day}.', 'Sin horario {day}.'),
  DUE_MOVED: words('Moved to {due}.', 'Pasa a {due}.'),
  DUE_OPEN: words('The desk is open then.', 'A esa hora el mostrador está abierto.'),
  DUE_OUTSIDE_HOURS: words('Outside opening hours: {due}.', 'Fuera del horario: {due}.'),
  DUE_CUT_TO_CLOSING: words(
    'Cut to {buffer} before closing. Due {due}.',
    'Se acorta a {buffer} antes del cierre. Vence {due}.',
  ),
  // Lent while the desk is closed: there is no closing to cut to before it has opened again.
  DUE_CLOSING_AFTER_NEXT: words(
    'The desk is closed now. Due {buffer} before it closes the next time it is open: {due}.',
    'El mostrador está cerrado ahora. Vence {buffer} antes de que cierre la próxima vez que abra: {due}.',
  ),
  DUE_NEXT_OPENING: words(
    'Extended to {offset} after the next opening. Due {due}.',
    'Se extiende hasta {offset} después de la próxima apertura. Vence {due}.',
  ),
  DUE_OVERNIGHT: words(
    'Lent in the last {window} before closing, so it runs overnight until {offset} after opening. Due {due}.',
    'Prestado en el último tramo antes del cierre ({window}): es por la noche, hasta {offset} después de abrir. Vence {due}.',
  ),
  DUE_OVERNIGHT_UNTIL: words('Runs overnight. Due {due}.', 'Es por la noche. Vence {due}.'),
  DUE_NO_OPEN_DAYS: words(
    'The calendar has no open day after that.',
    'El calendario no tiene ningún día abierto después.',
  ),
  DUE_LEAVES_TOO_LITTLE: words(
    '{due} is too soon: a loan must last at least {minutes}.',
    '{due} es demasiado pronto: un préstamo debe durar al menos {minutes}.',
  ),
  DUE_BY_STAFF: words('Set by staff: {due}.', 'Fijada por el personal: {due}.'),

  // Facts that a check-in used.
  IN_NO_LOAN: words('It was not on loan.', 'No estaba prestado.'),
  IN_WAS_DUE: words('It was due {due}.', 'Vencía {due}.'),
  IN_COUNTS_FROM: words('It counts as returned {at}.', 'Cuenta como devuelto: {at}.'),
  IN_TIME: words('So it came back in time.', 'Por lo tanto se devolvió a tiempo.'),
  IN_LATE: words('So it came back late.', 'Por lo tanto se devolvió tarde.'),
  IN_FINE: words(
    'By the rules that it was lent under that costs {fine}.',
    'Según las reglas del préstamo eso cuesta {fine}.',
  ),
  IN_FREE: words(
    'By the rules that it was lent under that costs nothing.',
    'Según las reglas del préstamo eso no cuesta nada.',
  ),
  IN_POLICY_UNKNOWN: words(
    'The rules that it was lent under are not known here, so nothing is asked for that.',
    'Las reglas del préstamo no se conocen aquí: no se cobra nada.',
  ),
  IN_NOBODY_WAITS: words('Nobody waits for this copy.', 'Nadie espera este ejemplar.'),
  IN_WAITED_FOR: words(
    'Patrons waiting for it: {count}. The first one picks up at {branch}.',
    'Usuarios en espera: {count}. El primero lo recoge en {branch}.',
  ),
  IN_HOME_HERE: words('Its home is {branch}, which is here.', 'Su sede es {branch}, esta misma.'),
  IN_HOME_AT: words('Its home is {branch}.', 'Su sede es {branch}.'),
  IN_TO_SHELF: words('So it goes back to its shelf.', 'Por lo tanto vuelve a su estante.'),
  IN_MARKED: words(
    'It is marked, so it goes first to the person who takes care of that.',
    'Tiene una marca: primero va a quien se ocupa de eso.',
  ),
  IN_TO_HOLD_SHELF: words('So it goes to the hold shelf here.', 'Por lo tanto va al estante de reservas de aquí.'),
  IN_TO_HOLD_SHELF_UNTIL: words(
    'So it goes to the hold shelf here, until {until}.',
    'Por lo tanto va al estante de reservas de aquí, hasta {until}.',
  ),
  IN_SENT: words('So it is sent to {branch}.', 'Por lo tanto se envía a {branch}.'),
  IN_STAYS: words('By the rules it stays here all the same.', 'Según las reglas se queda aquí de todos modos.'),

  // Renewals of this loan. Counted before the one that is judged, as everything below is: the patron's panel counts it too once it is done.
  LIMIT_RENEWALS: words(
    'Renewals used before: {count}. Limit: {limit}.',
    'Renovaciones usadas antes: {count}. Límite: {limit}.',
  ),
  LIMIT_NO_RENEWALS: words(
    'Renewals used before: {count}. There is no limit.',
    'Renovaciones usadas antes: {count}. No hay límite.',
  ),

  // Limits with their counts, and the group that they are set for: it may stand above the patron's own.
  LIMIT_ITEMS_OUT: words(
    'Items out besides this one: {count}. Limit: {limit}, set for “{group}”.',
    'Prestados además de este: {count}. Límite: {limit}, fijado para «{group}».',
  ),
  LIMIT_OVERDUES: words(
    'Items overdue besides this one: {count}. Limit: {limit}, set for “{group}”.',
    'Vencidos además de este: {count}. Límite: {limit}, fijado para «{group}».',
  ),
  LIMIT_LOST: words(
    'Items lost besides this one: {count}. Limit: {limit}, set for “{group}”.',
    'Perdidos además de este: {count}. Límite: {limit}, fijado para «{group}».',
  ),
  LIMIT_OVERDUE_RECALLS: words(
    'Items overdue after a recall, besides this one: {count}. Limit: {limit}, set for “{group}”.',
    'Vencidos tras un reclamo, además de este: {count}. Límite: {limit}, fijado para «{group}».',
  ),
  LIMIT_RECALL_DAYS: words(
    'Days that the latest recalled item is overdue: {count}. Limit: {limit}, set for “{group}”.',
    'Días de retraso del último material reclamado: {count}. Límite: {limit}, fijado para «{group}».',
  ),
  LIMIT_FINES: words(
    'Owed: {owed}. Limit: {limit}, set for “{group}”.',
    'Debe: {owed}. Límite: {limit}, fijado para «{group}».',
  ),
  LIMIT_SET_COUNT: words(
    '{name}: {count} out besides this one. Limit: {limit}.',
    '{name}: {count} prestados además de este. Límite: {limit}.',
  ),

  LIMIT_OF_TYPE_ABOVE: words(
    'Out of the item type above this one, with all below it: {count}. Limit: {limit}.',
    'Prestados del tipo de material superior, con todos los que incluye: {count}. Límite: {limit}.',
  ),
  LIMIT_OF_RULE: words(
    'Out of what this rule counts: {count}. Limit: {limit}.',
    'Prestados de lo que cuenta esta regla: {count}. Límite: {limit}.',
  ),
  LIMIT_OF_GROUP: words(
    'Out in all: {count}. Limit of the patron group: {limit}.',
    'Prestados en total: {count}. Límite del grupo: {limit}.',
  ),

  // How old the data was; {age} is how long ago {asOf} was.
  DATA_RULES: words('Rules version {version}.', 'Versión de reglas {version}.'),
  DATA_RULES_SINCE: words('In force since {asOf}: {age}.', 'Vigentes desde {asOf}: {age}.'),
  DATA_PATRONS_AS_OF: words(
    'The patron’s account, loans and fees as of {asOf}: {age}.',
    'Cuenta, préstamos y cargos del usuario según los datos de {asOf}: {age}.',
  ),
  DATA_HOLDS_AS_OF: words(
    'The item, its loan and its holds as of {asOf}: {age}.',
    'El material, su préstamo y sus reservas según los datos de {asOf}: {age}.',
  ),
  DATA_DESK_ACTS: words(
    'What this desk did since then counts too.',
    'También cuenta lo que este mostrador hizo desde entonces.',
  ),
  DATA_OWN: words('The library’s own data.', 'Datos propios de la biblioteca.'),
} as const satisfies Readonly<Record<string, Words>>;

/** Shown instead where the minutes in them are none: at closing, at opening. */
export const SHARP_WORDS: Readonly<Partial<Record<keyof typeof TRACE_WORDS, Words>>> = {
  DUE_CUT_TO_CLOSING: words('Cut to closing time. Due {due}.', 'Se acorta a la hora de cierre. Vence {due}.'),
  DUE_CLOSING_AFTER_NEXT: words(
    'The desk is closed now. Due when it closes the next time it is open: {due}.',
    'El mostrador está cerrado ahora. Vence cuando cierre la próxima vez que abra: {due}.',
  ),
  DUE_NEXT_OPENING: words(
    'Extended to the next opening. Due {due}.',
    'Se extiende hasta la próxima apertura. Vence {due}.',
  ),
  DUE_OVERNIGHT: words(
    'Lent in the last {window} before closing, so it runs overnight until opening. Due {due}.',
    'Prestado en el último tramo antes del cierre ({window}): es por la noche, hasta la apertura. Vence {due}.',
  ),
};

/** The words of a period that has no name of its own. */
export const UNNAMED_PERIOD = LENGTH;

export type TraceCode = keyof typeof TRACE_WORDS;

/** Whether a text is a trace code of this version; another version may know more. */
export function isTraceCode(text: string): text is TraceCode {
  return Object.hasOwn(TRACE_WORDS, text);
}
