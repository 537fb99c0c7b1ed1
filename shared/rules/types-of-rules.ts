// The item types that the rules of a library name.

import type { RuleSet } from './model/rule-set.ts';

/** Each as items have it, in no order. Rules with names for ids have items by name. */
export function typesOfRules(rules: RuleSet | null): string[] {
  if (rules === null) return [];
  if (rules.profile === 'folio') return rules.itemKinds.map(({ name }) => name);
  if (rules.profile === 'koha') {
    const named = rules.rows.flatMap(({ item_type: type }) => (type === null || type === '*' ? [] : [type]));
    return [
      ...new Set([...named, ...Object.keys(rules.itemTypes ?? {}), ...Object.keys(rules.names?.itemTypes ?? {})]),
    ];
  }
  const named = rules.rules.flatMap(({ criteria: { itemKind } }) =>
    itemKind !== undefined && 'in' in itemKind ? itemKind.in : [],
  );
  return [...new Set(named)];
}
