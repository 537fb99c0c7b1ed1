// The parts that desks need from rules of any form: when a branch is open, and the group of an unknown patron.

import { openingTimes, seasonalTimes, type OpeningTimes } from './calendar/opening-times.ts';
import type { Joining } from './model/joining.ts';
import type { RuleSet } from './model/rule-set.ts';
import { namer } from './resolve/named.ts';

/** The opening times of a branch; null where the rules have no calendar for it, or one in a zone that does not exist. */
export function timesOf(rules: RuleSet, branch: string): OpeningTimes | null {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast': {
      const calendar = rules.branches.find(({ id }) => id === branch)?.calendar ?? null;
      return calendar === null ? null : openingTimes(calendar);
    }
    case 'folio': {
      const desk = namer(rules.desks ?? [])(branch) ?? branch;
      return seasonalTimes(rules.calendars.filter(({ desks }) => desks.includes(desk)));
    }
    case 'koha':
      // A branch without closed days is open every day: Koha knows closed days only.
      return openingTimes(
        rules.calendars[branch] ?? { zone: rules.zone, weekly: null, yearly: [], closures: [], exceptions: [] },
      );
  }
}

/** The group of an unknown patron; null = of no group in particular, so that only rules which ask for none match. */
export function generalGroup(rules: RuleSet): string | null {
  if (rules.profile === 'folio' || rules.profile === 'koha') return null;
  const ids = new Set(rules.groups.map(({ id }) => id));
  // The root of the tree, of patrons rather than of staff.
  const roots = rules.groups.filter(({ parent }) => parent === null || !ids.has(parent));
  return (roots.find(({ isStaff }) => !isStaff) ?? roots[0])?.id ?? '';
}

/** Requirements of a group beyond those of every account; null = none. */
export function joiningOf(rules: RuleSet, group: string | null | undefined): Joining | null {
  if (rules.profile === 'koha') return null;
  const groups: readonly { readonly id: string; readonly joining?: Joining | undefined }[] = rules.groups;
  return groups.find(({ id }) => id === group)?.joining ?? null;
}
