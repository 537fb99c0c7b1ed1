// The cost of lending, at a desk and at the server: owed from the checkout on, paid, given back with the item, gone
// with an undo.

import { required } from '../../../../../shared/core/assert.ts';
import { NO_MONEY_GATE, type Rental } from '../../../../../shared/rules/model/policy/money-gate.ts';
import { testRules } from '../../../../contract/server/support/test-library.ts';
import { serverRows } from '../support/both-ends.ts';
import { freshDesk, sharedWorld, signIn } from '../support/desk-world.ts';
import { until } from '../support/until.ts';

const world = sharedWorld({ items: 10, patrons: 4, at: Date.parse('2022-06-13T14:00:00Z') });
const desk = freshDesk(world);
beforeEach(async () => {
  await signIn(desk.now, 'supervisor');
  await priceLoans();
});

const rental = { ...NO_MONEY_GATE.rental, flatMinor: 150 };

/** From now on every loan costs a rental, which is never asked about, and a deposit, which always is. */
async function priceLoans(version = 'rules-priced', price: Rental = rental): Promise<void> {
  const [rule] = testRules().rules;
  const priced = {
    ...required(rule, () => 'the rule'),
    gives: { ...rule?.gives, money: { rental: price, depositMinor: 2_000 } },
  };
  const rules = testRules(version, { rules: [priced] });
  await world().writer.activateRuleSet(rules, world().clock.now());
  const isThere = () => desk.now.core.desk.copy()?.library.rulesAt(world().clock.now())?.version === rules.version;
  await until('the desk has the prices', isThere);
}

const lend = (patron: string, item: number) =>
  desk.now.ask('circ.checkout', {
    patron: `card-${patron}`,
    item: `barcode-X${item}`,
    override: { codes: ['DEPOSIT'], reason: 'taken' },
  });
const account = (patron: string) => desk.now.ask('fee.list', { patron: `card-${patron}` });
async function owed(patron: string) {
  const { fees, creditMinor } = await account(patron);
  return [...fees.map(({ kindText, outstandingMinor }) => `${kindText} ${outstandingMinor}`).toSorted(), creditMinor];
}
async function atServer(patron: string) {
  await desk.now.settled();
  const fees = (await serverRows(world(), 'fee')).filter(({ patronId }) => patronId === patron);
  return fees.map(({ kind, outstandingMinor }) => `${kind} ${outstandingMinor}`).toSorted();
}

test('a rental and a deposit are owed once the loan is made; the deposit comes back with the item', async () => {
  expect(await lend('P0', 0)).toMatchObject({
    decision: 'done',
    reasons: expect.arrayContaining([expect.objectContaining({ code: 'DEPOSIT', overridden: true })]),
    fees: [
      { kind: 'rental', amountMinor: 150, text: 'Rental $1.50' },
      { kind: 'deposit', amountMinor: 2_000, text: 'Deposit $20.00' },
    ],
  });
  expect(await owed('P0')).toEqual(['Deposit 2000', 'Rental 150', 0]);
  expect(await atServer('P0')).toEqual(['deposit 2000', 'rental 150']);
  expect(await owed('P0')).toEqual(['Deposit 2000', 'Rental 150', 0]);

  await desk.now.ask('payment.take', { patron: 'card-P0', amountMinor: 2_150, method: 'cash' });
  expect(await owed('P0')).toEqual([0]);
  expect(await desk.now.ask('circ.checkin', { item: 'barcode-X0' })).toMatchObject({
    fees: [{ kind: 'deposit', amountMinor: 2_000, text: 'Deposit of $20.00: refund what was paid' }],
    patron: { card: 'card-P0' },
  });
  expect(await owed('P0')).toEqual([2_000]);
  expect(await atServer('P0')).toEqual(['rental 0']);
  await desk.now.ask('payment.refund', {
    patron: 'card-P0',
    amountMinor: 2_000,
    method: 'cash',
    reason: 'the item is back',
  });
  expect(await owed('P0')).toEqual([0]);
  expect(await serverRows(world(), 'exception')).toEqual([]);
});

test('a rental that the rules charge again is owed once more with each renewal, and paid by itself', async () => {
  await lend('P3', 3);
  await priceLoans('rules-again', { ...rental, again: true });
  const override = { codes: ['RENEW_NO_GAIN'], reason: 'asked' };
  const renewed = await desk.now.ask('circ.renew', { item: 'barcode-X3', override });
  expect(renewed).toMatchObject({
    decision: 'done',
    fees: [{ kind: 'rental', amountMinor: 150, text: 'Rental $1.50' }],
  });
  expect(await owed('P3')).toEqual(['Deposit 2000', 'Rental 150', 'Rental 150', 0]);
  expect(await atServer('P3')).toEqual(['deposit 2000', 'rental 150', 'rental 150']);
  const [last] = (await account('P3')).fees.filter(({ kind }) => kind === 'rental').slice(-1);
  await desk.now.ask('fee.waive', { feeId: required(last, () => 'a rental').feeId, reason: 'kind', inFull: true });
  expect(await owed('P3')).toEqual(['Deposit 2000', 'Rental 150', 0]);
  expect(await atServer('P3')).toEqual(['deposit 2000', 'rental 0', 'rental 150']);
});

test('a checkout that is undone costs nothing, and one whose price changes later costs what was told', async () => {
  const { commandId } = await lend('P1', 1);
  await lend('P2', 2);
  await desk.now.ask('circ.undo', { commandId: required(commandId, () => 'the checkout') });
  expect(await owed('P1')).toEqual([0]);
  expect(await atServer('P1')).toEqual([]);
  await world().writer.activateRuleSet(testRules('rules-free'), world().clock.now());
  await desk.now.ask('circ.renew', { item: 'barcode-X2' });
  expect(await atServer('P2')).toEqual(['deposit 2000', 'rental 150']);
});
