// Find anything: an action is found by its name, and by the words that people have for the acts that it leads to.

import { fireEvent, screen } from '@testing-library/react';
import { ACT_FACTS } from '../../../../shared/bridge/act-facts.ts';
import { KEYS } from '../../../../renderer/keys/key-map.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('Find anything', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const found = async (text: string): Promise<readonly string[]> => {
    if (screen.queryByRole('combobox', { name: 'Find anything' }) === null)
      await page.doing(() => page.desk.actions.find.run());
    const box = screen.getByRole('combobox', { name: 'Find anything' });
    await page.doing(() => fireEvent.change(box, { target: { value: text } }));
    return screen.queryAllByRole('option').map(({ textContent }) => textContent);
  };

  test.each([
    ['forgive', 'Fees of this patron'],
    ['write off', 'Fees of this patron'],
    ['condonar', 'Fees of this patron'],
    ['no sale', 'Shift and cash drawer'],
    ['lend', 'Check out'],
    ['in-house', 'Used in the library'],
  ])('finds by %j what is called %j', async (text, title) => {
    page = await renderPage();
    await page.scanAndDraw('21310000004421');
    if (title === 'Used in the library') await page.doing(() => page.desk.actions.checkin.run());
    expect(await found(text)).toEqual(expect.arrayContaining([expect.stringContaining(title)]));
  });

  test('every action that an act names is one of the desk', () => {
    const named = Object.values(ACT_FACTS).flatMap(({ action }) => action ?? []);
    expect(named).not.toEqual([]);
    expect(named.filter((action) => !Object.hasOwn(KEYS, action))).toEqual([]);
  });

  test('finds nothing by words that no act has', async () => {
    page = await renderPage();
    expect(await found('forgive the weather')).toEqual([]);
  });
});
