// Opening hours as people type them: "8-22", "8:00–1:00", "8 AM – 10:30 PM, 11 PM-1 AM"; "closed", or nothing, is a closed day.

import type { Language } from '../../shared/core/language.ts';

/** One opening of a day, by the clock of the branch. */
export type Hours = { readonly open: string; readonly close: string };

const CLOSED = /^(closed|cerrado|cerrada)?$/i;
const ONE = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?\s*(?:m\.?)?$/i;

/** The openings of a day; null for what cannot be read. */
export function typedHours(text: string): readonly Hours[] | null {
  const bare = text.trim();
  if (CLOSED.test(bare)) return [];
  const spans = bare.split(/[,;]/).map((span) => {
    const [from = '', to = '', more] = span.split(/[-–—]|\bto\b/);
    const [open, close] = [typedTime(from), typedTime(to)];
    return more !== undefined || open === null || close === null || open === '24:00' ? null : { open, close };
  });
  const found = spans.flatMap((span) => span ?? []);
  return found.length === spans.length ? found : null;
}

function typedTime(text: string): string | null {
  const [, hours = '', minutes = '00', half] = ONE.exec(text.trim()) ?? [];
  if (hours === '' || Number(minutes) > 59) return null;
  const hour = hourOf(Number(hours), half?.toLowerCase());
  if (hour === null || (hour === 24 && minutes !== '00')) return null;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 24 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/** Openings as they are typed in a language; empty for a closed day. */
export function sayHours(hours: readonly Hours[], language: Language): string {
  return hours.map(({ open, close }) => `${sayTime(open, language)} – ${sayTime(close, language)}`).join(', ');
}

function sayTime(time: string, language: Language): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const minutes = String(minute).padStart(2, '0');
  if (language === 'es') return `${hour}:${minutes}`;
  const ofTwelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${ofTwelve}${minute === 0 ? '' : `:${minutes}`} ${hour % 24 < 12 ? 'AM' : 'PM'}`;
}
