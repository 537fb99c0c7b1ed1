// Electron as the shell's composition sees it, with its calls recorded in their order. It bites where Electron does: a window can be destroyed and
// throws from then on, quitting emits what Electron emits in its order and can be prevented, the key store can be there and seal with a publicly
// known key. Its core answers as a ready desk does, unless it is told to be slow or to break.

import { ContentsMock, Recorder, SessionMock } from './electron-mock.ts';

/** A window as it was constructed. */
export type RecordedWindow = InstanceType<RecordedElectron['BrowserWindow']>;

export type CoreMessage = { readonly kind: string; readonly name?: string; readonly input?: unknown };

export type RecordedElectron = ReturnType<typeof recordedElectron>;

/** An event that can be prevented. */
export type PreventableEvent = { isPrevented: boolean; preventDefault: () => void };

export function preventable(): PreventableEvent {
  const event: PreventableEvent = { isPrevented: false, preventDefault: () => (event.isPrevented = true) };
  return event;
}

/** A fresh stand-in for the whole module. `steps`: its events, in order. */
export function recordedElectron() {
  const steps: string[] = [];
  const windows: BrowserWindow[] = [];
  const posted: CoreMessage[] = [];
  const session = new SessionMock();
  const paths: Record<string, string> = { appData: '/user-data-of-nobody', userData: '/user-data-of-nobody/Electron' };
  const switches = new Set<string>();
  const state = { isReady: false, isQuitting: false, isExiting: false, isOver: false, code: 0 };
  const isOpen = (window: BrowserWindow) => !window.isDestroyed();

  /** Browser::Shutdown: `quit` is emitted, and then the process goes. */
  const shutDown = () => {
    if (state.isOver) return;
    state.isOver = true;
    app.emit('quit', {}, state.code);
    steps.push(`gone ${state.code}`);
  };
  /** Browser::NotifyAndShutdown. */
  const willQuit = () => {
    const event = preventable();
    app.emit('will-quit', event);
    if (event.isPrevented) state.isQuitting = false;
    else shutDown();
  };
  const allClosed = () => {
    if (state.isExiting) shutDown();
    else if (state.isQuitting) willQuit();
    else app.emit('window-all-closed');
  };
  const app = Object.assign(new Recorder(), {
    isPackaged: false,
    name: 'Electron',
    commandLine: { hasSwitch: (name: string) => switches.has(name) },
    enableSandbox: () => steps.push('sandbox'),
    setName: (name: string) => void (app.name = name),
    setAppUserModelId: (id: string) => void steps.push(`id ${id}`),
    requestSingleInstanceLock: () => steps.push('single instance') > 0,
    whenReady: async () => {
      await Promise.resolve();
      state.isReady = true;
      steps.push('ready');
    },
    getPath: (name: string) => paths[name] ?? `/${name}-of-nobody`,
    setPath: (name: string, path: string) => void (paths[name] = path),
    relaunch: () => void steps.push('relaunch'),
    /** Destroys the windows unasked and emits neither before-quit nor will-quit. */
    exit: (code = 0) => {
      steps.push('exit');
      Object.assign(state, { isQuitting: true, isExiting: true, code });
      const open = windows.filter(isOpen);
      if (open.length === 0) shutDown();
      for (const window of open) window.destroy();
    },
    /** Menu, Dock, logout, SIGTERM, SIGINT and SIGHUP all come here. */
    quit: () => {
      if (state.isQuitting) return;
      steps.push('quit');
      const event = preventable();
      app.emit('before-quit', event);
      if (event.isPrevented) return;
      state.isQuitting = true;
      const open = windows.filter(isOpen);
      if (open.length === 0) willQuit();
      for (const window of open) window.close();
    },
  });

  class BrowserWindow {
    readonly #recorder = new Recorder();
    readonly #contents: ContentsMock & { sent: unknown[][]; send: (...said: unknown[]) => void };
    readonly options: Readonly<Record<string, unknown>>;
    readonly loaded: string[] = [];
    reloads = 0;
    isSmall = false;
    zoomLevel = 0;
    #isDestroyed = false;

    constructor(options: Readonly<Record<string, unknown>>) {
      if (!state.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
      this.options = options;
      const sent: unknown[][] = [];
      const alive = () => this.#alive();
      this.#contents = Object.assign(new ContentsMock(), {
        sent,
        send: (...said: unknown[]) => (alive(), void sent.push(said)),
        getZoomLevel: () => (alive(), this.zoomLevel),
        setZoomLevel: (level: number) => (alive(), (this.zoomLevel = level)),
      });
      steps.push(session.permissionRequest === null ? 'unguarded window' : 'window');
      windows.push(this);
      app.emit('web-contents-created', {}, this.#contents);
    }
    get webContents() {
      this.#alive();
      return this.#contents;
    }
    /** The recorded calls, readable after the window is gone. */
    get recorded() {
      return this.#contents;
    }
    loadURL(url: string): Promise<void> {
      this.#alive();
      steps.push('load');
      this.loaded.push(url);
      return Promise.resolve();
    }
    on = (name: string, listener: (event: PreventableEvent) => void) => {
      this.#alive();
      return this.#recorder.on(name, (event) => listener(event as PreventableEvent));
    };
    once = (name: string, listener: () => void) => this.#recorder.once(name, listener);
    emit = (name: string, ...args: unknown[]) => this.#recorder.emit(name, ...args);
    isDestroyed = () => this.#isDestroyed;
    isMinimized = () => (this.#alive(), this.isSmall);
    restore = () => (this.#alive(), (this.isSmall = false), void steps.push('restore'));
    getNormalBounds = () => (this.#alive(), { x: 1, y: 2, width: 1366, height: 768 });
    reload = () => (this.#alive(), void (this.reloads += 1));
    show = () => (this.#alive(), void steps.push('show'));
    focus = () => (this.#alive(), void steps.push('focus'));
    /** As a click on its cross: it can be prevented. */
    close = () => {
      this.#alive();
      const event = preventable();
      this.emit('close', event);
      if (event.isPrevented) state.isQuitting = false;
      else this.destroy();
    };
    destroy = () => {
      if (this.#isDestroyed) return;
      this.#isDestroyed = true;
      this.emit('closed');
      if (!windows.some(isOpen)) allClosed();
    };
    #alive(): void {
      if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
    }
  }
  const core = { isSlow: false, breaks: false, answers: true };
  return {
    steps,
    windows,
    posted,
    paths,
    switches,
    core,
    app,
    BrowserWindow,
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    dialog: {
      showErrorBox: (...said: string[]) => steps.push(`error: ${said.join(' ')}`),
      showMessageBox: ({ message }: { readonly message: string }) => {
        steps.push(`told: ${message}`);
        return new Promise(() => undefined);
      },
    },
    ipcMain: new Recorder(),
    Menu: {
      setApplicationMenu: (menu: unknown) => steps.push(menu === null ? 'no menu' : `menu ${JSON.stringify(menu)}`),
      buildFromTemplate: (template: readonly { readonly role: string }[]) => template.map(({ role }) => role),
    },
    powerMonitor: Object.assign(new Recorder(), { idleState: 'active', getSystemIdleState: () => 'active' }),
    powerSaveBlocker: {
      start: (kind: string) => steps.push(`awake: ${kind}`),
      stop: (id: number) => void steps.push(`asleep again: ${String(steps[id - 1])}`),
    },
    shell: { openExternal: (url: string) => Promise.resolve(steps.push(`opened ${url}`)) },
    protocol: Object.assign(new Recorder(), {
      registerSchemesAsPrivileged: (schemes: unknown) => steps.push(`schemes ${JSON.stringify(schemes)}`),
    }),
    safeStorage: recordedKeyStore(),
    session: { defaultSession: session },
    utilityProcess: {
      fork: () => {
        if (!state.isReady) throw new Error('utilityProcess cannot be created before app is ready.');
        return recordedCore(posted, core);
      },
    },
  };
}

/**
 * The key store of a computer. It reports that it is available with any key, as Electron's does: only a sealed text
 * shows the key.
 */
export function recordedKeyStore() {
  const store = { key: 'v11', backend: 'gnome_libsecret', isAvailable: true, busyFor: 0, isRotated: false };
  const busy = () => {
    store.busyFor -= 1;
    if (store.busyFor >= 0)
      throw new Error('safeStorage.decryptStringAsync is temporarily unavailable. Please try again.');
  };
  return Object.assign(store, {
    isAsyncEncryptionAvailable: () => Promise.resolve(store.isAvailable),
    getSelectedStorageBackend: () => store.backend,
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`${store.key}${text}`)),
    decryptStringAsync: async (sealed: Buffer) => {
      await Promise.resolve();
      busy();
      return { result: sealed.toString().slice(3), shouldReEncrypt: store.isRotated };
    },
  });
}

type CoreBehavior = { readonly isSlow: boolean; readonly breaks: boolean; readonly answers: boolean };

/** A core that is ready at once, answers every call and reports a sign-out. A slow one is never ready by itself. */
function recordedCore(posted: CoreMessage[], behavior: CoreBehavior) {
  const child = new Recorder();
  const error = { code: 'HF-DB-002', message: 'the ledger is damaged' };
  return Object.assign(child, {
    pid: 7,
    kill: () => child.emit('exit'),
    postMessage(message: CoreMessage & { readonly id?: number }) {
      posted.push(message);
      queueMicrotask(() => {
        if (message.kind === 'start' && behavior.breaks) {
          child.emit('message', { kind: 'failed', error });
          child.emit('exit');
        } else if (message.kind === 'start' && !behavior.isSlow)
          child.emit('message', { kind: 'ready', deskId: 'd', branch: 'b', keyUnprotected: false });
        if (message.kind === 'call')
          child.emit('message', { kind: 'answer', id: message.id, answer: { ok: true, value: message.name } });
        if (message.name === 'session.signOut')
          child.emit('message', { kind: 'event', name: 'session.changed', payload: null });
        if (message.kind === 'stop') {
          // Its last message reaches the host after the windows are gone.
          child.emit('message', { kind: 'event', name: 'sync.changed', payload: null });
          child.emit('exit');
        }
      });
    },
  });
}
