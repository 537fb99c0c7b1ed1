// Roles on screen: an administrator alone sees them, ticks the rights of each, and saves with their PIN.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('roles', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const place = (): HTMLElement => screen.getByRole('main');
  const open = async (staff: 'ada' | 'chen'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.settings.run());
  };
  const press = (name: string): Promise<void> =>
    page.doing(() => fireEvent.click(within(place()).getByRole('button', { name })));
  const right = (role: string, name: string): HTMLInputElement =>
    within(place()).getByRole('checkbox', { name: `${role}: ${name}` });
  const fill = (value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(place()).getByLabelText('Your PIN'), { target: { value } }));
  const changes = (): readonly unknown[] =>
    page.link.calls.flatMap(({ name, input }) => (name === 'role.change' ? [input] : []));

  test('are no business of a supervisor', async () => {
    await open('chen');
    expect(within(place()).queryByRole('button', { name: 'Roles' })).toBeNull();
  });

  test('stand in one table, and are changed when the PIN was given', async () => {
    await open('ada');
    await press('Roles');
    expect(right('Student assistant', 'lend').checked).toBe(true);
    await press('Save');
    expect(within(place()).getByRole('alert').textContent).toContain('Nothing has been changed.');
    await page.doing(() => fireEvent.click(right('Desk staff', 'undo what another person did')));
    await page.doing(() => fireEvent.click(right('Desk staff', 'override the state of an item')));
    await press('Save');
    expect(within(place()).getByRole('alert').textContent).toContain('Type your PIN.');
    await fill('0');
    await press('Save');
    expect(within(place()).getByRole('alert').textContent).toContain('The PIN does not match');
    expect(right('Desk staff', 'undo what another person did').checked).toBe(true);
    await page.doing(() => fireEvent.click(right('Night lead', 'undo what another person did')));
    await fill('555555');
    await press('Save');
    expect(place().textContent).toContain('Saved.');
    expect(changes().slice(-2)).toMatchObject([
      { role: 'desk', give: ['undo-others'], take: ['override-item'], pin: '555555' },
      { role: 'night-lead', pin: '555555' },
    ]);
    expect(right('Desk staff', 'undo what another person did').checked).toBe(true);
    expect(right('Desk staff', 'override the state of an item').checked).toBe(false);
  });

  test('a second press while they are saved uses up no try of the PIN', async () => {
    await open('ada');
    await press('Roles');
    await page.doing(() => fireEvent.click(right('Desk staff', 'undo what another person did')));
    await page.doing(() => fireEvent.click(right('Night lead', 'undo what another person did')));
    const { roles } = page.desk;
    const again: Promise<void>[] = [];
    // The first role has been answered, the second is on its way.
    const stop = roles.store.subscribe(({ view }) => {
      const rights = view?.roles.find(({ role }) => role === 'desk')?.rights ?? [];
      if (rights.includes('undo-others') && again.length === 0) again.push(roles.save('0'));
    });
    await page.doing(() => roles.save('555555'));
    stop();
    await page.doing(() => Promise.all(again));
    expect(again).toHaveLength(1);
    expect(changes()).toMatchObject([
      { role: 'desk', pin: '555555' },
      { role: 'night-lead', pin: '555555' },
    ]);
    expect(place().textContent).toContain('Saved.');
  });
});
