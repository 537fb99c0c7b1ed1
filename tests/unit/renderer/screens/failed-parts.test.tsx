// A part of the page that cannot be drawn: it says so in its place, and the rest of the desk goes on.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const PATRON = '21310000004421';
const FAILED = 'This part of the page failed';

describe('a part of the page that failed', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
    // React writes down every error that a boundary takes.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    page.close();
  });

  const failed = () =>
    screen.getAllByRole('alert').filter((one) => one.textContent?.includes('Open it again') === true);
  /** No record of this form is ever read: its lines are missing. */
  const breakRecord = () => page.doing(() => page.desk.items.store.setState({ isOpened: true, open: {} as never }));

  test('leaves scanning to go on, and is drawn again once it can be', async () => {
    page = await renderPage({});
    await breakRecord();
    expect(failed()).toHaveLength(1);
    await page.scanAndDraw(PATRON);
    expect(page.desk.work.store.getState().patron?.view?.card).toBe(PATRON);
    expect(screen.getByRole('main')).toBeTruthy();
    await page.doing(() => page.desk.items.store.setState({ isOpened: false, open: null }));
    expect(screen.queryByText(FAILED)).toBeNull();
  });

  test('is tried again by its button', async () => {
    page = await renderPage({});
    await breakRecord();
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Open again' })));
    expect(failed()).toHaveLength(1);
  });

  test('as a dialog is closed like one', async () => {
    page = await renderPage({});
    await page.doing(() => {
      page.desk.slips.store.setState({ slip: {} as never, of: {} as never });
      page.desk.view.setState({ overlay: 'slip' });
    });
    const dialog = within(screen.getByRole('dialog', { name: FAILED }));
    await page.doing(() => fireEvent.click(dialog.getByRole('button', { name: /^Close/ })));
    expect(screen.queryByRole('dialog')).toBeNull();
    await page.scanAndDraw(PATRON);
    expect(page.desk.work.store.getState().patron?.view?.card).toBe(PATRON);
  });
});
