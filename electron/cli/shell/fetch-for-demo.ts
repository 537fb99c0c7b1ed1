// When `demo` fetches Electron by itself, and the choice of the shell afterwards: a first try of a clone should show the desk's own window. It never
// overrules an explicit choice, and it never keeps a desk from opening.

import { existsSync } from 'node:fs';
import { sayError } from '../../../shared/core/holdfast-error.ts';
import { stateFolder } from '../../../db/keys/system-key-folder.ts';
import { systemClock } from '../../core/system-clock.ts';
import { hasFlag, type Run } from '../command.ts';
import { chooseShell, type ShellChoice } from './choose-shell.ts';
import { electronPackage } from './electron-package.ts';
import { fetchElectron } from './fetch-electron.ts';
import type { ProgramFiles } from './program-files.ts';
import { thisMachine } from './sandbox-fault.ts';

/** The choice as it is once Electron was fetched, or was not. */
export async function withFetchedElectron(run: Run, files: ProgramFiles, choice: ShellChoice): Promise<ShellChoice> {
  const electron = electronPackage(files.cli, run.env);
  if (electron === null || files.probeElectron === null || !existsSync(files.probeElectron)) return choice;
  if (!mayFetch(run, choice)) return choice;
  const why = await fetchElectron({
    electron,
    probe: files.probeElectron,
    stateDir: stateFolder(),
    clock: systemClock(0),
    env: run.env,
    say: run.io.err,
  });
  if (why === null) return chooseShell(null, files.cli, thisMachine(run.env));
  run.io.err(`HF-CLI-112: ${sayError('HF-CLI-112', { why }, 'en')}`);
  return { ...choice, why: `Electron was not fetched (${why}); npx install-electron fetches it` };
}

/** Whether to fetch: no shell was asked for, a window could be shown, and fetching is not forbidden. */
export function mayFetch({ values, env }: Pick<Run, 'values' | 'env'>, choice: ShellChoice): boolean {
  if (choice.isAsked || choice.lacksBinary !== true || hasFlag(values, 'json')) return false;
  const isSet = (name: string) => !['', '0', 'false'].includes(env[name] ?? '');
  return !isSet('HOLDFAST_NO_FETCH') && !isSet('CI');
}
