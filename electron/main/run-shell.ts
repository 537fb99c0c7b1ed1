// Composition root of the Electron shell: windows, key store, the core in a utility process. No SQL, no network of its own.
// What forbids comes before the program is ready, so that no page is ever without it.

import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, powerMonitor, powerSaveBlocker, protocol, safeStorage, session } from 'electron';
import { PracticeSwitch } from '../host/practice-switch.ts';
import { readPageFiles } from '../host/page-files.ts';
import { hardenContents, hardenSession } from './harden.ts';
import { coreConfig, takeLaunch, type LaunchedWith } from './launch-config.ts';
import { registerPageScheme, servePage } from './page-protocol.ts';
import { awakeForExports, restWithTheMachine } from './power.ts';
import { registerContract } from './register-contract.ts';
import { safeStorageSealer } from './safe-storage-sealer.ts';
import { startUtilityCore } from './utility-core.ts';
import { openWindow } from './window.ts';

/** Runs the desk's window. `folder` holds the built programs, beside those of the preload and the page. */
export function runShell(folder: string, launched: LaunchedWith): void {
  registerPageScheme();
  app.enableSandbox();
  hardenContents(app);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  start(folder, launched).catch((error: unknown) => {
    dialog.showErrorBox('Holdfast', error instanceof Error ? error.message : 'The desk could not start.');
    app.exit(1);
  });
}

async function start(folder: string, launched: LaunchedWith): Promise<void> {
  await app.whenReady();
  Menu.setApplicationMenu(null);
  hardenSession(session.defaultSession);
  servePage(protocol, readPageFiles(join(folder, '..', 'renderer')));
  const launch = takeLaunch(launched, app.getPath('userData'));
  const sealer = await safeStorageSealer(safeStorage, launch.allowsWeakKeyStore);
  const core = new PracticeSwitch({
    again: process.defaultApp === true ? [process.execPath, join(folder, 'main.mjs')] : [process.execPath],
    config: coreConfig(launch, sealer.isWeak),
    start: () => startUtilityCore(join(folder, 'core.mjs')),
    sealer,
    onEvent: (name, payload) => window?.webContents.send('event', name, payload),
    onFailed: ({ code, message }) => dialog.showErrorBox(code, message),
  });
  let window: ReturnType<typeof openWindow> | null = null;
  registerContract(
    ipcMain,
    awakeForExports(powerSaveBlocker, (name, input, callId) => core.call(name, input, callId)),
  );
  restWithTheMachine(powerMonitor, core);
  app.on('second-instance', () => {
    window?.show();
    window?.focus();
  });
  app.on('window-all-closed', () => void core.stop().finally(() => app.exit(0)));
  await core.start();
  if (launch.practises === true) await core.call('practice.begin', {});
  window = openWindow(join(folder, '..', 'preload', 'preload.cjs'), join(app.getPath('userData'), 'window.json'));
}
