// Every screen at the other sizes, at 200 % zoom and in Spanish.

import type { Browser } from 'playwright-core';
import { browser as browserHere } from '../../support/chromium.ts';
import { startBrowser } from '../../support/screens/open-page.ts';
import { describeIf } from '../../support/skip.ts';
import { lookOver, type NamedLook } from './look-over.ts';

/** Looks that differ in size and color alone share a walk. */
const WALKS: readonly (readonly [NamedLook, ...NamedLook[]])[] = [
  [
    { name: 'light 1920', width: 1920, height: 1080 },
    { name: 'dark 1920', width: 1920, height: 1080, colorScheme: 'dark' },
    { name: 'dark 1366', width: 1366, height: 768, colorScheme: 'dark' },
    { name: 'light 1024', width: 1024, height: 768 },
    { name: 'forced colors, dark, 1024', width: 1024, height: 768, forcedColors: 'active', colorScheme: 'dark' },
  ],
  [{ name: 'zoom 200 %', width: 1366, height: 768, zoom: 2 }],
  [{ name: 'Spanish', width: 1024, height: 768, language: 'es' }],
];

describeIf(browserHere.isAvailable, 'every screen in the other looks', browserHere.reason, () => {
  let running: Browser;

  beforeAll(async () => {
    running = await startBrowser();
  });

  afterAll(() => running.close());

  test.each(WALKS.map((looks) => ({ looks, names: looks.map(({ name }) => name).join(', ') })))(
    'is free of faults: $names',
    async ({ looks }) => {
      const { faults, missed } = await lookOver(running, looks);
      expect(faults).toEqual([]);
      expect(missed).toEqual([]);
    },
    600_000,
  );
});
