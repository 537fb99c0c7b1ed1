// The end of the local day, which is where loans in days are due.

import { MINUTE_MS, SECOND_MS, type Instant, type Millis } from '../../core/instant.ts';
import { dayOf, midnightOf, type LocalDay } from '../calendar/local-time.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import type { ShapingTerms } from '../model/policy/shaping.ts';

type EndOfDay = {
  readonly times: { readonly clock: ZoneClock };
  readonly shaping: Pick<ShapingTerms, 'endOfDay'>;
};

/** The end of the local day that a moment is on. */
export function endOfDay({ times: { clock }, shaping }: EndOfDay, at: Instant): Instant {
  return clock.toInstant(midnightOf(dayOf(clock.toLocal(at))) + timeOf(shaping.endOfDay));
}

/** The end of a local day. */
export function endOfLocalDay({ times: { clock }, shaping }: EndOfDay, day: LocalDay): Instant {
  return clock.toInstant(midnightOf(day) + timeOf(shaping.endOfDay));
}

function timeOf(setting: ShapingTerms['endOfDay']): Millis {
  return (23 * 60 + 59) * MINUTE_MS + (setting === '23:59:59' ? 59 * SECOND_MS : 0);
}
