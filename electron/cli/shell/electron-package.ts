// Where the electron package of a clone is, and whether its binary is there whole: of the version that the package names, with its last
// file written. Read as the package's own installer reads it; the package itself is not loaded.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type ElectronPackage = {
  readonly dir: string;
  readonly version: string;
  readonly binary: string;
  /** A folder named by ELECTRON_OVERRIDE_DIST_PATH: its contents are the user's own responsibility. */
  readonly isOverridden: boolean;
};

/** Path of the binary inside the unpacked folder. */
const binaries: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The package as a program at `from` would find it; null where there is none. */
export function electronPackage(from: string, env: NodeJS.ProcessEnv): ElectronPackage | null {
  try {
    const file = createRequire(from).resolve('electron/package.json');
    const dir = dirname(file);
    const overridden = env['ELECTRON_OVERRIDE_DIST_PATH'];
    const isOverridden = overridden !== undefined && overridden !== '';
    const dist = isOverridden ? overridden : join(dir, 'dist');
    const binary = join(dist, binaries[process.platform] ?? 'electron');
    return { dir, version: parseVersion(readFileSync(file, 'utf8')), binary, isOverridden };
  } catch {
    return null;
  }
}

/** Whether the binary can be started: there, of the right version, and unpacked to the end. */
export function isUnpacked({ dir, version, binary, isOverridden }: ElectronPackage): boolean {
  if (!existsSync(binary)) return false;
  if (isOverridden) return true;
  // path.txt is the last thing that the installer writes; `version` comes out of the archive itself.
  return textOf(join(dir, 'dist', 'version'))?.replace(/^v/, '') === version && existsSync(join(dir, 'path.txt'));
}

const parseVersion = (text: string): string => (JSON.parse(text) as { version: string }).version;

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
