// The installed binary as command line. Electron is ready only once its main module has been evaluated, so nothing in it may wait for that.

import { runSubcommand, subcommandWords } from '../../../../electron/main/subcommand.ts';
import { preventable, recordedElectron } from '../../../support/recorded-electron.ts';

const app = () => Object.assign(recordedElectron().app, { setActivationPolicy: jest.fn() });
const never = () => new Promise(() => undefined);
/** Whether the main module of Electron would be done by now. */
async function isDone(running: Promise<void>): Promise<boolean> {
  const turns = new Promise<false>((resolve) => setImmediate(resolve, false));
  return Promise.race([running.then(() => true), turns]);
}

test.each([
  ['desk', '--data', '/d'],
  ['demo'],
  ['demo', '--shell', 'browser'],
  ['practice', '--data', '/d', '--shell', 'browser'],
])('%s runs a desk, for which Electron must be ready: its main module does not wait for it', async (...words) => {
  expect(await isDone(runSubcommand(words, app() as never, never))).toBe(true);
});

test.each([
  ['doctor', '--data', '/d'],
  ['serve', '--database', 'embedded'],
  ['desk', 'list'],
  ['demo', '--help'],
  ['practice-central', '--data', '/d'],
  ['--help'],
])('%s needs no ready Electron, and no display: the main module waits for its end', async (...words) => {
  expect(await isDone(runSubcommand(words, app() as never, never))).toBe(false);
});

test('a signal that Electron took for itself reaches the command line, and Electron does not quit by it', async () => {
  const electron = app();
  const told = jest.fn();
  process.once('SIGTERM', told);
  await runSubcommand(['demo'], electron as never, never);
  const event = preventable();
  electron.emit('before-quit', event);
  expect([event.isPrevented, told.mock.calls.length]).toEqual([true, 1]);
});

test('a command line that does not load ends with 1', async () => {
  const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  await runSubcommand(['demo'], app() as never, () => Promise.reject(new Error('lost')));
  await new Promise(setImmediate);
  expect(exit).toHaveBeenCalledWith(1);
  expect(String(said.mock.calls[0]?.[0])).toContain('lost');
  exit.mockRestore();
  said.mockRestore();
});

test.each<[readonly string[], boolean, readonly string[] | null]>([
  [['holdfast'], false, null],
  [['holdfast', '--allow-weak-keys'], false, null],
  [['holdfast', 'doctor', '--data', '/d'], false, ['doctor', '--data', '/d']],
  [['electron', '/clone/main.mjs'], true, null],
  [['electron', '/clone/main.mjs', 'doctor'], true, ['doctor']],
])('%j (from a clone: %s) asks for %j', (argv, defaultApp, words) => {
  expect(subcommandWords({ argv, defaultApp })).toEqual(words);
});
