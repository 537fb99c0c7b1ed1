// The day story in a real browser, with the line up and with it down for an hour: both ends are the same.

import { browser as testBrowser } from '../support/chromium.ts';
import { startBrowser } from '../support/screens/open-page.ts';
import { describeIf } from '../support/skip.ts';
import { differences } from './story/day/day-end.ts';
import { tellDay } from './story/tell-day.ts';
import { teller } from './story/tell.ts';

describeIf(testBrowser.isAvailable, 'a working day by keyboard and scanner', testBrowser.reason, () => {
  test('ends in the same state with the line up all day and down for its middle hour [I1] [I2] [I24]', async () => {
    const browser = await startBrowser();
    const silent = teller(() => undefined);
    try {
      const up = await tellDay(silent, { browser, isOffline: false });
      const down = await tellDay(silent, { browser, isOffline: true });
      expect(differences(up, down)).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 900_000);
});
