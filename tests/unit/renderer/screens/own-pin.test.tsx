// A student changes the PIN that they were handed, and the PINs of new people go on paper from the page alone.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('PINs', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const place = (): HTMLElement => screen.getByRole('main');
  const press = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(place()).getByRole('button', { name })));
  const type = (label: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(place()).getByLabelText(label), { target: { value } }));
  const open = async (staff: 'sam' | 'chen', section: string): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.settings.run());
    await press(section);
  };
  const save = async (pin: string, newPin: string, again = newPin): Promise<void> => {
    await type('Current PIN', pin);
    await type('New PIN', newPin);
    await type('Confirm new PIN', again);
    await press('Change my PIN');
  };

  test('are changed by a student with the one they have, typed twice', async () => {
    await open('sam', 'My PIN');
    await save('1111', '12a4');
    expect(within(place()).getByRole('alert').textContent).toBe('A PIN has at least 4 digits.');
    await save('1111', '8642', '8643');
    expect(within(place()).getByRole('alert').textContent).toBe('The new PINs do not match.');
    expect(page.link.calls.some(({ name }) => name === 'session.changePin')).toBe(false);
    await save('0', '8642');
    expect(within(place()).getByRole('alert').textContent).toContain('The PIN does not match');
    await save('1111', '8642');
    expect(place().textContent).toContain('PIN changed. Other desks get it within seconds of being online.');
    expect(within(place()).getByLabelText<HTMLInputElement>('Current PIN').value).toBe('');
  });

  test('of new people are printed by the page, each on a slip that says to change it, and sent nowhere', async () => {
    const print = jest.fn();
    window.print = print;
    await open('chen', 'Staff');
    const text = 'name,role,until\nkim,student,2027-05-21\nlee,student,';
    await page.doing(() => page.desk.terms.look(text));
    await page.doing(() => page.desk.terms.take('444444'));
    const before = page.link.calls.length;
    await press('Print 2 slips');
    expect(print).toHaveBeenCalledTimes(1);
    const sheet = screen.getByTestId('printed-pins');
    const { made } = page.desk.terms.store.getState().done ?? { made: [] };
    expect(made).toHaveLength(2);
    for (const { staff, pin } of made) expect(sheet.textContent).toMatch(new RegExp(`${staff}.*${pin}`));
    expect(sheet.textContent).toContain('Change it at first sign-in');
    expect(page.link.calls).toHaveLength(before);
    await page.doing(() => fireEvent(window, new Event('afterprint')));
    expect(screen.queryByTestId('printed-pins')).toBeNull();
  });
});
