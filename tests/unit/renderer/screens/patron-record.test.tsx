// The record of a patron on Patrons, and the form that makes an account there and on Check out.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const NOBODY = '21399999999999';
describe('the record of a patron', () => {
  let page: DrawnPage;
  afterEach(() => page.close());

  const record = () => within(screen.getByTestId('patron-record'));
  const press = (name: string | RegExp) => page.doing(() => fireEvent.click(screen.getByRole('button', { name })));
  const type = (name: string, value: string) => {
    const field = document.querySelector(`[name="${name}"]`);
    if (field === null) throw new Error(`there is no field ${name}`);
    return page.doing(() => fireEvent.change(field, { target: { value } }));
  };
  /** The record, seen by a supervisor. */
  const open = async (card = SADE): Promise<void> => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.work.goTo('patrons'));
    await page.doing(() => page.desk.work.openPatron(card));
  };

  test('a block is set with its reason, stands there with who set it, and is lifted with another', async () => {
    await open();
    await press('Block…');
    expect(screen.getByRole('button', { name: 'Block' })).toHaveProperty('disabled', true);
    await type('block-reason', 'Has a book at home');
    await press('Block');
    await page.doing(() => page.desk.work.openPatron(SADE));
    expect(document.body.textContent).toContain('Blocked: Has a book at home');
    expect(record().getByRole('region', { name: 'Blocks' }).textContent).toMatch(
      /No borrowing · Has a book at home.*by /,
    );
    await press('Lift the block: Has a book at home');
    await type('lift-reason', 'It is back');
    await press('Lift it');
    await page.doing(() => page.desk.work.openPatron(SADE));
    expect(record().queryByRole('region', { name: 'Blocks' })).toBeNull();
    expect(document.body.textContent).toContain('Block lifted: Has a book at home');
  });

  test('Esc closes a form in place, and nothing behind it', async () => {
    await open();
    await page.doing(() => page.desk.patrons.setText('oka'));
    await press('Block…');
    const field = document.querySelector('[name="block-reason"]');
    await page.doing(() => fireEvent.keyDown(field ?? document.body, { key: 'Escape' }));
    expect(screen.queryByRole('form', { name: 'Block…' })).toBeNull();
    expect(record().getByTestId('patron-name').textContent).toBe('OKAFOR, Sade');
    expect(page.desk.patrons.store.getState().text).toBe('oka');
  });

  test('an edit sends what was changed and nothing else', async () => {
    await open();
    const asked: unknown[] = [];
    page.fake.override('patron.edit', (input, own) => {
      asked.push(input);
      return own(input);
    });
    await press('Edit');
    await type('account-email', 'new@example.edu');
    await press('Save');
    expect(asked).toEqual([{ card: SADE, email: 'new@example.edu' }]);
    expect(screen.queryByRole('form', { name: 'Edit' })).toBeNull();
  });

  test('a change of another desk meanwhile is seen: both values where it was written here too, and the chosen one is sent', async () => {
    await open();
    await press('Edit');
    await type('account-email', 'here@example.edu');
    await type('account-given', 'Here');
    await page.doing(() =>
      page.fake.ask('patron.edit', {
        card: SADE,
        name: { given: 'Elsewhere' },
        email: 'elsewhere@example.edu',
        phones: ['555 0199'],
      }),
    );
    const save = () => screen.getByRole('button', { name: 'Save' });
    const field = (name: string) => document.querySelector<HTMLInputElement>(`[name="account-${name}"]`)?.value;
    expect([field('email'), field('given'), field('phones')]).toEqual(['here@example.edu', 'Here', '555 0199']);
    expect(screen.getByText(/Changed elsewhere meanwhile: Phone, from .* to 555 0199/)).toBeTruthy();
    expect(save()).toHaveProperty('disabled', true);
    await page.doing(() => fireEvent.click(screen.getByLabelText('In the account now: Elsewhere')));
    expect([field('given'), save()]).toEqual(['Elsewhere', expect.objectContaining({ disabled: true })]);
    await page.doing(() => fireEvent.click(screen.getByLabelText('Entered here: here@example.edu')));
    const asked: unknown[] = [];
    page.fake.override('patron.edit', (input, own) => {
      asked.push(input);
      return own(input);
    });
    await press('Save');
    expect(asked).toEqual([{ card: SADE, email: 'here@example.edu' }]);
    expect(screen.queryByRole('form', { name: 'Edit' })).toBeNull();
  });

  test('a card is added with the number that is scanned, another is put in its place, and one is ended with a reason', async () => {
    await open();
    const cards = () => record().getByRole('region', { name: 'Cards and IDs' }).textContent;
    expect(cards()).toMatch(`Library card ${SADE}`);
    await press('Add a card or ID…');
    expect(screen.getByRole('button', { name: 'Add it' })).toHaveProperty('disabled', true);
    await page.scanAndDraw(NOBODY);
    await type('card-kind', 'campus-id');
    await type('card-issuer', 'Pitzer');
    await press('Add it');
    expect(cards()).toMatch(`Campus ID ${NOBODY}Pitzer`);
    await press(`Replace ${SADE}`);
    await type('card-number', '21310000009997');
    expect(screen.getByRole('button', { name: 'Replace it' })).toHaveProperty('disabled', true);
    await type('card-reason', 'Broke in two');
    await press('Replace it');
    expect(cards()).toMatch(`${SADE}Replaced: cannot check out`);
    expect(cards()).toContain('Card replaced. The old one still finds the account but cannot check out.');
    await press(`End ${NOBODY}`);
    await type('card-reason', 'Left in a bus');
    await press('End it');
    expect(cards()).toMatch(`${NOBODY}Pitzer · Reported lost: cannot check out`);
  });

  test('an edit that is left for another place is there again, and gone with the patron', async () => {
    await open();
    await press('Edit');
    await type('account-email', 'half@example.edu');
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.doing(() => page.desk.work.goTo('patrons'));
    expect(document.querySelector<HTMLInputElement>('[name="account-email"]')?.value).toBe('half@example.edu');
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.doing(() => page.desk.work.closePatron());
    expect(page.desk.accounts.store.getState().form).toBeNull();
  });

  test('loans are lent on the card at hand, and one that lends nothing leads to the record', async () => {
    page = await renderPage({ staff: 'chen' });
    const reason = 'Broke in two';
    const replaces = { number: SADE, as: 'replaced' } as const;
    await page.fake.ask('patron.addCard', {
      card: SADE,
      number: NOBODY,
      kind: 'barcode',
      issuer: '',
      replaces,
      reason,
    });
    await page.doing(() => page.desk.work.goTo('checkout'));
    await page.scanAndDraw(SADE);
    await page.scanAndDraw('31310000008812');
    expect(page.link.calls.filter(({ name }) => name === 'circ.checkout').map(({ input }) => input)).toEqual([
      { patron: SADE, item: '31310000008812' },
    ]);
    await page.doing(() => fireEvent.click(within(screen.getByTestId('answer')).getByText('Cards and IDs')));
    expect(page.desk.view.getState().screen).toBe('patrons');
  });

  test('a new account asks for what is required, and shows those who may be the person while the name is typed', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('patrons'));
    await press('New patron');
    const make = () => screen.getByRole('button', { name: 'Create account' });
    expect(make()).toHaveProperty('disabled', true);
    expect(document.activeElement?.getAttribute('name')).toBe('account-card');
    await page.scanAndDraw(NOBODY);
    expect(document.querySelector<HTMLInputElement>('[name="account-card"]')?.value).toBe(NOBODY);
    expect(document.activeElement?.getAttribute('name')).toBe('account-family');
    await type('account-family', 'Okafor');
    await type('account-given', 'Sade');
    expect(screen.getByRole('button', { name: 'Open this one: OKAFOR, Sade' })).toBeTruthy();
    await press('It is another person');
    expect(screen.queryByText('Is it one of these?')).toBeNull();
    expect(screen.getByRole('form', { name: 'New patron' }).textContent).toContain('Still to fill in: Group.');
    await type('account-group', 'faculty');
    expect(make()).toHaveProperty('disabled', false);
    await press('Create account');
    expect(page.desk.accounts.store.getState().form).toBeNull();
    expect(record().getByText('Account created')).toBeTruthy();
  });

  test('the group of a new account says what it asks for: fields, an end that is filled in, and a fee', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('patrons'));
    await press('New patron');
    await type('account-card', NOBODY);
    await type('account-family', 'Visitor');
    const form = () => screen.getByRole('form', { name: 'New patron' }).textContent ?? '';
    const ends = () => document.querySelector<HTMLInputElement>('[name="account-expiresOn"]')?.value;
    expect([ends(), form()]).toEqual(['', expect.not.stringContaining('fee')]);
    await type('account-group', 'visitors');
    expect(form()).toContain('Creating this account adds a fee: $50.00');
    expect(form()).toContain('Still to fill in: Phone.');
    expect(screen.getByLabelText('Phone (required)')).toBeTruthy();
    const year = ends();
    expect(year).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    await type('account-group', 'faculty');
    expect(ends()).toBe('');
    await type('account-expiresOn', '2030-05-31');
    await type('account-group', 'visitors');
    expect(ends()).toBe('2030-05-31');
    await type('account-expiresOn', year ?? '');
    await type('account-phones', '555 0100');
    await press('Create account');
    const { fees } = await page.fake.ask('fee.list', { patron: NOBODY });
    expect(fees.map(({ kindText, amountMinor }) => [kindText, amountMinor])).toEqual([['Membership', 5_000]]);
    expect((await page.fake.ask('patron.choices', { card: NOBODY })).now?.expiresOn).toBe(year);
    // It is paid while the visitor stands there.
    expect(screen.getByTestId('fees').textContent).toMatch(/Owes\$50\.00.*Membership/);
    expect(document.activeElement?.getAttribute('name')).toBe('pay-amount');
  });

  test('a card that nobody has is registered on Check out, with the card filled in', async () => {
    page = await renderPage();
    await page.scanAndDraw(NOBODY);
    await press('Register this card…');
    const { form } = page.desk.accounts.store.getState();
    expect(form).toMatchObject({ card: null, fields: { card: NOBODY } });
  });

  test('two accounts are seen side by side before they are merged', async () => {
    await open();
    await press('Merge…');
    await type('merge-card', SADE);
    await press('Show it');
    expect(screen.getByRole('alert').textContent).toBe('This is the same account.');
    await type('merge-card', '21310000001187');
    await press('Show it');
    const table = within(screen.getByRole('form', { name: /Merge two accounts/ })).getByRole('table');
    expect(table.textContent).toMatch(/OKAFOR, Sade.*Loans.*Holds.*Fees.*This one stays/s);
    expect(screen.getByRole('button', { name: 'Merge them' })).toHaveProperty('disabled', true);
  });

  test('the other account is found by name too, and shown at once where it is the only one', async () => {
    await open();
    await press('Merge…');
    await type('merge-card', 'lindqvist');
    await press('Show it');
    const form = within(screen.getByRole('form', { name: /Merge two accounts/ }));
    expect(form.getByRole('table').textContent).toMatch(/OKAFOR, Sade.*LINDQVIST.*Birth date.*E-mail.*Phone/s);
  });

  test('a pair of possible duplicates is seen side by side at once, and left by Esc', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.accounts.askMerge(SADE, '21310000001187'));
    const form = screen.getByRole('form', { name: /Merge two accounts/ });
    expect(within(form).getByRole('table').textContent).toMatch(/OKAFOR, Sade/);
    await page.doing(() => fireEvent.keyDown(within(form).getByRole('button', { name: 'Cancel' }), { key: 'Escape' }));
    expect(screen.queryByRole('form', { name: /Merge two accounts/ })).toBeNull();
  });

  test('the tabs are lists; the history is there for those who edit accounts', async () => {
    await open();
    expect(record().getAllByRole('tab')).toHaveLength(5);
    await page.doing(() => fireEvent.click(record().getByRole('tab', { name: /History/ })));
    expect(page.desk.accounts.store.getState().lists['patron-history']).toBeDefined();
  });
});
