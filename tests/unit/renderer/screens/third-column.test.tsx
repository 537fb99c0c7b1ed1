// Check out on a wide window: the patron keeps the second column, and what was scanned last or opened stands in the third.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const OVERSTORY = '31310000008812';
const SADES_LOAN = '31310000001204';

describe('the third column of Check out', () => {
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
    expect(third().textContent).toBe('The item scanned last stands here.');
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    expect(third().textContent).toMatch(/Last scanned.*The Overstory/);
    expect(patron().textContent).toContain('OKAFOR, Sade');
    expect(within(third()).queryByText('Who has it')).toBeNull();
    await page.scanAndDraw(SADES_LOAN);
    expect(third().textContent).toMatch(/Last scanned.*Circe/);
    await escape();
    expect(page.desk.work.store.getState().patron).toBeNull();
    expect(third().textContent).toBe('The item scanned last stands here.');
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
});
