// A library that lends by the rules of another system: the desk gets them on its feed, decides by them, and a loan keeps what it was told.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { ruleSetVersion } from '../../../../shared/core/ids.ts';
import { PLAIN_RENEW_TERMS } from '../../../../shared/rules/model/policy/renew.ts';
import type { PolicyRuleSet } from '../../../../shared/rules/model/policy-rule-set.ts';
import { folioRules, loanPolicy, policyRule } from '../../../support/folio-rules.ts';
import { kohaRow, kohaRules, plainKohaRow } from '../../../support/koha-rules.ts';
import { calendar } from '../../../support/small-library.ts';
import { serverRows } from './support/both-ends.ts';
import { freshDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 40, patrons: 5, at: Date.parse('2022-06-13T14:00:00Z') });
const desk = freshDesk(world);

const lend = (item: number) => desk.now.ask('circ.checkout', { patron: 'card-P0', item: `barcode-X${item}` });
const renew = (item: number) => desk.now.ask('circ.renew', { item: `barcode-X${item}` });

async function putInForce(rules: Parameters<ReturnType<typeof world>['writer']['activateRuleSet']>[0]): Promise<void> {
  await world().writer.activateRuleSet(rules, world().clock.now());
  const isThere = () => desk.now.core.desk.copy()?.library.rulesAt(world().clock.now())?.version === rules.version;
  await until(`the desk has ${rules.version}`, isThere);
}

/** The rules of a policy that names all kinds of items, in force all year. */
function folio(version: string, policy: ReturnType<typeof loanPolicy>): PolicyRuleSet {
  return folioRules({
    version: ruleSetVersion(version),
    rules: [policyRule(1, policy.id)],
    loanPolicies: [policy],
    calendars: [
      { id: 'all', name: 'All year', from: '2022-01-01', to: '2030-12-31', desks: ['main'], calendar: calendar() },
    ],
  });
}

/** A decision with its reasons, but for how old the data is. */
function withoutAge({ decision, reasons }: Awaited<ReturnType<typeof renew>>): string[] {
  return [decision, ...reasons.map(({ code, effect }) => `${code} ${effect}`)].filter(
    (one) => one !== 'STALE_DATA message',
  );
}

async function loanOf(item: number) {
  await desk.now.settled();
  const loans = await serverRows(world(), 'loan');
  const loan = loans.find(({ itemId }) => itemId === `X${item}`);
  const policy = (await serverRows(world(), 'policy')).find(({ hash }) => hash === loan?.policyHash)?.policy;
  return { loan, policy };
}

test('Koha’s rules: lent, limited, renewed, and the server agrees', async () => {
  await putInForce(
    kohaRules({
      rows: [plainKohaRow, kohaRow({ maxissueqty: '2' }, { branch: 'main' })],
      calendars: { main: calendar({ weekly: null }) },
    }),
  );
  expect(await lend(0)).toMatchObject({ decision: 'done', dueAt: '2022-06-28T03:59:00Z' });
  expect(await lend(1)).toMatchObject({ decision: 'done' });
  expect(await lend(2)).toMatchObject({
    decision: 'needs-override',
    reasons: [{ code: 'LIMIT_REACHED', effect: 'override', text: '2 of 2 items already out.' }],
  });
  expect(await renew(0)).toMatchObject({ decision: 'done', dueAt: '2022-07-05T03:59:00Z' });
  expect(await loanOf(0)).toMatchObject({
    loan: { state: 'open', renewals: 1, dueAt: Date.parse('2022-07-05T03:59:00Z') },
    policy: { terms: { profile: 'koha', renew: { period: { n: 7, unit: 'days' } }, recall: { allowed: 0 } } },
  });
  expect(await serverRows(world(), 'exception')).toEqual([]);
});

test('FOLIO’s rules: a rule set that changes later changes nothing about a loan that is open', async () => {
  const plain = loanPolicy('plain', { renew: { ...PLAIN_RENEW_TERMS, maxCount: 1, period: { n: 3, unit: 'weeks' } } });
  await putInForce(folio('folio-1', plain));
  expect(await lend(10)).toMatchObject({ decision: 'done', dueAt: '2022-06-28T03:59:59Z' });
  const before = await loanOf(10);
  expect(before.policy).toMatchObject({
    overdue: { rateMinor: 25 },
    terms: { profile: 'folio', name: 'Policy plain' },
  });

  const strict = loanPolicy('strict', { renew: { ...PLAIN_RENEW_TERMS, allowed: false } });
  await putInForce(folio('folio-2', strict));
  world().clock.forward(DAY_MS);
  expect(await loanOf(10)).toEqual(before);
  const renewed = await renew(10);
  expect(renewed).toMatchObject({ decision: 'done', dueAt: '2022-07-06T03:59:59Z' });
  expect(renewed.trace.due[0]).toMatchObject({
    code: 'RULES_KEPT',
    text: 'By the rules that the loan was made under.',
  });
  world().clock.forward(DAY_MS);
  expect(withoutAge(await renew(10))).toEqual(['needs-override', 'RENEW_LIMIT_REACHED override']);
  // What is lent from now on is lent by the new rules.
  expect(await lend(11)).toMatchObject({ decision: 'done' });
  expect(withoutAge(await renew(11))).toEqual(['refused', 'RENEW_NOT_ALLOWED block']);
  const after = await loanOf(10);
  expect(after.loan?.policyHash).toBe(before.loan?.policyHash);
  expect(await serverRows(world(), 'exception')).toEqual([]);
});

test('rules with a fault never come to the desk, and what is in force goes on', async () => {
  const inForce = desk.now.core.desk.copy()?.library.rulesAt(world().clock.now())?.version;
  const faulty = kohaRules({ version: ruleSetVersion('faulty'), rows: [kohaRow({ fine: '10,00' })] });
  await expect(world().writer.activateRuleSet(faulty, world().clock.now())).rejects.toMatchObject({
    code: 'HF-RULES-001',
  });
  await desk.now.settled();
  expect(desk.now.core.desk.copy()?.library.rulesAt(world().clock.now())?.version).toBe(inForce);
});
