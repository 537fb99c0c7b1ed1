// A patron's claim about a loan: made from its row, shown there and in the record of the item, counted, and taken back.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';
const BOOK = '31310000008812';

describe('a claim', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const patron = (): HTMLElement => screen.getByRole('region', { name: 'Patron' });
  const form = (): HTMLElement => screen.getByRole('form', { name: /^Claim about The Overstory/ });
  const press = (name: string | RegExp, place = document.body) =>
    page.doing(() => fireEvent.click(within(place).getByRole('button', { name })));
  const calls = (name: string) => page.link.calls.filter((one) => one.name === name).map(({ input }) => input);

  test('is made from the row of the loan with a note, and dropped there', async () => {
    page = await renderPage();
    await page.scanAndDraw(CARD);
    await page.scanAndDraw(BOOK);
    await press(/^Claim… The Overstory/, patron());
    const note = within(form()).getByLabelText('Note');
    await page.doing(() => fireEvent.change(note, { target: { value: 'drop, Friday' } }));
    await press('Claimed returned', form());
    expect(calls('item.claimReturned')).toEqual([{ barcode: BOOK, loanId: expect.any(String), note: 'drop, Friday' }]);
    expect(patron().textContent).toContain('Claims1');
    expect(patron().textContent).toContain('Claimed returned');
    await press(/^Claim… The Overstory/, patron());
    expect(within(form()).queryByRole('button', { name: 'Claimed returned' })).toBeNull();
    await press('Drop the claim', form());
    expect(calls('item.dropClaim')).toEqual([{ barcode: BOOK, loanId: expect.any(String), note: '' }]);
    expect(patron().textContent).not.toContain('Claims');
    await press(/^Claim… The Overstory/, patron());
    await page.doing(() => fireEvent.keyDown(within(form()).getByLabelText('Note'), { key: 'Escape' }));
    expect(screen.queryByRole('form', { name: /^Claim about/ })).toBeNull();
  });

  test('is made from the record of the item, which says since when', async () => {
    page = await renderPage();
    await page.scanAndDraw(CARD);
    await page.scanAndDraw(BOOK);
    await page.doing(() => page.desk.items.open(BOOK));
    const record = screen.getByTestId('item-record');
    await press('Claimed never checked out', record);
    const ask = within(record).getByRole('form', { name: 'Claimed never checked out' });
    expect(ask.textContent).toContain('No more late fee grows');
    await page.doing(() => fireEvent.submit(ask));
    expect(calls('item.claimNeverHad')).toMatchObject([{ barcode: BOOK }]);
    expect(record.textContent).toMatch(/Claimed never checked out, since /);
    await press('Drop the claim', record);
    await page.doing(() => fireEvent.submit(within(record).getByRole('form', { name: 'Drop the claim' })));
    expect(record.textContent).not.toContain('Claimed never checked out, since');
  });

  test('that was recorded while its answer was lost is done: nothing is sent once more', async () => {
    page = await renderPage();
    await page.scanAndDraw(CARD);
    await page.scanAndDraw(BOOK);
    await press(/^Claim… The Overstory/, patron());
    page.link.loseNext('item.claimReturned', 'recorded');
    await press('Claimed returned', form());
    expect(screen.queryByRole('form', { name: /^Claim about/ })).toBeNull();
    await page.doing(() => page.desk.items.open(BOOK));
    const record = screen.getByTestId('item-record');
    await press('Drop the claim', record);
    page.link.loseNext('item.dropClaim', 'recorded');
    await page.doing(() => fireEvent.submit(within(record).getByRole('form', { name: 'Drop the claim' })));
    expect(within(record).queryByRole('alert')).toBeNull();
    expect(within(record).queryByRole('form', { name: 'Drop the claim' })).toBeNull();
    expect(calls('item.dropClaim')).toHaveLength(1);
  });

  test('is about the loan that was on screen, whoever has the copy when it is sent', async () => {
    page = await renderPage();
    await page.scanAndDraw(CARD);
    await page.scanAndDraw(BOOK);
    await page.doing(() => page.desk.items.open(BOOK));
    const record = screen.getByTestId('item-record');
    const { loanId } = page.desk.items.store.getState().open ?? {};
    await press('Claimed returned', record);
    await page.doing(async () => {
      await page.fake.call('circ.checkin', { item: BOOK });
      await page.fake.call('circ.checkout', { patron: '21310000005566', item: BOOK });
    });
    await page.doing(() => fireEvent.submit(within(record).getByRole('form', { name: 'Claimed returned' })));
    expect(calls('item.claimReturned')).toMatchObject([{ barcode: BOOK, loanId }]);
    expect(within(record).getByRole('alert').textContent).toContain('no longer out on this loan');
    expect(record.textContent).not.toContain('Claimed returned, since');
  });
});
