// Electron as the shell's composition sees it, recorded: what was asked of it and in which order. Its core answers as a ready desk does.

import { ContentsMock, Recorder, SessionMock } from './electron-mock.ts';

/** A window as it was constructed. */
export type RecordedWindow = {
  readonly options: Readonly<Record<string, unknown>>;
  readonly webContents: ContentsMock & { readonly sent: unknown[][] };
  readonly loaded: string[];
  reloads: number;
};

export type CoreMessage = { readonly kind: string; readonly name?: string; readonly input?: unknown };

export type RecordedElectron = ReturnType<typeof recordedElectron>;

/** A fresh stand-in for the whole module. `steps`: what happened, in order. */
export function recordedElectron() {
  const steps: string[] = [];
  const windows: RecordedWindow[] = [];
  const posted: CoreMessage[] = [];
  const session = new SessionMock();
  const app = Object.assign(new Recorder(), {
    enableSandbox: () => steps.push('sandbox'),
    requestSingleInstanceLock: () => steps.push('single instance') > 0,
    whenReady: async () => {
      await Promise.resolve();
      steps.push('ready');
    },
    getPath: () => '/user-data-of-nobody',
    exit: () => steps.push('exit'),
    quit: () => steps.push('quit'),
  });
  class BrowserWindow {
    readonly #recorder = new Recorder();
    readonly webContents = Object.assign(new ContentsMock(), {
      sent: [] as unknown[][],
      send: (...said: unknown[]) => void this.webContents.sent.push(said),
    });
    readonly options: Readonly<Record<string, unknown>>;
    readonly loaded: string[] = [];
    reloads = 0;
    constructor(options: Readonly<Record<string, unknown>>) {
      this.options = options;
      steps.push(session.permissionRequest === null ? 'unguarded window' : 'window');
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    loadURL(url: string): Promise<void> {
      steps.push('load');
      this.loaded.push(url);
      return Promise.resolve();
    }
    on = (name: string, listener: () => void) => this.#recorder.on(name, listener);
    once = (name: string, listener: () => void) => this.#recorder.once(name, listener);
    isDestroyed = () => false;
    reload = () => void (this.reloads += 1);
    show = () => void steps.push('show');
    focus = () => void steps.push('focus');
  }
  return {
    steps,
    windows,
    posted,
    app,
    BrowserWindow,
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    dialog: { showErrorBox: (...said: string[]) => steps.push(`error: ${said.join(' ')}`) },
    ipcMain: new Recorder(),
    Menu: { setApplicationMenu: () => steps.push('no menu') },
    powerMonitor: new Recorder(),
    powerSaveBlocker: {
      start: (kind: string) => steps.push(`awake: ${kind}`),
      stop: (id: number) => void steps.push(`asleep again: ${String(steps[id - 1])}`),
    },
    shell: { openExternal: (url: string) => Promise.resolve(steps.push(`opened ${url}`)) },
    protocol: Object.assign(new Recorder(), {
      registerSchemesAsPrivileged: (schemes: unknown) => steps.push(`schemes ${JSON.stringify(schemes)}`),
    }),
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(true),
      getSelectedStorageBackend: () => 'gnome_libsecret',
    },
    session: { defaultSession: session },
    utilityProcess: { fork: () => readyCore(posted) },
  };
}

/** A core that is ready at once, answers every call and tells when somebody signed out. */
function readyCore(posted: CoreMessage[]) {
  const child = new Recorder();
  return Object.assign(child, {
    pid: 7,
    kill: () => child.emit('exit'),
    postMessage(message: CoreMessage & { readonly id?: number }) {
      posted.push(message);
      queueMicrotask(() => {
        if (message.kind === 'start')
          child.emit('message', { kind: 'ready', deskId: 'd', branch: 'b', keyUnprotected: false });
        if (message.kind === 'call')
          child.emit('message', { kind: 'answer', id: message.id, answer: { ok: true, value: message.name } });
        if (message.name === 'session.signOut')
          child.emit('message', { kind: 'event', name: 'session.changed', payload: null });
        if (message.kind === 'stop') child.emit('exit');
      });
    },
  });
}
