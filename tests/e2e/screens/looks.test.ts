// Every screen in light, dark and forced colours. The other sizes and looks run nightly.

import type { Browser } from 'playwright-core';
import { browser as browserHere } from '../../support/chromium.ts';
import { startBrowser } from '../../support/screens/open-page.ts';
import { describeIf } from '../../support/skip.ts';
import { lookOver, type NamedLook } from './look-over.ts';

const LOOKS: readonly NamedLook[] = [
  { name: 'light 1366', width: 1366, height: 768 },
  { name: 'dark 1024', width: 1024, height: 768, colorScheme: 'dark' },
  { name: 'forced colours 1366', width: 1366, height: 768, forcedColors: 'active' },
];

describeIf(browserHere.isAvailable, 'every screen', browserHere.reason, () => {
  let running: Browser;

  beforeAll(async () => {
    running = await startBrowser();
  });

  afterAll(() => running.close());

  test.each(LOOKS)(
    'is free of faults: $name',
    async (look) => {
      const { faults, missed } = await lookOver(running, look);
      expect(faults).toEqual([]);
      expect(missed).toEqual([]);
      // Two minutes for some seventy stops on two free cores; a busy machine takes longer.
    },
    600_000,
  );
});
