// The person at the desk: signing in, locking, and the work that stays for them.

import type { DeskWindows, WindowWord } from '../../../../renderer/bridge/desk-windows.ts';
import { createFakeDesk } from '../../../support/fake-desk/fake-desk.ts';
import { openFakePage, type FakePage } from '../../../support/fake-desk/fake-page.ts';

const SADE = '21310000004421';

describe('the station', () => {
  let page: FakePage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.desk.close());

  const gate = (): string => page.desk.station.store.getState().gate;
  const patron = (): unknown => page.desk.work.store.getState().patron;

  test('opens where somebody is signed in already, and asks where nobody is', async () => {
    page = await openFakePage();
    expect(gate()).toBe('open');
    page.desk.close();
    page = await openFakePage({ staff: null });
    expect(gate()).toBe('signed-out');
  });

  test('a wrong PIN says so; too many lock the name', async () => {
    page = await openFakePage({ staff: null });
    const codes: unknown[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) codes.push((await page.desk.station.signIn('sam', '0'))?.code);
    expect(codes).toEqual(['HF-AUTH-022', 'HF-AUTH-022', 'HF-AUTH-022', 'HF-AUTH-022', 'HF-AUTH-023']);
    expect(gate()).toBe('signed-out');
  });

  test('one key locks every desk of the branch and shows nothing through the lock, until a person signs in', async () => {
    page = await openFakePage();
    page.desk.actions.lockAll.run();
    await page.settle();
    expect(page.desk.station.store.getState()).toMatchObject({ gate: 'locked', blanked: 'here-online' });
    await page.desk.station.signIn('rivera', '222222');
    expect(page.desk.station.store.getState()).toMatchObject({ gate: 'open', blanked: null });
  });

  test('locking all without a line says that no other desk hears of it', async () => {
    page = await openFakePage();
    await page.fake.setOffline(true);
    await page.desk.station.lockAll();
    expect(page.desk.station.store.getState()).toMatchObject({ gate: 'locked', blanked: 'here-offline' });
  });

  test('locking all without the server says that only the desks nearby hear of it', async () => {
    page = await openFakePage();
    const nearby = { heard: 2, known: 3, desks: [], refusedAt: null, isListening: true };
    page.fake.state.line = { online: false, neighbors: nearby };
    await page.desk.station.lockAll();
    expect(page.desk.station.store.getState()).toMatchObject({ gate: 'locked', blanked: 'here-nearby' });
  });

  test('a desk that another one locked goes blank, and says so', async () => {
    page = await openFakePage();
    page.fake.emit('desk.blanked', {});
    page.fake.emit('session.changed', null);
    expect(page.desk.station.store.getState()).toMatchObject({ gate: 'locked', blanked: 'elsewhere' });
  });

  test('locking signs out at the desk core and keeps the work behind the lock', async () => {
    page = await openFakePage();
    await page.scan(SADE);
    await page.desk.station.lock();
    expect(gate()).toBe('locked');
    expect(page.fake.state.session).toBeNull();
    expect(patron()).not.toBeNull();
  });

  test('the same person comes back to the patron, another one to an empty desk', async () => {
    page = await openFakePage();
    await page.scan(SADE);
    await page.desk.station.lock();
    await page.desk.station.signIn('rivera', '222222');
    expect(patron()).not.toBeNull();
    await page.desk.station.lock();
    await page.desk.station.signIn('sam', '1111');
    await page.settle();
    expect(gate()).toBe('open');
    expect(patron()).toBeNull();
  });

  test('a page from before the first data, with somebody signed in, sees the desk anew when it has come', async () => {
    const fake = await createFakeDesk();
    const view = await fake.ask('desk.view', {});
    fake.state.line = { replicaPos: 0, hasRules: false };
    const rename = fake.override('desk.view', () => ({ ...view, branchName: 'MAIN' }));
    page = await openFakePage({ fake });
    const branch = (): string | undefined => page.desk.station.store.getState().desk?.branchName;
    expect(branch()).toBe('MAIN');
    rename();
    fake.state.line = {};
    await fake.setOffline(true);
    await fake.setOffline(false);
    await page.settle();
    expect(branch()).toBe('Main');
  });

  test('scans made before somebody signs in come after those that a reload left', async () => {
    page = await openFakePage();
    await page.scan(SADE);
    await page.desk.station.lock();
    await page.scan('31310000008812');
    const fake = page.fake;
    page.desk.close();
    page = await openFakePage({ fake, staff: null });
    expect(gate()).toBe('signed-out');
    await page.scan('31310000006638');
    await page.desk.station.signIn('rivera', '222222');
    await page.settle();
    expect(fake.state.acts.map(({ text }) => text)).toEqual([
      'Checked out · The Overstory',
      'Checked out · Silent Spring',
    ]);
  });

  test('scans behind the lock wait and are answered afterwards', async () => {
    page = await openFakePage();
    page.desk.view.setState({ screen: 'checkin' });
    await page.desk.station.lock();
    await page.scan('31310000001204');
    expect(page.fake.state.acts).toEqual([]);
    expect(page.desk.work.store.getState().queued).toHaveLength(1);
    await page.desk.station.signIn('rivera', '222222');
    await page.settle();
    expect(page.fake.state.acts.map(({ text }) => text)).toEqual(['Checked in · Circe']);
  });

  test('signing out leaves nothing behind', async () => {
    page = await openFakePage();
    await page.scan(SADE);
    await page.desk.station.signOut();
    expect(gate()).toBe('signed-out');
    expect(patron()).toBeNull();
    expect(sessionStorage.getItem('holdfast.work')).toBeNull();
  });

  test('locks after five minutes without a touch, and a touch starts the time anew', async () => {
    page = await openFakePage();
    page.clock.advance(4 * 60_000);
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }));
    page.clock.advance(4 * 60_000);
    expect(gate()).toBe('open');
    page.clock.advance(70_000);
    expect(gate()).toBe('locked');
  });

  test('never locks by itself where the setting says so', async () => {
    page = await openFakePage();
    page.desk.settings.setState({ locksAfterMin: 0 });
    page.clock.advance(60 * 60_000);
    expect(gate()).toBe('open');
  });

  describe('with other windows of the desk', () => {
    const heard = new Set<(word: WindowWord) => void>();
    const told: WindowWord[] = [];
    const windows: DeskWindows = {
      tell: (word) => void told.push(word),
      onWord(listener) {
        heard.add(listener);
        return () => void heard.delete(listener);
      },
      close() {},
    };
    const hear = (word: WindowWord): void => heard.forEach((listener) => listener(word));

    beforeEach(async () => {
      told.length = 0;
      page = await openFakePage({ windows });
    });

    test('work in another keeps this one open', () => {
      page.clock.advance(4 * 60_000);
      hear('touched');
      page.clock.advance(4 * 60_000);
      expect(gate()).toBe('open');
      page.clock.advance(70_000);
      expect(gate()).toBe('locked');
    });

    test('work here is told to the others, no more than once a second', () => {
      for (let stroke = 0; stroke < 20; stroke += 1) window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
      expect(told).toEqual(['touched']);
      page.clock.advance(1_000);
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
      expect(told).toEqual(['touched', 'touched']);
    });

    test('locking one locks all', async () => {
      await page.desk.station.lock();
      expect(told).toEqual(['locked']);
      await page.desk.station.signIn('rivera', '222222');
      hear('locked');
      expect(gate()).toBe('locked');
    });

    test('a PIN typed at the lock is not work', async () => {
      await page.desk.station.lock();
      window.dispatchEvent(new KeyboardEvent('keydown', { key: '2' }));
      expect(told).toEqual(['locked']);
    });
  });

  test('locks when another window of the desk signs out', async () => {
    page = await openFakePage();
    page.fake.emit('session.changed', null);
    expect(gate()).toBe('locked');
  });

  test('locks when a core that restarted has forgotten who was signed in', async () => {
    page = await openFakePage();
    page.link.setReach('down');
    await page.fake.ask('session.signOut', {});
    page.link.setReach('up');
    await page.settle();
    expect(gate()).toBe('locked');
  });

  test('another language is the desk’s, and what is on screen is fetched in it', async () => {
    page = await openFakePage({ fake: await createFakeDesk() });
    await page.scan(SADE);
    await page.desk.station.setLanguage('es');
    await page.settle();
    expect(page.speaker.language).toBe('es');
    expect(document.documentElement.lang).toBe('es');
    expect(page.desk.work.store.getState().patron?.view?.loans[0]?.dueText).toMatch(/sept/);
  });
});
