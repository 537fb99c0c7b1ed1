// Dialogs of a shift and of fees, by their labels in English. Each is checked where it has something to show.

import type { Locator } from 'playwright-core';
import type { StoryDesk } from './story-desk.ts';

/** Looks at the screen, under a name. */
export type See = (name: string) => Promise<void>;

type Person = { readonly staff: string; readonly pin: string };

const feesOf = ({ screen }: StoryDesk): Locator => screen.page.getByTestId('fees');
const shiftOf = ({ screen }: StoryDesk): Locator => screen.page.getByTestId('shift-part');
const press = (desk: StoryDesk, name: RegExp): Promise<void> => formsOf(desk).getByRole('button', { name }).click();
const fill = (desk: StoryDesk, label: string, value: string): Promise<void> =>
  formsOf(desk).getByLabel(label, { exact: true }).fill(value);
/** The fees, or the shift: one of them is open. */
const formsOf = (desk: StoryDesk): Locator => feesOf(desk).or(shiftOf(desk));

async function closeFees(desk: StoryDesk): Promise<void> {
  await desk.screen.page.keyboard.press('Escape');
  await feesOf(desk).waitFor({ state: 'detached' });
}

async function leaveShift(desk: StoryDesk): Promise<void> {
  await desk.screen.goTo('checkout');
  await shiftOf(desk).waitFor({ state: 'detached' });
}

/** Opens a shift with so much in its drawer, in dollars. */
export async function openShift(desk: StoryDesk, dollars: string, see: See): Promise<void> {
  await desk.screen.act('K');
  await shiftOf(desk)
    .getByRole('button', { name: /^Open the shift/ })
    .waitFor();
  await see('shift-open');
  await fill(desk, 'Or the total at once', dollars);
  await press(desk, /^Open the shift/);
  await desk.screen.page
    .getByTestId('shift-mark')
    .getByText(/^shift/)
    .waitFor();
  await leaveShift(desk);
}

/** Hands the shift over: the next person is signed in then. */
export async function handOver(desk: StoryDesk, to: Person, see: See): Promise<void> {
  await desk.screen.act('K');
  await press(desk, /^Hand over…/);
  await fill(desk, 'Name', to.staff);
  await see('shift-hand-over');
  await fill(desk, 'PIN', to.pin);
  await press(desk, /^Hand over/);
  await desk.screen.page.getByTestId('staff').getByText(to.staff).waitFor();
  await leaveShift(desk);
}

/** Locks the desk and signs in as another person. */
export async function switchTo(desk: StoryDesk, { staff, pin }: Person): Promise<void> {
  await desk.screen.act('L');
  await desk.screen.signIn(staff, pin);
}

async function openFees(desk: StoryDesk, card: string): Promise<void> {
  await desk.screen.goTo('checkout');
  await desk.screen.page.keyboard.press('Escape');
  await desk.screen.scan(card);
  await desk.screen.page.keyboard.press('F7');
  await feesOf(desk).getByRole('checkbox').first().waitFor();
}

type Waiver = { readonly card: string; readonly dollars: string; readonly reason: string };

/** Lets one fee of so many dollars go, in full. */
export async function waiveFee(desk: StoryDesk, { card, dollars, reason }: Waiver, see: See): Promise<void> {
  await openFees(desk, card);
  await feesOf(desk)
    .getByRole('checkbox', { name: new RegExp(`\\$${dollars.replace('.', '\\.')}`) })
    .check();
  await press(desk, /^Waive…/);
  await fill(desk, 'Reason for the record', reason);
  await see('fees-waive');
  await press(desk, /^Waive it/);
  await feesOf(desk).getByTestId('money-done').getByText('Waived').waitFor();
  await see('fees-waived');
  await closeFees(desk);
}

/** A payment in cash: dollars to be paid, and dollars on the counter. */
type Cash = { readonly dollars: string; readonly handed: string };

/** Takes cash of the patron on the desk; returns the screen's text about the change. */
export async function takeCash(desk: StoryDesk, card: string, { dollars, handed }: Cash, see: See): Promise<string> {
  await openFees(desk, card);
  await fill(desk, 'Amount', dollars);
  await fill(desk, 'Handed over', handed);
  const change = await desk.screen.page.getByTestId('change').innerText();
  await see('fees-cash');
  await press(desk, /^Take payment/);
  await desk.screen.page.getByTestId('money-done').waitFor();
  await see('fees-paid');
  await closeFees(desk);
  return change;
}

/**
 * Counts the drawer with a second person, and closes the shift, which ends in sight of the drawer's result; returns the
 * screen's text on the drawer.
 */
export async function closeShift(
  desk: StoryDesk,
  { dollars, second, reason }: { readonly dollars: string; readonly second: Person; readonly reason: string },
  see: See,
): Promise<string> {
  await desk.screen.act('K');
  await press(desk, /^Close the shift…/);
  await fill(desk, 'Or the total at once', dollars);
  await see('drawer-count');
  await press(desk, /^Compare/);
  const result = await desk.screen.page.getByTestId('drawer-result').innerText();
  await see('drawer-short');
  await fill(desk, 'Why is it over or short?', reason);
  await fill(desk, 'Name', second.staff);
  await fill(desk, 'PIN', second.pin);
  await press(desk, /^Close the shift/);
  await desk.screen.page.getByTestId('shift-ended').getByTestId('drawer-result').waitFor();
  await see('closed');
  await leaveShift(desk);
  return result;
}
