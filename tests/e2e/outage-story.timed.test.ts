// The outage story in a real browser, told once; a night tells it both ways round and compares the ends.

import { sharedData } from '../support/project-dir.ts';
import { browser as testBrowser } from '../support/chromium.ts';
import { startBrowser } from '../support/screens/open-page.ts';
import { describeIf } from '../support/skip.ts';
import { tellOutage } from './story/tell-outage.ts';
import { teller } from './story/tell.ts';

const data = sharedData('data/evergreen-concerto');
const lacking = data === undefined ? 'the Evergreen data is not beside the project' : testBrowser.reason;

describeIf(data !== undefined && testBrowser.isAvailable, 'an outage at two desks of a real library', lacking, () => {
  test('passes each of its steps, to an end that agrees with the acts [I1] [I2] [I13]', async () => {
    const browser = await startBrowser();
    const told: string[] = [];
    try {
      const story = { data: data ?? '', browser, first: 'a', pictures: null } as const;
      await tellOutage(
        teller(({ step, ok }) => {
          if (ok) told.push(step);
        }),
        story,
      );
    } finally {
      await browser.close();
    }
    expect(told.length).toBeGreaterThan(10);
  }, 240_000);
});
