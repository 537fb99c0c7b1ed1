// The outage story in a real browser, in both orders: the library ends alike, with either desk first.

import { sharedData } from '../support/project-dir.ts';
import { browser as testBrowser } from '../support/chromium.ts';
import { startBrowser } from '../support/screens/open-page.ts';
import { describeIf } from '../support/skip.ts';
import type { LibraryEnd } from './story/library-end.ts';
import { tellOutage } from './story/tell-outage.ts';
import { teller } from './story/tell.ts';

const data = sharedData('data/evergreen-concerto');
const lacking = data === undefined ? 'the Evergreen data is not beside the project' : testBrowser.reason;

describeIf(data !== undefined && testBrowser.isAvailable, 'an outage at two desks of a real library', lacking, () => {
  test('ends with what happened, in the order it happened, whichever desk syncs first [I1] [I2] [I13] [I24]', async () => {
    const browser = await startBrowser();
    const ends: LibraryEnd[] = [];
    try {
      for (const first of ['a', 'b'] as const) {
        ends.push(
          await tellOutage(
            teller(() => undefined),
            { data: data ?? '', browser, first, pictures: null },
          ),
        );
      }
    } finally {
      await browser.close();
    }
    expect(ends[1]).toEqual(ends[0]);
  }, 240_000);
});
