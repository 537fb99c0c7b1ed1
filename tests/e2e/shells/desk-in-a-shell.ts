// A demo desk in one of the two shells, over the real core and a real central server, with the page that shows it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Browser, type Page } from 'playwright-core';
import { findElectron } from '../../../electron/cli/shell/choose-shell.ts';
import { launchEnvironment } from '../../../electron/main/launch-config.ts';
import { browser as browserHere } from '../../support/chromium.ts';
import { builtDir, projectDir } from '../../support/project-dir.ts';
import { openPage, startBrowser } from '../../support/screens/open-page.ts';
import { startPart } from '../story/program.ts';

/** A desk on a page, with its people to sign in and its codes to scan. */
export type ShellDesk = {
  readonly page: Page;
  readonly staff: readonly { readonly staff: string; readonly pin: string; readonly role: string }[];
  readonly patrons: readonly string[];
  readonly items: readonly string[];
  /** SIGKILL to the central server. */
  readonly cutOff: () => void;
  readonly close: () => Promise<void>;
};

export type Shell = {
  readonly name: string;
  readonly isAvailable: boolean;
  /** The missing part, if it is not available. */
  readonly reason: string;
  readonly open: () => Promise<ShellDesk>;
};

const electronBinary = findElectron(join(projectDir, 'package.json'), process.env);

export const SHELLS: readonly Shell[] = [
  { name: 'the browser shell', ...browserHere, open: openInBrowser },
  {
    name: 'Electron',
    isAvailable: electronBinary !== null,
    reason: 'the Electron binary is not installed here',
    open: openInElectron,
  },
];

type Demo = Pick<ShellDesk, 'staff' | 'patrons' | 'items'>;
type Folder = { readonly dir: string; readonly env: Readonly<Record<string, string>> };

async function openInBrowser(): Promise<ShellDesk> {
  const folder = newFolder();
  const demo = await startPart<Demo & { readonly url: string; readonly central: { readonly pid: number } }>(
    ['demo', '--shell', 'none', '--data', join(folder.dir, 'demo')],
    folder.env,
  );
  const browser: Browser = await startBrowser();
  const { url, central } = demo.ready;
  return {
    ...demo.ready,
    page: await openPage(browser, url),
    cutOff: () => process.kill(central.pid, 'SIGKILL'),
    close: async () => {
      await browser.close();
      await demo.end();
      rmSync(folder.dir, { recursive: true, force: true });
    },
  };
}

async function openInElectron(): Promise<ShellDesk> {
  const folder = newFolder();
  const central = await startPart<Demo & { readonly url: string; readonly code: string }>(
    ['demo-central', '--enrol', '--data', join(folder.dir, 'central')],
    folder.env,
  );
  const { url, code, staff, patrons, items } = central.ready;
  const launch = launchEnvironment({
    dataDir: join(folder.dir, 'desk'),
    central: url,
    code,
    clockShiftMs: 0,
    allowsWeakKeyStore: true,
    demo: { staff, patrons, items },
  });
  const app = await _electron.launch({
    executablePath: electronBinary ?? '',
    args: [join(builtDir(), 'node/main.mjs'), `--user-data-dir=${join(folder.dir, 'user-data')}`],
    env: { PATH: process.env['PATH'] ?? '', DISPLAY: process.env['DISPLAY'] ?? '', ...folder.env, ...launch },
  });
  return {
    staff,
    patrons,
    items,
    page: await app.firstWindow(),
    cutOff: () => process.kill(central.pid, 'SIGKILL'),
    close: async () => {
      await app.close();
      await central.end();
      rmSync(folder.dir, { recursive: true, force: true });
    },
  };
}

function newFolder(): Folder {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-shell-'));
  return { dir, env: { HOLDFAST_STATE_DIR: join(dir, 'state') } };
}
