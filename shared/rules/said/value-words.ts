// The values of policy fields that are words themselves, as people say them: "closed days: forward to an open day".

import type { Words } from '../../core/language.ts';

const words = (en: string, es: string): Words => ({ en, es });

const ANYWHERE = words('anywhere', 'en cualquier sitio');
const AT_HOME = words('at its own library', 'en su biblioteca');
const WHERE_HELD = words('where it was before', 'donde estaba antes');
const YES = words('yes', 'sí');
const NO = words('no', 'no');

/** The words of each value, by field. */
export const VALUE_WORDS: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  'shaping.arithmetic': {
    'wall-clock': words('by the date, at the same time of day', 'por fecha, a la misma hora'),
    elapsed: words('as 24 hours each', 'como 24 horas cada uno'),
  },
  'shaping.rounding': {
    none: words('none', 'ninguno'),
    minute: words('up to the minute', 'al minuto siguiente'),
    hour: words('up to the hour', 'a la hora siguiente'),
  },
  'shaping.endOfDay': {
    '23:59': words('at 11:59 PM', 'a las 11:59 p.m.'),
    '23:59:59': words('at 11:59:59 PM', 'a las 11:59:59 p.m.'),
  },
  'shaping.dayGrain': {
    'by-unit': words('what is lent in days', 'lo que se presta en días'),
    'by-length': words('what is lent for whole days', 'lo que se presta por días enteros'),
  },
  'shaping.closedDayMode': {
    ignore: words('do not matter', 'no importan'),
    skip_closed_days: words('are not counted', 'no se cuentan'),
    next_open_day: words('forward to an open day', 'pasa al próximo día abierto'),
    next_same_weekday: words('forward to the same weekday', 'pasa al mismo día de la semana'),
    plain_then_avoid_closed_on_clamp: words('matter only where the loan is cut', 'solo importan si se acorta'),
    keep_exact: words('date and time stay', 'fecha y hora se quedan'),
    end_of_due_day: words('the end of the day, open or not', 'fin del día, abierto o no'),
    end_previous_open_day: words('back to the end of an open day', 'vuelve al fin de un día abierto'),
    end_next_open_day: words('forward to the end of an open day', 'pasa al fin del próximo día abierto'),
    end_current_hours: words('back to the end of the opening hours', 'vuelve al fin del horario'),
    begin_next_hours: words('forward to the next opening', 'pasa a la próxima apertura'),
    after_closure: words('the minute after the closure', 'el minuto tras el cierre'),
  },
  'shaping.hoursBasis': {
    openings: words('those of the date', 'el de la fecha'),
    weekdays: words('those of the weekday', 'el del día de la semana'),
  },
  'shaping.hoursOnClosedDay': {
    keep: words('stay', 'se quedan'),
    'as-days': words('as loans in days', 'como préstamos en días'),
    'after-closure': words('the minute after the closure', 'el minuto tras el cierre'),
    'next-open-day': words('forward to an open day', 'pasan al próximo día abierto'),
  },
  'shaping.openingOffsetSlides': {
    'to-longer-opening': words('an opening that is long enough', 'una apertura lo bastante larga'),
    'on-the-clock': words('on the clock, closed time too', 'por reloj, también cerrado'),
  },
  'shaping.hardDateWhen': {
    'before-closed': words('before closed days', 'antes de los días cerrados'),
    'after-closed': words('after closed days', 'tras los días cerrados'),
  },
  'shaping.hardDatePast': {
    ignore: words('does not count', 'no cuenta'),
    apply: words('counts all the same', 'cuenta igual'),
    refuse: words('refuses the loan', 'impide el préstamo'),
  },
  'shaping.clampToPatronExpiry': {
    none: words('does not matter', 'no importa'),
    'end-of-day': words('no later than the end of its day', 'no después del fin de su día'),
    exact: words('no later than its moment', 'no después de su momento'),
    'previous-open-day': words('no later than the last open day before', 'no después del último día abierto'),
    'previous-opening': words('no later than the last opening before', 'no después de la última apertura'),
  },
  'shaping.openAfterClamp': {
    never: words('never', 'nunca'),
    'when-clamped': words('where the loan is cut', 'si se acorta'),
    always: words('always', 'siempre'),
  },
  'shaping.whenTooSoon': {
    refuse: words('refuses the loan', 'impide el préstamo'),
    tell: words('is told', 'se avisa'),
  },
  'renew.from': {
    now: words('now', 'ahora'),
    due: words('the due date', 'el vencimiento'),
    'later-of-both': words('now or the due date, the later', 'ahora o el vencimiento, lo más tarde'),
    unknown: words('something unknown', 'algo desconocido'),
  },
  'renew.withHold': {
    no: NO,
    yes: YES,
    'if-others-can-fill': words('if other copies can fill the holds', 'si otros ejemplares cubren las reservas'),
  },
  'renew.whenOverdue': {
    none: words('stop none', 'no impiden ninguna'),
    item: words('stop their own', 'impiden la suya'),
    all: words('stop all', 'impiden todas'),
  },
  'overdue.chargeAt': {
    start: words('at the start of each period', 'al empezar cada período'),
    end: words('at the end of each period', 'al acabar cada período'),
  },
  'loss.cost': {
    price: words('its price', 'su precio'),
    set: words('a set amount', 'un monto fijo'),
    actual: words('what it really costs', 'lo que cueste'),
    none: words('nothing', 'nada'),
  },
  'hold.from': {
    any: words('of any library', 'de cualquier biblioteca'),
    home: words('of the own library', 'de la biblioteca propia'),
    group: words('of the own group of libraries', 'del grupo de bibliotecas propio'),
    none: words('of none', 'de ninguna'),
  },
  'hold.onShelf': {
    yes: YES,
    'only-if-any-unavailable': words('if one of the copies is not in', 'si falta algún ejemplar'),
    'only-if-all-unavailable': words('if none of the copies is in', 'si no hay ningún ejemplar'),
    no: NO,
  },
  'hold.itemLevel': {
    allow: words('as one likes', 'a voluntad'),
    force: words('always', 'siempre'),
    no: words('never', 'nunca'),
  },
  'hold.fulfilAt': {
    any: ANYWHERE,
    home: AT_HOME,
    holding: words('where the item is', 'donde está el material'),
    group: words('in its group of libraries', 'en su grupo de bibliotecas'),
    'patron-group': words('in the group of libraries of the patron', 'en el grupo de bibliotecas del usuario'),
  },
  'recall.onShelf': {
    yes: YES,
    no: NO,
    'only-if-none-available': words('if no copy is in', 'si no hay ningún ejemplar'),
  },
  'recall.timeOfDay': {
    now: words('that of the recall', 'la del reclamo'),
    'current-due': words('that of the old due date', 'la del vencimiento anterior'),
  },
  'returns.allowedAt': {
    anywhere: ANYWHERE,
    home: AT_HOME,
    holding: WHERE_HELD,
    either: words('at its own library or where it was before', 'en su biblioteca o donde estaba antes'),
  },
  'returns.goes': {
    home: AT_HOME,
    holding: WHERE_HELD,
    stay: words('stays where it came in', 'se queda donde llegó'),
    group: words('stays in its group of libraries', 'se queda en su grupo de bibliotecas'),
  },
};

/** Fields that limit something: null is no limit there, and 0 forbids. */
export const LIMITS: ReadonlySet<string> = new Set([
  'renew.maxUnseen',
  'renew.maxTotal',
  'overdue.patronCapMinor',
  'hold.underRule',
  'hold.perRecord',
  'hold.perDay',
  'hold.total',
  'hold.transitRange',
  'recall.allowed',
  'recall.perRecord',
  'money.finesLimitMinor',
  'money.guaranteesLimitMinor',
  'money.guarantorsLimitMinor',
  'limits.perRule',
  'limits.total',
  'limits.firstTime',
]);
