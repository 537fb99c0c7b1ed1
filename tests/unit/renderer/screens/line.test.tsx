// How the line stands as Sync and the banner tell it: each hop with its age, a copy that loads, a clock that is wrong, what ended by itself.

import { fireEvent, screen, within } from '@testing-library/react';
import { EXCEPTIONS } from '../../../../shared/circ/exception-table.ts';
import { en } from '../../../../renderer/text/en.ts';
import type { SyncStatus } from '../../../../shared/bridge/views/sync.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('the line', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const open = async (line: Partial<SyncStatus> = {}): Promise<void> => {
    page = await renderPage();
    await page.doing(() => page.desk.actions.sync.run());
    await tell(line);
  };
  const tell = (line: Partial<SyncStatus>): Promise<void> =>
    page.doing(async () => {
      page.fake.state.line = line;
      page.fake.emit('link.changed', await page.fake.handlers['sync.status']({}));
    });
  const connection = (): string => screen.getByRole('region', { name: 'Connection' }).textContent ?? '';
  const banner = (): string | null => screen.queryByTestId('clock-banner')?.textContent ?? null;
  const clock = (offsetMs: number, jumped = false): Partial<SyncStatus> => ({
    clock: { offsetMs, ageMs: 1_000, jumped },
  });

  test('is told per hop, with the age of the data that came over it', async () => {
    await open();
    expect(connection()).toContain('Central serverup since 10:52 AM');
    expect(connection()).toMatch(/its data as of2:01 PM \(\d+ s old\)/);
    expect(connection()).toContain('Library systemup since');
    await tell({ hops: [{ name: 'server', state: 'down', since: '2026-12-01T21:40:02Z' }] });
    expect(connection()).toMatch(/Central serverdown since 1:40 PM \(2[12] min\)/);
    expect(connection()).toContain('Library systemnone behind the server');
  });

  test('tells how far the load of a copy is: rows, what came, and what is to come', async () => {
    await open({ loading: { rows: 250_000, of: 1_000_000, bytes: 61_000_000, leftMs: 45_000, isFirst: true } });
    expect(connection()).toContain('First load · 250,000 of 1,000,000');
    expect(screen.getByTestId('load').textContent).toMatch(/^61 MB so far · about 45 s to go/);
    expect(screen.getByRole('progressbar').getAttribute('value')).toBe('250000');
    await tell({ loading: { rows: 0, of: 0, bytes: 0, leftMs: null, isFirst: false } });
    expect(connection()).toContain('Loading a new copy');
    expect(connection()).toContain('Waiting for the server');
    expect(connection()).toContain('works from the copy it has');
  });

  test('has no banner for a clock that is right, or off by seconds', async () => {
    await open(clock(-4_000));
    expect(banner()).toBeNull();
  });

  test.each([
    [clock(-3_900_000), 'The clock of this computer is 1 h 5 min ahead.'],
    [clock(130_000), 'The clock of this computer is 2 min behind.'],
    [clock(0, true), 'The clock of this computer was changed while the desk ran.'],
  ])('says on every screen what is wrong with the clock %#', async (line, words) => {
    await open(line);
    expect(banner()).toContain(words);
    await page.doing(() => page.desk.actions.checkout.run());
    expect(banner()).toContain(words);
    await tell({});
    expect(banner()).toBeNull();
  });

  test('what ended lately is told with how, to whoever opens it', async () => {
    await open();
    await page.doing(() => page.fake.setExceptions(true));
    const closed = screen.getByTestId('closed');
    expect(closed.textContent).toBe('3 closed in the last two days');
    await page.doing(() => {
      closed.setAttribute('open', '');
      fireEvent(closed, new Event('toggle'));
    });
    const rows = within(closed).getAllByRole('listitem');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'Missed hold · Circe …1204: closed by itself, by what was done since',
      'Lent while on loan · Circe …1204: patron told (nadia)',
      'Over a limit: explained by an act that came in later',
    ]);
  });

  test('each card says what to tell the patron, or that nobody has to be told, and what ends it', async () => {
    await open();
    await page.doing(() => page.fake.setExceptions(true));
    for (const card of screen.getAllByTestId('exception')) {
      expect(card.textContent).toMatch(/Tell |If the patron asks: |No patron has to be told\./);
    }
    const wrongTrap = screen.getAllByTestId('exception').find((card) => card.dataset['code'] === 'wrong-trap');
    expect(wrongTrap?.textContent).toContain('Scanning the item on Check in ends this by itself.');
  });

  test('every exception has a short name', async () => {
    await open();
    expect(Object.keys(EXCEPTIONS).filter((code) => !Object.hasOwn(en.exception, code))).toEqual([]);
  });
});
