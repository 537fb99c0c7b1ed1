// The shift and its drawer on screen: opened, money taken with its change, counted by two, closed; and fees paid and waived.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';

/** Owes for a lost item and a late return. */
const OWING = '21310000004421';

describe('a shift', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const show = (): Promise<void> => page.doing(() => page.desk.actions.shift.run());
  /** The fees where they are open, else the place. */
  const dialog = (): HTMLElement => screen.queryByTestId('fees') ?? screen.getByTestId('shift-part');
  const fill = (name: string | RegExp, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(dialog()).getByLabelText(name), { target: { value } }));
  const press = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(dialog()).getByRole('button', { name })));
  const alert = (): string => within(dialog()).getByRole('alert').textContent ?? '';
  const mark = (): string => screen.getByTestId('shift-mark').textContent ?? '';
  const calls = (name: string): readonly unknown[] =>
    page.link.calls.flatMap((call) => (call.name === name ? [call.input] : []));
  const openWith = async (total: string): Promise<void> => {
    page = await renderPage({ staff: 'chen' });
    await show();
    await fill('Or the total at once', total);
    await press(/^Open the shift/);
  };

  test('is opened with its starting cash counted piece by piece, and the frame says for how long', async () => {
    page = await renderPage({ staff: 'chen' });
    expect(mark()).toBe('No shift');
    await show();
    await press(/^Open the shift/);
    expect(alert()).toBe('Count the drawer, or type its total.');
    await fill('Number of $20.00 bills', '4');
    await fill('Number of $0.25 coins', '40');
    expect(dialog().textContent).toContain('Total $90.00');
    await press(/^Open the shift/);
    expect(calls('shift.open')).toEqual([
      {
        startingCashMinor: 9_000,
        pieces: [
          { form: 'note', valueMinor: 2_000, number: 4 },
          { form: 'coin', valueMinor: 25, number: 40 },
        ],
      },
    ]);
    expect(mark()).toMatch(/^shift \d+ s$/);
  });

  test('once it is open a second Enter goes to the desk: nothing is counted or closed', async () => {
    await openWith('50');
    expect(dialog().textContent).toContain('The shift is open.');
    expect(document.activeElement?.textContent).toMatch(/^To the desk/);
    await page.doing(() => fireEvent.click(document.activeElement ?? document.body));
    expect(page.desk.view.getState().screen).toBe('checkout');
    await show();
    expect(document.activeElement?.textContent).toMatch(/^Close the shift/);
  });

  test('shows what its drawer began with, which a supervisor corrects with a reason', async () => {
    await openWith('100');
    expect(dialog().textContent).toContain('Starting cash: $100.00');
    await press('Correct…');
    await fill('Or the total at once', '90');
    await press(/^Correct it/);
    expect(alert()).toBe('Say why it was another amount.');
    await fill('Why was it another amount?', 'ten dollars were in the safe');
    await press(/^Correct it/);
    expect(calls('shift.correct')).toEqual([
      { startingCashMinor: 9_000, pieces: [], reason: 'ten dollars were in the safe' },
    ]);
    expect(dialog().textContent).toMatch(
      /Starting cash: \$90\.00.* chen corrected it from \$100\.00 to \$90\.00: “ten dollars were in the safe”/,
    );
    expect(document.activeElement?.textContent).toMatch(/^To the desk/);
  });

  test('notes with a reason that the drawer was opened without a sale', async () => {
    await openWith('100');
    await press('Opened without a sale…');
    await press(/^Note it/);
    expect(alert()).toBe('Say why the drawer was opened.');
    await fill('Why was it opened?', 'change for the copier');
    await press(/^Note it/);
    expect(calls('drawer.open')).toEqual([{ reason: 'change for the copier' }]);
    expect(dialog().textContent).toContain('Noted.');
  });

  test('keeps what was typed of the starting cash apart from a count of the drawer', async () => {
    await openWith('100');
    await press('Correct…');
    await fill('Or the total at once', '90');
    await press('Back');
    await press(/^Close the shift…/);
    expect(within(dialog()).getByLabelText('Or the total at once')).toHaveProperty('value', '');
    await fill('Or the total at once', '70');
    await press('Back');
    await press('Correct…');
    expect(within(dialog()).getByLabelText('Or the total at once')).toHaveProperty('value', '');
    await fill('Or the total at once', '80');
    await page.scanAndDraw(OWING);
    await show();
    await press(/^Close the shift…/);
    expect(within(dialog()).getByLabelText('Or the total at once')).toHaveProperty('value', '');
  });

  test('tells desk staff who corrects the starting cash', async () => {
    page = await renderPage({ staff: 'rivera' });
    await show();
    await fill('Or the total at once', '100');
    await press(/^Open the shift/);
    expect(within(dialog()).queryByRole('button', { name: 'Correct…' })).toBeNull();
    expect(dialog().textContent).toContain('If it is wrong: a night lead or a supervisor signs in');
  });

  test('has no drawer at the hands of a student assistant, who is told whom it takes', async () => {
    page = await renderPage({ staff: 'sam' });
    await show();
    expect(dialog().textContent).toContain('Only desk staff, a night lead or a supervisor may open with a drawer.');
    await press(/^Open the shift/);
    expect(calls('shift.open')).toEqual([{}]);
  });

  test('is counted before anybody sees what is expected; a difference takes a reason, a count a second person', async () => {
    await openWith('100');
    await press(/^Close the shift…/);
    expect(dialog().textContent).not.toContain('Expected');
    await fill('Or the total at once', '98');
    await press(/^Compare/);
    expect(screen.getByTestId('drawer-result').textContent).toContain('$2.00 short');
    await press(/^Close the shift/);
    expect(alert()).toBe('Say why it is over or short.');
    await fill('Why is it over or short?', 'wrong change at noon');
    await press(/^Close the shift/);
    expect(alert()).toBe('Let the second person sign, or say that you counted alone.');
    await fill('Name', 'rivera');
    await fill('PIN', '0');
    await press(/^Close the shift/);
    expect(alert()).toContain('PIN does not match');
    await fill('PIN', '222222');
    await press(/^Close the shift/);
    expect(calls('shift.close').at(-1)).toEqual({
      countedMinor: 9_800,
      pieces: [],
      reason: 'wrong change at noon',
      second: { staff: 'rivera', pin: '222222' },
    });
    expect(screen.getByTestId('shift-ended').textContent).toContain('Counted by chen, rivera');
    expect(mark()).toBe('No shift');
  });

  test('may be counted alone, and closed without counting', async () => {
    await openWith('50');
    await press(/^Close the shift…/);
    await press(/^Close without counting/);
    expect(screen.getByTestId('drawer-result').textContent).toContain('Not counted');
    expect(dialog().textContent).not.toContain('Expected');
    await press(/^Back/);
    await fill('Or the total at once', '50');
    await press(/^Compare/);
    await page.doing(() => fireEvent.click(within(dialog()).getByRole('switch')));
    await press(/^Close the shift/);
    expect(calls('shift.close')).toEqual([{ countedMinor: 5_000, pieces: [], reason: '' }]);
  });

  test('closed without counting is closed without what somebody had begun to count', async () => {
    await openWith('50');
    await press(/^Close the shift…/);
    await fill('Or the total at once', '40');
    await press(/^Close without counting/);
    expect(dialog().textContent).not.toContain('$40.00');
    await press(/^Close the shift/);
    expect(calls('shift.close')).toEqual([{ pieces: [], reason: '' }]);
  });

  test('counted again after comparing, it keeps what was counted first', async () => {
    await openWith('100');
    await press(/^Close the shift…/);
    await fill('Or the total at once', '95');
    await press(/^Compare/);
    await press(/^Back/);
    await fill('Or the total at once', '98');
    await press(/^Compare/);
    await press(/^Back/);
    await fill('Or the total at once', '100');
    await press(/^Compare/);
    await page.doing(() => fireEvent.click(within(dialog()).getByRole('switch')));
    await press(/^Close the shift/);
    expect(calls('shift.close')).toMatchObject([{ countedMinor: 10_000, firstCountedMinor: 9_500 }]);
    expect(screen.getByTestId('drawer-result').textContent).toContain('Counted first$95.00');
  });

  test.each([
    { typed: '-3', said: 'Type an amount, such as 100 or 100.00.' },
    { typed: 'abc', said: 'Type an amount, such as 100 or 100.00.' },
    { typed: '1e3', said: 'Type an amount, such as 100 or 100.00.' },
    { typed: '99999999999', said: 'That is more than a drawer holds ($10,000,000.00). Count again.' },
  ])('says of $typed as a total what is wrong, wherever it is counted, and sends nothing', async ({ typed, said }) => {
    await openWith(typed);
    expect(alert()).toBe(said);
    expect(calls('shift.open')).toEqual([]);
    await fill('Or the total at once', '50');
    await press(/^Open the shift/);
    await press(/^Close the shift…/);
    await fill('Or the total at once', typed);
    await press(/^Compare/);
    expect(alert()).toBe(said);
    await press(/^Back/);
    await press(/^Hand over…/);
    await fill('Name', 'nadia');
    await fill('PIN', '333333');
    await press(/^Hand over/);
    expect(alert()).toBe(said);
    expect(calls('shift.handOver')).toEqual([]);
  });

  test('is not handed over with pieces that cannot be read', async () => {
    await openWith('50');
    await press(/^Hand over…/);
    await fill('Number of $20.00 bills', '-3');
    await fill('Name', 'nadia');
    await fill('PIN', '333333');
    await press(/^Hand over/);
    expect(alert()).toBe('Type how many notes and coins there are, in whole numbers such as 4.');
    expect(calls('shift.handOver')).toEqual([]);
  });

  test('handed over short says so, asks why, and tells it afterwards', async () => {
    await openWith('100');
    await press(/^Hand over…/);
    await fill('Or the total at once', '95');
    await fill('Name', 'nadia');
    await fill('PIN', '333333');
    expect(dialog().textContent).not.toContain('Expected');
    await press(/^Hand over/);
    expect(screen.getByTestId('drawer-result').textContent).toContain('$5.00 short');
    await press(/^Hand over/);
    expect(alert()).toBe('Say why it is over or short.');
    expect(calls('shift.handOver')).toEqual([]);
    await fill('Why is it over or short?', 'wrong change');
    await press(/^Hand over/);
    expect(calls('shift.handOver')).toEqual([
      { to: { staff: 'nadia', pin: '333333' }, countedMinor: 9_500, pieces: [], reason: 'wrong change' },
    ]);
    await show();
    expect(dialog().textContent).toMatch(
      /chen handed over to nadia · counted \$95\.00 · \$5\.00 short · “wrong change”/,
    );
  });

  test('asks before a scan takes the place of a count, and keeps what was counted', async () => {
    await openWith('50');
    await press(/^Close the shift…/);
    await page.doing(() => strikeScan(OWING));
    expect(page.desk.view.getState().screen).toBe('checkout');
    await show();
    await press(/^Close the shift…/);
    await fill('Number of $20.00 bills', '2');
    await page.doing(() => strikeScan(OWING));
    expect(screen.getByTestId('waiting-scan').textContent).toContain('…4421 was scanned. Leave the count for it?');
    expect(page.desk.view.getState().screen).toBe('reports');
    await page.doing(() => page.desk.actions.close.run());
    expect(screen.queryByTestId('waiting-scan')).toBeNull();
    expect(dialog().textContent).toContain('Total $40.00');
    await page.doing(() => strikeScan(OWING));
    await press(/^Take the scan/);
    expect(page.desk.view.getState().screen).toBe('checkout');
    expect(screen.getByTestId('patron-name').textContent).toBe('OKAFOR, Sade');
    await show();
    await press(/^Close the shift…/);
    expect(dialog().textContent).toContain('Total $40.00');
  });

  test('is a place for a student assistant too, who is told who makes reports', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.doing(() => page.desk.actions.reports.run());
    expect(within(dialog()).getByRole('button', { name: /^Open the shift/ })).toBeTruthy();
    expect(screen.getByTestId('reports-closed').textContent).toContain('For reports ask a night lead or a supervisor');
    expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
  });

  test('once closed it shows its report to whoever may read it, to be printed and signed', async () => {
    await openWith('50');
    await press(/^Close the shift…/);
    await fill('Or the total at once', '50');
    await press(/^Compare/);
    await page.doing(() => fireEvent.click(within(dialog()).getByRole('switch')));
    await press(/^Close the shift$/);
    expect(screen.getByTestId('shift-ended').textContent).toContain('Counted by chen');
    const sheet = screen.getByTestId('report');
    expect(within(sheet).getByRole('heading', { level: 2 }).textContent).toBe('Shift report');
    expect(sheet.textContent).toMatch(/\$0\.00.*Counted \$50\.00 · Should be \$50\.00 · Counted by chen/);
    // A line for the person who counted.
    expect(sheet.textContent).toContain('chen, counted');
  });

  test('the acts of today stand below it, with the busiest hour, for everybody who works here', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw('31310000001204');
    await page.scanAndDraw('31310000008812');
    await show();
    const today = screen.getByTestId('today');
    expect(
      within(today)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(expect.arrayContaining(['2Checked in', '0Overrides']));
    expect(today.textContent).toMatch(/busiest 2:00 PM to 3:00 PM, 2/);
    expect(within(today).queryByRole('button')).toBeNull();
  });

  test('today is counted once for all that changes within seconds', async () => {
    page = await renderPage({ staff: 'sam' });
    await show();
    const counted = () => page.link.calls.filter(({ name }) => name === 'shift.today').length;
    const before = counted();
    const changed = () =>
      page.fake.emit('desk.changed', { patrons: [], items: ['a'], titles: [], exceptions: false, acts: true });
    await page.doing(() => {
      changed();
      changed();
      page.clock.advance(2_000);
      changed();
    });
    expect(counted()).toBe(before);
    await page.doing(() => page.clock.advance(4_000));
    expect(counted()).toBe(before + 1);
    await page.doing(() => {
      changed();
      page.clock.advance(6_000);
    });
    expect(counted()).toBe(before + 2);
  });

  test('a figure of today leads to the report that tells more', async () => {
    page = await renderPage({ staff: 'chen' });
    await show();
    await page.doing(() =>
      fireEvent.click(within(screen.getByTestId('today')).getByRole('button', { name: /Turned away/ })),
    );
    expect(page.desk.view.getState().part).toBe('reports');
    expect(page.desk.reports.store.getState().kind).toBe('use');
  });

  test('Esc leads from a form of it to what stands before it', async () => {
    await openWith('50');
    await press(/^Hand over…/);
    await page.doing(() => page.desk.actions.close.run());
    expect(dialog().textContent).toContain('Starting cash: $50.00');
  });

  test('is handed over by the PIN of whoever takes it', async () => {
    await openWith('50');
    await press(/^Hand over…/);
    await press(/^Hand over/);
    expect(alert()).toBe('Give the name of the other person.');
    await fill('Name', 'nadia');
    await fill('PIN', '333333');
    await press(/^Hand over/);
    // The desk is theirs now, and all dialogs on it are closed.
    await show();
    expect(dialog().textContent).toContain('Responsible: nadia');
  });

  describe('fees of the patron on the desk', () => {
    const owing = async (staff: 'sam' | 'rivera' | 'chen'): Promise<void> => {
      page = await renderPage({ staff });
      await page.scanAndDraw(OWING);
      await page.doing(() => page.desk.actions.fees.run());
    };
    const done = (): string => screen.getByTestId('money-done').textContent ?? '';

    test('are paid in cash with the change in large, under a receipt number', async () => {
      await owing('rivera');
      expect(dialog().textContent).toContain('No shift is open');
      await fill('Amount', '5');
      await fill('Handed over', '4');
      await press(/^Take payment/);
      expect(alert().trim()).toBe('The amount given is less than the payment.');
      await fill('Handed over', '20');
      expect(screen.getByTestId('change').textContent).toBe('Change $15.00');
      await press(/^Take payment/);
      await press('Take it without a shift');
      expect(calls('payment.take')).toEqual([
        { patron: OWING, amountMinor: 500, method: 'cash', tenderedMinor: 2_000 },
      ]);
      expect(done()).toMatch(/^Receipt 1 · \$5\.00 paid · CashChange \$15\.00Still owed/);
    });

    test('one of them is paid by card with the number on its slip, and is in the drawer’s figures but not in the drawer', async () => {
      await openWith('50');
      await page.scanAndDraw(OWING);
      await page.doing(() => page.desk.actions.fees.run());
      await page.doing(() => fireEvent.click(within(dialog()).getByRole('checkbox', { name: /^Late fee.*Camera/ })));
      await page.doing(() => fireEvent.click(within(dialog()).getByRole('radio', { name: 'Card' })));
      await fill('Number on the card terminal receipt', '0042');
      await press(/^Take payment/);
      expect(calls('payment.take')).toMatchObject([
        { amountMinor: 250, method: 'card', reference: '0042', allocation: [{ amountMinor: 250 }] },
      ]);
      expect(await page.fake.ask('shift.current', {})).toMatchObject({
        expectedMinor: 5_000,
        money: [{ method: 'card' }],
      });
      await page.doing(() => page.desk.actions.shift.run());
      expect(screen.getByRole('table', { name: /Receipt 1/ }).textContent).toMatch(/^Receipt 1Method/);
    });

    test('are waived with a reason, by a second person where whoever is signed in may not', async () => {
      await owing('rivera');
      await page.doing(() => fireEvent.click(within(dialog()).getByRole('checkbox', { name: /^Late fee.*Camera/ })));
      await press(/^Waive…/);
      await press(/^Waive it/);
      expect(alert().trim()).toBe('Give a reason.');
      await press('Our mistake');
      await fill('Name', 'chen');
      await fill('PIN', '444444');
      await press(/^Waive it/);
      expect(calls('fee.waive')).toMatchObject([
        { patron: OWING, inFull: true, reason: 'Our mistake', authoriser: { staff: 'chen', pin: '444444' } },
      ]);
      expect(done()).toContain('Waived');
    });

    test('are waived on a code by phone, asked for so much of that fee', async () => {
      await owing('rivera');
      await page.doing(() => fireEvent.click(within(dialog()).getByRole('checkbox', { name: /^Late fee.*Camera/ })));
      await press(/^Waive…/);
      await press('Our mistake');
      await press('Code by phone…');
      expect(calls('phone.ask')).toEqual([{ feeId: expect.any(String), patron: OWING }]);
      await fill('Who gives it', 'chen');
      await press(/^Waive it/);
      expect(alert().trim()).toBe('Enter the code given by phone.');
      const challenge = screen.getByTestId('phone-challenge').textContent ?? '';
      const given = await page.fake.elsewhere('phone.give', { desk: 'Main desk', challenge, pin: '444444' });
      await fill('Code', given.code ?? '');
      await press(/^Waive it/);
      expect(calls('fee.waive')).toMatchObject([
        { inFull: true, authoriser: { staff: 'chen', challenge, code: given.code } },
      ]);
      expect(done()).toContain('Waived');
    });

    test('are shown to a student assistant, who takes no money', async () => {
      await owing('sam');
      expect(dialog().textContent).toContain('Taking payments needs desk staff');
      expect(within(dialog()).queryByRole('button', { name: /^Take payment/ })).toBeNull();
    });
  });
});
