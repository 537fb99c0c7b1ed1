// Roles on screen: an administrator alone sees them, switches what one may do, and saves with their PIN.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('roles', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const dialog = (): HTMLElement => screen.getByRole('dialog');
  const open = async (staff: 'ada' | 'chen'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.settings.run());
  };
  const press = (name: string): Promise<void> =>
    page.doing(() => fireEvent.click(within(dialog()).getByRole('button', { name })));
  const right = (name: string): HTMLInputElement => within(dialog()).getByRole('switch', { name });
  const fill = (value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(dialog()).getByLabelText('Your PIN'), { target: { value } }));
  const changes = (): readonly unknown[] =>
    page.link.calls.flatMap(({ name, input }) => (name === 'role.change' ? [input] : []));

  test('are no business of a supervisor', async () => {
    await open('chen');
    expect(within(dialog()).queryByRole('button', { name: 'Roles…' })).toBeNull();
  });

  test('say in words what each may do, and are changed when the PIN was given', async () => {
    await open('ada');
    await press('Roles…');
    expect(right('lend').checked).toBe(true);
    await press('Save');
    expect(within(dialog()).getByRole('alert').textContent).toContain('Nothing was changed yet.');
    await page.doing(() =>
      fireEvent.change(within(dialog()).getByRole('combobox', { name: 'Role' }), { target: { value: 'desk' } }),
    );
    await page.doing(() => fireEvent.click(right('undo what another person did')));
    await page.doing(() => fireEvent.click(right('override what an item is marked as')));
    await press('Save');
    expect(within(dialog()).getByRole('alert').textContent).toContain('Type your PIN.');
    await fill('0');
    await press('Save');
    expect(within(dialog()).getByRole('alert').textContent).toContain('The name or the PIN is wrong');
    expect(right('undo what another person did').checked).toBe(true);
    await fill('555555');
    await press('Save');
    expect(dialog().textContent).toContain('Saved.');
    expect(changes().at(-1)).toEqual({ role: 'desk', give: ['undo-others'], take: ['override-item'], pin: '555555' });
    expect(right('undo what another person did').checked).toBe(true);
    expect(right('override what an item is marked as').checked).toBe(false);
  });
});
