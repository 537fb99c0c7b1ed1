// The record of a title: its fields are corrected in place, and the correction is undone.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';

const OVERSTORY = 'the-overstory';

describe('the record of a title', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const record = (): HTMLElement => screen.getByTestId('title-record');
  const form = (): HTMLElement => within(record()).getByRole('form', { name: 'Edit this title' });
  const field = (name: string): HTMLElement => within(form()).getByRole('textbox', { name });
  const type = (name: string, value: string) => page.doing(() => fireEvent.change(field(name), { target: { value } }));
  const press = (name: string) => page.doing(() => fireEvent.click(within(record()).getByRole('button', { name })));
  const submit = () => page.doing(() => fireEvent.submit(form()));
  const open = async (staff: 'rivera' | 'sam' = 'rivera'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.work.goTo('titles'));
    await page.doing(() => page.desk.titles.open(OVERSTORY));
  };
  const sent = () => page.link.calls.filter(({ name }) => name === 'title.edit').map(({ input }) => input);

  test('is edited in place: only what is new is sent, and the title is found by it at once', async () => {
    await open();
    await press('Edit this title');
    expect(within(form()).getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    expect(document.activeElement).toBe(field('Title'));
    await type('Title', ' ');
    await submit();
    expect(within(form()).getByRole('alert').textContent).toContain('Type a title');
    await type('Title', 'The Zymurgist');
    await type('Year', '2018');
    await submit();
    expect(within(record()).queryByRole('form')).toBeNull();
    expect(record().textContent).toMatch(/The Zymurgist.*2018.*Saved/s);
    expect(sent()).toEqual([{ titleId: OVERSTORY, title: 'The Zymurgist', published: '2018' }]);
    await page.doing(() => fireEvent.change(screen.getByLabelText('Scan or type'), { target: { value: 'zymurg' } }));
    expect(screen.getByRole('main').textContent).toContain('The Zymurgist');
  });

  test('the number on a book is scanned into its field, and shows without its dashes', async () => {
    await open();
    await press('Edit this title');
    await type('ISBN', '0-19-502402-8');
    await page.doing(() => field('ISBN').focus());
    await page.doing(() => strikeScan('9780393635522'));
    expect(field('ISBN')).toHaveProperty('value', '0-19-502402-8, 9780393635522');
    await submit();
    expect(record().textContent).toContain('ISBN 0195024028');
  });

  test('a correction is taken back, but not what somebody wrote in it since', async () => {
    await open();
    const before = page.desk.titles.store.getState().open;
    await press('Edit this title');
    await type('Title', 'Mistaken');
    await type('Author', 'Mistaken');
    await submit();
    await page.doing(() => page.link.act('title.edit', { titleId: OVERSTORY, author: 'Somebody' }));
    await press('Undo');
    expect(page.desk.titles.store.getState().open).toMatchObject({ title: before?.title, author: 'Somebody' });
    expect(record().textContent).toContain('Taken back');
    expect(within(record()).queryByRole('button', { name: 'Undo' })).toBeNull();
    await press('Edit this title');
    await type('Author', 'Mistaken again');
    await submit();
    await page.doing(() => page.link.act('title.edit', { titleId: OVERSTORY, author: 'Another' }));
    await press('Undo');
    expect(record().textContent).toContain('nothing was taken back');
    expect(page.desk.titles.store.getState().open).toMatchObject({ author: 'Another' });
  });

  test('an edit of another desk meanwhile in another field stays', async () => {
    await open();
    await press('Edit this title');
    await type('Year', '2018');
    await page.doing(() => page.link.act('title.edit', { titleId: OVERSTORY, author: 'Somebody' }));
    expect(field('Year')).toHaveProperty('value', '2018');
    await submit();
    expect(page.desk.titles.store.getState().open).toMatchObject({ author: 'Somebody', published: '2018' });
  });

  test('a refusal is said in the form, which keeps what was typed', async () => {
    await open();
    await press('Edit this title');
    await type('Year', '2018');
    await page.doing(() => page.link.act('title.edit', { titleId: OVERSTORY, published: '2018' }));
    await submit();
    expect(within(form()).getByRole('alert').textContent).toContain('nothing in these fields is new');
    expect(field('Year')).toHaveProperty('value', '2018');
  });

  test('Esc leaves the form alone, from inside it and from the box of the place', async () => {
    await open();
    await press('Edit this title');
    await page.doing(() => fireEvent.keyDown(field('Title'), { key: 'Escape' }));
    expect(within(record()).queryByRole('form')).toBeNull();
    await press('Edit this title');
    await page.doing(() => page.desk.actions.close.run());
    expect(within(record()).queryByRole('form')).toBeNull();
    expect(record()).toBeTruthy();
  });

  test('Find anything leads to the form of the title that is open', async () => {
    await open();
    await page.doing(() => page.desk.work.goTo('checkout'));
    await page.doing(() => page.desk.actions.find.run());
    await page.doing(() =>
      fireEvent.change(screen.getByRole('combobox', { name: /Find/ }), { target: { value: 'edit a title' } }),
    );
    await page.doing(() => fireEvent.click(screen.getByRole('option', { name: /^Edit a title/ })));
    expect(form()).toBeTruthy();
  });

  test('staff who may not edit are not offered it', async () => {
    await open('sam');
    expect(within(record()).queryByRole('button', { name: 'Edit this title' })).toBeNull();
  });
});
