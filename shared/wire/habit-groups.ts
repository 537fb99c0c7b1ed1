// Groups of a library's habits: those that a change is about, and whether two are the same in these.

import { canonicalJson } from '../core/canonical-json.ts';
import { HABIT_GROUPS, type HabitGroup, type Habits } from './habits.ts';

/** Without empty ones. */
export function habitsOf(habits: Habits): Habits {
  const {
    keys = {},
    lessonRights = [],
    carts = {},
    cues = {},
    lan,
    reservesName,
    uncataloged = [],
    searches,
    equipment = [],
  } = habits;
  const named = Object.entries(carts).filter(([, rules]) => rules.length > 0);
  return {
    ...(Object.keys(keys).length === 0 ? {} : { keys }),
    ...(lessonRights.length === 0 ? {} : { lessonRights }),
    ...(named.length === 0 ? {} : { carts: Object.fromEntries(named) }),
    ...(Object.keys(cues).length === 0 ? {} : { cues }),
    ...(lan === undefined ? {} : { lan }),
    ...(reservesName === undefined ? {} : { reservesName }),
    ...(uncataloged.length === 0 ? {} : { uncataloged }),
    ...(searches === undefined ? {} : { searches }),
    ...(equipment.length === 0 ? {} : { equipment }),
  };
}

/** The groups that a change names: others are left as they are. */
export function namedGroups({ habits, seen }: { readonly habits: Habits; readonly seen: Habits }): HabitGroup[] {
  return HABIT_GROUPS.filter((group) => habits[group] !== undefined || seen[group] !== undefined);
}

/** These groups alone, without empty ones. */
export function habitsIn(habits: Habits, groups: readonly HabitGroup[]): Habits {
  return Object.fromEntries(
    Object.entries(habitsOf(habits)).filter(([name]) => groups.some((group) => group === name)),
  );
}

/** Whether two are the same in these groups. */
export function isSameIn(one: Habits, other: Habits, groups: readonly HabitGroup[]): boolean {
  return canonicalJson(habitsIn(one, groups)) === canonicalJson(habitsIn(other, groups));
}

type Change = { readonly habits: Habits; readonly seen: Habits };

/** What a change sets anew, without the groups that it leaves as they were. */
export function habitsChanged({ habits, seen }: Change): Habits {
  return habitsIn(
    habits,
    HABIT_GROUPS.filter((group) => !isSameIn(habits, seen, [group])),
  );
}

/** What a change takes away of the kinds of things that are lent. */
export function habitsGone({ habits, seen }: Change): Required<Pick<Habits, 'uncataloged' | 'equipment'>> {
  const { uncataloged = [], equipment = [] } = habits;
  const isIn = (kinds: readonly { readonly id: string }[], id: string) => kinds.some((kind) => kind.id === id);
  return {
    uncataloged: (seen.uncataloged ?? []).filter(({ id }) => !isIn(uncataloged, id)),
    equipment: (seen.equipment ?? []).filter(({ id }) => !isIn(equipment, id)),
  };
}
