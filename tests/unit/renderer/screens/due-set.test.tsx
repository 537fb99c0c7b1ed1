// A due date that is set before items go out: for this patron, until it is ended, and sent again with an override.

import { fireEvent, screen, within } from '@testing-library/react';
import { FAKE_LOANS } from '../../../support/fake-desk/fake-data.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = FAKE_LOANS[0]?.[0] ?? '';
const BOOK = '31310000008812';

describe('a due date set at checkout', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const lent = () => page.link.calls.filter(({ name }) => name === 'circ.checkout').map(({ input }) => input);
  const form = (): HTMLElement => screen.getByRole('form', { name: 'Due date of what is checked out now' });
  const choose = (part: string, value: string): Promise<void> =>
    page.doing(() => {
      const select = form().querySelector(`[data-part=${part}]`);
      if (select === null) throw new Error(`no ${part}`);
      fireEvent.change(select, { target: { value } });
    });
  const set = async (): Promise<void> => {
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: /^Due date…/ })));
    await choose('year', '2027');
    await choose('month', '2');
    await choose('day', '9');
    await page.doing(() => fireEvent.submit(form()));
  };

  test('it holds for what is scanned, and ends with the patron', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.scanAndDraw(CARD);
    await set();
    expect(screen.getByTestId('due-set').textContent).toContain('Feb 9');
    expect(document.activeElement?.id).toBe('scan-box');
    await page.scanAndDraw(BOOK);
    expect(lent()).toMatchObject([{ item: BOOK, dueAt: expect.stringMatching(/^2027-02-(09|10)T/) }]);
    expect(screen.getByTestId('answer').textContent).toContain('Feb 9');
    await page.doing(() => page.desk.work.closePatron());
    expect(screen.queryByTestId('due-set')).toBeNull();
  });

  test('it is ended by hand, and Esc leaves the form without one', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.scanAndDraw(CARD);
    await page.doing(() => page.desk.actions.setDue.run());
    await page.doing(() => fireEvent.keyDown(within(form()).getAllByRole('combobox')[0] ?? form(), { key: 'Escape' }));
    expect(screen.queryByTestId('due-set')).toBeNull();
    await set();
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Use the regular due dates' })));
    await page.scanAndDraw(BOOK);
    expect(lent()).toEqual([{ patron: CARD, item: BOOK }]);
  });

  test('staff who may not set dates are not offered it', async () => {
    page = await renderPage({ staff: 'rivera' });
    await page.scanAndDraw(CARD);
    expect(screen.queryByRole('button', { name: /^Due date…/ })).toBeNull();
  });
});
