// The program and the system that it runs on: the refusal of remote control, its proxy, the size of its page.

import { refuseDriving } from '../../../../electron/main/refuse-driving.ts';
import { proxyEnv } from '../../../../electron/main/proxy.ts';
import { setMenu } from '../../../../electron/main/menu.ts';
import { takeOwnPlace, type Host } from '../../../../electron/main/own-place.ts';
import { launchEnvironment } from '../../../../electron/main/launch-config.ts';
import { zoomByKeys } from '../../../../electron/main/zoom-keys.ts';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentsMock } from '../../../support/electron-mock.ts';
import { preventable, recordedElectron, type RecordedElectron } from '../../../support/recorded-electron.ts';

jest.mock('electron', () =>
  jest.requireActual<{ recordedElectron: () => unknown }>('../../../support/recorded-electron.ts').recordedElectron(),
);

describe('a packaged program', () => {
  const started = (isPackaged: boolean, ...switches: readonly string[]) => {
    const { app } = Object.assign(recordedElectron());
    return Object.assign(app, { isPackaged, commandLine: { hasSwitch: (name: string) => switches.includes(name) } });
  };

  test.each([
    'remote-debugging-port',
    'remote-debugging-pipe',
    'no-sandbox',
    'disable-web-security',
    'use-mock-keychain',
  ])('does not run with --%s', (name) => {
    expect(() => refuseDriving(started(true, name) as never, null)).toThrow(`started with --${name}`);
    expect(() => refuseDriving(started(false, name) as never, null)).not.toThrow();
  });

  test('does not run with code that a cache outside of its archive brings', () => {
    expect(() => refuseDriving(started(true) as never, '/tmp/cache')).toThrow('NODE_COMPILE_CACHE');
    expect(() => refuseDriving(started(false) as never, '/tmp/cache')).not.toThrow();
  });

  test('runs otherwise', () => expect(() => refuseDriving(started(true, 'lang') as never, null)).not.toThrow());
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['DIRECT', {}],
  ['', {}],
  ['SOCKS5 one:1080; DIRECT', {}],
  ['PROXY one:8080; DIRECT', { HTTPS_PROXY: 'http://one:8080' }],
  ['SOCKS one:1080;HTTPS two:443', { HTTPS_PROXY: 'https://two:443' }],
])('a proxy of the system as %j', async (rules, env) => {
  const asked: string[] = [];
  const resolveProxy = (url: string) => (asked.push(url), Promise.resolve(rules));
  const found = await proxyEnv({ resolveProxy }, 'https://library.example/');
  expect(found).toMatchObject(env);
  expect('NODE_USE_ENV_PROXY' in found).toBe('HTTPS_PROXY' in env);
  expect(asked).toEqual(['https://library.example/']);
  // The server of practice, and that of a demo.
  if ('NO_PROXY' in found) expect(found['NO_PROXY']).toContain('127.0.0.1');
});

test('macOS has the menu that copy, paste and quit are keys of; elsewhere there is none', () => {
  const { steps } = jest.requireMock<RecordedElectron>('electron');
  setMenu('darwin');
  setMenu('win32');
  setMenu('linux');
  expect(steps).toEqual(['menu ["appMenu","editMenu","windowMenu"]', 'no menu', 'no menu']);
});

describe('the size of the page', () => {
  const contents = Object.assign(new ContentsMock(), {
    level: 0,
    getZoomLevel: () => contents.level,
    setZoomLevel: (level: number) => (contents.level = level),
  });
  zoomByKeys(contents as never);
  const press = (key: string, held: object = { control: true }) => {
    const event = preventable();
    contents.emit('before-input-event', event, { type: 'keyDown', key, ...held });
    return [event.isPrevented, contents.level];
  };

  test('changes by the keys that people know, within bounds', () => {
    expect(press('+')).toEqual([true, 0.5]);
    expect(press('=', { meta: true })).toEqual([true, 1]);
    expect(press('-')).toEqual([true, 0.5]);
    expect(press('0')).toEqual([true, 0]);
    for (let times = 0; times < 30; times += 1) press('+');
    expect(press('+')).toEqual([true, 5]);
    expect(press('0')).toEqual([true, 0]);
  });

  test('is left alone by every other key, a scanner’s digits among them', () => {
    expect(press('0', {})).toEqual([false, 0]);
    expect(press('+', { control: true, alt: true })).toEqual([false, 0]);
    expect(press('k')).toEqual([false, 0]);
    expect(press('+', { control: true, type: 'keyUp' })).toEqual([false, 0]);
  });
});

describe('the place of the program', () => {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-place-'));
  afterAll(() => rmSync(root, { recursive: true }));
  const place = (host: Partial<Host>, appData = join(root, 'roaming')) => {
    const electron = recordedElectron();
    electron.paths['appData'] = appData;
    const launch = takeOwnPlace(electron.app as never, {
      platform: 'linux',
      argv: ['holdfast'],
      env: {},
      ...host,
    });
    return { launch, userData: electron.paths['userData'] ?? '', name: electron.app.name, steps: electron.steps };
  };
  const launched = (dataDir: string) =>
    launchEnvironment({ dataDir, central: null, code: null, clockShiftMs: 0, allowsWeakKeyStore: true, demo: null });

  test('two desks of a clone have user data of their own each, so that both may run', () => {
    const [one, other] = ['one', 'other'].map((name) => place({ env: { ...launched(join(root, name)) } }));
    expect(one?.userData).toBe(join(root, 'one', 'window'));
    expect(other?.userData).toBe(join(root, 'other', 'window'));
    expect(existsSync(one?.userData ?? '')).toBe(true);
  });

  test('on Windows an installed desk is under local application data, unless it was set up in the roaming ones', () => {
    const localData = join(root, 'local');
    const fresh = place({ platform: 'win32', env: { LOCALAPPDATA: localData } });
    expect(fresh.launch.dataDir).toBe(join(localData, 'Holdfast', 'desk'));
    expect(fresh.userData).toBe(join(localData, 'Holdfast'));
    expect(fresh.steps).toContain('id org.holdfast.desk');
    const before = join(root, 'before');
    mkdirSync(join(before, 'holdfast', 'desk'), { recursive: true });
    expect(place({ platform: 'win32', env: { LOCALAPPDATA: localData } }, before).launch.dataDir).toBe(
      join(before, 'holdfast', 'desk'),
    );
  });

  test('an installed desk is told of a printer by a file beside its data, which must be of the right form', () => {
    const appData = join(root, 'told');
    mkdirSync(join(appData, 'holdfast'), { recursive: true });
    const file = join(appData, 'holdfast', 'settings.json');
    expect(place({}, appData).launch.printerDevice).toBeNull();
    writeFileSync(file, JSON.stringify({ printerDevice: '\\\\.\\LPT1' }));
    expect(place({}, appData).launch.printerDevice).toBe('\\\\.\\LPT1');
    writeFileSync(file, '{"printerDevise":"/dev/lp0"}');
    expect(() => place({}, appData)).toThrow('settings.json is not of the expected form');
  });

  test.each<[NodeJS.Platform, string]>([
    ['darwin', 'Holdfast'],
    ['linux', 'holdfast'],
  ])('on %s it is %s among the data of applications, and its name is Holdfast', (platform, folder) => {
    const { launch, userData, name } = place({ platform });
    expect([launch.dataDir, userData, name]).toEqual([
      join(root, 'roaming', folder, 'desk'),
      join(root, 'roaming', folder),
      'Holdfast',
    ]);
  });
});
