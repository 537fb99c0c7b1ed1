// The browser shell of a desk: the core as a child process, the contract and the page on loopback, the token for the account that started it.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import { errorAt } from '../../db/open/sqlite-error.ts';
import type { CallAnswer, CoreConfig } from '../core/messages.ts';
import { systemClock } from '../core/system-clock.ts';
import type { CorePort } from '../host/core-port.ts';
import type { CoreReady } from '../host/core-supervisor.ts';
import { readPageFiles } from '../host/page-files.ts';
import { PracticeSwitch } from '../host/practice-switch.ts';
import { startLoopback, type LoopbackServer } from './loopback-server.ts';
import { newSecret } from './page-codes.ts';

export type BrowserShellOptions = {
  readonly config: CoreConfig;
  /** 0 takes a free port. */
  readonly port: number;
  /** Starts a core, once more whenever one ended. */
  readonly startCore: () => CorePort;
  /** Program and first arguments that start the command line as a process of its own. */
  readonly again: readonly [string, ...string[]];
  /** Folder of the built page. */
  readonly pageDir: string;
  readonly onFailed: (error: BridgeError) => void;
};

/** A running browser shell. */
export type BrowserShell = {
  /** With the token in its fragment, which never leaves the browser. */
  readonly url: string;
  readonly token: string;
  /** An address for the system's opener, good once: arguments of a program are visible to every account of the computer. */
  openingUrl(): string;
  readonly ready: CoreReady;
  corePid(): number | null;
  /** Changes over to practice, as from the page. */
  practice(): Promise<CallAnswer>;
  close(): Promise<void>;
};

/** Starts core and server side by side. Throws CoreStartError, HF-CLI-005 or 012 for the port, HF-DB-004 or 005 for the token's file. */
export async function startBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const token = newSecret();
  const clock = systemClock(options.config.clockShiftMs);
  let server: LoopbackServer | null = null;
  const supervisor = new PracticeSwitch({
    again: options.again,
    config: options.config,
    start: options.startCore,
    sealer: null,
    onEvent: (name, payload) => server?.send(name, payload),
    onFailed: options.onFailed,
  });
  const listening = startLoopback({
    port: options.port,
    token,
    page: readPageFiles(options.pageDir),
    call: (name, input, callId) => supervisor.call(name, input, callId),
    mono: () => clock.mono(),
  });
  const [started, listened] = await Promise.allSettled([supervisor.start(), listening]);
  if (listened.status === 'fulfilled') server = listened.value;
  if (started.status === 'rejected' || listened.status === 'rejected' || server === null) {
    await supervisor.stop();
    await server?.close();
    throw started.status === 'rejected' ? started.reason : listened.status === 'rejected' ? listened.reason : null;
  }
  const open = server;
  const tokenFile = join(options.config.dataDir, 'loopback-token');
  const close = async () => {
    await open.close();
    await supervisor.stop();
    rmSync(tokenFile, { force: true });
  };
  try {
    writeToken(tokenFile, token);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${open.port}/#token=${token}`,
    token,
    openingUrl: () => `http://127.0.0.1:${open.port}/#code=${open.issueCode()}`,
    ready: started.value,
    corePid: () => supervisor.corePid,
    practice: () => supervisor.call('practice.begin', {}),
    close,
  };
}

/** A file that was left there keeps its rights when it is written over, so it goes first. Throws HF-DB-004 or 005. */
function writeToken(path: string, token: string): void {
  try {
    rmSync(path, { force: true });
    writeFileSync(path, token, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw errorAt(path, error);
  }
}
