// An amnesty while the book drop is emptied: chosen by staff who may, with a reason, shown as long as it lasts, sent with each item.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('an amnesty', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const banner = (): HTMLElement => screen.getByTestId('book-drop');
  const press = (name: string) => page.doing(() => fireEvent.click(screen.getByRole('button', { name })));
  const last = () => page.link.calls.filter(({ name }) => name === 'circ.checkin').at(-1)?.input;
  const open = async (staff: 'rivera' | 'chen'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.checkin.run());
    await page.doing(() => page.desk.actions.bookDrop.run());
  };

  test('goes with each item out of the drop until it ends', async () => {
    await open('chen');
    await press('Amnesty…');
    const form = screen.getByRole('form', { name: 'Amnesty…' });
    expect(within(form).getByRole('button', { name: 'Waive late fees' })).toHaveProperty('disabled', true);
    const reason = within(form).getByLabelText('Reason');
    await page.doing(() => fireEvent.change(reason, { target: { value: ' Snow week ' } }));
    await page.doing(() => fireEvent.submit(form));
    expect(banner().textContent).toContain('Amnesty: late fees are waived (Snow week).');
    await page.scanAndDraw('31310000008812');
    expect(last()).toMatchObject({ item: '31310000008812', amnesty: 'Snow week' });
    await press('End amnesty');
    await page.scanAndDraw('31310000004417');
    expect(last()).not.toHaveProperty('amnesty');
  });

  test('is not offered to a person who may not waive', async () => {
    await open('rivera');
    expect(within(banner()).queryByRole('button', { name: 'Amnesty…' })).toBeNull();
  });
});
