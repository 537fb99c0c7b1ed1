// What staff do in the dialogs of a shift and of fees, by their labels in English.

import type { Locator } from 'playwright-core';
import type { StoryDesk } from './story-desk.ts';

type Person = { readonly staff: string; readonly pin: string };

const dialogOf = ({ screen }: StoryDesk): Locator => screen.page.getByRole('dialog');
const press = (desk: StoryDesk, name: RegExp): Promise<void> => dialogOf(desk).getByRole('button', { name }).click();
const fill = (desk: StoryDesk, label: string, value: string): Promise<void> =>
  dialogOf(desk).getByLabel(label, { exact: true }).fill(value);

async function closeDialog(desk: StoryDesk): Promise<void> {
  await desk.screen.page.keyboard.press('Escape');
  await dialogOf(desk).waitFor({ state: 'detached' });
}

/** Opens a shift with so much in its drawer, in dollars. */
export async function openShift(desk: StoryDesk, dollars: string): Promise<void> {
  await desk.screen.act('K');
  await fill(desk, 'Or the total at once', dollars);
  await press(desk, /^Open the shift/);
  await desk.screen.page
    .getByTestId('shift-mark')
    .getByText(/^shift/)
    .waitFor();
  await closeDialog(desk);
}

/** Hands the shift over: whoever takes it is signed in then. */
export async function handOver(desk: StoryDesk, to: Person): Promise<void> {
  await desk.screen.act('K');
  await press(desk, /^Hand over…/);
  await fill(desk, 'Name', to.staff);
  await fill(desk, 'PIN', to.pin);
  await press(desk, /^Hand over/);
  await desk.screen.page.getByTestId('staff').getByText(to.staff).waitFor();
  await closeDialog(desk);
}

/** Locks the desk and signs in as somebody else. */
export async function switchTo(desk: StoryDesk, { staff, pin }: Person): Promise<void> {
  await desk.screen.act('L');
  await desk.screen.signIn(staff, pin);
}

/** Takes cash of the patron on the desk; what the screen says of the change. */
export async function takeCash(desk: StoryDesk, card: string, dollars: string, handed: string): Promise<string> {
  await desk.screen.goTo('checkout');
  await desk.screen.page.keyboard.press('Escape');
  await desk.screen.scan(card);
  await desk.screen.page.keyboard.press('F7');
  await fill(desk, 'Amount', dollars);
  await fill(desk, 'Handed over', handed);
  const change = await desk.screen.page.getByTestId('change').innerText();
  await press(desk, /^Take payment/);
  await desk.screen.page.getByTestId('money-done').waitFor();
  await closeDialog(desk);
  return change;
}

/** Counts the drawer with somebody, and closes the shift; what the screen said of the drawer. */
export async function closeShift(
  desk: StoryDesk,
  { dollars, second, reason }: { readonly dollars: string; readonly second: Person; readonly reason: string },
): Promise<string> {
  await desk.screen.act('K');
  await press(desk, /^Close the shift…/);
  await fill(desk, 'Or the total at once', dollars);
  await press(desk, /^Compare/);
  const result = await desk.screen.page.getByTestId('drawer-result').innerText();
  await fill(desk, 'Why is it over or short?', reason);
  await fill(desk, 'Name', second.staff);
  await fill(desk, 'PIN', second.pin);
  await press(desk, /^Close the shift/);
  await desk.screen.page.getByTestId('shift-ended').waitFor();
  await closeDialog(desk);
  return result;
}
