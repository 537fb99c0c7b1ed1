// Money over the counter on screen: one form is one payment, unusual input is asked about once, and money is given back, not undone.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

/** Owes $12.50 for a lost item and a late return. */
const OWING = '21310000004421';

describe('fees of the patron on the desk', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const ledger = (): HTMLElement => screen.getByTestId('fees');
  const fill = (name: string | RegExp, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(ledger()).getByLabelText(name), { target: { value } }));
  const button = (name: string | RegExp): HTMLElement => within(ledger()).getByRole('button', { name });
  const press = (name: string | RegExp): Promise<void> => page.doing(() => fireEvent.click(button(name)));
  const choose = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(ledger()).getByRole('radio', { name })));
  const tick = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(ledger()).getByRole('checkbox', { name })));
  const alert = (): string => within(ledger()).getByRole('alert').textContent.trim();
  const amount = (): HTMLInputElement => within(ledger()).getByRole('textbox', { name: /^(Amount|Monto)$/ });
  const done = (): string => screen.getByTestId('money-done').textContent;
  const calls = (name: string): readonly unknown[] =>
    page.link.calls.flatMap((call) => (call.name === name ? [call.input] : []));
  const owing = async (staff: 'rivera' | 'chen', language?: 'es'): Promise<void> => {
    page = await renderPage({ staff });
    if (language !== undefined) await page.doing(() => page.desk.station.setLanguage(language));
    await page.doing(() => page.desk.shift.open(false));
    await page.scanAndDraw(OWING);
    await page.doing(() => page.desk.actions.fees.run());
  };
  const pay = async (dollars: string): Promise<void> => {
    await fill('Amount', dollars);
    await press(/^Take payment/);
  };

  test('after a payment stand alone what was done and the receipt, which has the focus; a form comes by asking for it, and empty', async () => {
    await owing('rivera');
    await pay('5');
    expect(done()).toContain('$5.00 paid');
    expect(within(ledger()).queryByRole('textbox')).toBeNull();
    expect(within(ledger()).queryByRole('button', { name: /^Take payment/ })).toBeNull();
    expect(document.activeElement).toBe(button(/^Receipt/));
    await press(/^Receipt/);
    expect(done()).toContain('$5.00 paid');
    await press('Take another payment');
    expect(amount().value).toBe('');
    expect(document.activeElement).toBe(amount());
    await press(/^Take payment/);
    expect(calls('payment.take')).toHaveLength(1);
  });

  test.each([
    ['rivera', undefined, ['Cash', 'Card', 'Check']],
    ['rivera', 'es', ['Efectivo', 'Tarjeta', 'Cheque']],
  ] as const)(
    'a student account is not offered while nothing reaches the bursar (%s, %s)',
    async (staff, language, offered) => {
      await owing(staff, language);
      const named = within(ledger())
        .getAllByRole('radio')
        .map((radio) => radio.closest('div')?.textContent ?? '');
      expect(named.filter((name) => offered.some((one) => one === name))).toEqual(offered);
      expect(ledger().textContent).not.toMatch(/Student account|Cuenta de estudiante/);
    },
  );

  test('one form is one payment, however often and fast it is sent', async () => {
    await owing('rivera');
    await fill('Amount', '5');
    const form = within(ledger()).getByRole('form', { name: 'Take payment' });
    await page.doing(() => {
      fireEvent.submit(form);
      fireEvent.submit(form);
    });
    await page.doing(() =>
      page.desk.fees.pay({ amountMinor: 500, method: 'cash', reference: '', tenderedMinor: null }),
    );
    expect(calls('payment.take')).toHaveLength(1);
  });

  test('after a waiver nothing is taken either: closing has the focus', async () => {
    await owing('chen');
    await tick(/^Late fee.*Camera/);
    await press(/^Waive…/);
    await press('Our mistake');
    await press(/^Waive it/);
    expect(done()).toContain('Waived');
    expect(document.activeElement?.textContent).toBe('Close');
    expect(within(ledger()).queryByRole('textbox')).toBeNull();
  });

  test('more than is owed is asked once, and Enter on the question goes back to the amount', async () => {
    await owing('rivera');
    await pay('50');
    expect(alert()).toMatch(/^\$\d+\.\d\d more than is owed: keep it as credit\?$/);
    expect(calls('payment.take')).toEqual([]);
    expect(document.activeElement).toBe(button(/^Change the amount/));
    await press(/^Change the amount/);
    expect(document.activeElement).toBe(amount());
    await press(/^Take payment/);
    await press('Keep it as credit');
    expect(calls('payment.take')).toMatchObject([{ amountMinor: 5_000 }]);
    expect(done()).toContain('Left as credit');
  });

  test('a card without the number of its slip is asked once', async () => {
    await owing('rivera');
    await choose('Card');
    await pay('5');
    expect(alert()).toContain('terminal receipt number is missing');
    expect(calls('payment.take')).toEqual([]);
    await press('Take it without');
    expect(calls('payment.take')).toMatchObject([{ amountMinor: 500, method: 'card' }]);
  });

  test('an amount is marked as the focus comes, so that typing replaces it', async () => {
    await owing('rivera');
    const field = amount();
    field.setSelectionRange(field.value.length, field.value.length);
    await page.doing(() => {
      field.blur();
      field.focus();
    });
    expect(field.value).toMatch(/^\d+\.\d\d$/);
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, field.value.length]);
  });

  test.each([
    { language: 'en', typed: '9999999999', said: /^That is more than the desk takes at once \(\$10,000,000\.00\)/ },
    { language: 'en', typed: '1e3', said: /^Type an amount, such as 5 or 5\.00\.$/ },
    { language: 'es', typed: '9999999999', said: /^Es más de lo que se cobra de una vez/ },
    { language: 'es', typed: '-3', said: /^Escriba un monto, como 5 o 5\.00\.$/ },
  ] as const)(
    '$typed is refused in plain words before anything is sent ($language)',
    async ({ language, typed, said }) => {
      await owing('rivera', language === 'es' ? 'es' : undefined);
      await page.doing(() => fireEvent.change(amount(), { target: { value: typed } }));
      await press(/^(Take payment|Cobrar)/);
      expect(alert()).toMatch(said);
      expect(calls('payment.take')).toEqual([]);
    },
  );

  test('a payment is given back from what was just done, in part, with a reason', async () => {
    await owing('chen');
    await pay('10');
    await press('Refund…');
    await fill('Amount', '11');
    await press(/^Refund it/);
    expect(alert()).toBe('No more than $10.00 can be refunded.');
    await fill('Amount', '4');
    await press(/^Refund it/);
    expect(alert()).toBe('Give a reason.');
    await press('Paid twice');
    await press(/^Refund it/);
    expect(calls('payment.refund')).toMatchObject([
      { patron: OWING, amountMinor: 400, method: 'cash', reason: 'Paid twice', paymentId: expect.any(String) },
    ]);
    expect(done()).toMatch(/\$4\.00 refunded/);
    expect(document.activeElement).toBe(button(/^Receipt/));
  });

  test('credit is given back where it is shown', async () => {
    await owing('chen');
    await pay('50');
    await press('Keep it as credit');
    await page.doing(() => page.desk.actions.fees.run());
    await page.doing(() => page.desk.actions.fees.run());
    await press(/^Refund….*Credit/);
    const most = amount().value;
    await press('Wrong amount');
    await press(/^Refund it/);
    expect(calls('payment.refund')).toEqual([]);
    expect(alert()).toMatch(/^Choose how to refund it/);
    await choose('Card');
    await press(/^Refund it/);
    expect(calls('payment.refund')).toEqual([
      { patron: OWING, amountMinor: Math.round(Number(most) * 100), method: 'card', reason: 'Wrong amount' },
    ]);
  });

  test('a fee is chosen for by keyboard, where the browser tells the input before the change', async () => {
    await owing('rivera');
    await press('Add fee…');
    const choice = within(ledger()).getByRole<HTMLSelectElement>('combobox');
    await page.doing(() => fireEvent.input(choice, { target: { value: 'copies' } }));
    await page.doing(() => fireEvent.change(choice));
    await fill('Amount', '4');
    await press(/^Add the fee/);
    expect(calls('fee.add')).toMatchObject([{ charge: 'copies', amountMinor: 400 }]);
  });

  test('credit pays what is ticked when somebody says so, and Undo takes it back', async () => {
    await owing('chen');
    await pay('50');
    await press('Keep it as credit');
    await page.doing(() => page.desk.actions.fees.run());
    await page.doing(() => page.desk.actions.fees.run());
    await press('Add fee…');
    await page.doing(() => fireEvent.change(within(ledger()).getByRole('combobox'), { target: { value: 'copies' } }));
    await fill('Amount', '4');
    await press(/^Add the fee/);
    await press('Take payment');
    await press('Pay with credit');
    expect(calls('payment.useCredit')).toHaveLength(1);
    expect(done()).toContain('$4.00 paid from credit');
    await page.doing(() => page.desk.actions.undo.run());
    expect(screen.getByRole('region', { name: 'Last answer' }).textContent).toMatch(
      /The credit is on the account again/,
    );
  });

  test('staff who may not refund ask a second person, who signs in the same form', async () => {
    await owing('rivera');
    await pay('10');
    await press('Refund…');
    expect(ledger().textContent).toContain('A refund needs a night lead or a supervisor');
    await press('Wrong amount');
    await press(/^Refund it/);
    expect(alert()).toMatch(/name/);
    expect(calls('payment.refund')).toEqual([]);
    await fill('Name', 'chen');
    await fill('PIN', '444444');
    await press(/^Refund it/);
    expect(calls('payment.refund')).toMatchObject([
      { amountMinor: 1_000, authoriser: { staff: 'chen', pin: '444444' } },
    ]);
  });

  test('several fees are ticked and paid together, each whole before the next', async () => {
    await owing('rivera');
    await press('Add fee…');
    await page.doing(() => fireEvent.change(within(ledger()).getByRole('combobox'), { target: { value: 'copies' } }));
    await fill('Amount', '4');
    await press(/^Add the fee/);
    await press('Take payment');
    const boxes = (): string[] =>
      within(ledger())
        .getAllByRole<HTMLInputElement>('checkbox')
        .map((box) => `${box.checked ? '[x]' : '[ ]'} ${box.getAttribute('aria-label') ?? ''}`);
    expect(boxes().map((box) => box.slice(0, 8))).toEqual(['[x] Ever', '[ ] Lost', '[ ] Late', '[ ] Copi', '[ ] Late']);
    await tick(/^Late fee.*Camera/);
    await tick(/^Copies/);
    expect(boxes().map((box) => box.slice(0, 8))).toEqual(['[ ] Ever', '[ ] Lost', '[x] Late', '[x] Copi', '[ ] Late']);
    expect(amount().value).toBe('6.50');
    expect(within(ledger()).queryByRole('button', { name: /^Waive/ })).toBeNull();
    await pay('3');
    expect(calls('payment.take')).toMatchObject([
      { amountMinor: 300, allocation: [{ amountMinor: 250 }, { amountMinor: 50 }] },
    ]);
  });

  test('arrows walk the fees, and ticking one keeps the focus there', async () => {
    await owing('rivera');
    const box = (name: RegExp): HTMLElement => within(ledger()).getByRole('checkbox', { name });
    await page.doing(() => box(/^Everything/).focus());
    await page.doing(() => fireEvent.keyDown(box(/^Everything/), { key: 'ArrowDown' }));
    expect(document.activeElement).toBe(box(/^Lost/));
    await tick(/^Lost/);
    expect(document.activeElement).toBe(box(/^Lost/));
  });

  test('a payment is not undone: it says so and what to do, in the dialog and after it', async () => {
    await owing('rivera');
    await pay('10');
    expect(page.desk.actions.undo.isReady()).toBe(true);
    await page.doing(() => page.desk.actions.undo.run());
    expect(ledger().textContent).toContain('Payments are refunded, not undone.');
    await page.doing(() => page.desk.actions.fees.run());
    await page.doing(() => page.desk.actions.undo.run());
    expect(screen.getByRole('region', { name: 'Last answer' }).textContent).toContain('Payments are not undone');
    expect(calls('circ.undo')).toEqual([]);
  });

  const notice = (): string => screen.getByRole('region', { name: 'Last answer' }).textContent;
  const undo = (): Promise<void> => page.doing(() => page.desk.actions.undo.run());

  test('a waiver of a moment ago is what Undo takes back, and not what was done with items before', async () => {
    await owing('chen');
    await tick(/^Late fee.*Camera/);
    await press(/^Waive…/);
    await press('Our mistake');
    await press(/^Waive it/);
    await undo();
    expect(screen.queryByTestId('fees')).toBeNull();
    expect(notice()).toMatch(/Undone.*The fee is owed again/);
    expect(calls('circ.undo')).toHaveLength(1);
    await page.doing(() => page.desk.actions.fees.run());
    expect(within(ledger()).getByRole('checkbox', { name: /^Late fee.*Camera/ })).toBeTruthy();
    await page.doing(() => page.desk.actions.fees.run());
    await undo();
    expect(calls('circ.undo')).toHaveLength(1);
  });

  test('money that was given back is undone only when somebody says that it is here again', async () => {
    await owing('chen');
    await pay('10');
    await press('Refund…');
    await fill(/Reason/, 'paid twice');
    await press('Refund it');
    await undo();
    expect(notice()).toContain('Only if the money is back in the drawer.');
    expect(calls('circ.undo')).toEqual([]);
    await undo();
    expect(notice()).toMatch(/Undone.*The money is back in the drawer/);
    expect(calls('circ.undo')).toHaveLength(1);
  });

  test('a wrong amount of a waiver marks the amount, and not who signs', async () => {
    await owing('rivera');
    await tick(/^Late fee.*Camera/);
    await press(/^Waive…/);
    await press('Our mistake');
    await page.doing(() => fireEvent.click(within(ledger()).getByRole('switch')));
    await fill('Amount to waive', '900');
    await fill('Name', 'chen');
    await fill('PIN', '444444');
    await press(/^Waive it/);
    expect(alert()).toBe('Only $2.50 is owed of it. Waive no more than that.');
    const isMarked = (name: string) => within(ledger()).getByLabelText(name).getAttribute('aria-invalid') === 'true';
    expect(['Amount to waive', 'Name', 'PIN'].map(isMarked)).toEqual([true, false, false]);
    await fill('Amount to waive', '1');
    await fill('PIN', '0');
    await press(/^Waive it/);
    expect(['Amount to waive', 'Name', 'PIN'].map(isMarked)).toEqual([false, true, true]);
  });

  describe('a scan in the middle of it', () => {
    const wedge = (code: string): Promise<void> =>
      page.doing(() => {
        for (const key of [...code.split(''), 'Enter'])
          fireEvent.keyDown(document.activeElement ?? document.body, { key });
      });
    const ITEM = '31310000005529';

    test('waits where money was typed: it is asked whether to leave it, and nothing is sent', async () => {
      await owing('rivera');
      await fill('Amount', '5');
      await fill('Handed over', '20');
      await wedge(ITEM);
      expect(ledger().textContent).toContain('…5529 was scanned. Leave the payment for it?');
      expect(within(ledger()).getByTestId('change').textContent).toBe('Change $15.00');
      expect(calls('payment.take')).toEqual([]);
      expect(calls('circ.checkout')).toEqual([]);
      await page.doing(() => page.desk.actions.close.run());
      expect(ledger().textContent).not.toContain('was scanned');
      await press(/^Take payment/);
      expect(done()).toContain('$5.00 paid');
    });

    test('is taken when a person says so, and what was typed is there when the fees are opened again', async () => {
      await owing('rivera');
      await fill('Amount', '5');
      await fill('Handed over', '20');
      await wedge(ITEM);
      expect(document.activeElement).toBe(button(/^Take the scan/));
      await press(/^Take the scan/);
      expect(screen.queryByTestId('fees')).toBeNull();
      expect(calls('circ.checkout')).toHaveLength(1);
      expect(calls('payment.take')).toEqual([]);
      await page.doing(() => page.desk.actions.fees.run());
      expect(amount().value).toBe('5');
      expect(within(ledger()).getByTestId('change').textContent).toBe('Change $15.00');
      await wedge('21310000009004');
      await press(/^Take the scan/);
      await page.scanAndDraw(OWING);
      await page.doing(() => page.desk.actions.fees.run());
      expect(amount().value).toBe('12.50');
    });

    test('closes a payment of which nothing was typed, and is answered', async () => {
      await owing('rivera');
      await wedge(ITEM);
      expect(screen.queryByTestId('fees')).toBeNull();
      expect(calls('circ.checkout')).toHaveLength(1);
    });

    test('under help brings the payment forward', async () => {
      await owing('rivera');
      await fill('Amount', '5');
      await page.doing(() => page.desk.actions.help.run());
      await wedge(ITEM);
      expect(screen.queryByRole('dialog')).toBeNull();
      expect(amount().value).toBe('5');
      expect(ledger().textContent).toContain('was scanned');
    });

    test('goes to the desk once the payment is done, and for whoever may take none', async () => {
      await owing('rivera');
      await pay('5');
      await wedge(ITEM);
      expect(screen.queryByTestId('fees')).toBeNull();
      page.close();
      page = await renderPage({ staff: 'sam' });
      await page.scanAndDraw(OWING);
      await page.doing(() => page.desk.actions.fees.run());
      await wedge(ITEM);
      expect(screen.queryByTestId('fees')).toBeNull();
    });
  });
});
