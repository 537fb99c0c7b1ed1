// The subject of the rules: the attributes of a patron, an item and a desk. An unknown patron is judged as the
// library's most general patron at home at the desk, and so is a provisional patron; an unknown item as a plain item of
// the desk's branch.

import { DAY_MS } from '../../core/instant.ts';
import type { BranchId } from '../../core/ids.ts';
import { dayOf, readDay, writeDay } from '../../rules/calendar/local-time.ts';
import { clampInstant } from '../../rules/calendar/zone-clock.ts';
import type { RuleSubject } from '../../rules/match/rule-subject.ts';
import type { RuleSet } from '../../rules/model/rule-set.ts';
import type { GradedItem } from '../../rules/resolve/graded-item.ts';
import { generalGroup } from '../../rules/rule-set-parts.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import type { Patron } from '../model/patron.ts';
import type { Scene } from './scene.ts';

/** Grades of an unknown item. */
const PLAIN_ITEM: GradedItem = { loanGrade: 'normal', fineGrade: 'normal', priceMinor: null };

/** Properties of an item that policies match on. */
export function gradesOf(facts: ItemFacts | null): GradedItem {
  return facts?.item ?? PLAIN_ITEM;
}

/** The loan grade of an item, as lending terms name it. */
export function gradeOf(facts: ItemFacts | null): 'short' | 'normal' | 'long' {
  const { loanGrade } = gradesOf(facts);
  return loanGrade === 'extended' ? 'long' : loanGrade;
}

/** The group whose rules and limits hold for a patron: for unknown and provisional patrons the most general one. */
export function groupOf(rules: RuleSet, patron: Patron | undefined): string | null {
  return patron === undefined || patron.provisional ? generalGroup(rules) : patron.group;
}

/** The subject of a loan at a desk. */
export function subjectOf(
  scene: Scene,
  deskBranch: BranchId,
  about: { readonly item: ItemFacts | null; readonly patron: PatronFacts | null; readonly renewal: boolean },
): RuleSubject {
  const [item, title, patron] = [about.item?.item, about.item?.title, about.patron?.patron];
  return {
    patronGroup: groupOf(scene.rules, patron),
    deskBranch,
    itemHome: item?.home ?? deskBranch,
    itemHolding: item?.state.branch ?? deskBranch,
    itemOwner: item?.owner ?? deskBranch,
    patronHome: patron?.home ?? deskBranch,
    itemKind: item?.kind ?? null,
    loanType: item?.loanType ?? null,
    location: item?.location ?? null,
    recordType: title?.recordType ?? null,
    recordForm: title?.recordForm ?? null,
    recordLevel: title?.recordLevel ?? null,
    videoFormat: title?.videoFormat ?? null,
    reference: item?.reference ?? false,
    juvenile: patron?.juvenile ?? false,
    renewal: about.renewal,
    patronAge: ageInDays(scene, patron?.birthDate ?? null),
    // An item whose age is not known counts as new.
    startDate: writeDay(dayOf(scene.clock.toLocal(clampInstant(scene.now)))),
    itemAge: Math.max(0, (scene.now - (item?.addedAt ?? scene.now)) / DAY_MS),
  };
}

/** Full years since a birth date, by the library's calendar; null = it is not known. */
export function ageInYears({ clock, now }: Pick<Scene, 'clock' | 'now'>, birthDate: string | null): number | null {
  if (!isDate(birthDate)) return null;
  const today = writeDay(dayOf(clock.toLocal(clampInstant(now))));
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  // Days of the year of this form compare as texts.
  return Math.max(0, today.slice(5) < birthDate.slice(5) ? years - 1 : years);
}

function isDate(text: string | null): text is string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function ageInDays({ clock, now }: Scene, birthDate: string | null): number | null {
  if (!isDate(birthDate)) return null;
  return Math.max(0, dayOf(clock.toLocal(now)) - readDay(birthDate));
}
