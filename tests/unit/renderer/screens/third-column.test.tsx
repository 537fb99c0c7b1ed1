// On a wide window the item scanned last or opened stands in the third column; content of the place keeps the second.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const OVERSTORY = '31310000008812';
const SADES_LOAN = '31310000001204';

describe('the third column', () => {
  let page: DrawnPage;
  const narrow = window.matchMedia;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => {
    page.close();
    window.matchMedia = narrow;
  });

  const isWide = (): void => {
    window.matchMedia = (query) => Object.assign(narrow(query), { matches: query.includes('1600') });
  };
  const third = (): HTMLElement => screen.getByRole('complementary', { name: 'Item' });
  const patron = (): HTMLElement => screen.getByRole('complementary', { name: 'Beside the work' });
  const escape = (): Promise<void> => page.doing(() => page.desk.actions.close.run());

  test('is there from the first moment and follows the scans, and who had a thing is told to whoever opens it', async () => {
    isWide();
    page = await renderPage();
    expect(third().textContent).toBe('The last item scanned shows here.');
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    expect(third().textContent).toMatch(/Last scanned.*The Overstory/);
    expect(patron().textContent).toContain('OKAFOR, Sade');
    expect(within(third()).queryByText('Who has it')).toBeNull();
    await page.scanAndDraw(SADES_LOAN);
    expect(third().textContent).toMatch(/Last scanned.*Circe/);
    await escape();
    expect(page.desk.work.store.getState().patron).toBeNull();
    expect(third().textContent).toBe('The last item scanned shows here.');
  });

  test('keeps a record that was opened, until Esc gives the place back to the scans', async () => {
    isWide();
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => fireEvent.click(within(third()).getByRole('button', { name: 'Who had it' })));
    expect(third().textContent).not.toContain('Last scanned');
    await page.scanAndDraw(SADES_LOAN);
    expect(within(third()).getByRole('heading', { name: 'The Overstory' })).toBeTruthy();
    await escape();
    expect(third().textContent).toMatch(/Last scanned.*Circe/);
    expect(page.desk.work.store.getState().patron).not.toBeNull();
  });

  test('is not there on a narrower window: a record takes the place of the patron', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    expect(screen.queryByRole('complementary', { name: 'Item' })).toBeNull();
    expect(screen.queryByTestId('item-record')).toBeNull();
    await page.doing(() => page.desk.items.open(OVERSTORY));
    expect(within(patron()).getByTestId('item-record').textContent).toContain('The Overstory');
  });

  test('stands on Check in too, where it names nobody until a person opens it', async () => {
    isWide();
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.actions.checkin.run());
    expect(third().textContent).toBe('The last item scanned shows here.');
    await page.scanAndDraw(SADES_LOAN);
    expect(third().textContent).toMatch(/Last scanned.*Circe/);
    expect(third().textContent).not.toMatch(/OKAFOR|NAKAMURA/);
    await page.doing(() => page.desk.actions.checkout.run());
    expect(third().textContent).toBe('The last item scanned shows here.');
  });

  test('on Check out tells neither who waits nor what was written, until a person opens it', async () => {
    isWide();
    page = await renderPage({ staff: 'chen' });
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(SADES_LOAN);
    expect(third().textContent).toMatch(/Last scanned.*Circe/);
    expect(third().textContent).not.toMatch(/NAKAMURA/);
    expect(within(third()).queryByRole('tab', { name: /^History/ })).toBeNull();
    const told = (): string[] => page.link.calls.map(({ input }) => JSON.stringify(input));
    expect(told().filter((input) => input.includes('item-history'))).toEqual([]);
    await page.doing(() => fireEvent.click(within(third()).getByRole('button', { name: 'Who had it' })));
    expect(within(third()).getByRole('tab', { name: /^History/ })).toBeTruthy();
  });

  test('stands beside a title, and takes the copy that a row opens', async () => {
    isWide();
    page = await renderPage();
    await page.doing(() => page.desk.actions.titles.run());
    await page.scanAndDraw(OVERSTORY);
    expect(screen.getByTestId('title-record')).toBeTruthy();
    expect(third().textContent).toMatch(/Last scanned.*…?8812/);
    const [row] = within(screen.getByTestId('title-record')).getAllByRole('row').slice(1);
    await page.doing(() => fireEvent.keyDown(row ?? document.body, { key: 'Enter' }));
    expect(third().textContent).not.toContain('Last scanned');
    expect(screen.getByTestId('title-record')).toBeTruthy();
  });

  describe('Ctrl+→ and Ctrl+←', () => {
    /** Returns whether the key was left to the page. */
    const strike = async (key: string): Promise<boolean> => {
      let wasLeft = true;
      await page.doing(() => {
        wasLeft = fireEvent.keyDown(document.activeElement ?? document.body, { key, ctrlKey: true });
      });
      return wasLeft;
    };
    const box = (): HTMLElement => screen.getByRole('textbox', { name: 'Scan or type' });

    test('go into the column and back to the scan box', async () => {
      isWide();
      page = await renderPage();
      await page.scanAndDraw(OVERSTORY);
      expect(document.activeElement).toBe(box());
      await strike('ArrowRight');
      expect(third().contains(document.activeElement)).toBe(true);
      await strike('ArrowLeft');
      expect(document.activeElement).toBe(box());
    });

    test('move by words in a text, and stay the page’s own there', async () => {
      isWide();
      page = await renderPage();
      await page.scanAndDraw(OVERSTORY);
      await page.doing(() => fireEvent.change(box(), { target: { value: 'over story' } }));
      expect(await strike('ArrowRight')).toBe(true);
      expect(document.activeElement).toBe(box());
      await page.doing(() => fireEvent.change(box(), { target: { value: '' } }));
      expect(await strike('ArrowRight')).toBe(false);
    });
  });
});
