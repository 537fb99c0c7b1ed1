// Instants are UTC milliseconds in an integer; zones live on branches and are applied only when a date is shown or a due date computed.

import { z } from 'zod';

/** A moment: integer milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** An instant in rows, envelopes and messages. */
export const InstantSchema = z.int();

/** A length of time in milliseconds. */
export type Millis = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
/** 24 elapsed hours; a calendar day may be longer or shorter, so never add this to a local date. */
export const DAY_MS = 24 * HOUR_MS;

const withOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)$/;

/** Reads ISO 8601 with an offset or Z, also in PostgreSQL's form (`2022-06-27 10:00:00-04`). Null for anything else. */
export function parseInstant(text: string): Instant | null {
  const trimmed = text.trim();
  if (!withOffset.test(trimmed)) return null;
  const iso = trimmed
    .replace(' ', 'T')
    .replace(/([+-]\d{2})$/, '$1:00')
    .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
    .replace(/(\.\d{3})\d+/, '$1');
  const instant = Date.parse(iso);
  return Number.isNaN(instant) ? null : instant;
}

/** The last moment that a date can show in every zone. */
const LAST_DATE = 8.64e15 - 2 * DAY_MS;

/** The moment, or the nearest one that can be shown: a broken clock, or the person who forges an act, names moments beyond all dates. */
export function sayableInstant(at: Instant): Instant {
  return Math.min(Math.max(at, -LAST_DATE), LAST_DATE);
}

/** `2026-01-05T10:00:00Z`, with milliseconds only where they are not 0. */
export function formatInstant(at: Instant): string {
  return new Date(sayableInstant(at)).toISOString().replace('.000Z', 'Z');
}
