// The program started a second time: one desk runs on a folder, so the second one ends before it has a page.

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
  runShell('/nowhere', { argv: [], env: {} });
  await new Promise(setImmediate);
  expect(steps.filter((step) => !step.startsWith('schemes'))).toEqual(['sandbox', 'quit']);
  expect([windows, posted]).toEqual([[], []]);
});
