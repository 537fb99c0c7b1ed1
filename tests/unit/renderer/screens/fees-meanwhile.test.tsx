// Forms of fees while another desk, or another patron, changes their subject: a form never moves to another target by itself.

import { act, fireEvent, screen, within } from '@testing-library/react';
import type { ListRow } from '../../../../shared/views/list.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

/** Owes $12.50 for a lost item and a late return. */
const OWING = '21310000004421';
const OTHER = '21310000001187';

describe('a form of fees meanwhile', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await renderPage({ staff: 'chen' });
    await page.scanAndDraw(OWING);
    await page.doing(() => page.desk.actions.fees.run());
  });

  afterEach(() => page.close());

  const ledger = (): HTMLElement => screen.getByTestId('fees');
  const state = () => page.desk.fees.store.getState();
  const fees = () => state().account?.fees ?? [];
  const fill = (name: string | RegExp, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(ledger()).getByLabelText(name), { target: { value } }));
  const calls = (name: string): readonly unknown[] =>
    page.link.calls.flatMap((call) => (call.name === name ? [call.input] : []));
  /** Another desk lets the fee at this place go. */
  const settle = (index: number): Promise<void> =>
    page.doing(async () => {
      const fee = fees()[index];
      if (fee === undefined) throw new Error('no such fee');
      const waiver = { patron: OWING, feeId: fee.feeId, reason: 'Another desk', inFull: true };
      await page.fake.call('fee.waive', waiver);
    });
  const beginWaiver = async (): Promise<void> => {
    const [first] = fees();
    if (first === undefined) throw new Error('no fee');
    await page.doing(() => {
      page.desk.fees.choose(first.feeId);
      page.desk.fees.goToWaive();
    });
    await fill('Reason for the record', 'Storm closed the branch');
  };
  const isLeft = (): void => {
    expect(within(ledger()).queryByLabelText('Reason for the record')).toBeNull();
    expect(within(ledger()).getByLabelText('Amount')).toHaveProperty('value', '');
    expect(ledger().textContent).toContain('The fee you chose is no longer open.');
    expect(state()).toMatchObject({ step: 'pay', chosen: [], waiving: null, isTyped: false });
  };

  test('a waiver whose fee another desk settled does not move to the fee that is left', async () => {
    while (fees().length > 2) await settle(2);
    await beginWaiver();
    await settle(0);
    expect(fees()).toHaveLength(1);
    isLeft();
    await page.doing(() => fireEvent.submit(within(ledger()).getByRole('form', { name: 'Take payment' })));
    expect(calls('fee.waive')).toEqual([]);
    expect(calls('payment.take')).toEqual([]);
  });

  test('nor does it become a payment of everything where more are left', async () => {
    const { length } = fees();
    expect(length).toBeGreaterThan(2);
    await beginWaiver();
    await settle(0);
    expect(fees()).toHaveLength(length - 1);
    isLeft();
    await page.doing(() => page.desk.fees.choose(fees()[0]?.feeId ?? null));
    expect(ledger().textContent).not.toContain('The fee you chose is no longer open.');
  });

  test('an amount that was typed for another sum is not replaced by all that is owed', async () => {
    await fill('Amount', '3');
    await settle(0);
    expect(within(ledger()).getByLabelText('Amount')).toHaveProperty('value', '');
  });

  test('another form that is asked for takes the place of what was typed; the same is kept', async () => {
    await fill('Amount', '3');
    await page.doing(() => page.desk.fees.begin(OWING, 'pay'));
    expect(within(ledger()).getByLabelText('Amount')).toHaveProperty('value', '3');
    await page.doing(() => page.desk.fees.begin(OWING, undefined, 'add'));
    expect(within(ledger()).getByLabelText('Amount')).toHaveProperty('value', '3');
    await page.doing(() => page.desk.fees.begin(OWING, 'add'));
    expect(within(ledger()).getByLabelText('What is it for?')).toBeTruthy();
  });

  test('a fee opened from a list is not chosen for a patron who came meanwhile', async () => {
    await page.doing(() => page.desk.fees.forget());
    page.desk.accounts.store.setState({ card: OWING });
    const held = Promise.withResolvers<null>();
    const end = page.fake.override('fee.list', async (input, own) => {
      if (input.patron === OWING) await held.promise;
      return own(input);
    });
    const row: ListRow = {
      key: 'fee',
      group: null,
      state: 'plain',
      texts: [],
      at: [],
      opens: null,
      acts: [],
      names: {},
    };
    await act(async () => {
      void page.desk.accounts.act({ ...row, names: { feeId: 'another' } }, 'waive');
      await page.desk.fees.begin(OTHER);
      held.resolve(null);
      await page.settle();
    });
    end();
    expect(state()).toMatchObject({ card: OTHER, step: 'pay' });
  });
});
