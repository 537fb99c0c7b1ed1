// A browser and a page on a desk, for tests and screenshots of the screens.

import { chromium, type Browser, type Page } from 'playwright-core';
import { browserLaunch } from '../chromium.ts';

/** How a page is looked at. */
export type Look = {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly forcedColors?: 'active' | 'none';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** 2 is 200 % zoom: half as many CSS pixels on the same screen. */
  readonly zoom?: 1 | 2;
  readonly locale?: string;
};

/** Starts the browser of the tests. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch(browserLaunch());
}

/** A fresh page, with an empty storage, at an address. */
export async function openPage(browser: Browser, url: string, look: Look = {}): Promise<Page> {
  const { width = 1366, height = 768, colorScheme = 'light', forcedColors = 'none', zoom = 1 } = look;
  const context = await browser.newContext({
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    colorScheme,
    forcedColors,
    reducedMotion: look.reducedMotion ?? 'reduce',
    locale: look.locale ?? 'en-US',
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}
