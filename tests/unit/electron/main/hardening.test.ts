// The Electron shell's hardening as assertions, against a recorded stand-in for Electron.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { METHODS } from '../../../../shared/bridge/contract.ts';
import { hardenContents, hardenSession, isOwnPage } from '../../../../electron/main/harden.ts';
import { coreConfig, launchEnvironment, takeLaunch } from '../../../../electron/main/launch-config.ts';
import { openPairedScanners } from '../../../../electron/main/paired-scanners.ts';
import { answerPageRequest } from '../../../../electron/main/page-protocol.ts';
import { registerContract } from '../../../../electron/main/register-contract.ts';
import { clampBounds, windowOptions } from '../../../../electron/main/window.ts';
import { ContentsMock, Recorder, SessionMock } from '../../../support/electron-mock.ts';

jest.mock('electron', () => ({ protocol: {}, BrowserWindow: class {}, screen: {} }));

describe('the window', () => {
  test('is sandboxed and isolated and has no Node', () => {
    expect(windowOptions('/preload.cjs', null).webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  test('opens where it was only if that is still on a screen', () => {
    const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
    const bounds = { x: 100, y: 100, width: 1366, height: 768 };
    expect(clampBounds(bounds, screens)).toEqual(bounds);
    expect(clampBounds({ ...bounds, x: 3_000 }, screens)).toBeNull();
    expect(clampBounds({ ...bounds, y: -500 }, screens)).toBeNull();
  });
});

describe('web contents', () => {
  const contents = new ContentsMock();
  const app = new Recorder();
  hardenContents(app as never);
  app.emit('web-contents-created', {}, contents);

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s leaves the page for nothing', (name) => {
    const leave = { url: 'https://example.org/app://desk/', preventDefault: jest.fn() };
    const stay = { url: 'app://desk/#sync', preventDefault: jest.fn() };
    contents.emit(name, leave);
    contents.emit(name, stay);
    expect(leave.preventDefault).toHaveBeenCalled();
    expect(stay.preventDefault).not.toHaveBeenCalled();
  });

  test('open no window and attach no webview', () => {
    expect(contents.windowOpenHandler?.({ url: 'https://example.org' })).toEqual({ action: 'deny' });
    const event = { preventDefault: jest.fn() };
    contents.emit('will-attach-webview', event);
    expect(event.preventDefault).toHaveBeenCalled();
  });
});

describe('the session', () => {
  const session = new SessionMock();
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-scanners-'));
  const file = join(dir, 'scanners.json');
  const asked: (readonly string[])[] = [];
  let answer: number | null = null;
  const choose = (names: readonly string[]): Promise<number | null> => {
    asked.push(names);
    return Promise.resolve(answer);
  };
  hardenSession(session as never, { paired: openPairedScanners(file), choose });
  afterAll(() => rmSync(dir, { recursive: true }));

  test('grants no permission but that for scanners, to its own page alone', () => {
    const granted = jest.fn();
    session.permissionRequest?.(null, 'media', granted);
    expect(granted).toHaveBeenCalledWith(false);
    const check = (permission: string, origin: string) => session.permissionCheck?.(null, permission, origin);
    for (const permission of ['media', 'usb', 'bluetooth', 'clipboard-read'])
      expect(check(permission, 'app://desk/')).toBe(false);
    for (const permission of ['hid', 'serial']) {
      expect(check(permission, 'app://desk/')).toBe(true);
      expect(check(permission, 'https://example.org')).toBe(false);
      expect(check(permission, '')).toBe(false);
    }
  });

  // As Electron describes one device: in the list to choose from, and where it asks for the permission.
  const scanner = {
    portId: 'a',
    portName: 'ttyACM0',
    displayName: 'Scan',
    vendorId: '3118',
    productId: '7',
    serialNumber: 'S1',
  };
  const terminal = {
    portId: 'b',
    portName: 'ttyACM1',
    displayName: 'Pay',
    vendorId: '4660',
    productId: '8',
    serialNumber: 'T1',
  };
  const checked = { name: 'Scan', vendor_id: 3118, product_id: 7, serial_number: 'S1' };
  const other = { name: 'Pay', vendor_id: 4660, product_id: 8, serial_number: 'T1' };
  const may = (by: SessionMock, deviceType: string, device: unknown, origin = 'app://desk/') =>
    by.devicePermission?.({ deviceType, origin, device });
  const event = { preventDefault: jest.fn() };
  const pick = async (kind: 'selectHid' | 'selectSerial', list: unknown): Promise<unknown> =>
    new Promise(
      (resolve) => void session[kind]?.(event, list, ...(kind === 'selectHid' ? [resolve] : [null, resolve])),
    );

  test('opens the serial port that a person chose and no other, also after a restart, until it is forgotten', async () => {
    expect([may(session, 'serial', checked), may(session, 'serial', other)]).toEqual([false, false]);
    expect(await pick('selectSerial', [])).toBe('');
    expect(asked).toEqual([]);
    expect(await pick('selectSerial', [terminal])).toBe('');
    expect(may(session, 'serial', other)).toBe(false);
    answer = 1;
    expect(await pick('selectSerial', [terminal, scanner])).toBe('a');
    expect(asked).toEqual([['Pay, ttyACM1'], ['Pay, ttyACM1', 'Scan, ttyACM0']]);
    const restarted = new SessionMock();
    hardenSession(restarted as never, { paired: openPairedScanners(file), choose });
    for (const one of [session, restarted]) {
      expect([may(one, 'serial', checked), may(one, 'serial', other)]).toEqual([true, false]);
      expect(may(one, 'serial', checked, 'https://example.org')).toBe(false);
      expect(may(one, 'hid', checked)).toBe(false);
      // A port without a lasting name is known to Electron alone.
      expect(may(one, 'serial', { name: 'ttyS0', token: 'x' })).toBe(false);
    }
    session.revoked.get('serial-port-revoked')?.({}, { port: scanner });
    expect(may(session, 'serial', checked)).toBe(false);
    expect(openPairedScanners(file).has('serial', checked)).toBe(false);
  });

  test('takes the one HID scanner there is, and asks which of several', async () => {
    const [one, two] = [
      { deviceId: 'one', name: 'One', vendorId: 1, productId: 2 },
      { deviceId: 'two', name: 'Two', vendorId: 1, productId: 3 },
    ];
    const before = asked.length;
    expect(await pick('selectHid', { deviceList: [] })).toBeNull();
    expect(await pick('selectHid', { deviceList: [one] })).toBe('one');
    expect(asked).toHaveLength(before);
    answer = null;
    expect(await pick('selectHid', { deviceList: [one, two] })).toBeNull();
    expect(asked.at(-1)).toEqual(['One', 'Two']);
    expect([may(session, 'hid', one), may(session, 'hid', two)]).toEqual([true, false]);
    session.revoked.get('hid-device-revoked')?.({}, { device: one });
    expect(may(session, 'hid', one)).toBe(false);
  });

  test('checks no spelling, for which dictionaries would be fetched', () => expect(session.spellChecks).toBe(false));

  test.each([
    ['blob:app://desk/6f1c', false],
    ['blob:https://example.org/6f1c', true],
    ['https://example.org/blob:app://desk/', true],
    ['data:text/html,x', true],
    ['file:///etc/passwd', true],
  ])('download of %s is prevented: %s', (url, isPrevented) => {
    const event = { preventDefault: jest.fn() };
    session.willDownload?.(event, { getURL: () => url });
    expect(event.preventDefault).toHaveBeenCalledTimes(isPrevented ? 1 : 0);
  });

  test.each([
    ['app://desk/assets/page.js', false],
    ['https://example.org/', true],
    ['http://127.0.0.1:8080/', true],
    ['file:///etc/passwd', true],
    ['app://desk.example.org/', true],
  ])('request to %s is cancelled: %s', (url, cancel) => {
    const decided = jest.fn();
    session.beforeRequest?.({ url }, decided);
    expect(decided).toHaveBeenCalledWith({ cancel });
  });
});

describe('the page protocol', () => {
  const files = new Map([['/', { type: 'text/html', body: Buffer.from('page') }]]);
  const status = (address: string, init?: RequestInit) => answerPageRequest(new Request(address, init), files).status;

  test('serves fixed files with the whole content security policy', () => {
    const answer = answerPageRequest(new Request('app://desk/'), files);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'text/html',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "font-src 'self'; connect-src 'self'; frame-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-cache',
    });
  });

  test.each([
    ['app://desk/../ledger.db', 404],
    ['app://desk/%2e%2e/ledger.db', 404],
    ['app://desk/..%2fledger.db', 404],
    ['app://other/', 403],
    ['app://desk.example.org/', 403],
  ])('%s is answered with %i', (address, wanted) => {
    expect(status(address)).toBe(wanted);
  });

  test('answers nothing but GET', () => {
    expect(status('app://desk/', { method: 'POST' })).toBe(405);
  });

  test('knows its own page by the parsed address', () => {
    expect(isOwnPage('app://desk/x')).toBe(true);
    expect(isOwnPage('app://desk@evil.example/')).toBe(false);
    expect(isOwnPage('not an address')).toBe(false);
  });
});

describe('IPC', () => {
  const ipc = new Recorder();
  const call = jest.fn(() => Promise.resolve({ ok: true as const, value: 1 }));
  registerContract(ipc as never, call);
  const invoke = (senderFrame: unknown) => ipc.emit('sync.status', { senderFrame }, {})[0];

  test('has exactly the methods of the contract', () => {
    expect([...ipc.handlers.keys()].toSorted()).toEqual(Object.keys(METHODS).toSorted());
  });

  test('answers the page’s own top frame and refuses every other', async () => {
    await expect(invoke({ url: 'app://desk/', parent: null })).resolves.toEqual({ ok: true, value: 1 });
    await expect(invoke({ url: 'https://example.org/', parent: null })).rejects.toThrow('foreign');
    await expect(invoke({ url: 'app://desk/', parent: {} })).rejects.toThrow('foreign');
    await expect(invoke(null)).rejects.toThrow('foreign');
  });
});

test('a launch travels in the environment, not in an argument, and is checked when it arrives', () => {
  const launch = {
    dataDir: '/d',
    central: 'http://127.0.0.1:1',
    code: null,
    clockShiftMs: 5,
    allowsWeakKeyStore: true,
    printerDevice: '/dev/usb/lp7',
    demo: null,
  };
  const env: NodeJS.ProcessEnv = launchEnvironment(launch);
  const taken = takeLaunch({ argv: ['electron'], env }, '/app');
  expect(taken).toEqual(launch);
  // Nothing that the program starts inherits it.
  expect(env).toEqual({});
  expect(takeLaunch({ argv: ['electron'], env }, '/app')).toMatchObject({ dataDir: '/app/desk', central: null });
  expect(coreConfig(taken, true)).toMatchObject({ printerDevice: '/dev/usb/lp7', keys: 'sealed-weakly-by-host' });
  expect(coreConfig(launch, false).keys).toBe('sealed-by-host');
  expect(takeLaunch({ argv: ['holdfast'], env }, '/app').allowsWeakKeyStore).toBe(false);
  expect(takeLaunch({ argv: ['holdfast', '--allow-weak-keys'], env }, '/app').allowsWeakKeyStore).toBe(true);
  const other = { HOLDFAST_DESK_LAUNCH: '{"dataDir":1}' };
  expect(() => takeLaunch({ argv: [], env: other }, '/app')).toThrow('not a launch');
});
