// Another due date for a loan of the patron on the desk: chosen under its row, with a reason, by those who may.

import { fireEvent, screen, within } from '@testing-library/react';
import { FAKE_LOANS } from '../../../support/fake-desk/fake-data.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('changing a due date', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const CARD = FAKE_LOANS[0]?.[0] ?? '';
  const panel = (): HTMLElement => screen.getByRole('region', { name: 'Patron' });
  const sent = (): readonly unknown[] =>
    page.link.calls.flatMap(({ name, input }) => (name === 'circ.changeDueDate' ? [input] : []));

  async function openForm(staff: 'chen' | 'rivera'): Promise<HTMLElement | null> {
    page = await renderPage({ staff });
    await page.scanAndDraw(CARD);
    const button = within(panel()).queryAllByRole('button', { name: /^Change due date…/ })[0];
    if (button === undefined) return null;
    await page.doing(() => fireEvent.click(button));
    return within(panel()).getByRole('form', { name: /^Change the due date of/ });
  }

  const choose = (form: HTMLElement, part: string, value: string): Promise<void> =>
    page.doing(() => {
      const select = form.querySelector(`[data-part=${part}]`);
      if (select === null) throw new Error(`no ${part}`);
      fireEvent.change(select, { target: { value } });
    });
  const submit = (form: HTMLElement): Promise<void> => page.doing(() => fireEvent.submit(form));

  test('a date is set with a reason, and the answer says until when', async () => {
    const form = (await openForm('chen')) ?? document.body;
    await choose(form, 'year', '2027');
    await choose(form, 'month', '2');
    await choose(form, 'day', '9');
    await submit(form);
    expect(sent()).toEqual([]);
    expect(within(form).getByRole('alert').textContent.trim()).toBe('Give a reason.');
    await page.doing(() =>
      fireEvent.change(within(form).getByLabelText('Reason for the record'), { target: { value: 'Away in January' } }),
    );
    await submit(form);
    expect(sent()).toEqual([
      {
        item: FAKE_LOANS[1]?.[1],
        dueAt: expect.stringMatching(/^2027-02-(09|10)T/),
        reason: 'Away in January',
      },
    ]);
    expect(screen.getByTestId('answer').textContent).toContain('Due date changed');
    expect(within(panel()).queryByRole('form')).toBeNull();
  });

  test('Esc leaves the form and keeps the patron', async () => {
    const form = (await openForm('chen')) ?? document.body;
    await page.doing(() => fireEvent.keyDown(within(form).getAllByRole('combobox')[0] ?? form, { key: 'Escape' }));
    expect(within(panel()).queryByRole('form')).toBeNull();
    expect(page.desk.work.store.getState().patron).not.toBeNull();
  });

  test('staff without the right are not offered it', async () => {
    expect(await openForm('rivera')).toBeNull();
  });
});
