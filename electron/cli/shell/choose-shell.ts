// Which shell a desk gets, and why: Electron where its binary is, else the browser.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UsageError } from '../command.ts';

export type ShellName = 'electron' | 'browser' | 'none';
export type ShellChoice = { readonly shell: ShellName; readonly why: string; readonly electronBinary: string | null };

/** Chooses by what was asked for and what is there. `none` runs the desk without opening a window. */
export function chooseShell(asked: string | null, from: string): ShellChoice {
  const binary = findElectron(from);
  switch (asked) {
    case null:
      return binary === null
        ? { shell: 'browser', why: 'the Electron binary is not installed here', electronBinary: null }
        : { shell: 'electron', why: 'the Electron binary is installed', electronBinary: binary };
    case 'electron':
      if (binary === null) throw new UsageError('--shell electron: the Electron binary is not installed here');
      return { shell: 'electron', why: 'asked for', electronBinary: binary };
    case 'browser':
    case 'none':
      return { shell: asked, why: 'asked for', electronBinary: null };
    default:
      throw new UsageError(`--shell takes electron, browser or none, not "${asked}"`);
  }
}

/** The binary that runs this when it is the installed program, else the one that the electron package unpacked. The package itself is not loaded: without its binary it would try to fetch one. */
export function findElectron(from: string): string | null {
  if (process.versions['electron'] !== undefined) return process.execPath;
  try {
    const dir = dirname(createRequire(from).resolve('electron/package.json'));
    const binary = join(dir, 'dist', readFileSync(join(dir, 'path.txt'), 'utf8').trim());
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}
