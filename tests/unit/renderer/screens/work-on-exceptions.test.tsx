// Work on exceptions that stay open: an assignment, a contact with the patron, a note; listed by age and by
// assignee, and nothing vanishes.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('work on exceptions', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const open = async (staff: 'sam' | 'rivera' | 'nadia' = 'nadia'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.fake.setExceptions(true));
    await page.doing(() => page.desk.actions.work.run());
  };
  const card = (code: string): HTMLElement =>
    screen.getAllByTestId('exception').find((one) => one.dataset['code'] === code) ?? document.createElement('li');
  const press = (place: HTMLElement, name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(place).getByRole('button', { name })));
  const choose = (label: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(screen.getByLabelText(label), { target: { value } }));
  const said = (): string => screen.getByTestId('said').textContent ?? '';
  const call = (name: string): unknown => page.link.calls.findLast((one) => one.name === name)?.input;
  const headings = (): readonly (string | null)[] =>
    screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);

  test('is said at once: who sees to it, that a message was left, and a note; the card stays', async () => {
    await open();
    const before = screen.getAllByTestId('exception').length;
    await press(card('lent-while-on-loan'), /^Assign or note/);
    await choose('Assigned to', 'rivera');
    await choose('Contact with the patron', 'message-left');
    await choose('Note', 'calls back at noon');
    await press(card('lent-while-on-loan'), /^Save/);
    expect(call('exception.work')).toMatchObject({ to: 'rivera', contact: 'message-left', note: 'calls back at noon' });
    expect(said()).toBe('Saved for 1. It stays open.');
    expect(screen.getAllByTestId('exception')).toHaveLength(before);
    const text = card('lent-while-on-loan').textContent ?? '';
    expect(text).toContain('With rivera');
    // A line of its own: where there is little room the item keeps the first one.
    expect(within(card('lent-while-on-loan')).getByTestId('work-facts').textContent).toMatch(
      /^With rivera.*Left a message/,
    );
    expect(text).toMatch(/nadia · assigned it to rivera · Left a message · “calls back at noon”/);
  });

  test('leads to the account and to the copy that it is about, and back to the card', async () => {
    await open();
    await press(card('money-credited'), 'Open the account');
    expect(page.desk.view.getState().screen).toBe('patrons');
    expect(screen.getByTestId('patron-record').textContent).toContain('OKAFOR, Sade');
    await page.doing(() => page.desk.actions.work.run());
    await press(card('missed-hold'), 'Open the item');
    expect(screen.getByTestId('item-record')).toBeTruthy();
    expect(page.desk.view.getState().screen).toBe('work');
  });

  test('of a card that nobody has leads to the form that makes the account', async () => {
    page = await renderPage({ staff: 'nadia' });
    await page.doing(() => page.fake.setOffline(true));
    const newPatron = { family: 'Quist', given: 'Ana', phone: '909 555 0142', idSeen: true } as const;
    const override = { codes: ['PATRON_UNKNOWN'], reason: 'no card', newPatron };
    await page.doing(() =>
      page.link.act('circ.checkout', { patron: '21310000009991', item: '31310000008812', override }),
    );
    await page.doing(() => page.fake.setOffline(false));
    await page.doing(() => page.desk.actions.work.run());
    await page.doing(() => page.desk.worklist.load());
    await press(card('patron-unknown'), /^Register the patron…/);
    const form = (): HTMLElement => screen.getByRole('form', { name: 'New patron' });
    expect(within(form()).getByLabelText(/^Last name/)).toHaveProperty('value', 'Quist');
    await page.doing(() =>
      fireEvent.change(within(form()).getByLabelText(/^E-mail/), { target: { value: 'quist@example.org' } }),
    );
    const group = within(form()).getByLabelText<HTMLSelectElement>(/^Group/);
    await page.doing(() => fireEvent.change(group, { target: { value: group.options[1]?.value } }));
    await page.doing(() => fireEvent.submit(form()));
    expect(call('patron.register')).toMatchObject({ card: '21310000009991', email: 'quist@example.org' });
    expect(screen.getByTestId('patron-record').textContent).toContain('QUIST, Ana');
    await page.doing(() => page.desk.actions.work.run());
    await page.doing(() => page.desk.worklist.load());
    expect(screen.queryAllByTestId('exception').map((one) => one.dataset['code'])).not.toContain('patron-unknown');
  });

  test('a form that makes room for another one leaves it the focus, and at last the scan box has it', async () => {
    await open();
    await press(card('lent-while-on-loan'), /^Assign or note/);
    await press(card('money-credited'), /^Assign or note/);
    expect(document.activeElement).toBe(within(card('money-credited')).getByLabelText('Assigned to'));
    await page.doing(() => page.desk.actions.close.run());
    expect(document.activeElement?.id).toBe('scan-box');
  });

  test('nothing is saved before something is said, and Esc leaves it as it was', async () => {
    await open();
    await press(card('money-credited'), /^Assign or note/);
    expect(within(card('money-credited')).getByRole('button', { name: /^Save/ })).toHaveProperty('disabled', true);
    await page.doing(() => page.desk.actions.close.run());
    expect(within(card('money-credited')).queryByRole('button', { name: /^Save/ })).toBeNull();
    expect(call('exception.work')).toBeUndefined();
  });

  test('all of a kind are given at once', async () => {
    await open();
    const [together] = screen.getAllByTestId('together');
    await press(together ?? document.body, /^Assign or note/);
    await choose('Assigned to', 'nadia');
    await press(together ?? document.body, /^Save/);
    expect(said()).toBe('Saved for 3. They stay open.');
    expect(card('missed-hold').textContent).toContain('With you');
  });

  test('lists by age within a weight, and only mine, and says how many that leaves out', async () => {
    await open();
    await choose('Order of the list', 'age');
    expect(headings().slice(0, 2)).toEqual(['Act now, oldest first 5', 'Today, oldest first 5']);
    const ages = screen
      .getAllByTestId('exception')
      .map((one) => /(\d+ (?:s|min|h)[\w ]*) ago/.exec(one.textContent ?? '')?.[1]);
    expect(ages[0]).toBeDefined();
    expect(screen.queryAllByTestId('together')).toEqual([]);
    await choose('Whose work', 'mine');
    expect(screen.queryAllByTestId('exception')).toEqual([]);
    expect(screen.getByTestId('left-out').textContent).toContain('10 more are open');
    expect(document.body.textContent).not.toContain('Nothing to work on');
    await press(screen.getByTestId('left-out'), /^List all/);
    expect(screen.getAllByTestId('exception')).toHaveLength(10);
    expect(screen.queryByTestId('left-out')).toBeNull();
  });

  test('students have neither the choice nor the button', async () => {
    await open('sam');
    expect(screen.queryByLabelText('Whose work')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Assign or note/ })).toBeNull();
  });
});
