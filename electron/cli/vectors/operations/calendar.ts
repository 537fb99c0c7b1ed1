// Cases of the calendar: open days, day arithmetic, units.

import type { Operations } from '../vector-case.ts';

export const calendarOperations: Operations = {};
