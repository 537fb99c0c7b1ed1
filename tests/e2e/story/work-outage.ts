// A supervisor's work on an outage on the Work screen, by the words on the screen: its exceptions are assigned, noted,
// and ended card by card, and the report is signed.

import type { Locator } from 'playwright-core';
import type { See } from './shift-dialogs.ts';
import type { StoryDesk } from './story-desk.ts';
import { waitUntil } from './wait-until.ts';

const cardsOf = ({ screen }: StoryDesk): Locator => screen.page.getByTestId('exception');

/** Assigns the first card to a person who will call the patron, and notes that they were not reached. It stays open. */
export async function giveAndNote(desk: StoryDesk, to: string, see: See): Promise<void> {
  const { page } = desk.screen;
  await desk.screen.goTo('work');
  const card = cardsOf(desk).first();
  await card.getByRole('button', { name: /^Assign or note…/ }).click();
  await card.getByLabel('Assigned to', { exact: true }).selectOption(to);
  await card.getByLabel('Contact with the patron', { exact: true }).selectOption('not-reached');
  await card.getByLabel('Note', { exact: true }).fill('no answer at two numbers');
  await see('work-give');
  await card.getByRole('button', { name: /^Save/ }).click();
  await page.getByText('Saved for 1. It stays open.').waitFor();
  await card.getByText(`With ${to}`).waitFor();
  await see('work-given');
}

/** Ends every card that is listed, one after the other; how many. */
export async function endEach(desk: StoryDesk, note: string, see: See): Promise<number> {
  const cards = cardsOf(desk);
  const all = await cards.count();
  for (let left = all; left > 0; left -= 1) {
    const card = cards.first();
    await card.getByRole('button', { name: /^Told the patron/ }).click();
    await card.getByLabel('Note', { exact: true }).fill(note);
    if (left === all) await see('work-ending');
    await card.getByRole('button', { name: /^Done/ }).click();
    await waitUntil('the card is gone', 20_000, async () => (await cards.count()) < left);
  }
  return all;
}

/** Signs the report of the one outage. */
export async function signReport(desk: StoryDesk, note: string, see: See): Promise<void> {
  const { page } = desk.screen;
  const sign = page.getByRole('button', { name: /^Sign the report…/ });
  await sign.waitFor();
  await see('to-sign');
  await sign.click();
  await page.getByLabel('Note', { exact: true }).fill(note);
  await page.getByRole('button', { name: /^Sign( Enter)?$/ }).click();
  await page.getByText('Report signed. The outage is closed.').waitFor();
  await see('signed');
}
