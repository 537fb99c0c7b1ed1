// Hours and closings on screen: visible to all staff; a supervisor edits, sees the server's check, puts it in force
// with a PIN, and takes it back.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('hours', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const place = (): HTMLElement => screen.getByRole('main');
  const text = (): string => place().textContent ?? '';
  const open = async (staff: 'ada' | 'chen' | 'sam'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.settings.run());
    await press('Hours and rules');
  };
  const press = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(place()).getByRole('button', { name })));
  const type = (form: HTMLElement, label: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(form).getByLabelText(label), { target: { value } }));
  const form = (name: string): HTMLElement => within(place()).getByRole('form', { name });
  const changes = (): readonly unknown[] =>
    page.link.calls.flatMap(({ name, input }) => (name === 'rules.change' ? [input] : []));

  test('are seen by a student, who can change none of them', async () => {
    await open('sam');
    expect(text()).toContain('Weekly hours');
    expect(text()).toContain('A supervisor changes these.');
    expect(within(place()).getByLabelText<HTMLInputElement>('Monday').matches(':disabled')).toBe(true);
    expect(within(place()).queryByRole('button', { name: 'Check' })).toBeNull();
  });

  test('asks for one PIN at a time, and the bar of an edit lies below the page, over none of it', async () => {
    await open('chen');
    const pins = (): readonly string[] =>
      screen.queryAllByLabelText('Your own PIN').map((one) => one.getAttribute('name') ?? '');
    expect(pins()).toEqual([]);
    await page.doing(() =>
      fireEvent.change(within(place()).getByLabelText('Loan', { selector: 'select' }), { target: { value: 'runs' } }),
    );
    expect(pins()).toEqual(['part-terms-pin']);
    await type(place(), 'Monday', '9-17');
    const bar = within(place()).getByRole('region', { name: 'What will change' });
    const scrolled = within(place()).getByRole('group', { name: 'Hours and rules' });
    expect(scrolled.contains(bar)).toBe(false);
    await press('Check');
    expect(pins()).toEqual(['hours-pin']);
    expect(text()).toContain('Hours come first');
    await press('Put in force');
    await type(form('Put in force'), 'Your own PIN', '444444');
    await press('Put in force');
    await press(/^Take back/);
    expect(pins()).toEqual(['hours-back-pin']);
    await press('Cancel');
    expect(pins()).toEqual(['part-terms-pin']);
  });

  test('a closing is checked, put in force with a PIN, and taken back in one step', async () => {
    await open('chen');
    await press('Add closing');
    await type(form('Add closing'), 'From', '2027-03-31');
    await press('Add closing');
    expect(within(form('Add closing')).getByRole('alert').textContent).toBe('Enter the dates and a name.');
    await type(form('Add closing'), 'Name', 'Chavez Day');
    await press('Add closing');
    expect(text()).toContain('Chavez Day');
    await press('Check');
    const outcome = within(place()).getByRole('region', { name: 'What will change' });
    expect(outcome.textContent).toContain('closed Wed, Mar 31, 2027, Chavez Day');
    expect(outcome.textContent).toContain('No due date and no hold falls on a closing.');
    await type(form('Put in force'), 'Name of the change', 'Spring holidays');
    await press('Put in force');
    expect(within(form('Put in force')).getByRole('alert').textContent).toBe('Type your PIN.');
    await type(form('Put in force'), 'Your own PIN', '0');
    await press('Put in force');
    expect(text()).toContain('The PIN does not match');
    await type(form('Put in force'), 'Your own PIN', '444444');
    await press('Put in force');
    expect(text()).toContain('Done. Desks get it within seconds.');
    expect(changes().at(-1)).toMatchObject({ what: { kind: 'edit', note: 'Spring holidays' }, pin: '444444' });
    await screen.findByText('Spring holidays');
    await press('Take back: Spring holidays');
    await type(form('Take back'), 'Your own PIN', '444444');
    await page.doing(() => fireEvent.submit(form('Take back')));
    expect(changes().at(-1)).toMatchObject({ what: { kind: 'back' } });
    expect(text()).toContain('Done. Desks get it within seconds.');
  });

  test('hours that cannot be read are told at their day, and nothing is sent', async () => {
    await open('chen');
    await type(place(), 'Monday', 'mornings');
    await press('Check');
    expect(within(place()).getByText('Cannot be read: write it with AM and PM, as 8 AM – 10 PM.')).toBeTruthy();
    expect(page.link.calls.some(({ name }) => name === 'rules.check')).toBe(false);
    await type(place(), 'Monday', '9-17');
    await press('Check');
    expect(text()).toContain('Monday 9 AM – 5 PM, was');
  });

  test('of one day that cannot be read say so where the day is added', async () => {
    await open('chen');
    const add = (): HTMLElement => within(place()).getByRole('form', { name: 'Add day' });
    await press('Add day');
    await page.doing(() => fireEvent.submit(add()));
    expect(within(add()).getByRole('alert').textContent).toBe('Enter the dates and a name.');
    await type(add(), 'From', '2026-12-24');
    await type(add(), 'Name', 'Christmas Eve');
    await type(add(), 'Hours', 'mornings');
    await page.doing(() => fireEvent.submit(add()));
    expect(within(add()).getByRole('alert').textContent).toMatch(/^Cannot be read/);
  });

  test('hours that could be of the morning or the evening are asked for, not sent', async () => {
    await open('chen');
    await type(place(), 'Monday', '9-5');
    await press('Check');
    expect(within(place()).getByText('Cannot be read: write it with AM and PM, as 8 AM – 10 PM.')).toBeTruthy();
    await type(place(), 'Monday', '9-5 PM');
    await press('Check');
    expect(text()).toContain('Monday 9 AM – 5 PM, was');
  });

  test.each(['Add closing', 'Add day', 'Add dates'])(
    'Esc closes “%s” alone, and keeps what was typed',
    async (name) => {
      await open('chen');
      await press(name);
      const field = within(form(name)).getByLabelText('Name');
      await type(form(name), 'Name', 'Finals');
      await page.doing(() => fireEvent.keyDown(field, { key: 'Escape' }));
      expect(within(place()).queryByRole('form', { name })).toBeNull();
      expect(page.desk.view.getState().screen).toBe('settings');
      expect(document.activeElement?.textContent).toBe(name);
      await press(name);
      expect(within(form(name)).getByLabelText<HTMLInputElement>('Name').value).toBe('Finals');
    },
  );

  test('Esc leaves what the server said, then the question, and keeps the edit', async () => {
    await open('chen');
    await type(place(), 'Monday', '9-17');
    await press('Check');
    const note = within(form('Put in force')).getByLabelText('Name of the change');
    expect(document.activeElement).toBe(note);
    await page.doing(() => fireEvent.keyDown(note, { key: 'Escape' }));
    expect(within(place()).queryByRole('form', { name: 'Put in force' })).toBeNull();
    expect(within(place()).getByLabelText<HTMLInputElement>('Monday').value).toBe('9-17');
    await press('Check');
    await type(form('Put in force'), 'Your own PIN', '444444');
    await press('Put in force');
    await press(/^Take back/);
    const pin = within(form('Take back')).getByLabelText('Your own PIN');
    expect(document.activeElement).toBe(pin);
    await page.doing(() => fireEvent.keyDown(pin, { key: 'Escape' }));
    expect(within(place()).queryByRole('form', { name: 'Take back' })).toBeNull();
    expect(text()).toContain('Weekly hours');
  });

  test('a refusal by the check of rules is shown with its calendar', async () => {
    await open('chen');
    await type(place(), 'Tuesday', '8-12, 11-14');
    await press('Check');
    expect(text()).toContain('This cannot be put in force:');
    expect(within(place()).queryByRole('form', { name: 'Put in force' })).toBeNull();
  });

  test('a group is given blackout dates', async () => {
    await open('chen');
    const group = within(place()).getByLabelText<HTMLSelectElement>('Group');
    await press('Add dates');
    await type(form('Add dates'), 'From', '2026-12-10');
    await type(form('Add dates'), 'To', '2026-12-18');
    await type(form('Add dates'), 'Name', 'Finals');
    await press('Add dates');
    await press('Check');
    const name = group.selectedOptions[0]?.textContent?.replace(' *', '') ?? '';
    expect(text()).toContain(`${name}: what a new account needs`);
  });

  test('without a line they are seen, and say that they cannot be changed now', async () => {
    await open('chen');
    await page.doing(() => page.desk.work.goTo('checkout'));
    await page.doing(() => page.fake.setOffline(true));
    await page.doing(() => page.desk.actions.settings.run());
    await press('Hours and rules');
    expect(text()).toContain('Offline: hours can be viewed now and changed once back online.');
  });
});

describe('an emergency closing', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const place = (): HTMLElement => screen.getByRole('main');
  const form = (): HTMLElement => within(place()).getByRole('form', { name: 'Emergency closing' });
  const press = (name: string): Promise<void> =>
    page.doing(() => fireEvent.click(within(place()).getByRole('button', { name })));
  const open = async (staff: 'rivera' | 'nadia'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.fake.setOffline(true));
    await page.doing(() => page.desk.actions.settings.run());
    await press('Hours and rules');
  };

  test('is counted and made by a night lead without a line, with a reason', async () => {
    await open('nadia');
    await page.doing(() => page.clock.advance(61_000));
    await press('Emergency closing…');
    const until = within(form()).getByRole('group', { name: 'Closed until' });
    expect([...until.querySelectorAll('select')].at(-1)?.value).toBe('0');
    await press('Preview');
    expect(form().textContent).toContain(
      'Fines stop during the closing. Due dates of recalled items stay as they are.',
    );
    expect(form().textContent).toContain('Offline: counted by what this desk knows.');
    await press('Close the branch');
    expect(within(form()).getByRole('alert').textContent).toBe('Enter a reason.');
    await page.doing(() =>
      fireEvent.change(within(form()).getByLabelText('Reason'), { target: { value: 'No power' } }),
    );
    await press('Close the branch');
    expect(place().textContent).toContain('Closed. Due dates have moved.');
    const sent = page.link.calls.find(({ name }) => name === 'branch.close');
    expect(sent?.input).toMatchObject({ reason: 'No power' });
  });

  test('Esc closes the form and nothing behind it', async () => {
    await open('nadia');
    await press('Emergency closing…');
    expect(form().contains(document.activeElement)).toBe(true);
    const field = within(form()).getAllByRole('combobox')[0] ?? form();
    expect(document.activeElement).toBe(field);
    await page.doing(() => fireEvent.keyDown(field, { key: 'Escape' }));
    expect(within(place()).queryByRole('form', { name: 'Emergency closing' })).toBeNull();
    expect(place().textContent).toContain('Weekly hours');
  });

  test('counts that come late are not shown for another window than they were asked for', async () => {
    await open('nadia');
    await press('Emergency closing…');
    const free = page.link.hold();
    fireEvent.click(within(form()).getByRole('button', { name: 'Preview' }));
    fireEvent.change(within(form()).getByLabelText('Closed from'), { target: { value: 'later' } });
    await page.doing(free);
    expect(within(form()).queryByRole('button', { name: 'Close the branch' })).toBeNull();
    await press('Preview');
    expect(within(form()).getByRole('button', { name: 'Close the branch' })).toBeTruthy();
  });

  test('is opened again without a line: what moves back first, and Esc leaves it', async () => {
    await open('nadia');
    await press('Emergency closing…');
    await press('Preview');
    await page.doing(() => fireEvent.change(within(form()).getByLabelText('Reason'), { target: { value: 'Storm' } }));
    await press('Close the branch');
    const list = (): HTMLElement => within(place()).getByRole('region', { name: 'Emergency closings' });
    expect(list().textContent).toContain('Storm');
    const row = (): HTMLElement => within(list()).getByRole('button', { name: /^Open again: .*Storm$/ });
    await page.doing(() => fireEvent.click(row()));
    const lifting = (): HTMLElement => within(list()).getByRole('form', { name: 'Open again' });
    expect(lifting().textContent).toMatch(/\d+ due dates? moves? back\./);
    const doing = within(lifting()).getByRole('button', { name: 'Open again' });
    expect(document.activeElement).toBe(doing);
    await page.doing(() => fireEvent.keyDown(doing, { key: 'Escape' }));
    expect(page.link.calls.some(({ name }) => name === 'branch.liftClosing')).toBe(false);
    await page.doing(() => fireEvent.click(row()));
    await page.doing(() => fireEvent.submit(lifting()));
    expect(place().textContent).toContain('Open again. Due dates have moved back.');
    expect(within(place()).queryByRole('region', { name: 'Emergency closings' })).toBeNull();
  });

  test('is not offered to desk staff', async () => {
    await open('rivera');
    expect(within(place()).queryByRole('button', { name: 'Emergency closing…' })).toBeNull();
  });
});
