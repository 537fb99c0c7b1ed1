// The state of the line on Sync and in the banner: each hop with its age, a copy that loads, a clock that is wrong, exceptions that ended by
// themselves.

import { fireEvent, screen, within } from '@testing-library/react';
import { EXCEPTIONS } from '../../../../shared/circ/exception-table.ts';
import { en } from '../../../../renderer/text/en.ts';
import type { SyncStatus } from '../../../../shared/views/sync.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('the line', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const open = async (line: Partial<SyncStatus> = {}, on: 'line' | 'work' = 'line'): Promise<void> => {
    page = await renderPage();
    await page.doing(() => page.desk.actions[on].run());
    await tell(line);
  };
  const tell = (line: Partial<SyncStatus>): Promise<void> =>
    page.doing(async () => {
      page.fake.state.line = line;
      page.fake.emit('link.changed', await page.fake.ask('sync.status', {}));
    });
  const connection = (): string => screen.getByRole('region', { name: 'Connection' }).textContent ?? '';
  const banner = (): string | null => screen.queryByTestId('clock-banner')?.textContent ?? null;
  const clock = (offsetMs: number, jumped = false): Partial<SyncStatus> => ({
    clock: { offsetMs, ageMs: 1_000, jumped },
  });

  test('is told per hop, with the age of the data that came over it', async () => {
    const since = '2026-12-01T18:52:00Z';
    const hop = (name: 'server' | 'ils') => ({ name, state: 'up', since }) as const;
    await open({ hops: [hop('server'), hop('ils')] });
    expect(connection()).toContain('Central serverup since 10:52 AM');
    expect(connection()).toMatch(/its data as of2:02 PM \(\d+ s old\)/);
    expect(connection()).toContain('Library systemup since');
    await tell({ hops: [{ name: 'server', state: 'down', since: '2026-12-01T21:40:02Z' }] });
    expect(connection()).toMatch(/Central serverdown since 1:40 PM \(2[12] min\)/);
    expect(connection()).toContain('Library systemnone behind the server');
  });

  test('tells which desks nearby are reached, when the others were last, and what is in the way', async () => {
    const nearby = (): string => screen.getByRole('region', { name: 'Desks nearby' }).textContent ?? '';
    await open();
    expect(nearby()).toContain('Off in this library');
    const none = { heard: 0, known: 0, desks: [], refusedAt: null, isListening: true };
    await tell({ neighbors: none });
    expect(nearby()).toContain('This branch has no other desk.');
    const at = '2026-12-01T18:52:00Z';
    const desk = (name: string, isReached: boolean, when: string | null) => ({ name, isReached, at: when });
    const desks = [desk('Main desk', true, at), desk('Media', false, at), desk('Annex', false, null)];
    await tell({ neighbors: { ...none, heard: 1, known: 3, desks } });
    expect(nearby()).toContain('1 of 3 reached');
    expect(nearby()).toContain('Main deskreached since 10:52 AM');
    expect(nearby()).toContain('Medialast reached 10:52 AM');
    expect(nearby()).toContain('Annexnot reached since this desk started');
    expect(nearby()).not.toContain('No desk nearby answers');
    await tell({ neighbors: { heard: 0, known: 1, desks: desks.slice(2), refusedAt: at, isListening: false } });
    expect(nearby()).toContain('No desk nearby answers');
    expect(nearby()).toContain('another program has its port');
    expect(nearby()).toContain('Refused (10:52 AM)');
    await page.doing(() => page.desk.actions.settings.run());
    expect(screen.getByRole('main').textContent).toContain('No desk nearby answers');
  });

  test('tells in Settings which version runs and why a new one waits, with what to do', async () => {
    await open();
    await page.doing(() => page.desk.actions.settings.run());
    const main = (): string => screen.getByRole('main').textContent ?? '';
    expect(main()).toContain('New versions are installed by IT');
    const update = { version: '1.4.0', by: 'itself', lookedAt: '2026-12-01T18:52:00Z', isReached: true } as const;
    await tell({ update: { ...update, waits: null } });
    expect(main()).toContain('Holdfast 1.4.0');
    expect(main()).toContain('The newest version, looked 10:52 AM.');
    for (const [why, words, todo] of [
      ['outage', 'waits until the server answers', 'Sync now'],
      ['not-signed', 'is not signed by the release key', 'settings.json'],
      ['not-its-turn', 'comes to other desks first', ''],
    ] as const) {
      await tell({ update: { ...update, waits: { version: '2.0.0', why } } });
      const waits = screen.getByTestId('update-waits').textContent ?? '';
      expect(waits).toContain('Version 2.0.0');
      expect(waits).toContain(words);
      expect(waits).toContain(todo);
    }
    await tell({ update: { ...update, isReached: false, waits: null } });
    expect(main()).toContain('The place of updates did not answer');
  });

  test('that went down before midnight says yesterday, on Sync and in the bar', async () => {
    const since = '2026-12-01T07:58:00Z';
    await open({
      hops: [{ name: 'server', state: 'down', since }],
      freshness: { patron: since },
      paused: true,
      pausedSince: since,
    });
    expect(connection()).toContain('down since yesterday 11:58 PM');
    const bar = screen.getByRole('contentinfo').textContent;
    expect(bar).toContain('Paused since yesterday 11:58 PM');
    expect(bar).toContain('patrons yesterday 11:58 PM');
  });

  test('is read out when it changes, and not as minutes pass or acts come to wait', async () => {
    await open();
    const spoken = screen.getByTestId('line-spoken');
    const heard: string[] = [];
    new MutationObserver(() => heard.push(spoken.textContent)).observe(spoken, { characterData: true, subtree: true });
    await tell({ freshness: { patron: '2026-12-01T22:09:00Z' } });
    await page.doing(() => page.fake.setOffline(true));
    await page.scanAndDraw('21310000004421');
    await page.scanAndDraw('31310000003360');
    expect(heard).toEqual([expect.stringMatching(/^Offline since/)]);
    expect(screen.getByRole('contentinfo').textContent).toContain('1 waiting');
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(heard.at(-1)).toMatch(/^Sin conexión desde/);
    const live = [...document.querySelectorAll('footer [aria-live]')].map((one) => one.getAttribute('data-testid'));
    expect(live).toEqual(['tally-said', 'printer-state']);
  });

  test('tells how far the load of a copy is: rows, what came, and what is to come', async () => {
    await open({ loading: { rows: 250_000, of: 1_000_000, bytes: 61_000_000, leftMs: 45_000, isFirst: true } });
    expect(connection()).toContain('First load · 250,000 of 1,000,000');
    expect(screen.getByTestId('load').textContent).toMatch(/^61 MB so far · about 45 s to go/);
    expect(screen.getByRole('progressbar').getAttribute('value')).toBe('250000');
    await tell({ loading: { rows: 1_000_000, of: 1_000_000, bytes: 61_000_000, leftMs: 0, isFirst: true } });
    expect(screen.getByTestId('load').textContent).toMatch(/^61 MB so far · downloaded, being checked/);
    await tell({ loading: { rows: 0, of: 0, bytes: 0, leftMs: null, isFirst: false } });
    expect(connection()).toContain('Loading a new copy');
    expect(connection()).toContain('Waiting for the server');
    expect(connection()).toContain('works from the copy it has');
  });

  test('names no moment for data that are not here yet', async () => {
    await open({ online: false, freshness: {}, replicaPos: 0 });
    const bar = screen.getByRole('contentinfo', { name: 'State of the desk' }).textContent;
    expect(bar).toContain('patrons: none yet');
    expect(bar).toContain('holds: none yet');
  });

  test('a scan before the rules are here is told to wait, how much is here, and no supervisor is called for', async () => {
    await open({
      online: false,
      freshness: {},
      replicaPos: 0,
      hasRules: false,
      loading: { rows: 25, of: 100, bytes: 0, leftMs: null, isFirst: true },
    });
    const error = { code: 'HF-CIRC-001', message: 'the rules of the library are not on this desk yet' };
    await page.doing(() => {
      page.desk.actions.checkout.run();
      page.desk.work.store.setState(({ notices }) => ({
        notices: { ...notices, checkout: { kind: 'failed', error } },
      }));
    });
    const answer = screen.getByTestId('answer').textContent;
    expect(answer).toContain('The rules of the library are not on this desk yet.');
    expect(answer).toContain('25 % of the library is here');
    expect(answer).not.toContain('supervisor');
  });

  test('has no banner for a clock that is right, or off by seconds', async () => {
    await open(clock(-4_000));
    expect(banner()).toBeNull();
  });

  test.each([
    [clock(-3_900_000), 'The clock of this computer is 1 h 5 min ahead.'],
    [clock(130_000), 'The clock of this computer is 2 min behind.'],
    [clock(0, true), 'This computer’s clock was changed while the desk was running.'],
  ])('says on every screen what is wrong with the clock %#', async (line, words) => {
    await open(line);
    expect(banner()).toContain(words);
    await page.doing(() => page.desk.actions.checkout.run());
    expect(banner()).toContain(words);
    await tell({});
    expect(banner()).toBeNull();
  });

  test('an empty worklist is no all-clear while the line is down', async () => {
    await open({ online: false }, 'work');
    // An item in question at the start is found.
    await page.doing(() => page.fake.elsewhere('circ.checkin', { item: '32310000004011' }));
    expect(document.body.textContent).toContain('Nothing to work on yet');
    await tell({ online: true });
    expect(document.body.textContent).toContain('Nothing to work on');
    expect(document.body.textContent).not.toContain('Nothing to work on yet');
  });

  describe('a stop of the desk', () => {
    const stop = (): string | null => screen.queryByTestId('stop-banner')?.textContent ?? null;

    test.each([
      ['HF-AUTH-002', 'This desk was revoked.'],
      ['HF-SYNC-002', 'Another copy of this desk has sent other transactions under the same numbers.'],
    ])('is said on every screen: %s', async (problem, words) => {
      await open({ problem });
      expect(stop()).toContain(words);
      await page.doing(() => page.desk.actions.checkin.run());
      expect(stop()).toContain(`To quote: ${problem}`);
      await tell({});
      expect(stop()).toBeNull();
    });

    test('is said before anybody signs in', async () => {
      page = await renderPage({ staff: null });
      await tell({ problem: 'HF-AUTH-002' });
      expect(stop()).toContain('This desk was revoked.');
    });

    test('is said by a page that opens after it happened, and nobody is asked to sign in', async () => {
      await open();
      page.fake.state.line = { problem: 'HF-AUTH-002' };
      await page.doing(() => page.fake.ask('session.signOut', {}));
      const { fake } = page;
      page.close();
      page = await renderPage({ fake, staff: null });
      expect(stop()).toContain('This desk was revoked.');
      expect(screen.queryByLabelText('PIN')).toBeNull();
    });

    test('is said by the lock, which then asks for no PIN and promises no scan', async () => {
      await open();
      await page.doing(() => page.desk.actions.lock.run());
      await page.scanAndDraw('31310000008812');
      expect(screen.getByText(/1 scan waiting/)).toBeTruthy();
      await tell({ problem: 'HF-AUTH-002' });
      expect(stop()).toContain('This desk was revoked.');
      expect(stop()).toContain('Everything recorded here is at the server.');
      expect(screen.queryByText(/Sign in to continue|scan waiting/)).toBeNull();
      expect(screen.queryByLabelText('PIN')).toBeNull();
      await tell({ problem: 'HF-SYNC-002' });
      expect(stop()).toContain('Another copy');
      expect(screen.getByLabelText('PIN')).toBeTruthy();
    });

    test('is not the wait for a yes after a restore: the bar says that nothing comes in, and not that sending has stopped', async () => {
      await open({ problem: 'HF-AUTH-032' });
      expect(stop()).toBeNull();
      expect(screen.getByRole('contentinfo').textContent).toContain('Nothing new is coming in: press F9');
    });

    test('is no other refusal: those are told on Sync', async () => {
      await open({ problem: 'HF-SYNC-001' });
      expect(stop()).toBeNull();
    });
  });

  test('without the server it is told until when staff may do everything, and that it is over', async () => {
    await open({ online: false, fullRightsUntil: '2026-12-04T20:00:00Z' });
    expect(connection()).toContain('work without the server until Dec 4, 12:00 PM.');
    await tell({ online: false, fullRightsUntil: '2026-12-01T20:00:00Z' });
    expect(connection()).toContain('only checking out, checking in and renewing work');
    await tell({});
    expect(connection()).not.toContain('without the server');
  });

  test('an emergency closing is said on every screen until it is over', async () => {
    const said = (): string | null => screen.queryByTestId('closing-banner')?.textContent ?? null;
    await open({ closing: { from: '2026-12-01T18:00:00Z', to: '2026-12-02T16:00:00Z', reason: 'Storm' } });
    await page.doing(() => page.desk.actions.checkout.run());
    expect(said()).toBe('Emergency closing until Dec 2, 8:00 AM: Storm');
    await tell({ closing: { from: '2026-12-03T01:00:00Z', to: '2026-12-03T16:00:00Z', reason: 'Storm' } });
    expect(said()).toBe('Emergency closing from Dec 2, 5:00 PM to Dec 3, 8:00 AM: Storm');
    await tell({ closing: { from: '2026-12-01T01:00:00Z', to: '2026-12-01T16:00:00Z', reason: 'Storm' } });
    expect(said()).toBeNull();
  });

  test('it is told when details of patrons lock, and on every screen that they are', async () => {
    const locked = (): string | null => screen.queryByTestId('lease-banner')?.textContent ?? null;
    await open({ online: false, detailsLockAt: '2026-12-15T20:00:00Z' });
    expect(connection()).toContain('lock on Dec 15, 12:00 PM unless the server answers.');
    expect(locked()).toBeNull();
    await tell({ online: false, detailsLockAt: '2026-12-01T20:00:00Z' });
    await page.doing(() => page.desk.actions.checkout.run());
    expect(locked()).toContain('Cards and barcodes work on');
  });

  test('a desk that went on from an earlier state of its data says so for a week', async () => {
    await open({ restoredAt: '2026-12-01T18:00:00Z' });
    expect(connection()).toContain('it went on from there at 10:00 AM.');
    await tell({ restoredAt: '2026-11-01T18:00:00Z' });
    expect(connection()).not.toContain('earlier state');
  });

  test.each([
    ['en', 'The server was restored from a backup', 'Seen, do not show it again'],
    ['es', 'El servidor se restauró de una copia de seguridad', 'Visto, no mostrar más'],
  ] as const)('a restored server is told until somebody says that it was seen (%s)', async (language, title, seen) => {
    await open({ serverRestoredAt: '2026-11-01T18:00:00Z' }, 'work');
    if (language === 'es') await page.doing(() => page.desk.station.setLanguage('es'));
    const note = screen.getByTestId('server-restored');
    expect(note.textContent).toContain(title);
    expect(note.textContent).toMatch(/[0-9]:[0-9]{2}/);
    await page.doing(() => page.desk.actions.checkout.run());
    await page.doing(() => page.desk.actions.work.run());
    page.fake.override('sync.seenRestore', async (input, own) => {
      page.fake.state.line = {};
      return own(input);
    });
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: seen })));
    expect(screen.queryByTestId('server-restored')).toBeNull();
  });

  test('an ended exception is listed with how it ended, for anyone who opens it', async () => {
    await open({}, 'work');
    await page.doing(() => page.fake.setExceptions(true));
    const closed = screen.getByTestId('closed');
    expect(closed.textContent).toBe('The last 3 that were closed');
    await page.doing(() => {
      closed.setAttribute('open', '');
      fireEvent(closed, new Event('toggle'));
    });
    const rows = within(closed).getAllByRole('listitem');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'Missed hold · Circe …1204: closed by itself, by what was done since',
      'Lent while on loan · Circe …1204: patron told (nadia)',
      'Over a limit: explained by a later transaction',
    ]);
  });

  test('each card says what to tell the patron, or that nobody has to be told, and what ends it', async () => {
    await open({}, 'work');
    await page.doing(() => page.fake.setExceptions(true));
    for (const card of screen.getAllByTestId('exception')) {
      expect(card.textContent).toMatch(/Tell |If the patron asks: |No patron needs to be told\./);
    }
    const wrongTrap = screen.getAllByTestId('exception').find((card) => card.dataset['code'] === 'wrong-trap');
    expect(wrongTrap?.textContent).toContain('Scanning the item on Check in ends this by itself.');
  });

  test('every exception has a short name', async () => {
    await open();
    expect(Object.keys(EXCEPTIONS).filter((code) => !Object.hasOwn(en.exception, code))).toEqual([]);
  });
});
