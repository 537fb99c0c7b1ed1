// Fees added by hand, the account as a ledger, cash without a shift, and the keys and answers that lead to them.

import { fireEvent, screen, within } from '@testing-library/react';
import type { CirculationAnswer } from '../../../../shared/views/circulation.ts';
import type { Entry } from '../../../../renderer/stores/work/work-state.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

/** Owes $12.50 for a lost item and a late return. */
const OWING = '21310000004421';
const OWING_NOTHING = '21310000005566';
const ITEM = '31310000005529';

describe('forms of fees', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const ledger = (): HTMLElement => screen.getByTestId('fees');
  const button = (name: string | RegExp): HTMLElement => within(ledger()).getByRole('button', { name });
  const press = (name: string | RegExp): Promise<void> => page.doing(() => fireEvent.click(button(name)));
  const fill = (name: string | RegExp, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(ledger()).getByLabelText(name), { target: { value } }));
  const strike = (key: string): Promise<void> => page.doing(() => fireEvent.keyDown(document.body, { key }));
  const wedge = (code: string): Promise<void> =>
    page.doing(() => {
      for (const key of [...code.split(''), 'Enter'])
        fireEvent.keyDown(document.activeElement ?? document.body, { key });
    });
  const calls = (name: string): readonly unknown[] =>
    page.link.calls.flatMap((call) => (call.name === name ? [call.input] : []));
  /** Its state goes with what is put beside it. */
  const parseEntry = (value: unknown) => value as Entry;
  const answer = (): string => screen.getByTestId('answer').textContent;

  test('an account that changes meanwhile shows in the ledger that is open', async () => {
    page = await renderPage();
    await page.scanAndDraw(OWING);
    await strike('F7');
    expect(ledger().textContent).toContain('$12.50');
    const added = { patron: OWING, charge: 'damage', amountMinor: 1_000, note: 'As from another desk' } as const;
    await page.doing(async () => void (await page.fake.call('fee.add', added)));
    expect(ledger().textContent).toContain('$22.50');
  });

  describe('adding a fee', () => {
    test('F7 opens the form where nothing is owed; what it is for and how much are asked for, and a scan says which item', async () => {
      page = await renderPage();
      await page.scanAndDraw(OWING_NOTHING);
      expect(screen.getByRole('button', { name: /^Add fee/ })).toBeTruthy();
      await strike('F7');
      await press(/^Add the fee/);
      expect(within(ledger()).getByRole('alert').textContent.trim()).toBe('Choose what it is for.');
      await fill('What is it for?', 'damage');
      await press(/^Add the fee/);
      expect(within(ledger()).getByRole('alert').textContent.trim()).toMatch(/^Type an amount/);
      await fill('Amount', '10');
      await wedge(ITEM);
      await fill('Note', 'Cover torn');
      await press(/^Add the fee/);
      expect(calls('fee.add')).toEqual([
        { patron: OWING_NOTHING, charge: 'damage', amountMinor: 1_000, item: ITEM, note: 'Cover torn' },
      ]);
      expect(screen.getByTestId('money-done').textContent).toMatch(/Added: \$10\.00.*Still owed: \$10\.00/);
      expect(calls('circ.checkout')).toEqual([]);
    });

    test('where something is owed the form is one press away, and Undo takes the fee off again', async () => {
      page = await renderPage();
      await page.scanAndDraw(OWING);
      await strike('F7');
      await press('Add fee…');
      await fill('What is it for?', 'copies');
      await fill('Amount', '1.20');
      await press(/^Add the fee/);
      await page.doing(() => page.desk.actions.undo.run());
      expect(answer()).toMatch(/Undone.*The fee is taken off the account/);
      expect(calls('circ.undo')).toHaveLength(1);
    });

    test('Find anything finds it by what it does', async () => {
      page = await renderPage();
      await page.scanAndDraw(OWING);
      await page.doing(() => page.desk.actions.find.run());
      const palette = within(screen.getByRole('dialog'));
      await page.doing(() => fireEvent.change(palette.getByRole('combobox'), { target: { value: 'charge' } }));
      expect(screen.getByRole('dialog').textContent).toContain('Fees of this patron');
    });
  });

  describe('the ledger', () => {
    const rows = (): readonly HTMLElement[] => within(ledger()).getAllByRole('row');
    const row = (text: RegExp): HTMLElement => within(ledger()).getByRole('row', { name: text });
    /** The panel that stands directly under a row. */
    const under = (text: RegExp): HTMLElement | null =>
      row(text).nextElementSibling?.querySelector<HTMLElement>('form') ?? null;

    beforeEach(async () => {
      page = await renderPage({ staff: 'chen' });
      await page.scanAndDraw(OWING);
      await strike('F7');
    });

    test('has what is open, the payment under it, and then what was paid and waived, with receipt and person', async () => {
      expect(ledger().textContent).toContain('Owes$12.50');
      expect(row(/^Lost item/).textContent).toMatch(/Introduction to Probability.*\$10\.00\$10\.00/);
      expect(under(/^Late fee · The Warmth/)?.getAttribute('aria-label')).toBe('Take payment');
      await fill('Amount', '5');
      await press(/^Take payment/);
      await page.doing(() => fireEvent.click(button(/^Take it without a shift/)));
      expect(rows().map(({ textContent }) => textContent)).toContainEqual(
        expect.stringMatching(/Payment · Cash · receipt 1 · chen-\$5\.00/),
      );
      expect(ledger().textContent).toMatch(/Paid and waived 1/);
    });

    test('letters on a row do what the row is about, and the form stands under it', async () => {
      const fee = row(/^Late fee · Camera/);
      await page.doing(() => fee.focus());
      await press(/Waive$/);
      expect(under(/^Late fee · Camera/)?.getAttribute('aria-label')).toMatch(/^Waive Late fee/);
      await press('Our mistake');
      await press(/^Waive it/);
      await press('Take another payment');
      const waived = row(/Waived: Late fee/);
      expect(waived.textContent).toMatch(/“Our mistake” · chen/);
      await fill('Amount', '4');
      await press(/^Take payment/);
      await press(/^Take it without a shift/);
      await press('Take another payment');
      await page.doing(() => row(/Payment · Cash/).focus());
      await press(/Refund$/);
      expect(under(/Payment · Cash/)?.getAttribute('aria-label')).toBe('Refund it');
    });

    test('Esc leaves a form for the payment, and then the ledger', async () => {
      await press('Add fee…');
      const close = (): Promise<void> => page.doing(() => page.desk.actions.close.run());
      await close();
      expect(within(ledger()).getByRole('form', { name: 'Take payment' })).toBeTruthy();
      await close();
      expect(screen.queryByTestId('fees')).toBeNull();
      expect(screen.getByTestId('patron-name')).toBeTruthy();
    });
  });

  describe('cash without a shift', () => {
    const paying = async (): Promise<void> => {
      page = await renderPage();
      await page.scanAndDraw(OWING);
      await strike('F7');
      await fill('Amount', '5');
      await press(/^Take payment/);
      expect(within(ledger()).getByRole('alert').textContent).toContain('Open one first?');
      expect(calls('payment.take')).toEqual([]);
    };

    test('asks to open one, there and then; what was typed is not lost to the shift', async () => {
      await paying();
      expect(document.activeElement).toBe(button(/^Open a shift/));
      await press(/^Open a shift/);
      await page.doing(() => fireEvent.click(within(ledger()).getByRole('radio', { name: 'Without a cash drawer' })));
      await press(/^Open the shift/);
      expect(calls('shift.open')).toHaveLength(1);
      expect(within(ledger()).getByLabelText<HTMLInputElement>('Amount').value).toBe('5');
      await press(/^Take payment/);
      expect(calls('payment.take')).toMatchObject([{ amountMinor: 500, method: 'cash' }]);
      expect(screen.getByTestId('money-done').textContent).toContain('$5.00 paid · Cash');
    });

    test('is taken without one when a person says so, who is not asked again', async () => {
      await paying();
      await press('Take it without a shift');
      expect(calls('payment.take')).toHaveLength(1);
      await press('Take another payment');
      await fill('Amount', '1');
      await press(/^Take payment/);
      expect(calls('payment.take')).toHaveLength(2);
    });
  });

  describe('keys', () => {
    test('F7 without a patron says whom it would be about', async () => {
      page = await renderPage();
      await strike('F7');
      expect(answer()).toMatch(/Whose fees\?.*Scan a card/);
      await page.doing(() => page.desk.actions.titles.run());
      await strike('F7');
      expect(answer()).toContain('Whose fees?');
    });

    test('F10 says that it does nothing', async () => {
      page = await renderPage();
      for (const screenId of ['checkout', 'checkin', 'work', 'patrons', 'titles', 'reports'] as const) {
        await page.doing(() => page.desk.actions[screenId].run());
        await strike('F10');
        expect({ screenId, said: answer() }).toMatchObject({ said: expect.stringMatching(/F10.*does nothing/) });
      }
    });
  });

  describe('money in the way', () => {
    const OWED = {
      code: 'PATRON_FINES',
      effect: 'override',
      text: 'The patron owes more than the limit.',
      params: { owed: { amountMinor: 11_200, currency: 'USD' }, limit: { amountMinor: 1_000, currency: 'USD' } },
      right: 'override-fees',
      mayOverride: false,
      overridden: false,
    } as const satisfies CirculationAnswer['reasons'][number];

    test('a refusal that it causes leads to the fees of that patron', async () => {
      page = await renderPage();
      await page.scanAndDraw(OWING);
      await page.scanAndDraw(ITEM);
      await page.doing(() =>
        page.desk.work.store.setState(({ entries }) => ({
          entries: entries.map((entry) =>
            entry.answer === null
              ? entry
              : parseEntry({
                  ...entry,
                  state: 'ask',
                  answer: { ...entry.answer, decision: 'needs-override', reasons: [OWED] },
                }),
          ),
        })),
      );
      const take = within(screen.getByTestId('answer')).getByRole('button', {
        name: /^Owes \$112\.00, limit \$10\.00 · Take payment/,
      });
      await page.doing(() => fireEvent.click(take));
      expect(within(ledger()).getByRole('form', { name: 'Take payment' })).toBeTruthy();
      expect(calls('fee.list')).toEqual([{ patron: OWING }]);
    });

    test('a card that is blocked offers something to do: to take payment, or else to look', async () => {
      page = await renderPage();
      await page.scanAndDraw(OWING);
      const block = (code: string): Promise<void> =>
        page.doing(() =>
          page.desk.work.store.setState(({ patron }) => ({
            patron:
              patron === null || patron.view === null
                ? patron
                : { ...patron, view: { ...patron.view, notices: [{ code, effect: 'block', text: 'Blocked' }] } },
          })),
        );
      const offered = (): readonly (string | null)[] =>
        within(screen.getByTestId('answer'))
          .getAllByRole('button')
          .map((one) => one.textContent);
      await block('PATRON_FINES');
      expect(offered()).toEqual([expect.stringContaining('Take payment')]);
      await block('PATRON_RESTRICTED');
      expect(offered()).toHaveLength(1);
    });
  });
});
