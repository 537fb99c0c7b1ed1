// Every screen in light, dark and forced colors. The other sizes and looks run nightly.

import type { Browser } from 'playwright-core';
import { browser as browserHere } from '../../support/chromium.ts';
import { startBrowser } from '../../support/screens/open-page.ts';
import { describeIf } from '../../support/skip.ts';
import { lookOver, type NamedLook } from './look-over.ts';

const LOOKS: readonly [NamedLook, ...NamedLook[]] = [
  { name: 'light 1366', width: 1366, height: 768 },
  { name: 'dark 1024', width: 1024, height: 768, colorScheme: 'dark' },
  { name: 'forced colors 1366', width: 1366, height: 768, forcedColors: 'active' },
];

describeIf(browserHere.isAvailable, 'every screen', browserHere.reason, () => {
  let running: Browser;

  beforeAll(async () => {
    running = await startBrowser();
  });

  afterAll(() => running.close());

  test('is free of faults in each look', async () => {
    const { faults, missed } = await lookOver(running, LOOKS);
    expect(faults).toEqual([]);
    expect(missed).toEqual([]);
    // Some minutes for ninety stops on a busy machine.
  }, 600_000);
});
