// A library that lends by the rules of another system: the desk gets them on its feed, decides by them, and a loan keeps its own terms.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { ruleSetVersion } from '../../../../shared/core/ids.ts';
import { explainForLibrary } from '../../../../server/query/explain.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/rules/koha/koha-rule-set.ts';
import { PLAIN_RENEW_TERMS } from '../../../../shared/rules/model/policy/renew.ts';
import type { PolicyRuleSet } from '../../../../shared/rules/model/policy-rule-set.ts';
import { testItem, testRules } from '../../../contract/server/support/test-library.ts';
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
  const { due } = await desk.now.ask('circ.why', { why: renewed.why ?? '' });
  expect(due[0]).toMatchObject({
    code: 'RULES_KEPT',
    text: 'By the rules that the loan was made under.',
  });
  world().clock.forward(DAY_MS);
  expect(withoutAge(await renew(10))).toEqual(['needs-override', 'RENEW_LIMIT_REACHED override']);
  // Loans from now on follow the new rules.
  expect(await lend(11)).toMatchObject({ decision: 'done' });
  expect(withoutAge(await renew(11))).toEqual(['refused', 'RENEW_NOT_ALLOWED block']);
  const after = await loanOf(10);
  expect(after.loan?.policyHash).toBe(before.loan?.policyHash);
  expect(await serverRows(world(), 'exception')).toEqual([]);
});

test('a title that more wait for than there are copies is lent for fewer days, at the desk and by the library alike [I22]', async () => {
  await putInForce(
    kohaRules({
      version: ruleSetVersion('koha-wanted'),
      settings: { ...DEFAULT_SETTINGS, highHolds: { control: 'dynamic', holds: 0, days: 3 } },
      rows: [plainKohaRow, kohaRow({ maxissueqty: '', reservesallowed: '5', onshelfholds: '1' }, { branch: 'main' })],
      calendars: { main: calendar({ weekly: null }) },
    }),
  );
  await world().writer.putRows('item', [testItem('X20'), testItem('X21', { titleId: testItem('X20').titleId })]);
  const wait = async (patron: string) => {
    const { decision } = await desk.now.ask('hold.place', {
      patron: `card-${patron}`,
      target: testItem('X20').titleId,
      pickup: 'main',
    });
    expect(decision).toBe('done');
    await desk.now.settled();
  };
  const atLibrary = () => {
    const question = { card: 'card-P0', barcode: 'barcode-X20', desk: 'main' };
    return explainForLibrary(world().served.store, question, world().clock.now());
  };
  const HIGH = { code: 'HIGH_HOLDS', params: { holds: 3, days: 3 } };
  for (const patron of ['P1', 'P2']) await wait(patron);
  await until('the copies of one title are here', async () => (await lend(20)).reasons.length > 0);
  expect((await lend(20)).reasons.map(({ code }) => code)).not.toContain('HIGH_HOLDS');
  await wait('P3');
  const answer = await lend(20);
  expect(answer.reasons).toContainEqual(expect.objectContaining({ code: 'HIGH_HOLDS', effect: 'override' }));
  const { decision } = await atLibrary();
  expect(decision.reasons).toContainEqual(expect.objectContaining(HIGH));
  expect(decision.terms?.dueAt).toBe(Date.parse(answer.dueAt ?? ''));
  // One more copy, and they are as many as wait.
  await world().writer.putRows('item', [testItem('X22', { titleId: testItem('X20').titleId })]);
  await until('the third copy is here', async () =>
    (await lend(20)).reasons.every(({ code }) => code !== 'HIGH_HOLDS'),
  );
  expect((await atLibrary()).decision.reasons.map(({ code }) => code)).not.toContain('HIGH_HOLDS');
});

test('a patron who returned something waits for its like, as the desk and the library both know [I22]', async () => {
  const reuse = { cooldownMinutes: 20, of: 'kind' as const };
  const plain = testRules();
  const rules = plain.rules.map((rule) => ({ ...rule, gives: { ...rule.gives, reuse } }));
  await putInForce({ ...plain, version: ruleSetVersion('waits'), rules });
  const codesAt = async (patron: string) => {
    const { reasons } = await desk.now.ask('circ.checkout', { patron: `card-${patron}`, item: 'barcode-X31' });
    return reasons.map(({ code }) => code);
  };
  const codesOfLibrary = async () => {
    const question = { card: 'card-P0', barcode: 'barcode-X31', desk: 'main' };
    const { decision } = await explainForLibrary(world().served.store, question, world().clock.now());
    return decision.reasons.map(({ code }) => code);
  };
  expect(await lend(30)).toMatchObject({ decision: 'done' });
  world().clock.forward(60_000);
  await desk.now.ask('circ.checkin', { item: 'barcode-X30' });
  // Before the server knows of it, and after.
  expect(await codesAt('P0')).toContain('REUSE_TOO_SOON');
  await desk.now.settled();
  expect(await codesAt('P0')).toContain('REUSE_TOO_SOON');
  expect(await codesOfLibrary()).toContain('REUSE_TOO_SOON');
  world().clock.forward(20 * 60_000);
  expect(await codesOfLibrary()).not.toContain('REUSE_TOO_SOON');
  expect(await codesAt('P0')).not.toContain('REUSE_TOO_SOON');
});

test('a repeated loan of a patron is asked about where the library wants it, at the desk and in the library [I22]', async () => {
  const asking = { checkout: { borrowedBefore: 'alert' as const } };
  await putInForce({ ...testRules(), ...asking, version: ruleSetVersion('had-before') });
  const codesOfLibrary = async () => {
    const question = { card: 'card-P0', barcode: 'barcode-X29', desk: 'main' };
    const { decision } = await explainForLibrary(world().served.store, question, world().clock.now());
    return decision.reasons.map(({ code }) => code);
  };
  expect((await lend(29)).reasons.map(({ code }) => code)).not.toContain('BORROWED_BEFORE');
  world().clock.forward(60_000);
  await desk.now.ask('circ.checkin', { item: 'barcode-X29' });
  await desk.now.settled();
  expect(await codesOfLibrary()).toContain('BORROWED_BEFORE');
  const again = await lend(29);
  expect(again).toMatchObject({ decision: 'done' });
  expect(again.reasons).toContainEqual(expect.objectContaining({ code: 'BORROWED_BEFORE', effect: 'alert' }));
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
