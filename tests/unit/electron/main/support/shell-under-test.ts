// The Electron program as it is put together, on a recorded Electron of its own for each test.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { runShell as RunShell } from '../../../../../electron/main/run-shell.ts';
import { recordedElectron, type RecordedElectron } from '../../../../support/recorded-electron.ts';

export type ShellUnderTest = RecordedElectron & {
  readonly dir: string;
  /** Lets everything happen that waits for nothing but its turn, until it holds. */
  readonly until: (holds: () => boolean) => Promise<void>;
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Starts the shell. `prepare` changes the Electron before the program sees it. */
export function startShell(
  prepare: (electron: RecordedElectron) => void = () => undefined,
  env: NodeJS.ProcessEnv = {},
): ShellUnderTest {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-shell-'));
  mkdirSync(join(dir, 'renderer'));
  writeFileSync(join(dir, 'renderer', 'index.html'), 'the page');
  const electron = recordedElectron();
  electron.paths['appData'] = join(dir, 'app-data');
  prepare(electron);
  jest.resetModules();
  jest.doMock('electron', () => electron);
  const { runShell } = jest.requireActual<{ runShell: typeof RunShell }>('../../../../../electron/main/run-shell.ts');
  runShell(join(dir, 'node'), { argv: [], env });
  started.push(dir);
  const until = async (holds: () => boolean) => {
    for (let turns = 0; !holds(); turns += 1) {
      if (turns > 2_000) throw new Error(`it does not come; so far: ${electron.steps.join(', ')}`);
      await turn();
    }
  };
  return Object.assign(electron, { dir, until });
}

const started: string[] = [];

/** Removes the leftovers of a test file's shells. */
export function removeShells(): void {
  for (const dir of started.splice(0)) rmSync(dir, { recursive: true, force: true });
}
