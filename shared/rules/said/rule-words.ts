// The inputs for putting rules into words: the names behind the ids in rules (groups, branches, locations, kinds), the
// rules themselves, and the zone of their dates.

import { isBranchAttribute } from '../match/criterion-fit.ts';
import type { KohaRuleSet } from '../koha/koha-rule-set.ts';
import type { Attribute } from '../model/criteria.ts';
import type { RuleSet } from '../model/rule-set.ts';
import type { NameOf } from './say-criterion.ts';

/** Names that a library has beside its rules; undefined for a thing that it does not have. */
export type PlaceNames = {
  readonly branch: (id: string) => string | undefined;
  readonly location: (id: string) => string | undefined;
};

type Called = { readonly id: string; readonly name: string };

/** Names and rules for putting rules into words. */
export type RuleWords = {
  readonly nameOf: NameOf;
  /** Null: they are not at hand, so that only names of fields are shown. */
  readonly rules: RuleSet | null;
  /** The zone for dates of rules. */
  readonly zone: string;
};

/** The words for the rules of a library. */
export function ruleWords(rules: RuleSet | null, places: PlaceNames, zone: string): RuleWords {
  return { nameOf: ruleNames(rules, places), rules, zone };
}

/** Names of ids in the rules of a library; an id that has none stays as it is. */
function ruleNames(rules: RuleSet | null, places: PlaceNames): NameOf {
  const tables = new Map<Attribute, ReadonlyMap<string, string>>();
  return (attribute, id) => {
    if (isBranchAttribute(attribute)) return places.branch(id) ?? id;
    const known = attribute === 'location' ? places.location(id) : undefined;
    if (known !== undefined) return known;
    const table = tables.get(attribute) ?? new Map(calledOf(rules, attribute).map(({ id: own, name }) => [own, name]));
    tables.set(attribute, table);
    return table.get(id) ?? id;
  };
}

function calledInKoha(names: KohaRuleSet['names'], attribute: Attribute): readonly Called[] {
  const called = attribute === 'patronGroup' ? names?.categories : attribute === 'itemKind' ? names?.itemTypes : {};
  return Object.entries(called ?? {}).map(([id, name]) => ({ id, name }));
}

function calledOf(rules: RuleSet | null, attribute: Attribute): readonly Called[] {
  if (rules === null) return [];
  if (rules.profile === 'koha') return calledInKoha(rules.names, attribute);
  if (attribute === 'patronGroup' || attribute === 'requestorGroup') return rules.groups;
  if (rules.profile !== 'folio') return attribute.endsWith('Group') ? (rules.branchGroups ?? []) : [];
  switch (attribute) {
    case 'itemKind':
      return rules.itemKinds;
    case 'loanType':
      return rules.loanTypes;
    case 'location':
      return rules.locations;
    case 'library':
      return rules.libraries;
    case 'campus':
      return rules.campuses;
    case 'institution':
      return rules.institutions;
    default:
      return [];
  }
}
