// The updater of electron-builder, held so that nothing is installed unless the desk allows it. On Linux packages come from their repository, and on
// macOS the updater hands a fetched version to the system, which installs it at the end without asking the desk: no updates are searched for on
// either.

import type { Session } from 'electron';
import electronUpdater, { type AppUpdater } from 'electron-updater';
import type { FoundUpdate } from './signed-feed.ts';
import type { Updater } from './updates.ts';

/** The updater of this platform by the address of a folder of updates; null where packages are updated by the system. */
export function electronUpdates(from: string, platform: NodeJS.Platform, net: Pick<Session, 'fetch'>): Updater | null {
  if (platform !== 'win32') return null;
  const { autoUpdater } = electronUpdater;
  autoUpdater.logger = null;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.disableWebInstaller = true;
  // Which desks are first is drawn by the desk, not by an id that the updater makes for itself.
  autoUpdater.isUserWithinRollout = () => true;
  autoUpdater.setFeedURL({ provider: 'generic', url: from });
  const listUrl = `${from.replace(/\/$/, '')}/latest.yml`;
  return updaterOf(autoUpdater, async (suffix) => {
    const answer = await net.fetch(`${listUrl}${suffix}`, { cache: 'no-store' });
    if (!answer.ok) throw new Error(`the list of updates answers ${answer.status}`);
    return answer.text();
  });
}

/** The same over any updater of that kind. */
export function updaterOf(
  updater: Pick<AppUpdater, 'checkForUpdates' | 'downloadUpdate' | 'autoInstallOnAppQuit'>,
  read: (suffix: '' | '.sig') => Promise<string>,
): Updater {
  return {
    find: async () => {
      const result = await updater.checkForUpdates();
      if (result?.isUpdateAvailable !== true) return null;
      const { version, stagingPercentage, files } = result.updateInfo;
      const found: FoundUpdate = { version, digests: files.map(({ sha512 }) => sha512) };
      return stagingPercentage === undefined ? found : { ...found, stage: stagingPercentage };
    },
    list: async () => ({ text: await read(''), signature: await read('.sig') }),
    fetch: async () => {
      // The updater arms its end when it has fetched, and asks once more then.
      updater.autoInstallOnAppQuit = true;
      try {
        await updater.downloadUpdate();
      } finally {
        updater.autoInstallOnAppQuit = false;
      }
    },
    installAtEnd: (does) => {
      updater.autoInstallOnAppQuit = does;
    },
  };
}
