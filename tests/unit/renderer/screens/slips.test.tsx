// Slips on screen: checkouts of this visit, a receipt, the trace; printed, kept while the printer is off, printed by the page.

import { fireEvent, screen, within } from '@testing-library/react';
import { PRINTER_OFF } from '../../../support/fake-desk/fake-data.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';

describe('slips', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    window.print = jest.fn();
    page = await renderPage();
  });

  afterEach(() => page.close());

  const dialog = (): HTMLElement => screen.getByRole('dialog');
  const press = (name: string | RegExp, within_ = dialog()): Promise<void> =>
    page.doing(() => fireEvent.click(within(within_).getByRole('button', { name })));
  const show = (): Promise<void> => page.doing(() => page.desk.actions.slip.run());
  const setUp = (host: string): Promise<void> =>
    page.doing(() =>
      page.desk.slips.set({
        target: { kind: 'network', host, port: 9100 },
        width: 42,
        codePage: 'pc850',
        cuts: true,
        patronOnSlip: 'last-four',
        printsRouting: true,
        opensDrawer: false,
      }),
    );
  const printed = (): unknown[] => page.link.calls.flatMap(({ name, input }) => (name === 'slip.print' ? [input] : []));
  const lend = async (): Promise<void> => {
    await page.scanAndDraw(SADE);
    await page.scanAndDraw('31310000008812');
  };

  test('there is nothing to print before anything went out', async () => {
    await show();
    expect(dialog().textContent).toContain('Nothing to print yet');
  });

  test('the slip of a visit is shown and printed', async () => {
    await setUp('192.0.2.40');
    await lend();
    await show();
    expect(dialog().textContent).toContain('The Overstory');
    await press('Print');
    expect(printed()).toEqual([{ of: { acts: [expect.any(String)] } }]);
    expect(dialog().textContent).toContain('Printed.');
    expect(screen.getByRole('contentinfo').textContent).toContain('printer ok');
  });

  test('on Check in it is that of the last item for the hold shelf or another branch', async () => {
    await setUp('192.0.2.40');
    await lend();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw('31310000009989');
    await page.scanAndDraw('31310000008812');
    const [act] = page.desk.work.store.getState().entries.filter(({ answer }) => (answer?.slips ?? []).length > 0);
    await show();
    await press('Print');
    expect(printed()).toEqual([{ of: { acts: [act?.answer?.commandId] } }]);
  });

  test('at Check in there is a receipt of what was handed in together, naming nobody', async () => {
    await setUp('192.0.2.40');
    await lend();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw('31310000008812');
    await show();
    expect(dialog().textContent).toContain('Returned');
    expect(dialog().textContent).toContain('The Overstory');
    expect(dialog().textContent).not.toMatch(/4421|OKAFOR/);
    await press('Print');
    expect(printed()).toEqual([{ of: { returned: [expect.any(String)] } }]);
  });

  test('why a thing was not lent may be taken along', async () => {
    await setUp('192.0.2.40');
    await page.scanAndDraw('21310000002095');
    await page.scanAndDraw('31310000008812');
    await page.doing(() =>
      fireEvent.click(within(screen.getByTestId('answer')).getByRole('button', { name: /^Slip/ })),
    );
    expect(dialog().textContent).toContain('Not checked out');
    expect(dialog().textContent).toMatch(/expired/i);
    await press('Print');
    expect(printed()).toEqual([{ of: { refusal: { patron: '21310000002095', item: '31310000008812' } } }]);
  });

  test('one that the printer did not take is told in the status bar until it is printed or let go', async () => {
    await setUp(PRINTER_OFF);
    await lend();
    await show();
    await press('Print');
    expect(screen.getByTestId('slips-wait').textContent).toBe('1 slip waits');
    expect(screen.getByTestId('slips-waiting').textContent).toContain('The printer does not answer');
    await press('Print what waits');
    expect(screen.getByTestId('slips-wait')).toBeTruthy();
    await press('Discard it');
    expect(screen.queryByTestId('slips-wait')).toBeNull();
  });

  test('without a printer the page prints, and the paper is gone after', async () => {
    await lend();
    await show();
    await press(/^Print on a page/);
    expect(window.print).toHaveBeenCalledTimes(1);
    expect(screen.getByTestId('printed-slip').textContent).toContain('The Overstory');
    await page.doing(() => window.dispatchEvent(new Event('afterprint')));
    expect(screen.queryByTestId('printed-slip')).toBeNull();
  });

  test('the trace of a checkout leads to its slip, also when the visit is over', async () => {
    await lend();
    await page.doing(() => page.desk.actions.why.run());
    await press('Slip…', screen.getByRole('region', { name: 'Why?' }));
    expect(dialog().textContent).toContain('The Overstory');
  });

  test('a payment leads to its receipt', async () => {
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.actions.fees.run());
    const pressAtFees = (name: string | RegExp): Promise<void> =>
      page.doing(() => fireEvent.click(within(screen.getByTestId('fees')).getByRole('button', { name })));
    await pressAtFees(/^Take/);
    await pressAtFees('Take it without a shift');
    // A stroke right behind that of the form belongs to it.
    await page.doing(() => page.clock.advance(1_000));
    await pressAtFees('Receipt…');
    expect(screen.getByRole('dialog').textContent).toContain('Print a slip');
  });
});

describe('the printer', () => {
  let page: DrawnPage;
  const open = async (staff: 'sam' | 'rivera'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.view.setState({ overlay: 'printer' }));
  };
  const dialog = (): HTMLElement => screen.getByRole('dialog');
  const press = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(dialog()).getByRole('button', { name })));
  const fill = (name: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(dialog()).getByLabelText(name), { target: { value } }));

  afterEach(() => page.close());

  test('is set up with its address and tried with a test page', async () => {
    await open('rivera');
    await fill('Printer', 'network');
    await press(/^Save, print/);
    expect(within(dialog()).getByText(/Type the address/)).toBeTruthy();
    await fill('Address of the printer', '192.0.2.40');
    await press(/^Save, print/);
    expect(dialog().textContent).toContain('The printer took the test page');
    expect(page.link.calls).toContainEqual({
      name: 'printer.set',
      input: expect.objectContaining({ target: { kind: 'network', host: '192.0.2.40', port: 9100 } }),
    });
  });

  test('that is off is told, with what to do', async () => {
    await open('rivera');
    await fill('Printer', 'network');
    await fill('Address of the printer', PRINTER_OFF);
    await press(/^Save, print/);
    expect(dialog().textContent).toContain('The printer does not answer');
  });

  test('is not a student assistant’s to set up', async () => {
    await open('sam');
    expect(dialog().textContent).toContain('may set the printer up');
    expect(screen.queryByTestId('printer-form')).toBeNull();
  });
});
