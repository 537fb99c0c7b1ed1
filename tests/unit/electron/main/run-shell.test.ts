// The Electron program as it is put together, under a recorded stand-in for Electron: restrictions are installed, and before there is a page.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { METHODS } from '../../../../shared/bridge/contract.ts';
import { runShell } from '../../../../electron/main/run-shell.ts';
import type { RecordedElectron } from '../../../support/recorded-electron.ts';

jest.mock('electron', () =>
  jest.requireActual<{ recordedElectron: () => unknown }>('../../../support/recorded-electron.ts').recordedElectron(),
);

const electron = jest.requireMock<RecordedElectron>('electron');
const { app, steps, windows, posted, ipcMain, powerMonitor, protocol, session } = electron;
const dir = mkdtempSync(join(tmpdir(), 'holdfast-shell-'));

/** Lets everything happen that waits for nothing but its turn. */
const turns = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const own = { senderFrame: { url: 'app://desk/', parent: null } };
const calls = (): (string | undefined)[] => posted.filter(({ kind }) => kind === 'call').map(({ name }) => name);

beforeAll(async () => {
  mkdirSync(join(dir, 'renderer'));
  writeFileSync(join(dir, 'renderer', 'index.html'), 'the page');
  electron.paths['appData'] = join(dir, 'app-data');
  runShell(join(dir, 'node'), { argv: [], env: {} });
  while (windows.length === 0) await turns();
});
afterAll(() => rmSync(dir, { recursive: true }));

test('the sandbox and the scheme of the page come before the program is ready, and the window last', () => {
  expect(steps.map((step) => step.split(' ')[0])).toEqual([
    'schemes',
    'sandbox',
    'single',
    'ready',
    'no',
    'window',
    'load',
  ]);
  expect(steps[0]).toBe(
    `schemes ${JSON.stringify([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])}`,
  );
});

test('every window is constructed sandboxed and isolated, without Node, and shows the page’s own origin alone', () => {
  expect(windows.map(({ options }) => options['webPreferences'])).toEqual([
    {
      preload: join(dir, 'preload', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  ]);
  expect(windows.flatMap(({ loaded }) => loaded)).toEqual(['app://desk/']);
});

test('the contents of the window leave the page for nothing, open no window and attach no webview', () => {
  const contents = windows[0]?.webContents;
  for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
    const event = { url: 'https://example.org/', preventDefault: jest.fn() };
    contents?.emit(name, event);
    expect([name, event.preventDefault.mock.calls.length]).toEqual([name, 1]);
  }
  expect(contents?.windowOpenHandler?.({ url: 'https://example.org/' })).toEqual({ action: 'deny' });
});

test('nothing of the page is opened outside of the program, whatever its address seems to be', () => {
  const contents = windows[0]?.webContents;
  const before = steps.length;
  for (const url of ['https://example.org/', 'app://desk.example.org/', 'mailto:nobody', 'file:///etc/passwd']) {
    contents?.windowOpenHandler?.({ url });
    contents?.emit('will-navigate', { url, preventDefault: jest.fn() });
  }
  expect(steps.slice(before)).toEqual([]);
});

test('the session that the window uses denies permissions, devices, foreign requests and downloads', () => {
  const { permissionRequest, permissionCheck, devicePermission, beforeRequest, willDownload } = session.defaultSession;
  const [granted, decided, preventDefault] = [jest.fn(), jest.fn(), jest.fn()];
  permissionRequest?.(null, 'media', granted);
  beforeRequest?.({ url: 'https://example.org/' }, decided);
  willDownload?.({ preventDefault }, { getURL: () => 'https://example.org/program.exe' });
  expect(granted.mock.calls).toEqual([[false]]);
  expect(permissionCheck?.(null, 'media', 'app://desk/')).toBe(false);
  for (const deviceType of ['usb', 'hid', 'serial'])
    expect(devicePermission?.({ deviceType, origin: 'app://desk/', device: { vendorId: 1, productId: 2 } })).toBe(
      false,
    );
  expect(decided.mock.calls).toEqual([[{ cancel: true }]]);
  expect(preventDefault).toHaveBeenCalledTimes(1);
});

test('the page is served at its own scheme', () => {
  expect([...protocol.handlers.keys()]).toEqual(['app']);
  expect(protocol.emit('app', new Request('app://desk/'))).toMatchObject([{ status: 200 }]);
});

describe('a call over IPC', () => {
  const invoke = (name: string, event: unknown, input: unknown) => ipcMain.emit(name, event, input)[0];

  test('has a channel for each method of the contract and for nothing else', () => {
    expect([...ipcMain.handlers.keys()].toSorted()).toEqual(Object.keys(METHODS).toSorted());
    expect([...ipcMain.handlers.values()].every((handlers) => handlers.length === 1)).toBe(true);
  });

  test('reaches the core from the page’s own top frame', async () => {
    await expect(invoke('sync.status', own, {})).resolves.toEqual({ ok: true, value: 'sync.status' });
  });

  test('from a foreign frame, or from none, does not', async () => {
    const before = calls();
    const foreign = { senderFrame: { url: 'https://example.org/app://desk/', parent: null } };
    await expect(invoke('sync.status', foreign, {})).rejects.toThrow('foreign');
    await expect(invoke('sync.status', { senderFrame: null }, {})).rejects.toThrow('foreign');
    expect(calls()).toEqual(before);
  });

  test.each([
    ['session.signIn', { staff: 7, pin: '1' }],
    ['patron.find', { query: 'a', limit: -1 }],
    ['payment.take', null],
  ])('of %s with a payload that is not well-formed is refused before the core hears of it', async (name, input) => {
    const before = calls();
    await expect(invoke(name, own, input)).resolves.toMatchObject({ ok: false, error: { code: 'HF-UI-002' } });
    expect(calls()).toEqual(before);
  });
});

test('the machine stays awake while a report is written, and at no other time', async () => {
  const asked = { kind: 'shift', of: 'desk', from: '2026-10-13T00:00:00Z', to: '2026-10-14T00:00:00Z' };
  const before = steps.length;
  await ipcMain.emit('report.run', own, asked)[0];
  expect(steps.slice(before)).toEqual([]);
  await ipcMain.emit('report.export', own, { ...asked, format: 'pdf' })[0];
  const awake = 'awake: prevent-app-suspension';
  expect(steps.slice(before)).toEqual([awake, `asleep again: ${awake}`]);
});

test.each(['suspend', 'lock-screen'])('%s locks the desk and writes what is in memory', async (name) => {
  const before = posted.length;
  powerMonitor.emit(name);
  await turns();
  expect(posted.slice(before)).toMatchObject([{ kind: 'call', name: 'session.signOut' }, { kind: 'flush' }]);
});

test.each(['resume', 'unlock-screen'])('%s asks the server at once', (name) => {
  const before = posted.length;
  powerMonitor.emit(name);
  expect(posted.slice(before)).toEqual([{ kind: 'networkUp' }]);
});

test('events of the core go to the window', async () => {
  const sent = windows[0]?.recorded.sent ?? [];
  const before = sent.length;
  await ipcMain.emit('session.signOut', own, {})[0];
  expect(sent.slice(before)).toEqual([['event', 'session.changed', null]]);
});

test('started a second time it shows the window that is there', () => {
  const before = steps.length;
  app.emit('second-instance');
  expect(steps.slice(before)).toEqual(['show', 'focus']);
});

test('when the last window is closed the core ends, and then the program', async () => {
  app.emit('window-all-closed');
  while (!steps.includes('exit')) await turns();
  expect(posted.at(-1)).toEqual({ kind: 'stop' });
});
