// When a part is missing: visible to all staff in Settings; a supervisor sets it with a PIN, for the library and for
// branches.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('when a part is missing', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const form = (): HTMLElement =>
    within(screen.getByRole('main')).getByRole('form', { name: 'When a part is missing' });
  const field = (name: string): HTMLInputElement => within(form()).getByLabelText<HTMLInputElement>(name);
  const open = async (staff: 'chen' | 'sam'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.settings.run());
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Hours and rules' })));
  };
  const put = (name: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(field(name), { target: { value } }));
  const show = (name: string): Promise<void> =>
    page.doing(() => {
      const choice = screen.getByLabelText<HTMLSelectElement>('Where');
      const option = within(choice).getByRole<HTMLOptionElement>('option', { name });
      fireEvent.change(choice, { target: { value: option.value } });
    });
  const save = (): Promise<void> => page.doing(() => fireEvent.submit(form()));
  const changes = (): readonly unknown[] =>
    page.link.calls.flatMap(({ name, input }) => (name === 'rules.changeParts' ? [input] : []));
  const saved = 'Done. Desks get it within seconds.';

  test('a student sees what holds, and changes nothing', async () => {
    await open('sam');
    expect(field('Loan').matches(':disabled')).toBe(true);
    expect(within(form()).queryByLabelText('Your own PIN')).toBeNull();
  });

  test('a supervisor says whether the loan goes on, and when it is billed', async () => {
    await open('chen');
    await save();
    expect(within(form()).getByRole('alert').textContent).toBe('Nothing was changed here.');
    expect(changes()).toEqual([]);
    await put('Loan', 'runs');
    await put('Bill', 'later');
    await put('Days', '0');
    await put('Your own PIN', '444444');
    await save();
    expect(within(form()).getByRole('alert').textContent).toBe('Enter the days, 1 to 365.');
    await put('Days', '21');
    await put('Amount for each part', 'ten');
    await save();
    expect(within(form()).getByRole('alert').textContent).toContain('This is no amount.');
    await put('Amount for each part', '12.50');
    await put('When the part comes back', 'stays');
    await put('Your own PIN', '0');
    await save();
    expect(within(form()).getByRole('alert').textContent).toContain('The PIN does not match');
    expect(field('Days').value).toBe('21');
    await save();
    expect(within(form()).getByRole('alert').textContent).toBe('Type your PIN.');
    await put('Your own PIN', '444444');
    await save();
    expect(form().textContent).toContain(saved);
    const terms = { clockRuns: true, billAfterDays: 21, amountMinor: 1_250, keepsBill: true };
    expect(changes().at(-1)).toMatchObject({ branch: null, terms, pin: '444444' });
  });

  test('a value set by another person meanwhile is shown, and not written over', async () => {
    await open('chen');
    await put('Loan', 'runs');
    const terms = { billAfterDays: 7, amountMinor: 500 };
    await page.doing(() => page.fake.ask('rules.changeParts', { branch: null, terms, seen: null, pin: '444444' }));
    await put('Your own PIN', '444444');
    await save();
    expect(within(form()).getByRole('alert').textContent).toContain('Other settings were saved meanwhile');
    expect([field('Loan').value, field('Days').value]).toEqual(['stops', '7']);
    await page.doing(() => page.fake.ask('rules.changeParts', { branch: null, terms: {}, seen: terms, pin: '444444' }));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'This desk' })));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Hours and rules' })));
    expect(field('Bill').value).toBe('inspected');
  });

  test('a branch does as the one above it until it has a way of its own, and again once that is taken away', async () => {
    await open('chen');
    const name = within(screen.getByLabelText('Where')).getAllByRole('option')[1]?.textContent ?? '';
    await show(name);
    expect(field('This branch').value).toBe('above');
    expect(form().textContent).toContain('Loan: The clock stops');
    await put('This branch', 'own');
    await put('Bill', 'now');
    await put('Your own PIN', '444444');
    await save();
    expect(form().textContent).toContain(saved);
    expect(changes().at(-1)).toMatchObject({ branch: expect.any(String), terms: { billAfterDays: 0 } });
    await show(`${name} (its own)`);
    await put('This branch', 'above');
    await put('Your own PIN', '444444');
    await save();
    expect(changes().at(-1)).toMatchObject({ terms: null, seen: { billAfterDays: 0 } });
    expect(within(screen.getByLabelText('Where')).queryByRole('option', { name: `${name} (its own)` })).toBeNull();
  });
});
