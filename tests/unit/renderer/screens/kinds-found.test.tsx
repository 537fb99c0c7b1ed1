// Kinds of equipment are found by their words under Titles & courses and by Find anything, and open their day on Work.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('a kind of equipment', () => {
  let page: DrawnPage;
  afterEach(() => page.close());
  const isShown = () => expect(screen.getByTestId('equipment-grid').getAttribute('aria-label')).toContain('Laptops');

  test('is a hit under Titles & courses, with how many are in, and opens its day', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('titles'));
    await page.doing(() => page.desk.titles.setText('lapt'));
    const hit = screen.getByRole('button', { name: /^Laptops/ });
    expect(hit.textContent).toMatch(/\d of 2 can go out/);
    await page.doing(() => fireEvent.click(hit));
    isShown();
    await page.doing(() => page.desk.titles.setText('no such thing'));
    expect(page.desk.titles.store.getState().kinds).toEqual([]);
  });

  test('is found by Find anything, also by a thing that is a unit of it', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.actions.find.run());
    const dialog = screen.getByRole('dialog');
    for (const text of ['laptops', 'Laptop 15']) {
      await page.doing(() => fireEvent.change(within(dialog).getByRole('combobox'), { target: { value: text } }));
      expect(within(dialog).getByRole('option', { name: /^Laptops/ })).toBeTruthy();
    }
    await page.doing(() => fireEvent.click(within(dialog).getByRole('option', { name: /^Laptops/ })));
    isShown();
  });
});
