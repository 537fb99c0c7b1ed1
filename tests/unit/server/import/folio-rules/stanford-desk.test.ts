// A real university's rules at a desk: any loan is decided by the rule of the engine's matcher, with a date and the whole policy, and a renewal by
// the policy that the loan was made under.

import {
  importFolioRules,
  type FolioRulesResult,
} from '../../../../../server/import/folio-rules/import-folio-rules.ts';
import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import { decideRenew } from '../../../../../shared/circ/decide/renew.ts';
import type { CheckoutFacts } from '../../../../../shared/circ/facts.ts';
import { branchId, itemId, locationId } from '../../../../../shared/core/ids.ts';
import { orderedMatcher } from '../../../../../shared/rules/ordered-rules.ts';
import { UNKNOWN_SUBJECT } from '../../../../../shared/rules/match/rule-subject.ts';
import type { PolicyRuleSet } from '../../../../../shared/rules/model/policy-rule-set.ts';
import { ruleSetFaults } from '../../../../../shared/rules/check-rule-set.ts';
import { sharedData } from '../../../../support/project-dir.ts';
import { describeIf } from '../../../../support/skip.ts';
import {
  branch,
  checkoutFacts,
  item,
  itemFacts,
  loan,
  patron,
  patronFacts,
} from '../../../../support/small-library.ts';

const folder = sharedData('data/stanford-folio') ?? '';
/** A Tuesday in the autumn quarter. */
const now = Date.parse('2023-10-03T10:00:00-07:00');

describeIf(folder !== '', 'rules of a university at a desk', 'data/stanford-folio is absent', () => {
  let imported: FolioRulesResult;
  beforeAll(async () => {
    imported = await importFolioRules(folder, 'America/Los_Angeles');
  });
  const table = (): PolicyRuleSet => {
    const rules = imported.sets.find(({ file }) => file === 'circulation_rules.csv')?.rules;
    if (rules === undefined) throw new Error('the table was not taken');
    return rules;
  };
  /** The desk that the most seasons name. */
  const deskOf = (rules: PolicyRuleSet): string => {
    const named = rules.calendars.flatMap(({ desks }) => desks);
    const counts = Map.groupBy(named, (desk) => desk);
    return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '';
  };
  type Wanted = { group: string; kind: string; loanType: string; location: string };
  const factsOf = (rules: PolicyRuleSet, { group, kind, loanType, location }: Wanted): CheckoutFacts => {
    const plain = checkoutFacts({
      rules,
      item: itemFacts({ item: item({ kind, loanType, location: locationId(location) }) }),
      patron: patronFacts({ patron: patron({ group }) }),
    });
    const desk = { ...branch('main'), id: branchId(deskOf(rules)) };
    return { ...plain, library: { ...plain.library, deskBranch: desk } };
  };
  const at = <T>(list: readonly T[], place: number): T => {
    const found = list[place % list.length];
    if (found === undefined) throw new Error('an empty list');
    return found;
  };
  /** Loans of all kinds of things, as the library calls them: by code or name. */
  const wanted = (rules: PolicyRuleSet): Wanted[] =>
    rules.locations.slice(0, 300).map(({ code, name }, n) => ({
      group: at(rules.groups, n * 7).name,
      kind: at(rules.itemKinds, n * 5).name,
      loanType: at(rules.loanTypes, n * 3).name,
      location: code ?? name,
    }));
  const ask = { barcode: '3100', card: '2100', overrides: [] };

  test('have no fault', () => {
    expect(imported.sets.flatMap(({ rules }) => ruleSetFaults(rules))).toEqual([]);
  });

  test('decide each loan by the rule that matches, which the trace names first', () => {
    const rules = table();
    const match = orderedMatcher({ line: rules.line, rows: rules.rules });
    const idOf = (things: readonly { id: string; name: string; code?: string | null }[], called: string) =>
      things.find(({ name, code }) => (code ?? name) === called)?.id ?? null;
    const above = (things: readonly { id: string; within: string | null }[], id: string | null) =>
      things.find((thing) => thing.id === id)?.within ?? null;
    const outcomes = new Set<string>();
    for (const one of wanted(rules)) {
      const location = idOf(rules.locations, one.location);
      const library = above(rules.locations, location);
      const campus = above(rules.libraries, library);
      const expected = match({
        ...UNKNOWN_SUBJECT,
        patronGroup: idOf(rules.groups, one.group),
        itemKind: idOf(rules.itemKinds, one.kind),
        loanType: idOf(rules.loanTypes, one.loanType),
        location,
        library,
        campus,
        institution: above(rules.campuses, campus),
      }).contributors[0];
      const decision = decideCheckout(factsOf(rules, one), ask, now);
      outcomes.add(decision.outcome);
      expect({ one, rule: decision.trace.candidates[0]?.ruleId }).toEqual({ one, rule: expected?.id });
      const name = rules.loanPolicies.find(({ id }) => id === expected?.gives.loanPolicy)?.name;
      if (decision.terms !== null) {
        expect(decision.terms.policy.terms?.name).toBe(name);
        expect(decision.terms.dueAt).toBeGreaterThan(now);
      }
    }
    expect([...outcomes].toSorted()).toEqual(['done', 'refused']);
  });

  test('renew a loan by the policy that it was made under, whatever the rules say since', () => {
    const rules = table();
    const renewable = wanted(rules).find((one) => {
      const { terms } = decideCheckout(factsOf(rules, one), ask, now);
      return terms?.policy.terms?.renew.allowed === true && terms.policy.grain === 'day';
    });
    if (renewable === undefined) throw new Error('nothing renews');
    const facts = factsOf(rules, renewable);
    const { terms } = decideCheckout(facts, ask, now);
    const later = now + 3 * 86_400_000;
    const held = loan('L', { itemId: itemId('X'), outAt: now, dueAt: (terms?.dueAt ?? 0) - 7 * 86_400_000 });
    const stricter = {
      ...rules,
      loanPolicies: rules.loanPolicies.map((one) => ({ ...one, renew: { ...one.renew, allowed: false } })),
    };
    const renew = (policy: typeof terms extends null ? never : NonNullable<typeof terms>['policy'] | null) =>
      decideRenew(
        {
          library: { ...facts.library, rules: stricter },
          item: itemFacts({
            item: {
              ...item({}, { status: 'on-loan', loan: held.id }),
              ...facts.item?.item,
              state: { ...item().state, status: 'on-loan', loan: held.id },
            },
            loan: held,
          }),
          patron: facts.patron,
          policy,
        },
        { barcode: '3100', overrides: [] },
        later,
      );
    expect(renew(terms?.policy ?? null)).toMatchObject({ outcome: 'done', reasons: [] });
    expect(renew(null).reasons).toMatchObject([{ code: 'RENEW_NOT_ALLOWED' }]);
  });
});
