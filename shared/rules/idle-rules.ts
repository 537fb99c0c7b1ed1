// Rules of an ordered table that decide nothing, because an earlier rule takes everything that they ask for. Reported
// to the person who imports rules: such a line is nearly always a slip. A rule that only several rules together leave
// without effect is not found.

import type { Attribute, Criterion } from './model/criteria.ts';
import type { Place, PolicyRuleSet } from './model/policy-rule-set.ts';
import { compareRows } from './strategies/ordered.ts';

type Rule = PolicyRuleSet['rules'][number];

/** A rule, and the one that leaves nothing to it. */
export type IdleRule = { readonly rule: Rule; readonly behind: Rule };

/** The active rules of a set that never decide, in the order in which rules are asked. */
export function idleRules(set: PolicyRuleSet): IdleRule[] {
  const locationsOf = locationFinder(set);
  const asked = set.rules
    .filter(({ active }) => active)
    .toSorted((a, b) => compareRows(a, b, set.line))
    .map((rule) => ({ rule, locations: locationsOf(rule) }));
  return asked.flatMap((one, index) => {
    const behind = asked.slice(0, index).find((other) => takesAll(other, one));
    return behind === undefined ? [] : [{ rule: one.rule, behind: behind.rule }];
  });
}

/** A rule with the locations that its places leave; null = it asks for no place. */
type Asked = { readonly rule: Rule; readonly locations: ReadonlySet<string> | null };

const NOT_PLACES = ['patronGroup', 'itemKind', 'loanType'] as const satisfies readonly Attribute[];

function takesAll(ahead: Asked, behind: Asked): boolean {
  const asksNoMore = NOT_PLACES.every((on) => isWithin(behind.rule.criteria[on], ahead.rule.criteria[on]));
  if (!asksNoMore) return false;
  if (ahead.locations === null) return true;
  const { locations } = behind;
  return locations !== null && locations.size > 0 && locations.isSubsetOf(ahead.locations);
}

/** Whether the wide criterion matches everything that the narrow one does, including values that may be added later. */
function isWithin(narrow: Criterion | undefined, wide: Criterion | undefined): boolean {
  if (wide === undefined || 'any' in wide) return true;
  if (narrow === undefined) return false;
  if ('in' in wide) return 'in' in narrow && narrow.in.every((one) => wide.in.includes(one));
  if (!('notIn' in wide)) return false;
  if ('in' in narrow) return narrow.in.every((one) => !wide.notIn.includes(one));
  return 'notIn' in narrow && wide.notIn.every((one) => narrow.notIn.includes(one));
}

/** The locations that the places of a rule leave: those of its location, library, campus and institution alike. */
function locationFinder(set: PolicyRuleSet): (rule: Rule) => ReadonlySet<string> | null {
  const parentOf = (places: readonly Place[]) => new Map(places.map(({ id, within }) => [id, within]));
  const libraries = parentOf(set.libraries);
  const campuses = parentOf(set.campuses);
  const up = (from: ReadonlyMap<string, string | null>, id: string | null) =>
    id === null ? null : (from.get(id) ?? null);
  const all = set.locations.map(({ id: location, within: library }) => {
    const campus = up(libraries, library);
    return { location, library, campus, institution: up(campuses, campus) };
  });
  return ({ criteria }) => {
    const { location, library, campus, institution } = criteria;
    if ([location, library, campus, institution].every((one) => one === undefined || 'any' in one)) return null;
    const left = all.filter(
      (place) =>
        passes(location, place.location) &&
        passes(library, place.library) &&
        passes(campus, place.campus) &&
        passes(institution, place.institution),
    );
    return new Set(left.map((place) => place.location));
  };
}

function passes(criterion: Criterion | undefined, value: string | null): boolean {
  if (criterion === undefined || 'any' in criterion) return true;
  if ('in' in criterion) return value !== null && criterion.in.includes(value);
  return 'notIn' in criterion && value !== null && !criterion.notIn.includes(value);
}
