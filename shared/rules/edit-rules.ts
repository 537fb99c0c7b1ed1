// Hours, closings and groups' requirements for new accounts, read out of rules of any form and put back into them. Everything else of the rules
// stays.

import type { BranchId, RuleSetVersion } from '../core/ids.ts';
import { canonicalJson, type Json } from '../core/canonical-json.ts';
import { WEEKDAYS } from './calendar/local-time.ts';
import type { Calendar, WeeklyHours } from './model/calendar.ts';
import type { Joining } from './model/joining.ts';
import type { RuleSet } from './model/rule-set.ts';
import { namer } from './resolve/named.ts';

/** A calendar that can be edited. */
export type NamedCalendar = {
  /** Names it among the calendars of its rules. */
  readonly key: string;
  /** Null: it is called by its branches. */
  readonly name: string | null;
  /** The branches that go by it. */
  readonly branches: readonly BranchId[];
  /** The local dates between which it holds, both included; null = always. */
  readonly season: { readonly from: string; readonly to: string } | null;
  readonly calendar: Calendar;
};

/** Requirements of a group for new accounts. */
export type GroupJoining = { readonly id: string; readonly name: string; readonly joining: Joining | null };

/** Calendars and groups as they are to be; those that are not named stay. Values are checked with the rules that they come into. */
export type RulesEdit = {
  readonly calendars: readonly { readonly key: string; readonly calendar: Json }[];
  readonly groups: readonly { readonly id: string; readonly joining: Json }[];
};

/** The calendars of rules. `branches`: all there are. */
export function calendarsOf(rules: RuleSet, branches: readonly BranchId[]): NamedCalendar[] {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast':
      return rules.branches.flatMap(({ id, calendar }) =>
        calendar === null ? [] : [{ key: id, name: null, branches: [id], season: null, calendar }],
      );
    case 'folio': {
      const desk = namer(rules.desks ?? []);
      return rules.calendars.map(({ id, name, from, to, desks, calendar }) => ({
        key: id,
        name,
        branches: branches.filter((branch) => desks.includes(desk(branch) ?? branch)),
        season: { from, to },
        calendar,
      }));
    }
    case 'koha':
      return branches.map((id) => ({
        key: id,
        name: null,
        branches: [id],
        season: null,
        calendar: rules.calendars[id] ?? { zone: rules.zone, weekly: null, yearly: [], closures: [], exceptions: [] },
      }));
  }
}

/** The groups of rules; none where groups require nothing of new accounts. */
export function joiningsOf(rules: RuleSet): GroupJoining[] {
  if (rules.profile === 'koha') return [];
  const groups: readonly { readonly id: string; readonly name: string; readonly joining?: Joining | undefined }[] =
    rules.groups;
  return groups.map(({ id, name, joining }) => ({ id, name, joining: joining ?? null }));
}

/** The text of the rules with an edit in them, as a file would have it. Keys of the edit that the rules lack are left out. */
export function editedText(rules: RuleSet, { calendars, groups }: RulesEdit, version: RuleSetVersion): string {
  const calendarAt = new Map(calendars.map(({ key, calendar }) => [key, calendar]));
  const withCalendar = <R extends { readonly calendar: Json }>(key: string, row: R) => ({
    ...row,
    calendar: calendarAt.get(key) ?? row.calendar,
  });
  const joiningAt = new Map(groups.map(({ id, joining }) => [id, joining]));
  const withJoining = <R extends { readonly id: string; readonly joining?: Joining | undefined }>(row: R) => {
    const joining = joiningAt.has(row.id) ? joiningAt.get(row.id) : row.joining;
    return { ...row, joining: joining ?? undefined };
  };
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast': {
      const branches = rules.branches.map((branch) =>
        branch.calendar === null ? branch : withCalendar(branch.id, branch),
      );
      return canonicalJson({ ...rules, version, branches, groups: rules.groups.map(withJoining) });
    }
    case 'folio': {
      const dated = rules.calendars.map((one) => withCalendar(one.id, one));
      return canonicalJson({ ...rules, version, calendars: dated, groups: rules.groups.map(withJoining) });
    }
    case 'koha':
      return canonicalJson({
        ...rules,
        version,
        calendars: { ...rules.calendars, ...Object.fromEntries(calendarAt) },
      });
  }
}

/** The key of the calendar or group at a place of the rules; null where neither stands. */
export function editedKeyAt(rules: RuleSet, list: string, index: string): string | null {
  const at = Number(index);
  if (list === 'groups' && 'groups' in rules) return rules.groups[at]?.id ?? null;
  if (list === 'branches' && 'branches' in rules) return rules.branches[at]?.id ?? null;
  if (list !== 'calendars') return null;
  if (rules.profile === 'folio') return rules.calendars[at]?.id ?? null;
  return rules.profile === 'koha' ? index : null;
}

/** One thing that an edit changes: of a calendar or a group by its key, as it was and as it will be. */
export type RulesChange =
  | {
      readonly of: 'weekly';
      readonly key: string;
      readonly day: keyof WeeklyHours;
      /** Null: no hours are known. */
      readonly before: WeeklyHours['mon'] | null;
      readonly after: WeeklyHours['mon'] | null;
    }
  | {
      readonly of: 'closure';
      readonly key: string;
      readonly isAdded: boolean;
      readonly closure: Calendar['closures'][number];
    }
  | {
      readonly of: 'exception';
      readonly key: string;
      readonly isAdded: boolean;
      readonly exception: Calendar['exceptions'][number];
    }
  | {
      readonly of: 'yearly';
      readonly key: string;
      readonly isAdded: boolean;
      readonly yearly: Calendar['yearly'][number];
    }
  | { readonly of: 'joining'; readonly key: string }
  | { readonly of: 'other'; readonly key: string };

/** Differences between two sets of rules in the parts that can be edited. */
export function changesBetween(before: RuleSet, after: RuleSet, branches: readonly BranchId[]): RulesChange[] {
  const old = new Map(calendarsOf(before, branches).map((one) => [one.key, one.calendar]));
  const calendars = calendarsOf(after, branches).flatMap(({ key, calendar }) => {
    const was = old.get(key);
    return was === undefined || isSame(was, calendar) ? [] : calendarChanges(key, was, calendar);
  });
  const asked = new Map(joiningsOf(before).map(({ id, joining }) => [id, joining]));
  const groups = joiningsOf(after).flatMap(({ id, joining }): RulesChange[] =>
    isSame(asked.get(id) ?? null, joining) ? [] : [{ of: 'joining', key: id }],
  );
  return [...calendars, ...groups];
}

function isSame(one: Json, other: Json): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

function calendarChanges(key: string, before: Calendar, after: Calendar): RulesChange[] {
  const lists = {
    closure: listChanges(before.closures, after.closures),
    exception: listChanges(before.exceptions, after.exceptions),
    yearly: listChanges(before.yearly, after.yearly),
  };
  const changes: RulesChange[] = [
    ...WEEKDAYS.flatMap((day): RulesChange[] => {
      const [was, is] = [before.weekly?.[day] ?? null, after.weekly?.[day] ?? null];
      return isSame(was, is) ? [] : [{ of: 'weekly', key, day, before: was, after: is }];
    }),
    ...lists.closure.map(({ isAdded, row }): RulesChange => ({ of: 'closure', key, isAdded, closure: row })),
    ...lists.exception.map(({ isAdded, row }): RulesChange => ({ of: 'exception', key, isAdded, exception: row })),
    ...lists.yearly.map(({ isAdded, row }): RulesChange => ({ of: 'yearly', key, isAdded, yearly: row })),
  ];
  return changes.length > 0 ? changes : [{ of: 'other', key }];
}

type Listed<R> = { readonly isAdded: boolean; readonly row: R };

function listChanges<R extends Json>(before: readonly R[], after: readonly R[]): Listed<R>[] {
  const [had, has] = [new Set(before.map(canonicalJson)), new Set(after.map(canonicalJson))];
  return [
    ...after.filter((row) => !had.has(canonicalJson(row))).map((row) => ({ isAdded: true, row })),
    ...before.filter((row) => !has.has(canonicalJson(row))).map((row) => ({ isAdded: false, row })),
  ];
}
