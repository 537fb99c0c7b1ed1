// `equipment.kinds`, `equipment.day`: the kinds of equipment, and one day of a kind as a grid of units and hours, with its bookings and loans.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { formatInstant, HOUR_MS, MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import type { PatronId } from '../../../shared/core/ids.ts';
import type { ItemMark } from '../../../shared/core/item-mark.ts';
import { foldText } from '../../../shared/core/fold-text.ts';
import { sayDate, sayTime } from '../../../shared/core/say-date.ts';
import { say, type Saying } from '../../../shared/core/say.ts';
import { givenUnits, type Given } from '../../../shared/circ/booked-units.ts';
import { lastDayOf } from '../../../shared/circ/model/agreement.ts';
import type { Booking, StandingBooking } from '../../../shared/circ/model/booking.ts';
import { graceMs, isUnit, longestMs, type EquipmentKind } from '../../../shared/circ/model/equipment.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { marksOf } from '../../../shared/circ/model/mark.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { holdLabel } from '../../../shared/circ/patron-name.ts';
import { ITEM_STATUS_WORDS } from '../../../shared/core/codes/item-status.ts';
import { nameOfCode } from '../../../shared/core/codes/names.ts';
import { NO_UNIT, OLD_TIME } from '../../../shared/lists/bookings.ts';
import { inOrder } from '../../../shared/lists/define-list.ts';
import { readDay } from '../../../shared/rules/calendar/local-time.ts';
import type { OpeningTimes } from '../../../shared/rules/calendar/opening-times.ts';
import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { ruleEngine } from '../../../shared/rules/resolve/rule-engine.ts';
import type { EquipmentKindView, UnitRow, UnitSpan } from '../../../shared/views/equipment.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt, type Copy, type DeskSight } from '../desk-sight.ts';
import { findCopies } from './find-copies.ts';
import { kindStanding } from './load-facts.ts';
import { dayAt, endOfDay } from './local-day.ts';

/** The kind with a code. Throws HF-CIRC-310 where the library does not have it. */
export function requiredKind(copy: Copy, code: string): EquipmentKind {
  const kind = (copy.library.deskTerms().equipment ?? []).find(({ id }) => id === code);
  if (kind === undefined) throw new HoldfastError('HF-CIRC-310');
  return kind;
}

/** A span in words: the day comes once where it is one. */
export function saySpan(desk: DeskSight, { from, to }: Pick<Booking, 'from' | 'to'>): string {
  const [language, zone] = [desk.language(), deskZone(desk)];
  const day = (at: Instant) => sayDate(language, at, zone);
  const end = day(from) === day(to) ? '' : `${day(to)} `;
  return `${day(from)} ${sayTime(language, from, zone)} – ${end}${sayTime(language, to, zone)}`;
}

/** The opening hours of the desk's branch; null where no rules have any. */
export function deskTimes(desk: DeskSight): OpeningTimes | null {
  const rules = requiredCopy(desk).library.rulesAt(desk.clock.now());
  return rules === null ? null : ruleEngine(rules).timesOf(desk.identity.branch);
}

/** Every kind, by name; with words those that they name, by themselves or by one of their units. */
export function listKinds(desk: Desk, { query = '' }: ParsedInput<'equipment.kinds'>): MethodOutput<'equipment.kinds'> {
  const copy = requiredCopy(desk);
  const kinds = (copy.library.deskTerms().equipment ?? []).filter(kindsNamedBy(copy, query));
  return {
    kinds: kinds.toSorted((a, b) => inOrder(a.name, b.name)).map((kind) => kindView(desk, copy, kind)),
  };
}

/** Copies that are looked at for the kinds they are units of. */
const MOST_COPIES = 40;

/** Whether each word begins one of the words of a kind, or a copy that the words find is a unit of it. */
function kindsNamedBy(copy: Copy, query: string): (kind: EquipmentKind) => boolean {
  const words = foldText(query).split(' ').filter(Boolean);
  if (words.length === 0) return () => true;
  const typesFound = new Set(findCopies(copy, query, MOST_COPIES).map(({ kind }) => kind));
  return ({ id, name, types }) => {
    const known = [id, name, ...types].flatMap((text) => foldText(text).split(' '));
    return (
      words.every((word) => known.some((one) => one.startsWith(word))) || types.some((type) => typesFound.has(type))
    );
  };
}

function kindView(desk: Desk, copy: Copy, kind: EquipmentKind): EquipmentKindView {
  const now = desk.clock.now();
  const standing = kindStanding(copy, kind, { after: now, now });
  const given = givenUnits(standing);
  const begun = standing.bookings.filter(({ from }) => from <= now);
  const needed = new Set(begun.flatMap(({ id }) => unitOf(given.get(id)) ?? []));
  const isIn = standing.units.filter(({ loan }) => loan === null);
  const marked = new Map(isIn.map(({ id }) => [id, marksOfUnit(copy, id)]));
  const isFree = ({ id }: (typeof isIn)[number]) => !needed.has(id) && marked.get(id)?.length === 0;
  return {
    id: kind.id,
    name: kind.name,
    units: standing.units.length,
    free: isIn.filter(isFree).length,
    toInspect: isIn.filter(({ id }) => marked.get(id)?.includes('inspect')).length,
    terms: sayTerms(sayingAt(desk), kind),
    agreement: agreementView(desk, kind),
  };
}

/** Marks keep a unit from going out. */
function marksOfUnit(copy: Copy, id: Item['id']): readonly ItemMark[] {
  const item = copy.sight.item(id);
  return item === null ? [] : marksOf(item);
}

const LASTS = {
  until: { en: 'Lasts until {when}.', es: 'Vale hasta {when}.' },
  forGood: { en: 'Lasts for good.', es: 'Vale para siempre.' },
} as const;

/** The agreement, and its expiry if it were signed now. */
function agreementView(desk: Desk, { agreement }: EquipmentKind): EquipmentKindView['agreement'] {
  if (agreement === undefined) return null;
  const [saying, zone] = [sayingAt(desk), deskZone(desk)];
  const last = lastDayOf(agreement, dayAt(zone, saying.now));
  const lastsText =
    last === null
      ? say(saying, LASTS.forGood)
      : say(saying, LASTS.until, { when: { dateOf: endOfDay(zone, last), zone } });
  return { text: agreement.text ?? '', lastsText };
}

const TERMS = {
  agreement: { en: 'agreement to sign', es: 'con acuerdo firmado' },
  quantity: { en: '{count} for each patron', es: '{count} por usuario' },
  cooldown: { en: 'again after {minutes} min', es: 'de nuevo tras {minutes} min' },
  turnaround: { en: '{minutes} min between patrons', es: '{minutes} min entre usuarios' },
  grace: { en: 'a booking waits {minutes} min', es: 'un apartado espera {minutes} min' },
  longest: { en: 'booked for {hours} h at most', es: 'se aparta {hours} h como máximo' },
  inspects: { en: 'inspected each time', es: 'se inspecciona cada vez' },
} as const;

/** Terms of every unit as the library sets them; defaults that matter to a booking are listed too. */
function sayTerms(saying: Saying, kind: EquipmentKind): string {
  const { quantity, cooldownMinutes = 0, turnaroundMinutes = 0, inspects } = kind;
  return [
    ...(quantity === undefined ? [] : [say(saying, TERMS.quantity, { count: quantity })]),
    ...(turnaroundMinutes === 0 ? [] : [say(saying, TERMS.turnaround, { minutes: turnaroundMinutes })]),
    ...(cooldownMinutes === 0 ? [] : [say(saying, TERMS.cooldown, { minutes: cooldownMinutes })]),
    say(saying, TERMS.grace, { minutes: graceMs(kind) / MINUTE_MS }),
    say(saying, TERMS.longest, { hours: longestMs(kind) / HOUR_MS }),
    ...(inspects === true ? [say(saying, TERMS.inspects)] : []),
    ...(kind.agreement === undefined ? [] : [say(saying, TERMS.agreement)]),
  ].join(' · ');
}

const unitOf = (given: Given | undefined) => (given?.is === 'unit' ? given.unit : null);

/** One day of a kind; today by default. Throws HF-CIRC-310. */
export function viewDay(desk: Desk, { kind: code, day }: ParsedInput<'equipment.day'>): MethodOutput<'equipment.day'> {
  const copy = requiredCopy(desk);
  const kind = requiredKind(copy, code);
  const zone = deskZone(desk);
  const now = desk.clock.now();
  const shown = day ?? dayAt(zone, now);
  const hours = hoursOf(deskTimes(desk), shown, zone);
  const span = { from: hours[0]?.at ?? now, to: hours.at(-1)?.at ?? now };
  const standing = kindStanding(copy, kind, { after: Math.min(now, span.from), now });
  const given = givenUnits(standing);
  const inDay = standing.bookings.filter(({ from, to }) => from < span.to && to > span.from);
  const items = copy.sight.itemsOfTypes(kind.types).toSorted((a, b) => inOrder(a.barcode, b.barcode));
  return {
    kind: kindView(desk, copy, kind),
    day: shown,
    dayText: sayDate(desk.language(), span.from, zone),
    zone,
    hours: hours.map(({ at, isOpen }) => ({ at: formatInstant(at), text: sayTime(desk.language(), at, zone), isOpen })),
    units: items.map((item) => unitRow(desk, copy, { item, span, bookings: inDay, given })),
    without: inDay.flatMap((one) => {
      const got = given.get(one.id);
      if (got === undefined || got.is === 'unit') return [];
      return [{ ...bookingSpan(desk, copy, one, span), why: say(sayingAt(desk), NO_UNIT[got.is]) }];
    }),
  };
}

type Cut = { readonly from: Instant; readonly to: Instant };

function unitRow(
  desk: Desk,
  copy: Copy,
  {
    item,
    span,
    bookings,
    given,
  }: {
    readonly item: Item;
    readonly span: Cut;
    readonly bookings: readonly StandingBooking[];
    readonly given: ReturnType<typeof givenUnits>;
  },
): UnitRow {
  const own = bookings.filter(({ id }) => unitOf(given.get(id)) === item.id);
  const state = isUnit(item) ? '' : say(sayingAt(desk), nameOfCode(ITEM_STATUS_WORDS, item.state.status));
  return {
    barcode: item.barcode,
    title: copy.sight.title(item.titleId)?.title ?? item.barcode,
    state,
    spans: [...loanSpan(desk, copy, item, span), ...own.map((one) => bookingSpan(desk, copy, one, span))],
  };
}

function loanSpan(desk: Desk, copy: Copy, item: Item, span: Cut): UnitSpan[] {
  const loan = copy.sight.currentLoan(item.id);
  if (loan === null) return [];
  const now = desk.clock.now();
  const isLate = loan.dueAt < now;
  const until = isLate ? Math.max(now, loan.dueAt) : loan.dueAt;
  if (loan.outAt >= span.to || until <= span.from) return [];
  const when = saySpan(desk, { from: loan.outAt, to: loan.dueAt });
  return [
    {
      what: isLate ? 'overdue' : 'loan',
      ...cut({ from: loan.outAt, to: until }, span),
      ...who(copy, loan.patronId),
      when,
    },
  ];
}

function bookingSpan(desk: Desk, copy: Copy, booking: StandingBooking, span: Cut): UnitSpan {
  const { lostTime } = booking;
  const wanted = lostTime === undefined ? null : { dueAt: lostTime.from, grain: 'time' as const, zone: deskZone(desk) };
  return {
    what: 'booking',
    ...cut(booking, span),
    ...who(copy, booking.patronId),
    when: saySpan(desk, booking),
    bookingId: booking.id,
    ...(wanted === null ? {} : { why: say(sayingAt(desk), OLD_TIME, { wanted }) }),
  };
}

function cut({ from, to }: Cut, span: Cut): Pick<UnitSpan, 'from' | 'to'> {
  return { from: formatInstant(Math.max(from, span.from)), to: formatInstant(Math.min(to, span.to)) };
}

function who({ sight }: Copy, id: PatronId): Pick<UnitSpan, 'label' | 'card'> {
  const patron = sight.patron(id);
  return patron === null ? { label: '', card: '' } : { label: holdLabel(patron), card: cardOf(patron) };
}

/** Hours of a day from its first opening to its last closing, whole ones; from eight to six where it is closed. The last one is the end. */
function hoursOf(
  times: OpeningTimes | null,
  day: string,
  zone: string,
): { readonly at: Instant; readonly isOpen: boolean }[] {
  const clock = zoneClock(zone) ?? UTC;
  const noon = endOfDay(zone, day) - 12 * HOUR_MS;
  const openings = times?.openingsOf(readDay(day)) ?? [];
  const local = (at: Instant) => clock.toLocal(at);
  const midnight = local(noon) - (local(noon) % DAY);
  const first = openings[0] === undefined ? midnight + 8 * HOUR_MS : floor(local(openings[0].start));
  const close = openings.at(-1);
  const last = close === undefined ? midnight + 18 * HOUR_MS : ceil(local(close.end));
  const count = Math.max(1, Math.round((last - first) / HOUR_MS));
  return Array.from({ length: count + 1 }, (_, n) => {
    const at = clock.toInstant(first + n * HOUR_MS);
    return { at, isOpen: times === null || times.isOpenAt(at + 30 * MINUTE_MS) };
  });
}

const DAY = 24 * HOUR_MS;
const floor = (local: number): number => local - (local % HOUR_MS);
const ceil = (local: number): number => floor(local + HOUR_MS - 1);
