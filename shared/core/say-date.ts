// Dates at the desk: day loans "Tue, Dec 15" without a clock time, hourly ones "today 6:00 PM".
// Always in the zone of the branch; the zone of the PC is never used.

import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { agoFormatter, dateFormatter, dayFormatter, dayWithYearFormatter, timeFormatter } from './formatters.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, sayableInstant, type Instant } from './instant.ts';
import { keeping } from './keeping.ts';
import { LOCALES, type Language } from './language.ts';

/** Whether a due moment is shown as a day or as a time. */
export const GrainSchema = z.enum(['day', 'time']);
export type Grain = z.infer<typeof GrainSchema>;

/** A due moment with its precision and its zone. */
export type DueMoment = { readonly dueAt: Instant; readonly grain: Grain; readonly zone: string };

const words = {
  en: { today: 'today', tonight: 'tonight', tomorrow: 'tomorrow' },
  es: { today: 'hoy', tonight: 'esta noche', tomorrow: 'mañana' },
} as const;

const JUST_NOW = { en: 'just now', es: 'ahora mismo' } as const;

/** "Tue, Dec 15", "today 6:00 PM", "tonight 11:45 PM", "tomorrow 9:00 AM"; with the year when it is not this one. */
export function sayDue(language: Language, due: DueMoment, now: Instant): string {
  const today = dayOnWall(now, due.zone);
  const day = dayText(language, due.dueAt, due.zone, today.year);
  if (due.grain === 'day') return day;
  const time = sayTime(language, due.dueAt, due.zone);
  const at = dayOnWall(due.dueAt, due.zone);
  const daysAhead = today.date.until(at.date).days;
  if (daysAhead === 0) return `${at.hour >= 20 ? words[language].tonight : words[language].today} ${time}`;
  if (daysAhead === 1) return `${words[language].tomorrow} ${time}`;
  return `${day}, ${time}`;
}

/** The same on paper, where it is read on another day: "Tue, Dec 15", "Tue, Dec 15, 6:00 PM". */
export function sayDueOnPaper(language: Language, { dueAt, grain, zone }: DueMoment, now: Instant): string {
  const day = dayText(language, dueAt, zone, dayOnWall(now, zone).year);
  return grain === 'day' ? day : `${day}, ${sayTime(language, dueAt, zone)}`;
}

/** How long ago a moment was, in minutes, then in hours, then in days: "12 minutes ago". One that is still to come is of now. */
export function sayAgo(language: Language, at: Instant, now: Instant): string {
  const ms = Math.max(0, now - at);
  if (ms < MINUTE_MS) return JUST_NOW[language];
  const [unit, size] =
    ms < 2 * HOUR_MS
      ? (['minute', MINUTE_MS] as const)
      : ms < 2 * DAY_MS
        ? (['hour', HOUR_MS] as const)
        : (['day', DAY_MS] as const);
  return agoFormatter(LOCALES[language]).format(-Math.floor(ms / size), unit);
}

/** A day on its own, with its year: "Dec 15, 2026". */
export function sayDate(language: Language, at: Instant, zone: string): string {
  return dateFormatter(LOCALES[language], zone).format(sayableInstant(at));
}

/** A time of day: "6:00 PM". */
export function sayTime(language: Language, at: Instant, zone: string): string {
  return timeFormatter(LOCALES[language], zone)
    .format(sayableInstant(at))
    .replace(/[\u202f\u00a0]/g, ' ');
}

// One answer shows the same few dates again and again, in two languages, and a calendar takes longer for each than all its other words.

const dayText = keeping((language: Language, at: Instant, zone: string, thisYear: number): string => {
  const formatter = dayOnWall(at, zone).year === thisYear ? dayFormatter : dayWithYearFormatter;
  return formatter(LOCALES[language], zone).format(sayableInstant(at));
});

/** The day and hour that the clocks of a zone show. */
const dayOnWall = keeping((at: Instant, zone: string) => {
  const local = Temporal.Instant.fromEpochMilliseconds(sayableInstant(at)).toZonedDateTimeISO(zone);
  return { date: local.toPlainDate(), year: local.year, hour: local.hour };
});
