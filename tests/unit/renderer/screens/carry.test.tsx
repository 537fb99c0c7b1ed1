// What waits, saved to a file from the screen: who may, what is said of the file before, and what afterwards.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('what waits', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const offline = async (staff: 'sam' | 'rivera' = 'rivera'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.fake.setOffline(true));
    await page.scanAndDraw('21310000004421');
    await page.scanAndDraw('31310000003360');
    await page.doing(() => page.desk.actions.sync.run());
  };
  const panel = (): HTMLElement => screen.getByRole('region', { name: 'Waiting to be sent' });
  const press = (name: RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(panel()).getByRole('button', { name })));

  test('is saved to a file only after it was said that anybody can read it', async () => {
    await offline();
    await press(/Save to a file/);
    expect(panel().textContent).toContain('not encrypted: whoever has it can read it');
    expect(page.files).toEqual([]);
    expect(document.activeElement?.textContent).toMatch(/^Save the file/);
    await press(/Save the file/);
    expect(page.files).toEqual([{ name: 'holdfast-desk-1-202612012202.ndjson', text: 'the file\n' }]);
    expect(screen.getByTestId('carried').textContent).toMatch(/^1 act is in holdfast-desk-1-202612012202.ndjson/);
  });

  test('is not saved when Esc goes back', async () => {
    await offline();
    await page.doing(() => page.desk.actions.carry.run());
    await page.doing(() => page.desk.actions.close.run());
    expect(page.desk.carry.store.getState()).toEqual({ kind: 'idle' });
    expect(page.files).toEqual([]);
  });

  test('makes no file when all of it was answered meanwhile', async () => {
    await offline();
    await press(/Save to a file/);
    page.fake.state.acts = [];
    await press(/Save the file/);
    expect(page.files).toEqual([]);
    expect(screen.getByTestId('carried').textContent).toMatch(/nothing to carry/);
  });

  test('is not offered to whoever does not manage the desk, nor where nothing waits', async () => {
    await offline('sam');
    expect(within(panel()).queryByRole('button')).toBeNull();
    expect(page.desk.actions.carry.isReady()).toBe(false);
    page.close();
    page = await renderPage();
    await page.doing(() => page.desk.actions.sync.run());
    expect(page.desk.actions.carry.isReady()).toBe(false);
  });
});
