// The shift story in a real browser: three people, an outage, a crash, midnight, and a drawer that is two dollars short.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser as testBrowser } from '../support/chromium.ts';
import { startBrowser } from '../support/screens/open-page.ts';
import { describeIf } from '../support/skip.ts';
import { tellShift } from './story/tell-shift.ts';
import { teller } from './story/tell.ts';

describeIf(testBrowser.isAvailable, 'a shift of three people across midnight', testBrowser.reason, () => {
  test('ends with a report that agrees with the acts, in four forms, and an outage that is signed [I1] [I2] [I16]', async () => {
    const out = mkdtempSync(join(tmpdir(), 'holdfast-shift-out-'));
    const browser = await startBrowser();
    const told: string[] = [];
    try {
      await tellShift(
        teller(({ step, ok }) => {
          if (ok) told.push(step);
        }),
        { browser, out },
      );
    } finally {
      await browser.close();
      rmSync(out, { recursive: true, force: true });
    }
    expect(told.at(-1)).toMatch(/signed/);
  }, 600_000);
});
