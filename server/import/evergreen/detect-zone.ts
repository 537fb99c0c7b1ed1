// The zone of a library whose export does not name it: the one in which most loans in days fall due at 23:59:59. Zones that many libraries
// keep are asked first and need only a majority: old exports mix times that were computed under different clocks, and a zone without summer
// time may fit such a mixture better than the true one.

import type { Instant } from '../../../shared/core/instant.ts';

/** Zones that are asked first. */
const likely = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Halifax',
  'America/St_Johns',
];

/** Zones that are named before others that fit alike. */
const known = [...likely, 'America/Phoenix', 'Pacific/Honolulu', 'America/Regina', 'America/Puerto_Rico', 'UTC'];

/** Distinct due moments that are looked at: more do not make the answer surer. */
const SAMPLE = 400;

/** A zone, and how many due moments end a day there. */
export type ZoneFit = { readonly zone: string; readonly fits: number };

/** The zone by the due moments: the one taken, and the one that fits best where that is another. */
export type DetectedZone = ZoneFit & { readonly of: number; readonly better: ZoneFit | null };

/** The zone that the due moments of loans in days fit; null when none of them ends a day anywhere. */
export function detectZone(dueMoments: readonly Instant[]): DetectedZone | null {
  const moments = commonest(dueMoments);
  const of = moments.reduce((sum, [, loans]) => sum + loans, 0);
  const best = bestOf([...known, ...Intl.supportedValuesOf('timeZone')], moments);
  const likeliest = bestOf(likely, moments);
  if (best === null) return null;
  const taken = likeliest !== null && likeliest.fits * 2 > of ? likeliest : best;
  return { ...taken, of, better: best.fits > taken.fits ? best : null };
}

/** Whether a text names a zone. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

type Counted = readonly (readonly [Instant, number])[];

function commonest(moments: readonly Instant[]): Counted {
  const counts = new Map<Instant, number>();
  for (const at of moments) counts.set(at, (counts.get(at) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, SAMPLE);
}

function bestOf(zones: readonly string[], moments: Counted): ZoneFit | null {
  let best: ZoneFit | null = null;
  for (const zone of zones) {
    const fits = countDayEnds(zone, moments);
    if (fits > (best?.fits ?? 0)) best = { zone, fits };
  }
  return best;
}

function countDayEnds(zone: string, moments: Counted): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium', hourCycle: 'h23' });
  return moments.reduce((sum, [at, loans]) => sum + (format.format(at) === '23:59:59' ? loans : 0), 0);
}
