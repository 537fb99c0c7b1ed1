// What a trace says: codes of its entries with their words, shown by "Why?". Codes are never reused.
// Counts stand after a colon, because a text with a number inside would need its singular and plural in each language.

import type { Words } from '../language.ts';

const words = (en: string, es: string): Words => ({ en, es });

export const TRACE_WORDS = {
  // What the rules leave open.
  RULE_LACKS_CIRCULATES: words(
    'No matching rule says whether the item circulates.',
    'Ninguna regla que coincide dice si el material se presta.',
  ),
  RULE_LACKS_DURATION: words(
    'No matching rule gives a loan period.',
    'Ninguna regla que coincide da un plazo de préstamo.',
  ),
  RULE_LACKS_FINE: words('No matching rule gives a fine.', 'Ninguna regla que coincide da una multa.'),
  RULE_LACKS_MAX_FINE: words(
    'No matching rule gives a highest fine.',
    'Ninguna regla que coincide da una multa máxima.',
  ),

  // Whose rules a renewal goes by.
  RULES_KEPT: words('By the rules that the loan was made under.', 'Por las reglas con las que se hizo el préstamo.'),

  // Steps of the due date.
  DUE_COUNTED_FROM: words('Counted from {from}.', 'Contado desde {from}.'),
  DUE_PERIOD_MINUTES: words(
    'Period “{name}”, in minutes: {n}. Due {due}.',
    'Plazo «{name}», en minutos: {n}. Vence {due}.',
  ),
  DUE_PERIOD_HOURS: words('Period “{name}”, in hours: {n}. Due {due}.', 'Plazo «{name}», en horas: {n}. Vence {due}.'),
  DUE_PERIOD_DAYS: words('Period “{name}”, in days: {n}. Due {due}.', 'Plazo «{name}», en días: {n}. Vence {due}.'),
  DUE_PERIOD_WEEKS: words(
    'Period “{name}”, in weeks: {n}. Due {due}.',
    'Plazo «{name}», en semanas: {n}. Vence {due}.',
  ),
  DUE_PERIOD_MONTHS: words(
    'Period “{name}”, in months: {n}. Due {due}.',
    'Plazo «{name}», en meses: {n}. Vence {due}.',
  ),
  DUE_BAD_PERIOD: words(
    'Period “{name}” is {n}: nothing can be lent for it.',
    'El plazo «{name}» es {n}: no sirve para prestar.',
  ),
  // The same where a system has no name for the period.
  DUE_LENGTH_MINUTES: words('Loan period in minutes: {n}. Due {due}.', 'Plazo en minutos: {n}. Vence {due}.'),
  DUE_LENGTH_HOURS: words('Loan period in hours: {n}. Due {due}.', 'Plazo en horas: {n}. Vence {due}.'),
  DUE_LENGTH_DAYS: words('Loan period in days: {n}. Due {due}.', 'Plazo en días: {n}. Vence {due}.'),
  DUE_LENGTH_WEEKS: words('Loan period in weeks: {n}. Due {due}.', 'Plazo en semanas: {n}. Vence {due}.'),
  DUE_LENGTH_MONTHS: words('Loan period in months: {n}. Due {due}.', 'Plazo en meses: {n}. Vence {due}.'),
  DUE_BAD_LENGTH: words(
    'The loan period is {n}: nothing can be lent for it.',
    'El plazo es {n}: no sirve para prestar.',
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
    'Una reserva lo espera, por eso cuenta el plazo más corto.',
  ),
  DUE_HOLD_PRESSURE: words(
    'Many wait for this title, so the shorter period counts.',
    'Muchos esperan este título, por eso cuenta el plazo más corto.',
  ),
  DUE_UNTIL: words('Lent until {due}.', 'Se presta hasta {due}.'),
  DUE_OPEN_ENDED: words('Lent without an end; written as {due}.', 'Se presta sin fin; se anota {due}.'),
  DUE_ROUNDED: words('Rounded up to {due}.', 'Redondeado a {due}.'),
  DUE_FLOOR: words('No earlier than {due}.', 'No antes de {due}.'),
  DUE_KEPT: words('Closed time does not matter.', 'No importa si está cerrado.'),
  DUE_RECALLED: words('Recalled for somebody else, so it is due {due}.', 'Reclamado para otra persona: vence {due}.'),
  DUE_BACK: words('Back to an open day: {due}.', 'Vuelve a un día abierto: {due}.'),
  DUE_COURSE_ENDS: words('The course ends: {due}.', 'El curso termina: {due}.'),
  DUE_BOOKED: words('Booked after that: {due}.', 'Reservado con fecha después: {due}.'),
  DUE_PATRON_EXPIRES: words('The account expires: {due}.', 'La cuenta caduca: {due}.'),
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
  DUE_OPEN: words('The desk is open then.', 'El mostrador está abierto entonces.'),
  DUE_OUTSIDE_HOURS: words('Outside opening hours: {due}.', 'Fuera del horario: {due}.'),
  DUE_CUT_TO_CLOSING: words(
    'Cut to closing time. Minutes before closing: {buffer}. Due {due}.',
    'Se corta a la hora de cierre. Minutos antes del cierre: {buffer}. Vence {due}.',
  ),
  DUE_NEXT_OPENING: words(
    'Extended to the next opening. Minutes after opening: {offset}. Due {due}.',
    'Se extiende a la próxima apertura. Minutos después de abrir: {offset}. Vence {due}.',
  ),
  DUE_OVERNIGHT: words(
    'Lent so near closing that it runs overnight. Minutes before closing: {window}. Minutes after opening: {offset}. Due {due}.',
    'Prestado tan cerca del cierre que pasa la noche. Minutos antes del cierre: {window}. Minutos después de abrir: {offset}. Vence {due}.',
  ),
  DUE_OVERNIGHT_UNTIL: words('Runs overnight. Due {due}.', 'Pasa la noche. Vence {due}.'),
  DUE_NO_OPEN_DAYS: words(
    'The calendar has no open day after that.',
    'El calendario no tiene ningún día abierto después.',
  ),
  DUE_LEAVES_TOO_LITTLE: words(
    '{due} is too soon to be of use. Minutes needed: {minutes}.',
    '{due} es demasiado pronto para servir. Minutos necesarios: {minutes}.',
  ),
  DUE_BY_STAFF: words('Set by staff: {due}.', 'Fijado por el personal: {due}.'),

  // Renewals of this loan. Counted before the one that is judged, as everything below is: the patron's panel counts it too once it is done.
  LIMIT_RENEWALS: words(
    'Renewals used before: {count}. Limit: {limit}.',
    'Renovaciones usadas antes: {count}. Límite: {limit}.',
  ),
  LIMIT_NO_RENEWALS: words(
    'Renewals used before: {count}. There is no limit.',
    'Renovaciones usadas antes: {count}. No hay límite.',
  ),

  // Limits and what they counted, with the group that they are set for: it may stand above the patron's own.
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
    'Prestados del tipo de material superior, con todos los que abarca: {count}. Límite: {limit}.',
  ),
  LIMIT_OF_RULE: words(
    'Out of what this rule counts: {count}. Limit: {limit}.',
    'Prestados de lo que cuenta esta regla: {count}. Límite: {limit}.',
  ),
  LIMIT_OF_GROUP: words(
    'Out in all: {count}. Limit of the patron group: {limit}.',
    'Prestados en total: {count}. Límite del grupo: {limit}.',
  ),

  // How old the data was.
  DATA_RULES: words('Rules version {version}.', 'Versión de reglas {version}.'),
  DATA_PATRONS_AS_OF: words(
    'The patron’s account, loans and fees as of {asOf}.',
    'Cuenta, préstamos y cargos del usuario según los datos de {asOf}.',
  ),
  DATA_HOLDS_AS_OF: words(
    'The item, its loan and its holds as of {asOf}.',
    'El material, su préstamo y sus reservas según los datos de {asOf}.',
  ),
  DATA_DESK_ACTS: words(
    'What this desk did since then counts too.',
    'También cuenta lo que este mostrador hizo desde entonces.',
  ),
  DATA_OWN: words('The library’s own data.', 'Datos propios de la biblioteca.'),
} as const satisfies Readonly<Record<string, Words>>;

export type TraceCode = keyof typeof TRACE_WORDS;

/** Whether a text is a trace code of this version; another version may know more. */
export function isTraceCode(text: string): text is TraceCode {
  return Object.hasOwn(TRACE_WORDS, text);
}
