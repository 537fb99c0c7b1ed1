// The screens around the acts: signing in, finding anything, help, the worklist, the line.

import { fireEvent, screen, within } from '@testing-library/react';
import { createFakeDesk } from '../../../support/fake-desk/fake-desk.ts';
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
      expect(screen.getByRole('alert').textContent).toMatch(/PIN does not match/);
      expect(screen.getByLabelText<HTMLInputElement>('PIN').value).toBe('');
      expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('sam');
    });

    test('a missing field is said, and Enter in the name goes on to the PIN first', async () => {
      page = await renderPage({ staff: null });
      await press('Sign in');
      expect(screen.getByRole('alert').textContent).toBe('Type your name first.');
      await type('Name', 'sam');
      screen.getByLabelText('Name').focus();
      await press('Sign in');
      expect(document.activeElement).toBe(screen.getByLabelText('PIN'));
      await press('Sign in');
      expect(screen.getByRole('alert').textContent).toBe('Type your PIN.');
      await type('PIN', '9999');
      await press('Sign in');
      expect(screen.getByRole('alert').textContent).toBe('The PIN does not match; check what you typed and try again.');
    });

    test('one press signs in as somebody of the demo', async () => {
      page = await renderPage({ staff: null });
      await press(/chen.*supervisor/);
      expect(screen.getByTestId('staff').textContent).toContain('chen');
    });

    test('the next time the name is asked for again', async () => {
      page = await renderPage({ staff: null });
      await press(/chen/);
      await page.doing(() => page.desk.station.signOut());
      expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('');
      expect(document.activeElement).toBe(screen.getByLabelText('Name'));
    });

    test('a PIN that is typed for a name is not to be read', async () => {
      page = await renderPage({ staff: null });
      await type('Name', '864208');
      expect(screen.getByLabelText<HTMLInputElement>('Name').type).toBe('password');
      await type('Name', 'rivera');
      expect(screen.getByLabelText<HTMLInputElement>('Name').type).toBe('text');
    });

    test('the wrong PIN that locks a name says for how long, and the seconds run down', async () => {
      page = await renderPage({ staff: null });
      const wrong = async (): Promise<void> => {
        await page.doing(() => fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'sam' } }));
        await page.doing(() => fireEvent.change(screen.getByLabelText('PIN'), { target: { value: '9999' } }));
        await press(/^Sign in/);
      };
      for (const _ of [1, 2, 3, 4]) await wrong();
      expect(screen.getByRole('alert').textContent).toMatch(/try again/i);
      await wrong();
      expect(screen.getByTestId('lock-left').textContent).toBe('Too many wrong PINs. Wait 30 s, then sign in again.');
      await page.doing(() => page.clock.advance(12_000));
      expect(screen.getByTestId('lock-left').textContent).toContain('Wait 18 s');
      // The announced text does not change with each second.
      expect(screen.getByTestId('lock-left').getAttribute('aria-hidden')).toBe('true');
      expect(screen.getByRole('alert').textContent).toContain('wait 30 seconds');
      await page.doing(() => page.clock.advance(19_000));
      expect(screen.getByRole('alert').textContent).toBe('You can sign in now.');
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
      await search('ch');
      const groups = within(screen.getByRole('listbox'))
        .getAllByRole('group')
        .map((group) => group.getAttribute('aria-label'));
      expect(groups).toEqual(['Patrons', 'Items', 'Actions', 'Screens']);
      await search('oka');
      // The first hit is not opened by Enter until it is selected.
      expect(screen.queryByRole('option', { selected: true })).toBeNull();
      for (let n = 0; n < 2; n += 1) await page.doing(() => fireEvent.keyDown(box(), { key: 'ArrowDown' }));
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
      expect(screen.getByTestId('item-record').textContent).toMatch(/Circe.*on loan/);
      expect(page.fake.state.acts).toEqual([]);
    });

    test('tells copies apart by the end of the barcode, and finds by its four digits', async () => {
      page = await renderPage();
      await page.doing(() => page.desk.actions.find.run());
      await search('4421');
      expect(screen.getByRole('option', { name: /OKAFOR/ }).textContent).toContain('…4421');
      await search('8812');
      const found = screen.getByRole('option', { name: /The Overstory/ });
      expect(found.textContent).toMatch(/PS3566\.O92 O94 2018 · Stacks 3 · Powers, Richard…8812available/);
    });

    test('says so when there is nothing', async () => {
      page = await renderPage();
      await page.doing(() => page.desk.actions.find.run());
      await search('zzzz');
      expect(text()).toContain('Nothing found for “zzzz”.');
    });
  });

  test.each(['checkout', 'checkin', 'patrons', 'work'] as const)('F1 lists the keys of %s', async (name) => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo(name));
    await page.doing(() => page.desk.actions.help.run());
    const help = screen.getByRole('dialog', { name: 'Help' });
    expect(within(help).getAllByText(/^Ctrl\+Shift\+[A-Z]$/).length).toBeGreaterThan(1);
    expect(help.textContent).toContain('F9');
  });

  describe('going to practice', () => {
    test('stays in front until it is ready, and a scan waits instead of being recorded behind it', async () => {
      page = await renderPage();
      const act = page.link.act.bind(page.link);
      const ready = Promise.withResolvers<void>();
      jest.spyOn(page.link, 'act').mockImplementation(async (name, input) => {
        if (name !== 'practice.begin') return act(name, input);
        await ready.promise;
        return { ok: false, error: { code: 'HF-UI-030', message: 'it did not start' } };
      });
      await page.doing(() => page.desk.actions.practice.run());
      await press(/Start practice/);
      await page.doing(() => page.scan('21310000004421'));
      await page.doing(() => page.desk.actions.close.run());
      expect(screen.getByRole('dialog').textContent).toContain('1 scan waits for the desk');
      expect(page.desk.work.store.getState().patron).toBeNull();
      // Where it does not start, the scan is answered.
      await page.doing(() => ready.resolve());
      expect(page.desk.work.store.getState().patron?.card).toBe('21310000004421');
      expect(page.desk.work.store.getState().queued).toEqual([]);
    });
  });

  test('in practice the sign-in says once whom one may be', async () => {
    const fake = await createFakeDesk({ isPractice: true });
    page = await renderPage({ fake, staff: null });
    const staff = screen.getByRole('region', { name: 'Practice as one of these' });
    expect(staff.textContent).toContain('Practice as one of theseEach may do a little more than the one before.');
    // The name of the desk shows that it is practice.
    expect(screen.getByRole('main').textContent).not.toContain('Honeyfield Colleges');
  });

  describe('a pause', () => {
    const bar = (): string => screen.getByRole('contentinfo').textContent ?? '';

    test('says since when and how old the data is, and Sync now ends it', async () => {
      page = await renderPage();
      await page.doing(() => page.desk.actions.line.run());
      await press(/Pause sending/);
      expect(bar()).toMatch(/Paused since 2:02 PM.*patrons 2:01 PM.*holds 2:01 PM/);
      await page.doing(() => page.clock.advance(180_000));
      expect(screen.getByRole('region', { name: 'Connection' }).textContent).toMatch(
        /Paused since 2:02 PM.*Data as of .* old.*Resume sending/,
      );
      await press(/Sync now/);
      expect(bar()).toMatch(/Up to date/);
    });

    test('is not offered to whoever does not manage the desk, who still may end it', async () => {
      page = await renderPage({ staff: 'sam' });
      await page.doing(() => page.desk.actions.line.run());
      expect(screen.queryByRole('button', { name: /Pause sending/ })).toBeNull();
      expect(page.desk.actions.pause.isReady()).toBe(false);
      page.close();
      page = await renderPage();
      await page.doing(() => page.fake.ask('sync.pause', { on: true }));
      await page.doing(() => page.desk.station.signOut());
      await page.doing(() => page.desk.station.signIn('sam', '1111'));
      await page.doing(() => page.desk.actions.line.run());
      await press(/Resume sending/);
      expect(bar()).toMatch(/Up to date/);
    });
  });

  test('why nothing is sent is said in words, with the code to quote beside it', async () => {
    page = await renderPage();
    page.fake.state.line = { problem: 'HF-SYNC-002' };
    await page.doing(() => page.desk.line.load());
    expect(screen.getByRole('contentinfo').textContent).toContain('Sending has stopped: press F9');
    await page.doing(() => page.desk.actions.line.run());
    expect(screen.getByRole('region', { name: 'Connection' }).textContent).toMatch(
      /Another copy of this desk has sent other transactions.*Stop the other copy.*To quote: HF-SYNC-002/,
    );
    page.fake.state.line = { problem: 'HF-SYNC-121' };
    await page.doing(() => page.desk.line.load());
    expect(screen.getByRole('region', { name: 'Connection' }).textContent).toMatch(
      /reached the server changed.*what stands between desk and server.*To quote: HF-SYNC-121/,
    );
  });

  test('up to date moves on with the time, without a word from the desk core', async () => {
    page = await renderPage();
    expect(screen.getByRole('contentinfo').textContent).toContain('Up to date · 2:01 PM');
    await page.doing(() => page.clock.advance(4 * 60_000));
    await page.doing(() => page.clock.advance(20_000));
    expect(screen.getByRole('contentinfo').textContent).toContain('Up to date · 2:06 PM');
  });

  describe('the settings', () => {
    const lockChoice = (): HTMLElement | null =>
      screen.queryByLabelText(/Minutes without a key before all windows lock/);

    test('of locking and closing are for whoever manages the desk', async () => {
      page = await renderPage();
      await page.doing(() => page.desk.actions.settings.run());
      expect(lockChoice()).not.toBeNull();
    });

    test('of locking and closing are shown to the others, who are told who may change them', async () => {
      page = await renderPage({ staff: 'sam' });
      await page.doing(() => page.desk.actions.settings.run());
      expect(lockChoice()).toBeNull();
      expect(text()).toMatch(
        /Minutes without a key before all windows lock.*Desk staff, a night lead or a supervisor may change these two\.5/,
      );
      expect(screen.getByLabelText<HTMLInputElement>('Play sounds').disabled).toBe(false);
    });

    test('tell whoever manages the desk that its keys are not protected, which stands before nobody else', async () => {
      page = await renderPage({ staff: null });
      expect(text()).not.toContain('not protected');
      await press(/sam/);
      await page.doing(() => page.desk.actions.settings.run());
      expect(text()).not.toContain('not protected');
      await page.doing(() => page.desk.station.signOut());
      await press(/rivera/);
      await page.doing(() => page.desk.actions.settings.run());
      expect(screen.getByRole('main').textContent).toContain(
        'Encryption keys of this desknot protected by this computer',
      );
      expect(screen.getByRole('contentinfo', { hidden: true }).textContent).not.toContain('not protected');
    });
  });

  describe('why', () => {
    test('begins with the rule that decided and the steps of the date; the nearest that lost stand below, the rest behind a fold', async () => {
      page = await renderPage();
      await page.scanAndDraw('21310000004421');
      // As of a library with many rules.
      page.fake.override('circ.why', async (input, own) => ({ ...(await own(input)), unlisted: 268 }));
      await page.scanAndDraw('31310000008812');
      await page.doing(() => page.desk.actions.why.run());
      const why = screen.getByRole('region', { name: 'Why?' });
      const titles = within(why)
        .getAllByRole('heading')
        .map(({ textContent }) => textContent);
      expect(titles).toEqual([
        'Why?',
        'Rule that decided',
        'Due date, step by step',
        'Limits',
        'Rules that did not match, nearest first',
        'How old the data was',
      ]);
      expect(within(why).getByText('decided').parentElement?.textContent).toContain('Books');
      const fold = within(why).getByText('3 more').closest('details');
      expect(fold?.open).toBe(false);
      expect(fold?.textContent).not.toContain('Laptops');
      expect(fold?.textContent).toContain('Media');
      expect(why.textContent).toContain('268 other rules are further off.');
    });
  });

  test('offline says since when, what waits and how old the data is', async () => {
    page = await renderPage();
    await page.doing(() => page.fake.setOffline(true));
    await page.scanAndDraw('21310000004421');
    await page.scanAndDraw('31310000008812');
    const bar = screen.getByRole('contentinfo').textContent ?? '';
    expect(bar).toMatch(/Offline since 2:02 PM.*1 waiting.*patrons 2:01 PM.*holds 2:01 PM.*clock ok/);
  });

  test('the status of the line shows what waits in order and how fresh each kind is', async () => {
    page = await renderPage();
    await page.doing(() => page.fake.setOffline(true));
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw('31310000001204');
    await page.scanAndDraw('31310000008812');
    await page.doing(() => page.desk.actions.line.run());
    const waiting = screen.getByRole('region', { name: 'Waiting to be sent' });
    const lines = within(waiting).getAllByRole('listitem');
    expect(lines.map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('Checked in · Circe'),
      expect.stringContaining('Checked in · The Overstory'),
    ]);
    expect(screen.getByRole('region', { name: 'How current the data is' }).textContent).toMatch(/Holds2:01 PM/);
  });

  test('Patrons finds as somebody types and opens the chosen one', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('patrons'));
    await type('Scan or type', 'ok');
    expect(screen.getAllByRole('row')).toHaveLength(4);
    await page.doing(() => fireEvent.submit(screen.getByLabelText('Scan or type')));
    expect(text()).toContain('Nothing is selected. Press ↓, then Enter.');
    expect(screen.getByLabelText('Scan or type')).toHaveProperty('value', 'ok');
    for (let n = 0; n < 2; n += 1)
      await page.doing(() => fireEvent.keyDown(screen.getByLabelText('Scan or type'), { key: 'ArrowDown' }));
    await page.doing(() => fireEvent.submit(screen.getByLabelText('Scan or type')));
    expect(screen.getByTestId('patron-name').textContent).toBe('OKAZAKI, Yuki');
  });

  test('the whole desk speaks Spanish', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(text()).toMatch(/Prestar.*Devolver.*Tareas.*Usuarios/);
    await page.scanAndDraw('21310000004421');
    await page.scanAndDraw('31310000008812');
    expect(screen.getByTestId('answer').textContent).toMatch(/Prestado.*vence.*mar, 15 de dic/);
  });
});
