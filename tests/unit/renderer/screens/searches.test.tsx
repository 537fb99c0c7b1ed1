// Searches for missing items, set in Settings: on the core and the server of the test.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const FORM = 'Missing items';

describe('searches for missing items', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });
  afterEach(() => page.close());

  const form = () => within(screen.getByRole('form', { name: FORM }));
  const into = (label: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(form().getByLabelText(label), { target: { value } }));
  const save = async (): Promise<void> => {
    await into('Your PIN', '444444');
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: FORM })));
  };
  const set = async () => {
    await page.doing(() => page.fake.call('sync.now', {}));
    return (await page.fake.ask('library.habits', {})).habits.searches;
  };

  test('how many, and how many days apart, are set at the server; the usual ones are no setting', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.actions.find.run());
    const box = screen.getByRole('combobox', { name: 'Find anything' });
    await page.doing(() => fireEvent.change(box, { target: { value: 'search again' } }));
    await page.doing(() => fireEvent.click(screen.getByRole('option', { name: /Searches for missing items/ })));
    expect(form().getByLabelText('Searches')).toHaveProperty('value', '3');
    await into('Searches', '0');
    await save();
    expect(form().getByText('Searches: a whole number from 1 to 20.')).toBeTruthy();
    await into('Searches', '5');
    await into('Days between searches', '7');
    expect(form().getByText('Searches: 5 (was: 3)')).toBeTruthy();
    expect(form().getByText('Days between searches: 7 (was: 10)')).toBeTruthy();
    await save();
    expect(await set()).toEqual({ times: 5, everyDays: 7 });
    await into('Searches', '3');
    await into('Days between searches', '10');
    await save();
    expect(await set()).toBeUndefined();
  });

  test('without a line the form says so, and nothing is set', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.actions.settings.run());
    await page.doing(() => page.fake.setOffline(true));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: FORM })));
    expect(form().getByText(/There is no connection to the server/)).toBeTruthy();
    await into('Searches', '5');
    await save();
    expect(form().getByRole('alert').textContent).not.toBe('');
    expect((await page.fake.ask('library.habits', {})).habits.searches).toBeUndefined();
  });

  test('they are for those who may edit rules', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.doing(() => page.desk.actions.settings.run());
    expect(screen.queryByRole('button', { name: FORM })).toBeNull();
  });
});
