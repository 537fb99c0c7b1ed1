// The one end of the Electron program, for every cause: the window, the menu, the Dock, a signal, the system. The core is stopped, which writes its
// unsaved state, before the process goes. Asked twice it ends once.

import type { App, BrowserWindow, PowerMonitor } from 'electron';

/** Longer than the core's own time to end. */
const withinMs = 6_000;

type EndedApp = Pick<App, 'on' | 'exit' | 'relaunch'>;

/** How the program ends. */
export class ShellEnd {
  readonly #app: EndedApp;
  readonly #stops: (() => Promise<void>)[] = [];
  #ended: Promise<void> | null = null;
  #startsAgain = false;

  constructor(app: EndedApp) {
    this.#app = app;
  }

  get hasBegun(): boolean {
    return this.#ended !== null;
  }

  /** Adds a part to be stopped before the process goes. */
  before(stop: () => Promise<void>): void {
    this.#stops.push(stop);
  }

  /** Stops everything and ends the process. A second call waits for the first. */
  end(code = 0): Promise<void> {
    this.#ended ??= this.#end(code);
    return this.#ended;
  }

  /** The program was started again while it was ending: it starts anew once it has ended. */
  startAgain(): void {
    this.#startsAgain = true;
  }

  async #end(code: number): Promise<void> {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, withinMs);
    try {
      await Promise.race([Promise.allSettled(this.#stops.map((stop) => stop())), late.promise]);
    } finally {
      clearTimeout(timer);
      if (this.#startsAgain) this.#app.relaunch();
      // Windows that are left are destroyed unasked, and `before-quit` and `will-quit` are not emitted.
      this.#app.exit(code);
    }
  }
}

/**
 * Ends with the last window, and whenever Electron is about to quit: from its menu, the Dock, a logout of macOS, SIGTERM, SIGINT or SIGHUP,
 * all of which emit `before-quit` and would not wait for the core.
 */
export function endWhenAsked(app: EndedApp, end: ShellEnd): void {
  app.on('window-all-closed', () => void end.end());
  app.on('before-quit', (event) => {
    event.preventDefault();
    void end.end();
  });
}

/** Linux and macOS wait for a program that asks them to. */
export function endWithTheSystem(monitor: Pick<PowerMonitor, 'on'>, end: ShellEnd): void {
  // The types have no event here, the runtime passes one.
  monitor.on('shutdown', (event?: { preventDefault: () => void }) => {
    event?.preventDefault();
    void end.end();
  });
}

/** Windows tells its windows, and tells the app nothing. */
export function endWithTheSession(window: Pick<BrowserWindow, 'on'>, flush: () => void, end: ShellEnd): void {
  // Other programs may still keep the session alive: data in memory is written, and nothing else ends.
  window.on('query-session-end', flush);
  window.on('session-end', () => void end.end());
}
