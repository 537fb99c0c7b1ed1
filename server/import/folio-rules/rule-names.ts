// Names in rules: ids in a rules text, names or codes in a table of rules, names with dashes in a text as the editor of FOLIO shows
// it. A name that stands for two things stands for neither.

import type { Attribute, Criteria, Criterion } from '../../../shared/rules/model/criteria.ts';
import type { PolicyRuleSet } from '../../../shared/rules/model/policy-rule-set.ts';
import type { PolicyRefField } from '../../../shared/rules/model/policy-refs.ts';
import type { References } from './read-references.ts';

/** The policies that rules point to. */
export type Policies = Pick<
  PolicyRuleSet,
  'loanPolicies' | 'requestPolicies' | 'noticePolicies' | 'overduePolicies' | 'lostPolicies'
>;

/** Things of one kind, by their names. */
export type NamesOf = {
  /** The id of something; null when nothing, or more than one thing, is called so. */
  find(name: string): string | null;
  /** The name of an id, or the id itself. */
  say(id: string): string;
};

type Called = { readonly id: string; readonly name: string; readonly code?: string | null };

/** Attributes that rules of FOLIO ask about. */
export const FOLIO_ATTRIBUTES = [
  'patronGroup',
  'itemKind',
  'loanType',
  'institution',
  'campus',
  'library',
  'location',
] as const satisfies readonly Attribute[];
export type FolioAttribute = (typeof FOLIO_ATTRIBUTES)[number];

export type RuleNames = {
  readonly of: Readonly<Record<FolioAttribute, NamesOf>>;
  readonly policies: Readonly<Record<PolicyRefField, NamesOf>>;
};

export function ruleNames(references: References, policies: Policies): RuleNames {
  return {
    of: {
      patronGroup: namesOf(references.groups),
      itemKind: namesOf(references.itemKinds),
      loanType: namesOf(references.loanTypes),
      institution: namesOf(references.institutions),
      campus: namesOf(references.campuses, pathsOf(references, 'campuses')),
      library: namesOf(references.libraries, pathsOf(references, 'libraries')),
      location: namesOf(references.locations, pathsOf(references, 'locations')),
    },
    policies: {
      loanPolicy: namesOf(policies.loanPolicies),
      requestPolicy: namesOf(policies.requestPolicies),
      noticePolicy: namesOf(policies.noticePolicies),
      overduePolicy: namesOf(policies.overduePolicies),
      lostPolicy: namesOf(policies.lostPolicies),
    },
  };
}

/** By id first, then by code, then by name, then as the editor of FOLIO writes them: `paths` are those of places. */
function namesOf(things: readonly Called[], paths: ReadonlyMap<string, string> = new Map()): NamesOf {
  const names = new Map(things.map(({ id, name, code }) => [id, code ?? name]));
  const tables = [
    countedBy(things, ({ code }) => code),
    countedBy(things, ({ name }) => name),
    countedBy(things, ({ id }) => paths.get(id)),
    countedBy(things, ({ code }) => dashed(code)),
    countedBy(things, ({ name }) => dashed(name)),
  ];
  return {
    find: (name) => {
      if (names.has(name)) return name;
      return tables.map((table) => table.get(name)).find((ids) => ids?.length === 1)?.[0] ?? null;
    },
    say: (id) => names.get(id) ?? id,
  };
}

/** A code or name as the editor writes it, since a text knows no spaces and no signs within a name. */
function dashed(called: string | null | undefined): string | null {
  return called?.replaceAll(/^\W+|\W+$/g, '').replaceAll(/\W+/g, '-') ?? null;
}

const PLACES = ['institutions', 'campuses', 'libraries', 'locations'] as const satisfies readonly (keyof References)[];

/** Places by id as codes from the institution down, joined by `>`; one whose place above is not known has none. */
function pathsOf(references: References, level: (typeof PLACES)[number]): ReadonlyMap<string, string> {
  const above = PLACES[PLACES.indexOf(level) - 1];
  const pathsAbove = above === undefined ? null : pathsOf(references, above);
  return new Map(
    references[level].flatMap(({ id, code, within }): [string, string][] => {
      const own = dashed(code);
      if (own === null) return [];
      if (pathsAbove === null) return [[id, own]];
      const path = pathsAbove.get(within ?? '');
      return path === undefined ? [] : [[id, `${path}>${own}`]];
    }),
  );
}

function countedBy(
  things: readonly Called[],
  called: (thing: Called) => string | null | undefined,
): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const thing of things) {
    const name = called(thing);
    if (name !== null && name !== undefined) ids.set(name, [...(ids.get(name) ?? []), thing.id]);
  }
  return ids;
}

/** The names in a criterion. */
export function namedBy(criterion: Criterion | undefined): readonly string[] {
  if (criterion === undefined) return [];
  if ('in' in criterion) return criterion.in;
  return 'notIn' in criterion ? criterion.notIn : [];
}

/** A rule by the names of its criteria, with signs that every language reads; null for one without criteria. */
export function sayRule(criteria: Criteria, { of }: RuleNames): string | null {
  const said = FOLIO_ATTRIBUTES.flatMap((attribute) => {
    const criterion = criteria[attribute];
    if (criterion === undefined) return [];
    const list = namedBy(criterion).map((id) => of[attribute].say(id));
    return 'any' in criterion ? ['*'] : [`${'notIn' in criterion ? '≠ ' : ''}${list.join(' / ')}`];
  });
  return said.length === 0 ? null : said.join(' + ');
}
