// The one window of a desk: sandboxed, isolated, without Node. Shown when it can be seen, where it was last, if that screen is still there.

import { readFileSync, writeFileSync } from 'node:fs';
import { BrowserWindow, screen, type BrowserWindowConstructorOptions, type Rectangle } from 'electron';
import { z } from 'zod';
import { PAGE_ORIGIN } from './page-protocol.ts';
import { reloadWhenGone } from './reload-when-gone.ts';

const BoundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) });
const firstSize = { width: 1366, height: 768 };

/** Options of the window. The page gets the contract through the preload and nothing else. */
export function windowOptions(preload: string, bounds: Rectangle | null): BrowserWindowConstructorOptions {
  return {
    ...(bounds ?? firstSize),
    minWidth: 1024,
    minHeight: 700,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    title: 'Holdfast',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  };
}

/** Opens the desk's window. `boundsFile` remembers where it was. */
export function openWindow(preload: string, boundsFile: string): BrowserWindow {
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow(windowOptions(preload, clampBounds(readBounds(boundsFile), displays)));
  window.once('ready-to-show', () => window.show());
  window.on('close', () => saveBounds(boundsFile, window.getNormalBounds()));
  reloadWhenGone(window);
  void window.loadURL(`${PAGE_ORIGIN}/`);
  return window;
}

/** Remembered bounds, when some display still shows enough of them to take hold of. */
export function clampBounds(bounds: Rectangle | null, displays: readonly Rectangle[]): Rectangle | null {
  if (bounds === null) return null;
  const visible = displays.some(
    (area) =>
      bounds.x < area.x + area.width - 100 &&
      bounds.x + bounds.width > area.x + 100 &&
      bounds.y >= area.y - 10 &&
      bounds.y < area.y + area.height - 100,
  );
  return visible ? bounds : null;
}

function readBounds(file: string): Rectangle | null {
  try {
    return BoundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The first start, or a file that somebody edited: the window opens where the system puts it.
    return null;
  }
}

function saveBounds(file: string, bounds: Rectangle): void {
  try {
    writeFileSync(file, JSON.stringify(bounds));
  } catch {
    // Where a window stood is not worth an error when the desk is closing.
    return;
  }
}
