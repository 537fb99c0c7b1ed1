// A downtime sheet on Work: checked before it is recorded, and refused lines stay to be corrected with their own time.

import { fireEvent, screen, within } from '@testing-library/react';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('a downtime sheet', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const calls = (name: string) => page.link.calls.filter((call) => call.name === name);
  const box = () => screen.getByRole('textbox', { name: 'Lines of the sheet' });
  const press = (name: string | RegExp) => page.doing(() => fireEvent.click(screen.getByRole('button', { name })));
  const begin = async (): Promise<void> => {
    page = await renderPage({ staff: 'rivera' });
    await page.doing(() => page.desk.work.goTo('work'));
    await press('Enter from paper…');
  };
  /** Days ago, so that every time of the sheet lies behind. */
  const dayOf = (): string => {
    const { moment } = page.desk.paper.store.getState();
    return new Date(Date.parse(`${moment?.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  };

  test('is checked line by line, recorded by one press, and keeps what cannot be', async () => {
    await begin();
    expect(box().ownerDocument.activeElement).toBe(box());
    const text = `${dayOf()} 9:05 AM 21310000001187 31310000008812\n21310000001187 99999\n31310000001204`;
    await page.doing(() => fireEvent.change(box(), { target: { value: text } }));
    await press('Check');
    expect(calls('paper.record')).toEqual([]);
    const [, wrong, lent, back] = within(screen.getByRole('table')).getAllByRole('row');
    expect(lent?.textContent).toMatch(/Check out.*LINDQVIST, Åsa.*The Overstory.*Ready/);
    expect(wrong?.textContent).toMatch(/Not recorded.*No copy has this barcode/);
    expect(back?.textContent).toMatch(/Check in.*Circe.*Ready/);
    expect(back?.textContent).not.toContain('LINDQVIST');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Record 2 transactions' }));
    await press('Record 2 transactions');
    expect(document.activeElement).toBe(box());
    expect(screen.getByText('2 recorded · 1 cannot be recorded')).toBeTruthy();
    expect(box()).toHaveProperty('value', `${dayOf()} 09:05 21310000001187 99999`);
  });

  test('a sheet that changed is checked again before it is recorded', async () => {
    await begin();
    await page.doing(() => fireEvent.change(box(), { target: { value: `${dayOf()} 9:05 31310000001204` } }));
    await press('Check');
    expect(screen.getByRole('button', { name: 'Record 1 transaction' })).toBeTruthy();
    await page.doing(() => fireEvent.change(box(), { target: { value: `${dayOf()} 9:06 31310000001204` } }));
    expect(screen.queryByRole('button', { name: /^Record/ })).toBeNull();
  });

  test('a scan is written into its lines: a card and its barcode on one, then the next', async () => {
    await begin();
    const card = '21310000001187';
    await page.doing(() => fireEvent.change(box(), { target: { value: '9:05 AM' } }));
    await page.doing(() => strikeScan(card));
    await page.doing(() => strikeScan('31310000008812'));
    await page.doing(() => strikeScan(card));
    expect(box()).toHaveProperty('value', `9:05 AM ${card} 31310000008812\n${card} `);
    expect(page.desk.view.getState().screen).toBe('work');
    expect(calls('circ.checkout')).toEqual([]);
    expect(page.desk.work.store.getState().patron).toBeNull();
  });

  test.each([
    ['its button', () => press('Print an empty sheet')],
    [
      'Find anything, for a student too',
      async () => {
        page.close();
        page = await renderPage({ staff: 'sam' });
        await page.doing(() => page.desk.actions.find.run());
        const found = screen.getByRole('combobox', { name: /Find/ });
        await page.doing(() => fireEvent.change(found, { target: { value: 'downtime sheet' } }));
        await page.doing(() => fireEvent.click(screen.getByRole('option', { name: /Print a downtime sheet/ })));
      },
    ],
  ])('an empty one is printed by %s', async (_way, ask) => {
    const print = jest.spyOn(window, 'print').mockImplementation(() => {});
    await begin();
    await ask();
    expect(print).toHaveBeenCalledTimes(1);
    const printed = within(screen.getByTestId('printed-downtime-sheet'));
    expect(printed.getByRole('heading', { hidden: true }).textContent).toBe('Downtime sheet');
    expect(printed.getAllByRole('columnheader', { hidden: true }).map(({ textContent }) => textContent)).toEqual([
      'Time',
      'Out or in',
      'Card',
      'Barcode',
      'Due',
      'Initials',
    ]);
    expect(printed.getAllByRole('row', { hidden: true })).toHaveLength(29);
    await page.doing(() => window.dispatchEvent(new Event('afterprint')));
    expect(screen.queryByTestId('printed-downtime-sheet')).toBeNull();
    print.mockRestore();
  });

  test('Find anything leads there, and tells a student who may', async () => {
    page = await renderPage({ staff: 'sam' });
    const find = async () => {
      await page.doing(() => page.desk.actions.find.run());
      const box = screen.getByRole('combobox', { name: /Find/ });
      await page.doing(() => fireEvent.change(box, { target: { value: 'downtime sheet' } }));
      return screen.getByRole('option', { name: /Enter from paper/ });
    };
    const row = await find();
    expect(row.textContent).toContain('Only those who work on exceptions may enter a sheet.');
    await page.doing(() => fireEvent.click(row));
    expect(page.desk.paper.store.getState().isOpen).toBe(false);
    page.close();
    page = await renderPage({ staff: 'rivera' });
    const open = await find();
    await page.doing(() => fireEvent.click(open));
    expect(box()).toBeTruthy();
  });
});
