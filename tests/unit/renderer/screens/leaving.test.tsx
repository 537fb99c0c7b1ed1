// Locking the desk and signing out with work that is not saved.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('leaving the desk with unsaved work', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await renderPage({ staff: 'chen' });
  });
  afterEach(() => page.close());

  const gate = (): string => page.desk.station.store.getState().gate;
  const section = (name: string): Promise<void> =>
    page.doing(() => fireEvent.click(screen.getByRole('button', { name: new RegExp(`^${name}`) })));
  const press = (name: RegExp | string): Promise<void> =>
    page.doing(() => fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name })));
  const signOut = (): Promise<void> =>
    page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Sign out' })));
  /** As the button does, from wherever the person is. */
  const signOutBySettings = (): Promise<void> => page.doing(() => page.desk.leaving.signOut());
  const typeSearches = async (): Promise<void> => {
    await page.doing(() => page.desk.actions.settings.run());
    await section('Missing items');
    await page.doing(() => fireEvent.change(screen.getByLabelText('Searches'), { target: { value: '7' } }));
    await section('This desk');
  };
  const typeIncident = async (): Promise<HTMLElement> => {
    await page.doing(() => page.desk.view.setState({ screen: 'reports', part: 'incidents' }));
    const [field] = screen.getAllByRole('textbox').filter((one) => one.tagName === 'TEXTAREA');
    if (field === undefined) throw new Error('No field of an incident.');
    await page.doing(() => fireEvent.change(field, { target: { value: 'Water under the copier' } }));
    return field;
  };

  test('signing out asks about an unsaved settings page, stays on request, and discards it once told to', async () => {
    await typeSearches();
    await signOut();
    expect(gate()).toBe('open');
    expect(screen.getByRole('alertdialog').textContent).toContain('Not saved: Missing items. Signing out discards it.');
    await press(/Stay/);
    expect(screen.queryByRole('alertdialog')).toBeNull();
    await signOut();
    await press(/Sign out/);
    expect(gate()).toBe('signed-out');
    await page.doing(() => page.desk.station.signIn('chen', '444444'));
    expect(page.desk.habits.store.getState().drafts).toEqual({});
  });

  test('a form elsewhere is named beside the page of Settings, and a count of the drawer is discarded with them', async () => {
    await typeSearches();
    await page.doing(() => page.desk.shift.setTotal('40.00'));
    await signOut();
    expect(screen.getByRole('alertdialog').textContent).toContain('Missing items, the form that is open');
    await press(/Sign out/);
    expect(page.desk.shift.store.getState().count.total).toBe('');
  });

  test('with nothing typed no question is asked', async () => {
    await page.doing(() => page.desk.actions.settings.run());
    await signOut();
    expect(gate()).toBe('signed-out');
  });

  test('the lock asks nothing: it says what waits behind it, and the same person finds it', async () => {
    await typeIncident();
    await page.doing(() => page.desk.actions.lock.run());
    expect(gate()).toBe('locked');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(screen.getByText(/Not saved: the form that is open\. It goes if another person signs in\./)).toBeTruthy();
    await page.doing(() => page.desk.station.signIn('chen', '444444'));
    expect(screen.getByDisplayValue('Water under the copier')).toBeTruthy();
  });

  test('signing out asks about an open form, and Esc stays', async () => {
    await typeIncident();
    await signOutBySettings();
    expect(screen.getByRole('alertdialog').textContent).toContain('the form that is open');
    await page.doing(() => page.desk.actions.close.run());
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(gate()).toBe('open');
  });

  test('a form that was sent is no unsaved work, and neither is what stands in the scan box', async () => {
    await page.doing(() =>
      fireEvent.change(screen.getByLabelText('Scan or type'), { target: { value: 'half a title' } }),
    );
    const field = await typeIncident();
    await page.doing(() => fireEvent.submit(field.closest('form') ?? field));
    await signOutBySettings();
    expect(gate()).toBe('signed-out');
  });
});
