// A page with room for one column: the record beside the place is one line, opens over the place by its key, and a scan brings the answer back.

import { screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const OVERSTORY = '31310000008812';
const LOANED = '33310000000049';
const NOBODYS = '21399999999999';

describe('a narrow page', () => {
  let page: DrawnPage;
  const wide = window.matchMedia;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    window.matchMedia = (query) => Object.assign(wide(query), { matches: query.includes('< 1000px') });
    page = await renderPage();
  });

  afterEach(() => {
    page.close();
    window.matchMedia = wide;
  });

  const strip = (): HTMLElement | null => screen.queryByTestId('record-strip');
  const loans = (): HTMLElement | null => screen.queryByTestId('patron-name');
  const press = (id: 'details' | 'close' | 'placeHold' | 'checkin'): Promise<void> =>
    page.doing(() => page.desk.actions[id].run());

  test('has no column beside the place: the patron is one line, with what waits for them', async () => {
    expect(strip()).toBeNull();
    await page.scanAndDraw(SADE);
    expect(strip()?.textContent).toMatch(/OKAFOR, Sade.*…4421.*1 hold ready/);
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(loans()).toBeNull();
  });

  test('opens the record by its key, then its details, and Esc closes it before the patron', async () => {
    await page.scanAndDraw(SADE);
    await press('details');
    expect(loans()?.textContent).toBe('OKAFOR, Sade');
    expect(screen.queryByTestId('answer')).toBeNull();
    expect(screen.queryByText('sade.okafor@example.edu')).toBeNull();
    await press('details');
    expect(screen.getByText('sade.okafor@example.edu')).toBeTruthy();
    await press('close');
    expect(loans()).toBeNull();
    expect(page.desk.work.store.getState().patron).not.toBeNull();
    await press('close');
    expect(page.desk.work.store.getState().patron).toBeNull();
  });

  test('a scan closes the record, so that its answer is seen', async () => {
    await page.scanAndDraw(SADE);
    await press('details');
    await page.scanAndDraw(OVERSTORY);
    expect(screen.getByTestId('answer').textContent).toContain('The Overstory');
    expect(strip()).not.toBeNull();
  });

  test('a form in the record opens it', async () => {
    await page.scanAndDraw(SADE);
    await press('placeHold');
    expect(screen.getByRole('textbox', { name: 'Title to hold' })).toBeTruthy();
  });

  test('a card that nobody has leads to registering too', async () => {
    await page.scanAndDraw(NOBODYS);
    expect(strip()?.textContent).toContain('No account with this card');
    await press('details');
    expect(screen.getByRole('region', { name: 'Patron' }).textContent).toContain('Checking out asks for a name');
  });

  test('an item that is opened takes the place and gives it back', async () => {
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.items.open(OVERSTORY));
    expect(screen.getByTestId('item-record').textContent).toContain('The Overstory');
    expect(screen.queryByTestId('answer')).toBeNull();
    await press('close');
    expect(screen.getByTestId('answer')).toBeTruthy();
  });

  test('a trace gives way to the answer of a scan, and no key is spent on what is not seen', async () => {
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.desk.actions.why.run());
    expect(screen.queryByTestId('answer')).toBeNull();
    await page.scanAndDraw(LOANED);
    expect(screen.getByTestId('answer').textContent).toContain('Laptop 15');
    await page.doing(() => page.desk.actions.why.run());
    expect(screen.queryByTestId('answer')).toBeNull();
    await press('close');
    await press('close');
    expect(page.desk.work.store.getState().patron).toBeNull();
  });

  test('Check in has its counts behind the same key', async () => {
    await press('checkin');
    const line = strip();
    expect(line).not.toBeNull();
    expect(within(line ?? document.body).getByRole('button').textContent).toMatch(/^Show/);
    await press('details');
    expect(screen.getByText('Last slip')).toBeTruthy();
  });
});
