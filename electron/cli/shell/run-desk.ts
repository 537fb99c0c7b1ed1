// Runs one desk in the shell that was chosen, until the process is told to end.

import { spawn } from 'node:child_process';
import type { BridgeError } from '../../../shared/bridge/contract.ts';
import type { CoreConfig } from '../../core/messages.ts';
import { startBrowserShell } from '../../browser/browser-shell.ts';
import type { CorePort } from '../../host/core-port.ts';
import { CoreStartError } from '../../host/core-supervisor.ts';
import { startNodeCore } from '../../host/node-core-port.ts';
import { launchEnvironment } from '../../main/launch-config.ts';
import type { ProgramFiles } from './program-files.ts';
import type { ShellChoice } from './choose-shell.ts';

export type RunDeskOptions = {
  readonly config: Omit<CoreConfig, 'shell' | 'keys'>;
  readonly choice: ShellChoice;
  readonly port: number;
  /** Whether keys may be sealed by a computer that seals them with a password that everybody knows. */
  readonly allowsWeakKeys: boolean;
  /** Begins in practice. */
  readonly practises?: boolean;
  readonly files: ProgramFiles;
  readonly env: NodeJS.ProcessEnv;
  readonly onFailed: (error: BridgeError) => void;
};

/** A desk that runs. In Electron there is no loopback address; the window is the way in. */
export type RunningDesk = {
  readonly url: string;
  readonly token: string;
  /** An address for the system's opener, without the token. */
  openingUrl(): string;
  readonly deskId: string;
  readonly branch: string;
  readonly keyUnprotected: boolean;
  corePid(): number | null;
  close(): Promise<void>;
  /** Resolves when the desk ended by itself: its window was closed. */
  readonly ended: Promise<void>;
};

/** Starts the desk. */
export async function runDesk(options: RunDeskOptions): Promise<RunningDesk> {
  const { choice, config, files, port } = options;
  if (choice.shell === 'electron' && choice.electronBinary !== null) return runElectron(options, choice.electronBinary);
  const shell = await startBrowserShell({
    config: { ...config, shell: 'browser', keys: 'system' },
    port,
    again: files.again,
    startCore: await coreStarter(files.core),
    pageDir: files.page,
    onFailed: options.onFailed,
  });
  if (options.practises === true) {
    const begun = await shell.practise();
    if (!begun.ok) {
      await shell.close();
      throw new CoreStartError(begun.error);
    }
  }
  return { ...shell, ...shell.ready, ended: new Promise(() => undefined) };
}

/** A core in plain Node; in the installed program, which cannot run as Node, a utility process. */
async function coreStarter(entry: string): Promise<() => CorePort> {
  if (process.versions['electron'] === undefined) return () => startNodeCore(entry);
  const { startUtilityCore, whenReady } = await import('../../main/utility-core.ts');
  await whenReady();
  return () => startUtilityCore(entry);
}

function runElectron(options: RunDeskOptions, binary: string): RunningDesk {
  const { config, files, env, allowsWeakKeys, practises = false } = options;
  const launch = { ...config, allowsWeakKeyStore: allowsWeakKeys, practises };
  const program = files.electronMain === null ? [] : [files.electronMain];
  const child = spawn(binary, program, {
    env: { ...env, ...launchEnvironment(launch) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    url: 'app://desk/',
    token: '',
    openingUrl: () => 'app://desk/',
    deskId: '',
    branch: '',
    // Its own status bar says so.
    keyUnprotected: false,
    corePid: () => child.pid ?? null,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
    ended,
  };
}
