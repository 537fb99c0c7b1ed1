// Acts that were recorded while their answer was lost: the form shows them as done, shows no error, and sends nothing once more.

import { fireEvent, screen, within } from '@testing-library/react';
import type { ChangingMethod } from '../../../../shared/bridge/contract.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const OTHER = '21310000001187';
const BOOK = '31310000004417';

describe('an act whose answer was lost', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const press = (name: string | RegExp, place = document.body): Promise<void> =>
    page.doing(() => fireEvent.click(within(place).getByRole('button', { name })));
  const type = (name: string, value: string): Promise<void> => {
    const field = document.querySelector(`[name="${name}"]`);
    if (field === null) throw new Error(`there is no field ${name}`);
    return page.doing(() => fireEvent.change(field, { target: { value } }));
  };
  const openPatron = async (): Promise<void> => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.work.goTo('patrons'));
    await page.doing(() => page.desk.work.openPatron(SADE));
  };
  /** Presses the button that sends it, and the answer is lost. The form of that name is gone, and it was sent once. */
  const losing = async (name: ChangingMethod, form: string | RegExp, send: () => Promise<void>): Promise<void> => {
    expect(screen.getByRole('form', { name: form })).toBeTruthy();
    const count = () => page.link.calls.filter((call) => call.name === name).length;
    const before = count();
    page.link.loseNext(name, 'recorded');
    await send();
    expect(screen.queryByRole('form', { name: form })).toBeNull();
    expect(screen.queryAllByRole('alert').map(({ textContent }) => textContent)).not.toContainEqual(
      expect.stringContaining('recorded'),
    );
    expect(count()).toBe(before + 1);
  };

  test('is done where a block is set and lifted', async () => {
    await openPatron();
    await press('Block…');
    await type('block-reason', 'Has a book at home');
    await losing('patron.block', 'Block…', () => press('Block'));
    await page.doing(() => page.desk.work.openPatron(SADE));
    await press('Lift the block: Has a book at home');
    await type('lift-reason', 'It is back');
    await losing('patron.unblock', /^Lift the block/, () => press('Lift it'));
    expect(document.body.textContent).toContain('Block lifted: Has a book at home');
  });

  test('is done where a message is written and dismissed', async () => {
    await openPatron();
    await press('Message…');
    await type('account-message', 'Ask for the new address');
    await losing('patron.edit', /^Message/, () => press('Add the message'));
    await page.doing(() => page.desk.work.openPatron(SADE));
    page.link.loseNext('patron.edit', 'recorded');
    await press(/Ask for the new address/);
    expect(within(screen.getByTestId('patron-record')).queryByRole('alert')).toBeNull();
  });

  test('is done where an account is edited', async () => {
    await openPatron();
    await press('Edit');
    await type('account-email', 'new@example.edu');
    await losing('patron.edit', 'Edit', () => press('Save'));
  });

  test('is done where a card is added and ended', async () => {
    await openPatron();
    await press('Add a card or ID…');
    await type('card-number', '21399999999999');
    await losing('patron.addCard', /./, () => press('Add it'));
    await press('End 21399999999999');
    await type('card-reason', 'Left in a bus');
    await losing('patron.endCard', /./, () => press('End it'));
    expect(page.desk.cards.store.getState().done).toEqual({ card: SADE, step: 'end' });
  });

  test('is done where two accounts are merged', async () => {
    await openPatron();
    await press('Merge…');
    await type('merge-card', OTHER);
    await press('Show it');
    await type('merge-why', 'One person');
    await losing('patron.merge', /Merge two accounts/, () => press('Merge them'));
  });

  test('is done where a hold is placed on a copy, on a title, and for the patron on the desk', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.items.open(BOOK));
    const record = screen.getByTestId('item-record');
    await press('Place hold', record);
    const form = (): HTMLElement => screen.getByRole('form', { name: 'Place hold' });
    await losing('hold.place', 'Place hold', () => page.doing(() => fireEvent.submit(form())));
    expect(record.textContent).toContain('Hold placed');
    await page.doing(() => page.desk.work.goTo('titles'));
    await page.doing(() => page.desk.titles.open('the-overstory'));
    const title = screen.getByTestId('title-record');
    await press('Place hold', title);
    await page.doing(() =>
      fireEvent.change(within(form()).getByRole('combobox', { name: 'Patron' }), { target: { value: OTHER } }),
    );
    await losing('hold.place', 'Place hold', () => page.doing(() => fireEvent.submit(form())));
    expect(title.textContent).toContain('Hold placed');
  });

  test('is done where a branch is closed, and opened again', async () => {
    page = await renderPage({ staff: 'nadia' });
    await page.doing(() => page.desk.actions.settings.run());
    await press('Hours and rules');
    await press('Emergency closing…');
    await press('Preview');
    await type('closing-reason', 'No power');
    await losing('branch.close', 'Emergency closing', () => press('Close the branch'));
    expect(document.body.textContent).toContain('Closed. Due dates have moved.');
    await press(/^Open again: .*No power$/);
    const lift = (): HTMLElement => screen.getByRole('form', { name: 'Open again' });
    await losing('branch.liftClosing', 'Open again', () => page.doing(() => fireEvent.submit(lift())));
  });

  test('is done where a shift is opened, the drawer is noted, and the shift is closed', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.actions.shift.run());
    const part = (): HTMLElement => screen.getByTestId('shift-part');
    await page.doing(() =>
      fireEvent.change(within(part()).getByLabelText('Or the total at once'), { target: { value: '100' } }),
    );
    page.link.loseNext('shift.open', 'recorded');
    await press(/^Open the shift/, part());
    expect(page.desk.shift.store.getState()).toMatchObject({ done: 'opened', error: null, shift: { state: 'open' } });
    await press('Opened without a sale…', part());
    await type('drawer-reason', 'change for the copier');
    await losing('drawer.open', /./, () => press(/^Note it/, part()));
    expect(part().textContent).toContain('Noted.');
  });
});
