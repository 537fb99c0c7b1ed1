// A packaged program that was started so that another can drive it, or with code that is not of its archive, ends before it shows anything:
// fuses keep Node's inspector out, but Chromium's has switches of its own.

import type { App } from 'electron';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';

const switches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-socket-name',
  'no-sandbox',
  'disable-web-security',
  // macOS: keys would be sealed with a password that stands in Chromium's source.
  'use-mock-keychain',
];

/** Throws HF-CLI-113. A clone may be driven: its end-to-end tests do. `compileCache`: the folder of Node's, null without one. */
export function refuseDriving(app: Pick<App, 'isPackaged' | 'commandLine'>, compileCache: string | null): void {
  if (!app.isPackaged) return;
  const found = switches.find((name) => app.commandLine.hasSwitch(name));
  if (found !== undefined) throw new HoldfastError('HF-CLI-113', { what: `--${found}` });
  // Code from a cache is not covered by the hash of the archive.
  if (compileCache !== null) throw new HoldfastError('HF-CLI-113', { what: 'NODE_COMPILE_CACHE' });
}
