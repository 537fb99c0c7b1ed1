// The Electron shell's hardening as assertions, against a recorded stand-in for Electron.

import { METHODS } from '../../../../shared/bridge/contract.ts';
import { hardenContents, hardenSession, isOwnPage } from '../../../../electron/main/harden.ts';
import { coreConfig, launchEnvironment, takeLaunch } from '../../../../electron/main/launch-config.ts';
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
  hardenSession(session as never);

  test('grants no permission, and no device but scanners to its own page', () => {
    const granted = jest.fn();
    session.permissionRequest?.(null, 'media', granted);
    expect(granted).toHaveBeenCalledWith(false);
    const checks = (permission: string, origin: string) => [
      session.permissionCheck?.(null, permission, origin),
      session.devicePermission?.({ deviceType: permission, origin }),
    ];
    for (const permission of ['media', 'usb', 'bluetooth', 'clipboard-read'])
      expect(checks(permission, 'app://desk/')).toEqual([false, false]);
    for (const permission of ['hid', 'serial']) {
      expect(checks(permission, 'app://desk/')).toEqual([true, true]);
      expect(checks(permission, 'https://example.org')).toEqual([false, false]);
      expect(checks(permission, '')).toEqual([false, false]);
    }
  });

  test('hands the page the scanner that is plugged in, a serial one before a modem of the board, or none', () => {
    const event = { preventDefault: jest.fn() };
    const chosen = jest.fn();
    session.selectHid?.(event, { deviceList: [{ deviceId: 'one' }, { deviceId: 'two' }] }, chosen);
    session.selectHid?.(event, { deviceList: [] }, chosen);
    session.selectSerial?.(event, [{ portId: 'board' }, { portId: 'usb', vendorId: '0c2e' }], null, chosen);
    session.selectSerial?.(event, [], null, chosen);
    expect(chosen.mock.calls).toEqual([['one'], [null], ['usb'], ['']]);
    expect(event.preventDefault).toHaveBeenCalledTimes(4);
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
