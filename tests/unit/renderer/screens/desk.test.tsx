// The screens around the acts: signing in, finding anything, help, the worklist, the line.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('the desk', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const text = (): string => document.body.textContent ?? '';
  const press = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(screen.getByRole('button', { name })));
  const type = (label: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(screen.getByLabelText(label), { target: { value } }));

  describe('signing in', () => {
    test('takes a name and a PIN; the demo library shows its staff', async () => {
      page = await renderPage({ staff: null });
      expect(text()).toMatch(/sam.*student assistant.*PIN 1111/);
      await type('Name', 'sam');
      await type('PIN', '1111');
      await press('Sign in');
      expect(screen.getByTestId('staff').textContent).toMatch(/sam.*student assistant/);
    });

    test('a wrong PIN is said and cleared, and the name stays', async () => {
      page = await renderPage({ staff: null });
      await type('Name', 'sam');
      await type('PIN', '9999');
      await press('Sign in');
      expect(screen.getByRole('alert').textContent).toMatch(/PIN is wrong/);
      expect(screen.getByLabelText<HTMLInputElement>('PIN').value).toBe('');
      expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('sam');
    });

    test('one press signs in as somebody of the demo', async () => {
      page = await renderPage({ staff: null });
      await press(/chen.*supervisor/);
      expect(screen.getByTestId('staff').textContent).toContain('chen');
    });

    test('the next time the name stands there', async () => {
      page = await renderPage({ staff: null });
      await press(/chen/);
      await page.doing(() => page.desk.station.signOut());
      expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('chen');
      expect(document.activeElement).toBe(screen.getByLabelText('PIN'));
    });

    test('behind the lock the work is out of reach', async () => {
      page = await renderPage();
      await page.scanAndDraw('21310000004421');
      await page.doing(() => page.desk.station.lock());
      expect(screen.getByRole('heading', { name: 'Locked' })).toBeTruthy();
      expect(document.querySelector('[inert]')?.textContent).toContain('OKAFOR');
    });
  });

  describe('finding anything', () => {
    const box = (): HTMLElement => screen.getByRole('combobox');
    const search = (value: string): Promise<void> => page.doing(() => fireEvent.change(box(), { target: { value } }));

    test('finds patrons, items, screens and actions, and opens the chosen one', async () => {
      page = await renderPage();
      await page.doing(() => page.desk.actions.find.run());
      await search('o');
      const groups = within(screen.getByRole('listbox'))
        .getAllByRole('group')
        .map((group) => group.getAttribute('aria-label'));
      expect(groups).toEqual(['Patrons', 'Items', 'Screens', 'Actions']);
      await search('oka');
      await page.doing(() => fireEvent.keyDown(box(), { key: 'ArrowDown' }));
      expect(screen.getByRole('option', { selected: true }).textContent).toContain('OKAZAKI, Yuki');
      await page.doing(() => fireEvent.keyDown(box(), { key: 'Enter' }));
      expect(screen.getByTestId('patron-name').textContent).toBe('OKAZAKI, Yuki');
      expect(screen.queryByRole('combobox')).toBeNull();
    });

    test('an item found shows where it stands and records nothing', async () => {
      page = await renderPage();
      await page.doing(() => page.desk.actions.find.run());
      await search('circe');
      await page.doing(() => fireEvent.click(screen.getByRole('option', { name: /Circe/ })));
      expect(screen.getByTestId('answer').textContent).toMatch(/On loan.*Circe/);
      expect(page.fake.state.acts).toEqual([]);
    });

    test('says so when there is nothing', async () => {
      page = await renderPage();
      await page.doing(() => page.desk.actions.find.run());
      await search('zzzz');
      expect(text()).toContain('Nothing found for “zzzz”.');
    });
  });

  test.each(['checkout', 'checkin', 'patrons', 'sync'] as const)('F1 lists the keys of %s', async (name) => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo(name));
    await page.doing(() => page.desk.actions.help.run());
    const help = screen.getByRole('dialog', { name: 'Help' });
    expect(within(help).getAllByText(/^Ctrl\+Shift\+[A-Z]$/).length).toBeGreaterThan(1);
    expect(help.textContent).toContain('F9');
  });

  describe('the worklist', () => {
    const cards = (): readonly HTMLElement[] => screen.getAllByTestId('exception');

    beforeEach(async () => {
      page = await renderPage();
      await page.doing(() => page.fake.setExceptions(true));
      await page.doing(() => page.desk.actions.sync.run());
    });

    test('is in the order to work it, with what to tell the patron', () => {
      const headings = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
      expect(headings).toEqual([
        'Find and scan again 3',
        'Pull off the hold shelf 1',
        'Hourly items and equipment 1',
        'Give money back 1',
        'Tell patrons 1',
        'Check 2',
      ]);
      expect(cards()[4]?.textContent).toContain('Tell the patron: “We are checking where this item is.');
      expect(text()).toContain('2 notes, nothing to do');
    });

    test('one is worked with a note', async () => {
      const [first] = cards();
      await page.doing(() => fireEvent.click(within(first ?? document.body).getByRole('button', { name: 'Rerouted' })));
      await type('Note', 'on the hold shelf now');
      await press('Done');
      expect(cards()).toHaveLength(8);
      expect(page.link.calls.find(({ name }) => name === 'exception.resolve')?.input).toMatchObject({
        action: 'rerouted',
        note: 'on the hold shelf now',
      });
    });

    test('many of one kind are worked at once with one note', async () => {
      const together = screen.getByText('All 3 at once').parentElement ?? document.body;
      await page.doing(() => fireEvent.click(within(together).getByRole('button', { name: 'Not found' })));
      await type('Note', 'looked twice');
      await press('Done');
      expect(cards()).toHaveLength(6);
    });

    test('dismissing needs a note', async () => {
      const [first] = cards();
      await page.doing(() => fireEvent.click(within(first ?? document.body).getByRole('button', { name: 'Dismiss…' })));
      expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Done' }).disabled).toBe(true);
      await type('Note', 'withdrawn since');
      expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Done' }).disabled).toBe(false);
    });

    test('is counted on its tab, and opens no dialog by itself', () => {
      expect(screen.getByRole('button', { name: /Sync.*9 exceptions to work on/ })).toBeTruthy();
      expect(screen.queryByRole('dialog')).toBeNull();
    });
  });

  test('offline says since when, what waits and how old the data is', async () => {
    page = await renderPage();
    await page.doing(() => page.fake.setOffline(true));
    await page.scanAndDraw('21310000004421');
    await page.scanAndDraw('31310000008812');
    const bar = screen.getByRole('contentinfo').textContent ?? '';
    expect(bar).toMatch(/Offline since 1:40 PM.*1 waiting.*patrons 1:39 PM.*holds 1:39 PM.*clock ok/);
  });

  test('Sync shows what waits in order and how fresh each kind is', async () => {
    page = await renderPage();
    await page.doing(() => page.fake.setOffline(true));
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw('31310000001204');
    await page.scanAndDraw('31310000008812');
    await page.doing(() => page.desk.actions.sync.run());
    const waiting = screen.getByRole('region', { name: 'Waiting to be sent' });
    const lines = within(waiting).getAllByRole('listitem');
    expect(lines.map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('Checked in · Circe'),
      expect.stringContaining('Checked in · The Overstory'),
    ]);
    expect(screen.getByRole('region', { name: 'How fresh each kind is' }).textContent).toMatch(/Holds1:39 PM/);
  });

  test('Patrons finds as somebody types and opens the chosen one', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('patrons'));
    await type('Scan or type', 'ok');
    expect(screen.getAllByRole('row')).toHaveLength(4);
    await page.doing(() => fireEvent.keyDown(screen.getByLabelText('Scan or type'), { key: 'ArrowDown' }));
    await page.doing(() => fireEvent.submit(screen.getByLabelText('Scan or type')));
    expect(screen.getByTestId('patron-name').textContent).toBe('OKONKWO, Chidi');
  });

  test('the whole desk speaks Spanish', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(text()).toMatch(/Prestar.*Devolver.*Usuarios.*Sincronizar/);
    await page.scanAndDraw('21310000004421');
    await page.scanAndDraw('31310000008812');
    expect(screen.getByTestId('answer').textContent).toMatch(/Prestado.*vence.*mar, 15 de dic/);
  });
});
