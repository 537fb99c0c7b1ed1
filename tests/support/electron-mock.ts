// A recorded stand-in for Electron's modules, which cannot run here. Tests read the calls to it.

type Listener = (...args: unknown[]) => unknown;

/** Collects handlers by name; `emit` calls them. */
export class Recorder {
  readonly handlers = new Map<string, Listener[]>();

  on(name: string, listener: Listener): this {
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), listener]);
    return this;
  }

  once(name: string, listener: Listener): this {
    return this.on(name, listener);
  }

  handle(name: string, listener: Listener): void {
    this.on(name, listener);
  }

  emit(name: string, ...args: unknown[]): unknown[] {
    return (this.handlers.get(name) ?? []).map((listener) => listener(...args));
  }
}

/** Web contents that record their restrictions. */
export class ContentsMock {
  readonly #recorder = new Recorder();
  windowOpenHandler: Listener | null = null;

  on(name: string, listener: Listener): void {
    this.#recorder.on(name, listener);
  }

  emit(name: string, ...args: unknown[]): unknown[] {
    return this.#recorder.emit(name, ...args);
  }

  setWindowOpenHandler(handler: Listener): void {
    this.windowOpenHandler = handler;
  }
}

/** A session that records its handlers. */
export class SessionMock {
  permissionRequest: Listener | null = null;
  permissionCheck: Listener | null = null;
  devicePermission: Listener | null = null;
  beforeRequest: Listener | null = null;
  willDownload: Listener | null = null;
  selectHid: Listener | null = null;
  selectSerial: Listener | null = null;
  readonly revoked = new Map<string, Listener>();
  readonly webRequest = { onBeforeRequest: (handler: Listener) => (this.beforeRequest = handler) };

  on(name: string, listener: Listener): void {
    if (name === 'will-download') this.willDownload = listener;
    if (name === 'select-hid-device') this.selectHid = listener;
    if (name === 'select-serial-port') this.selectSerial = listener;
    if (name.endsWith('-revoked')) this.revoked.set(name, listener);
  }

  setPermissionRequestHandler(handler: Listener): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: Listener): void {
    this.permissionCheck = handler;
  }

  spellChecks = true;
  proxy = 'DIRECT';

  setSpellCheckerEnabled(isOn: boolean): void {
    this.spellChecks = isOn;
  }

  resolveProxy(): Promise<string> {
    return Promise.resolve(this.proxy);
  }

  setDevicePermissionHandler(handler: Listener): void {
    this.devicePermission = handler;
  }
}
