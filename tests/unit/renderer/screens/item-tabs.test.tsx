// The record of an item: a hold is placed from it, and its tabs show borrowers, waiting patrons and history.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';
const BOOK = '31310000008812';

describe('the record of an item', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const record = (): HTMLElement => screen.getByTestId('item-record');
  const press = (name: string | RegExp, role = 'button') =>
    page.doing(() => fireEvent.click(within(record()).getByRole(role, { name })));
  const calls = () => page.link.calls.filter(({ name }) => name === 'hold.place').map(({ input }) => input);

  test('places a hold on this copy, or on any, for the patron on the desk', async () => {
    page = await renderPage();
    await page.scanAndDraw(CARD);
    await page.doing(() => page.desk.items.open('31310000004417'));
    await press('Place hold');
    const form = within(record()).getByRole('form', { name: 'Place hold' });
    expect(within(form).getByLabelText('Patron')).toHaveProperty('value', CARD);
    await page.doing(() => fireEvent.submit(form));
    expect(calls()).toMatchObject([{ patron: CARD, target: '31310000004417' }]);
  });

  test('recalls a copy that is out for the patron on the desk, and says why not where they have it themselves', async () => {
    page = await renderPage({ staff: 'rivera' });
    await page.scanAndDraw('21310000004421');
    await page.doing(() => page.desk.items.open('31310000004417'));
    await press(/^Recall for/);
    expect(page.link.calls.filter(({ name }) => name === 'hold.recall').map(({ input }) => input)).toEqual([
      { patron: '21310000004421', item: '31310000004417' },
    ]);
    expect(screen.getByTestId('answer').textContent).toMatch(/^Recalled/);
    await page.scanAndDraw(CARD);
    await page.doing(() => page.desk.items.open('31310000004417'));
    expect(record().textContent).toContain('No recall. This patron has it.');
  });

  test('its marks stand in the answer too, where the item was looked up', async () => {
    page = await renderPage({ staff: 'rivera' });
    await page.doing(() => page.desk.work.showItem(BOOK));
    expect(screen.getByTestId('answer').textContent).not.toContain('missing');
    await page.doing(() => page.desk.items.open(BOOK));
    await press('Mark missing');
    const ask = within(record()).getByRole('form', { name: 'Mark missing' });
    await page.doing(() => fireEvent.submit(ask));
    expect(screen.getByTestId('answer').textContent).toContain('missing');
  });

  test('says to a student worker who may see its borrowers, and names none', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.doing(() => page.desk.items.open('31310000004417'));
    await press('Borrowers', 'tab');
    expect(record().textContent).toContain(
      'Only desk staff, a night lead or a supervisor may see who has it or had it. Ask one of them.',
    );
    page.close();
    page = await renderPage({ staff: 'rivera' });
    await page.doing(() => page.desk.items.open('31310000004417'));
    expect(record().textContent).not.toContain('Ask one of them');
  });

  test('is left by Esc, and says in its history what was done', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.items.open(BOOK));
    await press('Place hold');
    await page.doing(() => fireEvent.keyDown(within(record()).getByLabelText('Patron'), { key: 'Escape' }));
    expect(within(record()).queryByRole('form', { name: 'Place hold' })).toBeNull();
    await press('Damaged');
    const ask = within(record()).getByRole('form', { name: 'Damaged' });
    await page.doing(() =>
      fireEvent.change(within(ask).getByLabelText('Note'), { target: { value: 'the spine is broken' } }),
    );
    await page.doing(() => fireEvent.submit(ask));
    await press(/^History/, 'tab');
    expect(within(record()).getByRole('table', { name: 'History' }).textContent).toMatch(
      /Copy marked.*damaged · the spine is broken.*rivera/,
    );
    await press(/^Holds/, 'tab');
    expect(within(record()).queryByRole('table', { name: 'History' })).toBeNull();
  });

  test('reads its history when that tab is opened, and again with the copy; of others nothing is read', async () => {
    page = await renderPage({ staff: 'rivera' });
    await page.doing(() => page.desk.items.open(BOOK));
    const asked = (what: string) =>
      page.link.calls.filter(({ name, input }) => JSON.stringify([name, input]).includes(what)).length;
    const changed = (itemId: string, titleId: string) =>
      page.doing(() =>
        page.fake.emit('desk.changed', {
          patrons: [],
          items: [itemId],
          titles: [titleId],
          exceptions: false,
          acts: true,
        }),
      );
    const { itemId, titleId } = page.desk.items.store.getState().open ?? { itemId: '', titleId: '' };
    expect([asked('item.record'), asked('item-history')]).toEqual([1, 0]);
    await changed('another', 'another');
    expect([asked('item.record'), asked('item-history')]).toEqual([1, 0]);
    await changed(itemId, 'another');
    await changed('another', titleId);
    expect([asked('item.record'), asked('item-history')]).toEqual([3, 0]);
    await press(/^History/, 'tab');
    expect([asked('item.record'), asked('item-history')]).toEqual([3, 1]);
    await changed(itemId, titleId);
    expect([asked('item.record'), asked('item-history')]).toEqual([4, 2]);
    // Another copy of the library: nothing is named, anything may be different.
    const unnamed = { patrons: [], items: [], titles: [], exceptions: true, acts: true };
    await page.doing(() => page.fake.emit('desk.changed', unnamed));
    expect(asked('item.record')).toBe(5);
  });
});
