// A lost copy that was paid for is found: Check in shows the amount to give back, and opens the account of the person who paid.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';
const BOOK = '31310000008812';

describe('a lost copy that was paid for', () => {
  let page: DrawnPage;
  afterEach(() => page.close());
  const giveBack = () => screen.queryByRole('button', { name: 'Refund $45.00…' });
  const find = async (staff: 'sam' | 'chen'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.checkin.run());
    const patron = { card: CARD, name: 'LINDQVIST, Åsa', groupName: 'Faculty' };
    page.fake.override('circ.checkin', async (input, own) => ({
      ...(await own(input)),
      patron,
      paidBack: { amountMinor: 4_500, text: '$45.00 that was paid becomes credit: refund it.' },
    }));
    await page.doing(() => page.desk.work.checkIn({ barcode: BOOK, title: null }));
  };

  test('leads to the fees of the person who paid', async () => {
    await find('chen');
    await page.doing(() => fireEvent.click(giveBack() ?? document.body));
    expect(page.desk.work.store.getState().patron?.card).toBe(CARD);
    expect(page.desk.view.getState().isFees).toBe(true);
    expect(within(document.body).queryByRole('button', { name: 'Refund $45.00…' })).toBeNull();
  });

  test('is no matter of those who may not give money back', async () => {
    await find('sam');
    expect(giveBack()).toBeNull();
  });
});
