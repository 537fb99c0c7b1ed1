// Runs one desk in the chosen shell, until a signal ends the process.

import type { BridgeError } from '../../../shared/bridge/contract.ts';
import type { CoreConfig, FromCore, Sip2Listening } from '../../core/messages.ts';
import { startBrowserShell } from '../../browser/browser-shell.ts';
import type { CorePort } from '../../host/core-port.ts';
import { CoreStartError } from '../../host/core-supervisor.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { launchEnvironment } from '../../main/launch-config.ts';
import type { ShellChoice } from './choose-shell.ts';
import { openElectronWindow, type WindowEnd } from './electron-window.ts';
import type { ProgramFiles } from './program-files.ts';
import { fork } from 'node:child_process';

export type RunDeskOptions = {
  readonly config: Omit<CoreConfig, 'shell' | 'keys'>;
  readonly choice: ShellChoice;
  readonly port: number;
  /** Whether keys may be sealed by a computer that seals them with a publicly known password. */
  readonly allowsWeakKeys: boolean;
  /** Begins in practice. */
  readonly practices?: boolean;
  readonly files: ProgramFiles;
  readonly env: NodeJS.ProcessEnv;
  readonly onFailed: (error: BridgeError) => void;
  /** The window of Electron did not stay, and the desk goes on in the browser. Not called where Electron was asked for. */
  readonly onFellBack: (desk: RunningDesk, why: string) => void;
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
  /** The address for machines; null = none, or the window has no such setting. */
  readonly sip2: Sip2Listening | null;
  corePid(): number | null;
  close(): Promise<void>;
  /** Resolves when the desk ended by itself: its window was closed. Rejects with HF-CLI-111 when it broke. */
  readonly ended: Promise<void>;
};

/** Starts the desk. */
export async function runDesk(options: RunDeskOptions): Promise<RunningDesk> {
  const { choice } = options;
  if (choice.shell === 'electron' && choice.electronBinary !== null) return runElectron(options, choice.electronBinary);
  return runBrowser(options);
}

async function runBrowser(options: RunDeskOptions): Promise<RunningDesk> {
  const { config, files, port } = options;
  const shell = await startBrowserShell({
    config: { ...config, shell: 'browser', keys: 'system' },
    port,
    again: files.again,
    startCore: await coreStarter(files.core, options.env),
    pageDir: files.page,
    onFailed: options.onFailed,
  });
  if (options.practices === true) {
    const begun = await shell.practice();
    if (!begun.ok) {
      await shell.close();
      throw new CoreStartError(begun.error);
    }
  }
  return { ...shell, ...shell.ready, ended: new Promise(() => undefined) };
}

/** A core in plain Node; in the installed program, which cannot run as Node, a utility process. */
async function coreStarter(entry: string, env: NodeJS.ProcessEnv): Promise<() => CorePort> {
  if (process.versions['electron'] === undefined) return () => startNodeCore(entry);
  const { startUtilityCore, whenReady } = await import('../../main/utility-core.ts');
  await whenReady();
  return () => startUtilityCore(entry, env, null);
}

/** A desk in a window of Electron, which is a process of its own; one that breaks at once gives way to the browser. */
function runElectron(options: RunDeskOptions, binary: string): RunningDesk {
  const { choice, config, files, allowsWeakKeys, practices = false } = options;
  const launch = { ...config, allowsWeakKeyStore: allowsWeakKeys, practices };
  const program = files.electronMain === null ? [] : [files.electronMain];
  const window = openElectronWindow([binary, ...program], { ...options.env, ...launchEnvironment(launch) });
  let fallback: Promise<RunningDesk> | null = null;
  const ended = window.ended.then(async (end) => {
    const broken = howItBroke(end);
    if (broken === null) return;
    if (choice.isAsked || !end.isEarly || end.hasSaidWhy) throw new HoldfastError('HF-CLI-111', { how: broken });
    fallback = runBrowser(options);
    const desk = await fallback;
    options.onFellBack(desk, `the window of Electron did not stay: ${broken}`);
    await desk.ended;
  });
  // The caller that waits for the end reports it; until then a window that breaks must not be an unhandled rejection.
  ended.catch(() => undefined);
  return {
    url: 'app://desk/',
    token: '',
    openingUrl: () => 'app://desk/',
    deskId: '',
    branch: '',
    // Its own status bar shows it.
    keyUnprotected: false,
    sip2: config.sip2 ?? null,
    corePid: () => window.pid,
    close: async () => {
      await window.close();
      await (await fallback)?.close();
    },
    ended,
  };
}

/** How the window failed; null for one that staff closed. */
function howItBroke({ error, code, signal, wasTold }: WindowEnd): string | null {
  if (error !== null) return `it does not start: ${error.message}`;
  if (wasTold || code === 0) return null;
  return signal === null ? `exit code ${code ?? 'unknown'}` : signal;
}

/** Starts the core's entry file. Its log goes to this process's stderr. */
function startNodeCore(entry: string): CorePort {
  const child = fork(entry, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' });
  return {
    pid: child.pid ?? null,
    post: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      const parseMessage = (message: unknown) => message as FromCore;
      child.on('message', (message) => listener(parseMessage(message)));
    },
    onExit: (listener) => {
      child.once('exit', listener);
      child.once('error', listener);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
