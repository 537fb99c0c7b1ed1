// What desks need of rules whatever their form: the calendar of a branch, and the group of a patron whom nobody knows.

import { calendarOfSeasons } from './calendar/calendar-of-seasons.ts';
import type { Calendar } from './model/calendar.ts';
import type { RuleSet } from './model/rule-set.ts';

/** The calendar of a branch; null where the rules have none for it. */
export function calendarOf(rules: RuleSet, branch: string): Calendar | null {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast':
      return rules.branches.find(({ id }) => id === branch)?.calendar ?? null;
    case 'folio':
      return calendarOfSeasons(rules.calendars.filter(({ desks }) => desks.includes(branch)));
    case 'koha':
      // A branch without closed days is open every day: Koha knows closed days only.
      return rules.calendars[branch] ?? { zone: rules.zone, weekly: null, yearly: [], closures: [], exceptions: [] };
  }
}

/** The group of a patron whom nobody knew; null = of no group in particular, so that only rules which ask for none match. */
export function generalGroup(rules: RuleSet): string | null {
  if (rules.profile === 'folio' || rules.profile === 'koha') return null;
  const ids = new Set(rules.groups.map(({ id }) => id));
  // The root of the tree, of patrons rather than of staff.
  const roots = rules.groups.filter(({ parent }) => parent === null || !ids.has(parent));
  return (roots.find(({ isStaff }) => !isStaff) ?? roots[0])?.id ?? '';
}
