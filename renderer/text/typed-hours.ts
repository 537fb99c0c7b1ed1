// Opening hours as people type them: "8-22", "8 AM – 10:30 PM, 11 PM-1 AM", "noon to 5", "9:00 a. m. a 5:00 p. m."; "closed", or nothing, is a closed day.
// Ambiguous hours are not guessed: a wrong half of the day moves due dates and fines.

import type { Language } from '../../shared/core/language.ts';

/** One opening of a day, by the clock of the branch. */
export type Hours = { readonly open: string; readonly close: string };

const CLOSED = /^(closed|cerrado|cerrada)?$/i;
const ALL_DAY = /^(?:(?:open|abierto|abierta)\s+)?24\s*(?:h|hrs?|hours|horas)\.?$/i;
const BETWEEN_OPENINGS = /[,;&]|\s(?:and|y)\s/i;
/** "a" alone leads to another time; in "8 a. m." and "8 a – 5 p" it is a half of the day. */
const TO = /[-–—]|\s(?:to|until|till?|hasta)\s|\sa\s+(?=las?\s|\d|medio|media)/i;
const LEAD = /^(?:from|de|desde)\s+|^las?\s+/gi;
const NOON = /^(?:12\s*)?(?:noon|(?:el\s+)?mediod[ií]a)$/i;
const MIDNIGHT = /^(?:12\s*)?(?:midnight|medianoche)$/i;
const ONE = /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?\s*(?:m\.?)?|h(?:rs?|s)?\.?)?$/i;

const HOUR = 60;
const HALF_DAY = 12 * HOUR;
const DAY = 24 * HOUR;
/** No library opens its doors before. */
const EARLY = 6 * HOUR;

/** A time in minutes of the day. `of12`: without AM or PM, and it could be either. */
type Typed = { readonly at: number; readonly clock: 'half' | 'of12' | 'of24' };
/** `to` after midnight goes on counting. */
type Span = { readonly from: number; readonly to: number };

/** The openings of a day; null for a text that cannot be read, or could be read in two ways. */
export function typedHours(text: string): readonly Hours[] | null {
  const bare = text.trim();
  if (CLOSED.test(bare)) return [];
  if (ALL_DAY.test(bare)) return [{ open: '00:00', close: '24:00' }];
  const found = bare.split(BETWEEN_OPENINGS).map((span) => {
    const [from = '', to = '', more] = span.trim().replace(LEAD, '').split(TO);
    const [open, close] = [typedTime(from), typedTime(to)];
    return more !== undefined || open === null || close === null ? null : spanOf(open, close);
  });
  const spans = found.flatMap((span) => span ?? []);
  if (spans.length < found.length) return null;
  return spans.map(({ from, to }) => ({ open: writeTime(from), close: writeTime(to > DAY ? to - DAY : to) }));
}

function typedTime(text: string): Typed | null {
  const bare = text.trim().replace(LEAD, '');
  if (NOON.test(bare)) return { at: HALF_DAY, clock: 'half' };
  if (MIDNIGHT.test(bare)) return { at: 0, clock: 'half' };
  const [, hours = '', minutes = '0', half] = ONE.exec(bare) ?? [];
  const [hour, minute] = [Number(hours), Number(minutes)];
  const at = hour * HOUR + minute;
  if (hours === '' || minute >= HOUR || at > DAY) return null;
  const isOf12 = hour >= 1 && hour <= 12;
  if (half === undefined) return { at, clock: isOf12 && !hours.startsWith('0') ? 'of12' : 'of24' };
  return isOf12 ? { at: (at % HALF_DAY) + (half.toLowerCase() === 'p' ? HALF_DAY : 0), clock: 'half' } : null;
}

function spanOf(open: Typed, close: Typed): Span | null {
  if (open.at === DAY) return null;
  if (open.clock === 'of12' && close.clock === 'half') return openedBefore(open.at % HALF_DAY, close.at);
  if (open.clock === 'half' && close.clock === 'of12') return closedAfter(open.at, close.at % HALF_DAY);
  const span = spanTo(open.at, close.at);
  if (span === null || open.clock === 'half' || close.clock === 'half') return span;
  // "9-5" is no night, and "1-5" hardly one.
  const isOf12 = open.clock === 'of12' && close.clock === 'of12';
  return span.to > DAY || (isOf12 && span.from < EARLY) ? null : span;
}

/** From a time to the next that a clock shows so; around the clock only from midnight on. */
function spanTo(from: number, at: number): Span | null {
  if (from === at && from > 0) return null;
  return { from, to: at <= from ? at + DAY : at };
}

/** "9-5 PM" is 9 AM, "1-5 PM" is 1 PM; "8-10 PM" may be either. */
function openedBefore(morning: number, close: number): Span | null {
  const [early, late] = [spanTo(morning, close), spanTo(morning + HALF_DAY, close)];
  const isEarly = early !== null && (morning >= EARLY || (morning < close && close < HALF_DAY));
  const isLate = late !== null && late.to - late.from <= HALF_DAY;
  if (isEarly === isLate) return null;
  return isEarly ? early : late;
}

/** "9 AM – 5" is 5 PM, "10 PM – 2" is 2 AM; "8 AM – 10" may be either. */
function closedAfter(open: number, morning: number): Span | null {
  const [short, long] = [spanTo(open, morning), spanTo(open, morning + HALF_DAY)]
    .flatMap((span) => span ?? [])
    .toSorted((a, b) => a.to - b.to);
  if (short === undefined) return null;
  const isEither = open >= EARLY && open < HALF_DAY && long !== undefined && long.to < DAY;
  return isEither ? null : short;
}

/** Openings as they are typed in a language; empty for a closed day. */
export function sayHours(hours: readonly Hours[], language: Language): string {
  return hours.map((one) => saySpan(one, language)).join(', ');
}

function saySpan({ open, close }: Hours, language: Language): string {
  const [am, pm] = HALVES[language];
  return `${sayOf12(open, am, pm)} – ${sayOf12(close, am, pm)}`;
}

/** The halves of the day, as the times beside them on the same screens have them. */
const HALVES = { en: [' AM', ' PM'], es: [' a.m.', ' p.m.'] } as const;

function sayOf12(time: string, am: string, pm: string): string {
  const { hour, minutes } = partsOf(time);
  const ofTwelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${ofTwelve}${minutes === '00' ? '' : `:${minutes}`}${hour % 24 < 12 ? am : pm}`;
}

function partsOf(time: string): { readonly hour: number; readonly minutes: string } {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { hour, minutes: twoDigits(minute) };
}

function writeTime(at: number): string {
  return `${twoDigits(Math.floor(at / HOUR))}:${twoDigits(at % HOUR)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
