// The day story in a real browser, with the line up, down, and coming and going for some hours: the ends are the same.

import { browser as testBrowser } from '../support/chromium.ts';
import { startBrowser } from '../support/screens/open-page.ts';
import { describeIf } from '../support/skip.ts';
import { differences } from './story/day/day-end.ts';
import { tellDay } from './story/tell-day.ts';
import { teller } from './story/tell.ts';

describeIf(testBrowser.isAvailable, 'a working day by keyboard and scanner', testBrowser.reason, () => {
  test('ends in the same state with the line up all day, down, and coming and going in its middle hours [I1] [I2] [I24]', async () => {
    const browser = await startBrowser();
    const silent = teller(() => undefined);
    try {
      const up = await tellDay(silent, { browser, line: 'up' });
      for (const line of ['down', 'flapping'] as const)
        expect(differences(up, await tellDay(silent, { browser, line }))).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 1_800_000);
});
