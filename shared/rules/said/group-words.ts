// The fields of policy groups that a rule may give, in words. Each has its name, and its value where that is one figure,
// one length of time or one amount.

import { LOCALES, type Language, type Words } from '../../core/language.ts';
import { isBlank } from '../model/policy/given.ts';
import type { GroupField } from '../model/policy/given-groups.ts';
import { RentalSchema } from '../model/policy/money-gate.ts';
import { sayAmount, sayPer, sayPeriod } from './say-measures.ts';
import { LIMITS, VALUE_WORDS } from './value-words.ts';
import type { Telling } from './say-weighed.ts';

export const GROUP_WORDS: Readonly<Record<GroupField, Words>> = {
  'lend.onsiteOnly': { en: 'use in the building only', es: 'solo uso en sala' },
  'lend.holdWaitingPeriod': { en: 'loan period while a patron waits', es: 'plazo si alguien espera' },
  'lend.until': { en: 'the day it runs to', es: 'día hasta el que dura' },
  'lend.limitSchedules': { en: 'latest dates by the day of the loan', es: 'fechas tope según el día del préstamo' },
  'lend.leastAge': { en: 'minimum age', es: 'edad mínima' },
  'shaping.arithmetic': { en: 'how days are counted', es: 'cómo se cuentan los días' },
  'shaping.rounding': { en: 'rounding of due times', es: 'redondeo de la hora' },
  'shaping.endOfDay': { en: 'when a day ends', es: 'cuándo acaba el día' },
  'shaping.dayGrain': { en: 'what is due on a day', es: 'qué vence por día' },
  'shaping.closedDayMode': { en: 'closed days', es: 'días cerrados' },
  'shaping.closedDaysCount': { en: 'whether closed days count', es: 'si cuentan los días cerrados' },
  'shaping.hoursBasis': { en: 'whose hours count', es: 'qué horario cuenta' },
  'shaping.hoursOnClosedDay': { en: 'loans in hours on closed days', es: 'préstamos por horas en días cerrados' },
  'shaping.nextOpenDayHour': { en: 'hour on the next open day', es: 'hora del próximo día abierto' },
  'shaping.openingOffsetSlides': {
    en: 'where minutes after opening run to',
    es: 'hasta dónde llegan los minutos tras abrir',
  },
  'shaping.fixedDateIsLimit': { en: 'whether a fixed date is a limit', es: 'si la fecha fija es tope' },
  'shaping.hardDateWhen': { en: 'when the latest date is looked at', es: 'cuándo se mira la fecha tope' },
  'shaping.hardDatePast': { en: 'a latest date that has passed', es: 'una fecha tope pasada' },
  'shaping.clampToPatronExpiry': { en: 'end of the account', es: 'fin de la cuenta' },
  'shaping.clampToBooking': { en: 'whether a booking ends it', es: 'si un apartado lo acaba' },
  'shaping.clampToCourseEnd': { en: 'whether the course ends it', es: 'si el curso lo acaba' },
  'shaping.openAfterClamp': { en: 'back to an open day', es: 'vuelta a un día abierto' },
  'shaping.minimumUsefulMinutes': { en: 'fewest useful minutes', es: 'minutos mínimos útiles' },
  'shaping.whenTooSoon': { en: 'a date that is too soon', es: 'una fecha demasiado próxima' },
  'renew.allowed': { en: 'whether it renews', es: 'si se renueva' },
  'renew.maxUnseen': { en: 'renewals without showing the item', es: 'renovaciones sin mostrar el material' },
  'renew.maxTotal': { en: 'longest time in all', es: 'tiempo máximo en total' },
  'renew.from': { en: 'what a renewal counts from', es: 'desde cuándo cuenta la renovación' },
  'renew.period': { en: 'renewal period', es: 'plazo de renovación' },
  'renew.schedules': { en: 'fixed dates of renewals', es: 'fechas fijas de renovación' },
  'renew.limitSchedules': { en: 'latest dates of renewals', es: 'fechas tope de renovación' },
  'renew.notBefore': { en: 'how soon it renews', es: 'desde cuándo se renueva' },
  'renew.auto': { en: 'renewing by itself', es: 'renovación automática' },
  'renew.withHold': { en: 'renewing while a patron waits', es: 'renovación si alguien espera' },
  'renew.withHoldPeriod': { en: 'renewal period while a patron waits', es: 'plazo de renovación si alguien espera' },
  'renew.whenOverdue': { en: 'overdue loans and renewals', es: 'vencidos y renovaciones' },
  'renew.blocksRestricted': { en: 'whether a block stops renewals', es: 'si un bloqueo impide renovar' },
  'renew.blocksExpired': {
    en: 'whether an expired account stops renewals',
    es: 'si una cuenta vencida impide renovar',
  },
  'renew.extendUnused': { en: 'unused time of the old loan', es: 'tiempo no usado del préstamo' },
  'overdue.lateness': { en: 'how lateness is counted', es: 'cómo se cuenta el retraso' },
  'overdue.recalled': { en: 'fine after a recall', es: 'multa tras un reclamo' },
  'overdue.capAtPrice': { en: 'whether the fine stops at the price', es: 'si la multa no pasa del precio' },
  'overdue.patronCapMinor': { en: 'highest fine of a patron', es: 'multa máxima por usuario' },
  'overdue.overshoot': {
    en: 'whether the last step may pass the highest fine',
    es: 'si el último paso puede pasar la multa máxima',
  },
  'overdue.forgiveOnRenewal': { en: 'whether a renewal forgives the fine', es: 'si renovar perdona la multa' },
  'overdue.reminders': { en: 'fees for reminders', es: 'cargos por recordatorios' },
  'overdue.chargeAt': { en: 'when a fine is charged', es: 'cuándo se cobra la multa' },
  'overdue.graceWay': { en: 'how grace is taken', es: 'cómo se aplica la gracia' },
  'overdue.remindersStopRenewal': { en: 'whether a reminder stops renewals', es: 'si un recordatorio impide renovar' },
  'loss.aging': { en: 'when it is marked lost', es: 'cuándo se marca como perdido' },
  'loss.recalledAging': { en: 'when a recalled item is marked lost', es: 'cuándo se marca como perdido un reclamado' },
  'loss.cost': { en: 'what a lost item costs', es: 'qué cuesta un perdido' },
  'loss.processingWhen': { en: 'when the processing fee is charged', es: 'cuándo se cobra el procesamiento' },
  'loss.onReturn': { en: 'bill of a lost item that comes back', es: 'cargo de un perdido que vuelve' },
  'ban.rate': { en: 'days of ban', es: 'días de suspensión' },
  'ban.graceUnits': { en: 'grace before a ban', es: 'gracia antes de la suspensión' },
  'ban.openDaysOnly': { en: 'whether a ban counts open days only', es: 'si la suspensión cuenta solo días abiertos' },
  'ban.cumulative': { en: 'whether bans add up', es: 'si las suspensiones se suman' },
  'ban.ladder': { en: 'ban by repeat offense', es: 'suspensión por reincidencia' },
  'hold.from': { en: 'whose items may be held', es: 'de quién se puede reservar' },
  'hold.underRule': { en: 'holds at once', es: 'reservas a la vez' },
  'hold.perRecord': { en: 'holds of one title', es: 'reservas de un título' },
  'hold.perDay': { en: 'holds in a day', es: 'reservas por día' },
  'hold.total': { en: 'holds in all', es: 'reservas en total' },
  'hold.onShelf': { en: 'holds on items that are in', es: 'reservas de material disponible' },
  'hold.itemLevel': { en: 'holds on one copy', es: 'reservas de un ejemplar' },
  'hold.fulfilAt': { en: 'where holds are filled', es: 'dónde se atienden las reservas' },
  'hold.shelfPeriod': { en: 'time on the hold shelf', es: 'tiempo en el estante de reservas' },
  'hold.damagedAllowed': { en: 'holds on damaged items', es: 'reservas de material dañado' },
  'hold.possessionAllowed': { en: 'holds on what the patron has', es: 'reservas de lo que ya se tiene' },
  'hold.transitRange': { en: 'how far it travels for a hold', es: 'hasta dónde viaja por una reserva' },
  'hold.ageProtection': { en: 'new items kept near', es: 'novedades que no viajan' },
  'recall.allowed': { en: 'recalls at once', es: 'reclamos a la vez' },
  'recall.perRecord': { en: 'recalls of one title', es: 'reclamos de un título' },
  'recall.onShelf': { en: 'recalls of items that are in', es: 'reclamos de material disponible' },
  'recall.minimumGuaranteed': { en: 'least time before a recall', es: 'tiempo mínimo antes de un reclamo' },
  'recall.returnInterval': { en: 'time after a recall', es: 'tiempo tras un reclamo' },
  'recall.overdueReturnInterval': {
    en: 'time after a recall of an overdue loan',
    es: 'tiempo tras reclamar un vencido',
  },
  'recall.mayExtendOverdue': { en: 'whether a recall extends an overdue loan', es: 'si un reclamo alarga un vencido' },
  'recall.mayLengthen': { en: 'whether a recall may lengthen', es: 'si un reclamo puede alargar' },
  'recall.timeOfDay': { en: 'time of day after a recall', es: 'hora tras un reclamo' },
  'recall.changesOnce': { en: 'whether only the first recall counts', es: 'si solo cuenta el primer reclamo' },
  'returns.allowedAt': { en: 'where it may come back', es: 'dónde se puede devolver' },
  'returns.goes': { en: 'where it goes back to', es: 'adónde vuelve' },
  'returns.blocksWithdrawn': {
    en: 'whether staff are told of withdrawn items',
    es: 'si se avisa de los dados de baja',
  },
  'returns.blocksLost': { en: 'whether staff are told of lost items', es: 'si se avisa de los perdidos' },
  'returns.countsLocalUse': { en: 'whether use in the building is counted', es: 'si se cuenta el uso en sala' },
  'money.finesLimitMinor': { en: 'how much may be owed', es: 'cuánto se puede deber' },
  'money.guaranteesLimitMinor': {
    en: 'how much those the patron answers for may owe',
    es: 'cuánto pueden deber sus avalados',
  },
  'money.guarantorsLimitMinor': {
    en: 'how much those who answer for the patron may owe',
    es: 'cuánto pueden deber sus avales',
  },
  'money.mayOverride': { en: 'whether staff may go past a debt', es: 'si el personal puede saltarse la deuda' },
  'money.confirmsAnyDebt': { en: 'whether any debt is asked about', es: 'si se pregunta por toda deuda' },
  'money.rental': { en: 'rental', es: 'alquiler' },
  'money.depositMinor': { en: 'deposit', es: 'depósito' },
  'limits.perRule': { en: 'items of this kind at once', es: 'materiales de este tipo a la vez' },
  'limits.total': { en: 'items at once', es: 'materiales a la vez' },
  'limits.firstTime': { en: 'items at once for a first loan', es: 'materiales a la vez en el primer préstamo' },
  'limits.notCounted': { en: 'what no limit counts', es: 'lo que ningún límite cuenta' },
  'limits.mayOverride': { en: 'whether staff may go past a limit', es: 'si el personal puede saltarse el límite' },
};

/** A field of a group with its value: "renewal period 7 days". A value of more than a word or two is left out, and the field named alone. */
export function sayGroupField(
  telling: Telling,
  name: string,
  { field, value }: { readonly field: string; readonly value: unknown },
): string {
  const said = field === 'money.rental' ? sayRental(telling, value) : sayValue(telling, field, value);
  if (said !== null) return `${name} ${said}`;
  const word = wordOf(field, value)?.[telling.language];
  return word === undefined ? name : `${name}: ${word}`;
}

/** A value that is a word itself, or the edge of a limit. */
function wordOf(field: string, value: unknown): Words | undefined {
  if (LIMITS.has(field) && value === null) return PLAIN.noLimit;
  if (LIMITS.has(field) && value === 0 && !field.endsWith('Minor')) return PLAIN.noneAllowed;
  return typeof value === 'string' ? VALUE_WORDS[field]?.[value] : undefined;
}

/** "$1.50 + $5.00 a day": the part paid once, and the part by time. */
function sayRental({ language, currency }: Telling, value: unknown): string | null {
  const read = RentalSchema.partial().safeParse(value);
  if (!read.success) return null;
  const { flatMinor = 0, perDayMinor = 0, perHourMinor = 0 } = read.data;
  const amount = (minor: number): string => sayAmount(language, minor, currency);
  const parts = [
    ...(flatMinor > 0 ? [amount(flatMinor)] : []),
    ...(perDayMinor > 0 ? [`${amount(perDayMinor)} ${sayPer(language, { n: 1, unit: 'days' })}`] : []),
    ...(perHourMinor > 0 ? [`${amount(perHourMinor)} ${sayPer(language, { n: 1, unit: 'hours' })}`] : []),
  ];
  return parts.length === 0 ? PLAIN.none[language] : parts.join(' + ');
}

function sayValue({ language, currency }: Telling, field: string, value: unknown): string | null {
  if (isBlank(value)) return PLAIN.asSite[language];
  if (wordOf(field, value) !== undefined) return null;
  if (value === null) return PLAIN.none[language];
  if (typeof value === 'boolean') return PLAIN[value ? 'yes' : 'no'][language];
  if (typeof value === 'number')
    return field.endsWith('Minor') ? sayAmount(language, value, currency) : sayNumber(language, value);
  return isPeriod(value) ? sayPeriod(language, value) : null;
}

function sayNumber(language: Language, value: number): string {
  return new Intl.NumberFormat(LOCALES[language]).format(value);
}

type Length = { readonly n: number; readonly unit: string };

function isPeriod(value: unknown): value is Length {
  return (
    typeof value === 'object' && value !== null && 'n' in value && 'unit' in value && Object.keys(value).length === 2
  );
}

const PLAIN = {
  asSite: { en: 'as the site has it', es: 'según la biblioteca' },
  none: { en: 'none', es: 'ninguno' },
  noLimit: { en: 'no limit', es: 'sin límite' },
  noneAllowed: { en: 'none allowed', es: 'ninguno permitido' },
  yes: { en: 'yes', es: 'sí' },
  no: { en: 'no', es: 'no' },
} as const satisfies Readonly<Record<string, Words>>;
