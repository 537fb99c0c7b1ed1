// The shift of the day: its drawer is opened and counted, and its report equals the acts.

import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { countedActs } from '../counted-acts.ts';
import { figuresOf } from '../shift-figures.ts';
import { expectThat } from '../tell.ts';
import { waitUntil } from '../wait-until.ts';
import type { Day } from './day.ts';

const STARTING_MINOR = 10_000;
/** Five, two and fifty-one dollars were taken, two given back. */
const COUNTED_MINOR = 15_600;

/** Opens the shift with the content of the drawer. */
export async function tellOpening({ teller, world, keys }: Day): Promise<void> {
  const { page } = world.desk().screen;
  const shift = page.getByTestId('shift-part');
  await teller.step('the shift is opened with 100 dollars in the drawer', async () => {
    await keys.strike('Control+Shift+K');
    await keys.fill('Or the total at once', '100', shift);
    await keys.press(/^Open the shift/, shift);
    await page
      .getByTestId('shift-mark')
      .getByText(/^shift/)
      .waitFor();
  });
}

/** Counts the drawer, closes the shift and saves its report. */
export async function tellClosing({ teller, world, keys }: Day): Promise<void> {
  const desk = world.desk();
  const { page } = desk.screen;
  const shift = page.getByTestId('shift-part');
  await teller.step('the drawer is right when the shift is closed', async () => {
    const second = world.person('night-lead');
    await keys.strike('Control+Shift+K');
    await keys.press(/^Close the shift…/, shift);
    await keys.fill('Or the total at once', '156', shift);
    await keys.press(/^Compare/, shift);
    const result = await page.getByTestId('drawer-result').innerText();
    await keys.fill('Name', second.staff, shift);
    await keys.fill('PIN', second.pin, shift);
    await keys.press(/^Close the shift/, shift);
    await page.getByTestId('shift-ended').waitFor();
    return { result };
  });
  await teller.step('the report of the shift says what the acts say', async () => {
    await waitUntil('all is sent', 60_000, async () => (await desk.api.get('sync.status', {})).pending === 0);
    await keys.strike('F2', 'F8');
    await keys.press('Shift report');
    await keys.press(/^Show/);
    await page.getByTestId('report').waitFor();
    const downloading = page.waitForEvent('download');
    await keys.press('JSON');
    const found = figuresOf(readFileSync(await (await downloading).path(), 'utf8'));
    const counted = await countedActs(world, { startingMinor: STARTING_MINOR, countedMinor: COUNTED_MINOR });
    const done = { ...counted, expectedMinor: COUNTED_MINOR, overShortMinor: 0 };
    expectThat(isDeepStrictEqual(found, done), 'the report agrees with the acts', { done, found });
    return { ...done };
  });
}
