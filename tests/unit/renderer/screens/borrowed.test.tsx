// Items of other libraries on Work: received one after the other by the scan of their straps, and sent back from the list.

import { fireEvent, screen } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('items of other libraries', () => {
  let page: DrawnPage;
  afterEach(() => page.close());
  const type = (name: string, value: string) => {
    const field = document.querySelector(`[name="${name}"]`);
    if (field === null) throw new Error(`there is no field ${name}`);
    return page.doing(() => fireEvent.change(field, { target: { value } }));
  };
  const valueOf = (name: string) => document.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value;

  test('a strap that is scanned is the barcode, and the next one keeps lender and date', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.work.goTo('work'));
    await page.doing(() => page.desk.lists.openList('ill-borrowed'));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Receive an item…' })));
    const send = () => screen.getByRole('button', { name: 'Receive it' });
    await page.doing(() => page.desk.work.takeText('STRAP00017', { atMono: 0, scanned: true }));
    expect(valueOf('borrowed-barcode')).toBe('STRAP00017');
    expect(send()).toHaveProperty('disabled', true);
    await type('borrowed-title', 'A natural history of tides');
    await type('borrowed-lender', 'Coast Library');
    await type('borrowed-due', '2099-12-08');
    await page.doing(() => fireEvent.click(screen.getByLabelText('No renewal')));
    await page.doing(() => fireEvent.click(send()));
    expect(document.body.textContent).toContain('Received: A natural history of tides');
    expect([valueOf('borrowed-barcode'), valueOf('borrowed-title')]).toEqual(['', '']);
    expect([valueOf('borrowed-lender'), valueOf('borrowed-due')]).toEqual(['Coast Library', '2099-12-08']);
    const { rows } = await page.fake.ask('list.view', { list: 'ill-borrowed' });
    expect(rows.map(({ texts }) => texts.join(' '))).toEqual([
      expect.stringContaining('Coast Library No renewal here'),
    ]);
  });

  test('its date is changed on its row, as the lender says', async () => {
    page = await renderPage({ staff: 'chen' });
    const strap = { barcode: 'STRAP00018', title: 'Tides', lender: 'Coast Library', due: '2099-12-08' };
    await page.fake.ask('item.receiveBorrowed', strap);
    await page.doing(() => page.desk.work.goTo('work'));
    await page.doing(() => page.desk.lists.openList('ill-borrowed'));
    const [row] = page.desk.lists.store.getState().view?.rows ?? [];
    if (row === undefined) throw new Error('nothing was received');
    const act = row.acts.find(({ key }) => key === 'D');
    expect([act?.label, act?.asks?.for]).toEqual(['Lender’s date', 'date']);
    await page.doing(() => page.desk.lists.act(row, 'editItem', '2099-12-20'));
    expect(page.link.calls.filter(({ name }) => name === 'item.edit').map(({ input }) => input)).toEqual([
      { barcode: 'STRAP00018', lender: { due: '2099-12-20' } },
    ]);
    expect((await page.fake.ask('list.view', { list: 'ill-borrowed' })).rows[0]?.texts[0]).toContain('Dec 20');
  });

  test('those who may not receive one are not offered the form', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.doing(() => page.desk.work.goTo('work'));
    await page.doing(() => page.desk.lists.openList('ill-borrowed'));
    expect(screen.queryByRole('button', { name: 'Receive an item…' })).toBeNull();
  });
});
