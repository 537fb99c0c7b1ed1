// Composition root of the Electron shell: windows, key store, the core in a utility process. No SQL, no network of its own. Restrictions are set
// before the program is ready, so that no page is ever without them.

import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { app, dialog, ipcMain, powerMonitor, powerSaveBlocker, protocol, safeStorage, session } from 'electron';
import { systemClock } from '../core/system-clock.ts';
import { systemTimers } from '../core/system-timers.ts';
import { PracticeSwitch } from '../host/practice-switch.ts';
import { readPageFiles } from '../host/page-files.ts';
import { chooseByDialog } from './choose-scanner.ts';
import { SAID_WHY } from './exit-codes.ts';
import { hardenContents, hardenSession } from './harden.ts';
import { coreConfig, type Launch, type LaunchedWith } from './launch-config.ts';
import { openLog } from './rotating-log.ts';
import { setMenu } from './menu.ts';
import { takeOwnPlace } from './own-place.ts';
import { registerPageScheme, servePage } from './page-protocol.ts';
import { openPairedScanners } from './paired-scanners.ts';
import { awakeForExports, restWithTheMachine } from './power.ts';
import { proxyEnv } from './proxy.ts';
import { registerContract } from './register-contract.ts';
import { safeStorageSealer } from './safe-storage-sealer.ts';
import { endWhenAsked, endWithTheSession, endWithTheSystem, ShellEnd } from './shell-end.ts';
import { standingOf, watchUpdates, type Updates } from './updates.ts';
import { startUtilityCore } from './utility-core.ts';
import { openWindow, type DeskWindow } from './window.ts';

type Shell = {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly launch: Launch;
  readonly end: ShellEnd;
};

/** Runs the desk's window. `folder` holds the built programs, beside those of the preload and the page. */
export function runShell(folder: string, launched: LaunchedWith): void {
  registerPageScheme();
  app.enableSandbox();
  hardenContents(app);
  const end = new ShellEnd(app);
  endWhenAsked(app, end);
  begin(folder, launched, end).catch((error: unknown) => {
    // A shell that was stopped while it started has no failure to report.
    if (end.hasBegun) return;
    const message = error instanceof Error ? error.message : 'The desk could not start.';
    process.stderr.write(`${message}\n`);
    dialog.showErrorBox('Holdfast', message);
    void end.end(SAID_WHY);
  });
}

async function begin(folder: string, launched: LaunchedWith, end: ShellEnd): Promise<void> {
  const launch = takeOwnPlace(app, { ...launched, platform: process.platform });
  if (app.requestSingleInstanceLock()) await start({ folder, env: launched.env, launch, end });
  else app.exit(0);
}

async function start({ folder, env, launch, end }: Shell): Promise<void> {
  let window: DeskWindow | null = null;
  app.on('second-instance', () => {
    // A clone is started by its command line, which reports its end itself.
    if (end.hasBegun && app.isPackaged) end.startAgain();
    else window?.present();
  });
  await app.whenReady();
  setMenu(process.platform);
  hardenSession(session.defaultSession, {
    paired: openPairedScanners(join(app.getPath('userData'), 'scanners.json')),
    choose: chooseByDialog(dialog, app),
  });
  servePage(protocol, readPageFiles(join(folder, '..', 'renderer')));
  const sealer = await safeStorageSealer(safeStorage, {
    allowsWeak: launch.allowsWeakKeyStore,
    platform: process.platform,
    pause: wait,
  });
  // A clone has a terminal that its core writes to.
  const log = app.isPackaged ? openLog(app.getPath('logs')) : null;
  const coreEnv = { ...env, ...(await proxyEnv(session.defaultSession, launch.central)) };
  const core = new PracticeSwitch({
    again: process.defaultApp === true ? [process.execPath, join(folder, 'main.mjs')] : [process.execPath],
    config: coreConfig(launch, sealer.isWeak),
    start: () => startUtilityCore(join(folder, 'core.mjs'), coreEnv, log),
    sealer,
    onEvent: (name, payload) => window?.send(name, payload),
    onFailed: ({ code, message }) => window?.tell(`${code}: ${message}`),
  });
  registerContract(
    ipcMain,
    awakeForExports(powerSaveBlocker, (name, input, callId) => core.call(name, input, callId)),
  );
  const stopLooking = restWithTheMachine(powerMonitor, core, process.platform);
  const updates = await updatesFrom(launch, core, (line) => log?.write(`${line}\n`));
  end.before(async () => {
    stopLooking();
    await updates?.beforeEnd();
    await core.stop();
  });
  endWithTheSystem(powerMonitor, end);
  await core.start();
  if (launch.practices === true) await core.call('practice.begin', {});
  if (end.hasBegun) return;
  window = openWindow(join(folder, '..', 'preload', 'preload.cjs'), join(app.getPath('userData'), 'window.json'));
  endWithTheSession(window.own, () => core.flush(), end);
}

/** New versions for a desk whose settings name their source; null elsewhere. The updater is loaded there alone, and a desk starts without it. */
async function updatesFrom(launch: Launch, core: PracticeSwitch, log: (line: string) => void): Promise<Updates | null> {
  if (!app.isPackaged) return null;
  const notHere = () => {
    core.updates({ by: byOf(process.platform), lookedAt: null, isReached: true, found: null });
    return null;
  };
  if (launch.updates === undefined) return notHere();
  const { from, key } = launch.updates;
  const clock = systemClock(launch.clockShiftMs);
  try {
    const { electronUpdates } = await import('./electron-updates.ts');
    const updater = electronUpdates(from, process.platform, session.defaultSession);
    if (updater === null) return notHere();
    return watchUpdates({
      updater,
      releaseKey: key,
      standing: () => standingOf(core),
      timers: systemTimers,
      tell: (now) => core.updates(now),
      now: () => clock.now(),
      log,
    });
  } catch (error) {
    log(`update: ${error instanceof Error ? error.name : 'unknown'}`);
    return notHere();
  }
}

/** Who installs new versions where the program does not: packages of Linux come with those of the system. */
const byOf = (platform: NodeJS.Platform): 'system' | 'hand' => (platform === 'linux' ? 'system' : 'hand');
