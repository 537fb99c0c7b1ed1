// How each system shapes due dates, before the values of a rule. Sources: loan rules 1.1 to 1.3 and section 3.

import { assertNever } from '../../core/assert.ts';
import type { ClosedDayMode } from '../calendar/closed-day-mode.ts';
import type { ShapingTerms } from '../model/policy/shaping.ts';
import type { ProfileName } from '../model/profile-name.ts';

/** The shaping of a system whose rule has this closed day mode; null = the rule names none. */
export function shapingOf(profile: ProfileName, mode: ClosedDayMode | null): ShapingTerms {
  switch (profile) {
    case 'koha':
      return kohaShaping(mode ?? 'ignore');
    case 'folio':
      return folioShaping(mode ?? 'keep_exact');
    case 'evergreen':
      return { ...evergreenShaping, closedDayMode: mode ?? 'after_closure' };
    case 'holdfast':
      return { ...holdfastShaping, closedDayMode: mode ?? 'end_next_open_day' };
    default:
      return assertNever(profile);
  }
}

/** The clamp to the patron's expiry in the form of the system itself. */
export function expiryClampOf(profile: ProfileName, mode: ClosedDayMode): ShapingTerms['clampToPatronExpiry'] {
  if (profile === 'koha') return 'end-of-day';
  if (profile !== 'folio') return 'previous-open-day';
  switch (mode) {
    case 'end_previous_open_day':
    case 'end_next_open_day':
      return 'previous-open-day';
    case 'end_current_hours':
    case 'begin_next_hours':
      return 'previous-opening';
    default:
      return 'exact';
  }
}

const holdfastShaping: ShapingTerms = {
  arithmetic: 'wall-clock',
  rounding: 'none',
  endOfDay: '23:59:59',
  dayGrain: 'by-unit',
  closedDayMode: 'end_next_open_day',
  closedDaysCount: true,
  hoursMode: 'ignore',
  hoursBasis: 'openings',
  hoursOnClosedDay: 'next-open-day',
  nextOpenDayHour: null,
  closeBufferMinutes: 0,
  openingOffsetMinutes: 0,
  openingOffsetSlides: 'to-longer-opening',
  overnight: null,
  fixedDateIsLimit: false,
  hardDateWhen: 'before-closed',
  hardDatePast: 'ignore',
  clampToPatronExpiry: 'none',
  clampToBooking: true,
  clampToCourseEnd: true,
  openAfterClamp: 'when-clamped',
  minimumUsefulMinutes: 5,
  whenTooSoon: 'refuse',
};

const evergreenShaping: ShapingTerms = {
  ...holdfastShaping,
  arithmetic: 'elapsed',
  dayGrain: 'by-length',
  closedDayMode: 'after_closure',
  hoursOnClosedDay: 'after-closure',
};

/** Koha forces the hour of an hourly loan that a closed day moved; it asks about a date that has passed instead of refusing it. */
function kohaShaping(closedDayMode: ClosedDayMode): ShapingTerms {
  return {
    ...holdfastShaping,
    endOfDay: '23:59',
    closedDayMode,
    hoursBasis: 'weekdays',
    hoursOnClosedDay: closedDayMode === 'ignore' ? 'keep' : 'next-open-day',
    nextOpenDayHour: 10,
    hardDateWhen: 'after-closed',
    hardDatePast: 'apply',
    clampToBooking: false,
    clampToCourseEnd: false,
    openAfterClamp: closedDayMode === 'ignore' ? 'never' : 'always',
    minimumUsefulMinutes: 0,
    whenTooSoon: 'tell',
  };
}

function folioShaping(closedDayMode: ClosedDayMode): ShapingTerms {
  return {
    ...holdfastShaping,
    closedDayMode,
    hoursOnClosedDay: 'as-days',
    openingOffsetSlides: 'on-the-clock',
    fixedDateIsLimit: true,
    clampToBooking: false,
    clampToCourseEnd: false,
    openAfterClamp: 'never',
    minimumUsefulMinutes: 0,
    whenTooSoon: 'tell',
  };
}
