// Bounds of what a library sets for its desks: for the schemas of the settings, and for the screens on which they are typed.

/** A whole number, both ends included. `usual`: where the library sets none; null = none. */
export type NumberLimits = { readonly least: number; readonly most: number; readonly usual: number | null };

const WEEK_MINUTES = 7 * 24 * 60;

/** Terms of a kind of equipment. */
export const EQUIPMENT_LIMITS = {
  quantity: { least: 1, most: 99, usual: null },
  cooldownMinutes: { least: 0, most: WEEK_MINUTES, usual: 0 },
  turnaroundMinutes: { least: 0, most: WEEK_MINUTES, usual: 0 },
  graceMinutes: { least: 0, most: WEEK_MINUTES, usual: 30 },
  mostHours: { least: 1, most: 24 * 60, usual: 72 },
  daysAhead: { least: 1, most: 400, usual: 90 },
  bookings: { least: 1, most: 99, usual: null },
} as const satisfies Readonly<Record<string, NumberLimits>>;

/** How long an agreement on equipment lasts. */
export const AGREEMENT_LIMITS = { days: { least: 1, most: 3650, usual: null }, ends: 12, letters: 2000 } as const;

/** Searches for a missing copy. */
export const SEARCH_LIMITS = {
  times: { least: 1, most: 20, usual: 3 },
  everyDays: { least: 1, most: 90, usual: 10 },
} as const satisfies Readonly<Record<string, NumberLimits>>;

/** Kinds of equipment, and kinds that are lent by number. */
export const KIND_LIMITS = {
  nameLetters: 80,
  equipment: { kinds: 200, types: 50, codeLetters: 40 },
  uncataloged: { kinds: 50, codeLetters: 20 },
} as const;

/** The whole number in a text; null = it is none, or out of bounds. */
export function numberWithin(text: string, { least, most }: NumberLimits): number | null {
  const number = /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
  return number === null || number < least || number > most ? null : number;
}
