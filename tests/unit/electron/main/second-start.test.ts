// The program started a second time: one desk runs on a folder, so the second one ends before it has a page.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runShell } from '../../../../electron/main/run-shell.ts';
import type { RecordedElectron } from '../../../support/recorded-electron.ts';

jest.mock('electron', () => {
  const { recordedElectron } = jest.requireActual<{ recordedElectron: () => RecordedElectron }>(
    '../../../support/recorded-electron.ts',
  );
  const electron = recordedElectron();
  electron.app.requestSingleInstanceLock = () => false;
  return electron;
});

test('it ends at once and opens nothing', async () => {
  const { steps, windows, posted } = jest.requireMock<RecordedElectron>('electron');
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-shell-'));
  jest.requireMock<RecordedElectron>('electron').paths['appData'] = dir;
  runShell('/nowhere', { argv: [], env: {} });
  await new Promise(setImmediate);
  expect(steps.filter((step) => !step.startsWith('schemes'))).toEqual(['sandbox', 'exit', 'gone 0']);
  expect([windows, posted]).toEqual([[], []]);
  rmSync(dir, { recursive: true });
});
