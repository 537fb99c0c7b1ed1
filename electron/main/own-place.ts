// The name of the program and the place of its own files: under local application data on Windows, since a roaming profile would carry a desk to
// another computer; and for each desk of a clone under that desk's folder, so that two of them run side by side.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';
import { takeLaunch, type Launch, type LaunchedWith } from './launch-config.ts';

/** As installers write it into shortcuts: Windows groups windows by it. */
const APP_ID = 'org.holdfast.desk';

export type Host = LaunchedWith & { readonly platform: NodeJS.Platform };

/** Must come before the lock of the single instance, which is one for each folder of user data. Throws HF-CLI-004. */
export function takeOwnPlace(
  app: Pick<App, 'setName' | 'setAppUserModelId' | 'getPath' | 'setPath'>,
  { platform, argv, env }: Host,
): Launch {
  // From a clone it would be "Electron", and share the keys of every other program that is run so.
  app.setName('Holdfast');
  if (platform === 'win32') app.setAppUserModelId(APP_ID);
  const own = ownFolder(platform, app.getPath('appData'), env['LOCALAPPDATA']);
  const launch = takeLaunch({ argv, env }, own);
  const userData = launch.dataDir === join(own, 'desk') ? own : join(launch.dataDir, 'window');
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  app.setPath('userData', userData);
  return launch;
}

function ownFolder(platform: NodeJS.Platform, appData: string, localData: string | undefined): string {
  if (platform === 'darwin') return join(appData, 'Holdfast');
  const roaming = join(appData, 'holdfast');
  const isLocal = platform === 'win32' && localData !== undefined && localData !== '';
  // A desk that was set up in the roaming folder stays where it is.
  return isLocal && !existsSync(join(roaming, 'desk')) ? join(localData, 'Holdfast') : roaming;
}
