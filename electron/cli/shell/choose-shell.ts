// Which shell a desk gets, and why: Electron where its binary is and can show a sandboxed window, else the browser.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { UsageError } from '../command.ts';
import { electronPackage, isUnpacked } from './electron-package.ts';
import { hasDisplay, sandboxFault, type Machine } from './sandbox-fault.ts';

export type ShellName = 'electron' | 'browser' | 'none';
export type ShellChoice = {
  readonly shell: ShellName;
  readonly why: string;
  readonly electronBinary: string | null;
  /** Whether the shell was named; else another may take its place. */
  readonly isAsked: boolean;
  /** Set where Electron would be chosen, were its binary there. */
  readonly lacksBinary?: boolean;
};

/** Chooses by the request and by the shells at hand. `none` runs the desk without opening a window. */
export function chooseShell(asked: string | null, from: string, machine: Machine): ShellChoice {
  switch (asked) {
    case null:
      return { ...ownChoice(from, machine), isAsked: false };
    case 'electron':
      return { shell: 'electron', why: 'asked for', electronBinary: usableElectron(from, machine), isAsked: true };
    case 'browser':
    case 'none':
      return { shell: asked, why: 'asked for', electronBinary: null, isAsked: true };
    default:
      throw new UsageError(`--shell takes electron, browser or none, not "${asked}"`);
  }
}

/** The binary that runs this when it is the installed program, else the one that the electron package unpacked. The package itself is not loaded: without its binary it would try to fetch one. */
export function findElectron(from: string, env: NodeJS.ProcessEnv): string | null {
  if (process.versions['electron'] !== undefined) return process.execPath;
  const found = electronPackage(from, env);
  return found !== null && isUnpacked(found) ? found.binary : null;
}

function ownChoice(from: string, machine: Machine): Omit<ShellChoice, 'isAsked'> {
  const binary = findElectron(from, machine.env);
  const found = electronPackage(from, machine.env);
  const browser = (why: string) => ({ shell: 'browser', why, electronBinary: null }) as const;
  const fault = windowFault(binary ?? found?.binary ?? null, machine);
  if (fault !== null) return browser(fault);
  if (binary !== null) return { shell: 'electron', why: 'the Electron binary is installed', electronBinary: binary };
  // A folder named by the user is never fetched into.
  if (found?.isOverridden === true)
    return browser('ELECTRON_OVERRIDE_DIST_PATH names a folder without the Electron binary');
  return { ...browser('the Electron binary is not installed here'), lacksBinary: true };
}

/** Why no window of Electron can be shown here; null where nothing speaks against it. `place`: of its binary, whether it is there or not. */
function windowFault(place: string | null, machine: Machine): string | null {
  // It runs already.
  if (process.versions['electron'] !== undefined) return null;
  if (!hasDisplay(machine)) return 'there is no display here';
  const fault = sandboxFault(place, machine);
  return fault === null ? null : `Electron cannot sandbox its window here, ${fault.why}; ${fault.todo}`;
}

/** Throws UsageError without a binary, HF-CLI-110 where it would end at once. */
function usableElectron(from: string, machine: Machine): string {
  const binary = findElectron(from, machine.env);
  if (binary === null) throw new UsageError('--shell electron: the Electron binary is not installed here');
  const fault = process.versions['electron'] === undefined ? sandboxFault(binary, machine) : null;
  if (fault !== null) throw new HoldfastError('HF-CLI-110', fault);
  return binary;
}
