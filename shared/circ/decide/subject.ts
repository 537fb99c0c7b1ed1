// What the rules are asked about: the attributes of a patron, an item and a desk. Nobody known is judged as the library's most general
// patron at home at the desk, and so is a provisional patron; nothing known as a plain item of the desk's branch.

import { DAY_MS } from '../../core/instant.ts';
import type { BranchId } from '../../core/ids.ts';
import { dayOf, readDay } from '../../rules/calendar/local-time.ts';
import type { RuleSubject } from '../../rules/match/rule-subject.ts';
import type { RuleSet } from '../../rules/model/rule-set.ts';
import type { GradedItem } from '../../rules/resolve-policy.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import type { Patron } from '../model/patron.ts';
import type { Scene } from './scene.ts';

/** Grades of an item that nobody knew. */
const PLAIN_ITEM: GradedItem = { loanGrade: 'normal', fineGrade: 'normal', priceMinor: null };

/** What policies ask of an item. */
export function gradesOf(facts: ItemFacts | null): GradedItem {
  return facts?.item ?? PLAIN_ITEM;
}

/** The group of a patron that nobody knew: the root of the tree, of patrons rather than of staff. */
export function mostGeneralGroup(rules: Pick<RuleSet, 'groups'>): string {
  const ids = new Set(rules.groups.map(({ id }) => id));
  const roots = rules.groups.filter(({ parent }) => parent === null || !ids.has(parent));
  return (roots.find(({ isStaff }) => !isStaff) ?? roots[0])?.id ?? '';
}

/** The group whose rules and limits hold for a patron: of nobody known and of provisional patrons, the most general one. */
export function groupOf(rules: Pick<RuleSet, 'groups'>, patron: Patron | undefined): string {
  return patron === undefined || patron.provisional ? mostGeneralGroup(rules) : patron.group;
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
    itemOwner: item?.owner ?? deskBranch,
    patronHome: patron?.home ?? deskBranch,
    itemKind: item?.kind ?? null,
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
    itemAge: Math.max(0, (scene.now - (item?.addedAt ?? scene.now)) / DAY_MS),
  };
}

function ageInDays({ clock, now }: Scene, birthDate: string | null): number | null {
  if (birthDate === null || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return null;
  return Math.max(0, dayOf(clock.toLocal(now)) - readDay(birthDate));
}
