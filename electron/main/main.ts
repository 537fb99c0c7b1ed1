// Composition root of the Electron shell: windows, key store, the core in a utility process. No SQL, no network of its own.
// The same binary is the command line when it is started with a subcommand.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, dialog, ipcMain, Menu, powerMonitor, protocol, safeStorage, session } from 'electron';
import { PracticeSwitch } from '../host/practice-switch.ts';
import { readPageFiles } from '../host/page-files.ts';
import { hardenContents, hardenSession } from './harden.ts';
import { coreConfig, readLaunch } from './launch-config.ts';
import { registerPageScheme, servePage } from './page-protocol.ts';
import { registerContract } from './register-contract.ts';
import { safeStorageSealer } from './safe-storage-sealer.ts';
import { subcommandWords } from './subcommand-words.ts';
import { startUtilityCore } from './utility-core.ts';
import { openWindow } from './window.ts';

const folder = import.meta.dirname;

async function start(): Promise<void> {
  await app.whenReady();
  Menu.setApplicationMenu(null);
  hardenSession(session.defaultSession);
  servePage(protocol, readPageFiles(join(folder, '..', 'renderer')));
  const launch = readLaunch(process.argv, app.getPath('userData'));
  const sealer = await safeStorageSealer(safeStorage, launch.allowsWeakKeyStore);
  const core = new PracticeSwitch({
    again: process.defaultApp === true ? [process.execPath, join(folder, 'main.mjs')] : [process.execPath],
    config: coreConfig(launch),
    start: () => startUtilityCore(join(folder, 'core.mjs')),
    sealer,
    onEvent: (name, payload) => window?.webContents.send('event', name, payload),
    onFailed: ({ code, message }) => dialog.showErrorBox(code, message),
  });
  let window: ReturnType<typeof openWindow> | null = null;
  registerContract(ipcMain, (name, input) => core.call(name, input));
  powerMonitor.on('resume', () => core.networkUp());
  app.on('second-instance', () => {
    window?.show();
    window?.focus();
  });
  app.on('window-all-closed', () => void core.stop().finally(() => app.exit(0)));
  await core.start();
  if (launch.practises === true) await core.call('practice.begin', {});
  window = openWindow(join(folder, '..', 'preload', 'preload.cjs'), join(app.getPath('userData'), 'window.json'));
}

const words = subcommandWords(process);
if (words !== null) {
  const cli = join(folder, 'cli.mjs');
  process.argv = [process.execPath, cli, ...words];
  await import(pathToFileURL(cli).href);
}
registerPageScheme();
app.enableSandbox();
hardenContents(app);
if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    dialog.showErrorBox('Holdfast', error instanceof Error ? error.message : 'The desk could not start.');
    app.exit(1);
  });
} else {
  app.quit();
}
