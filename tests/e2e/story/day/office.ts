// Work of the head of the desk between two people at the counter: making and joining accounts, disputed money, dates,
// hours.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoCard } from '../../../../server/demo/demo-codes.ts';
import type { Day } from './day.ts';

const VISITOR = demoCard(72_000_000);
const DOUBLE = demoCard(73_000_000);

/** Fills the form of a new account. */
async function fillVisitor({ world, keys }: Day, card: string): Promise<void> {
  const { screen } = world.desk();
  await keys.strike('F5');
  await keys.press(/^New patron/);
  const form = screen.page.getByRole('form', { name: 'New patron' });
  await form.waitFor();
  await screen.scanOnly(card);
  await keys.fill(/^Last name/, 'Vandermeer', form);
  await keys.fill(/^First name/, 'Iris', form);
  await keys.choose(/^Group/, 'Community borrower', form);
  await keys.fill(/^Phone/, '555 0100', form);
  await keys.fill(/^Address/, '1 Mill Road', form);
}

/** A visitor, the price of the account, and the same visitor once more. */
export async function tellVisitor(day: Day): Promise<void> {
  const { teller, world, keys } = day;
  const { page } = world.desk().screen;
  const fees = page.getByTestId('fees');
  await teller.step('a visitor is registered, with the fee and the end of their group', async () => {
    await fillVisitor(day, VISITOR);
    await page.getByText(/adds a fee: \$100\.00/).waitFor();
    await keys.press(/^Create account/);
    // The price is asked for at once.
    await fees.getByText('VANDERMEER, Iris').waitFor();
  });
  await teller.step(
    'half of the fee is waived; the rest is paid, and a dollar of the change stays as credit',
    async () => {
      await keys.reachRow(fees.getByRole('row', { name: /Membership/ }).first());
      await keys.letter('w');
      await keys.reach(page.getByRole('switch', { name: /^In full/ }));
      await keys.strike('Space');
      await keys.fill('Amount to waive', '50');
      await keys.fill('Reason for the record', 'Half a year');
      await keys.press(/^Waive it/);
      await page.getByTestId('money-done').waitFor();
      await keys.press('Take another payment');
      await keys.fill('Amount', '51', page.getByRole('form', { name: 'Take payment' }));
      await keys.fill('Handed over', '60', page.getByRole('form', { name: 'Take payment' }));
      await keys.strike('Enter');
      await keys.press(/^Keep it as credit/);
      await page
        .getByTestId('money-done')
        .getByText(/\$51\.00/)
        .waitFor();
      await keys.strike('Escape', 'Escape');
    },
  );
  await teller.step('the same visitor is registered again by mistake', async () => {
    await fillVisitor(day, DOUBLE);
    await page
      .getByText(/Is it one of these/)
      .first()
      .waitFor();
    await keys.press('It is another person');
    await keys.press(/^Create account/);
    await fees.waitFor();
    await keys.strike('Escape');
  });
}

/** The two accounts of one visitor become one. */
export async function tellMerge({ teller, world, keys }: Day): Promise<void> {
  const { screen } = world.desk();
  const { page } = screen;
  const record = page.getByTestId('patron-record');
  await teller.step('the two accounts of the visitor become one', async () => {
    await keys.strike('Escape', 'F5');
    await screen.scan(DOUBLE);
    await keys.press('Merge…', record);
    const form = page.getByRole('form', { name: 'Merge two accounts of one person' });
    await keys.fill('Card or name of the other account', VISITOR, form);
    await keys.strike('Enter');
    await form.getByRole('table').waitFor();
    await keys.reach(form.getByRole('radio').first());
    await keys.strike('ArrowDown');
    await keys.fill('Reason', 'Registered twice', form);
    await keys.strike('Enter');
    await form.waitFor({ state: 'detached' });
    await record.getByText('VANDERMEER, Iris').waitFor();
  });
  await teller.step('the credit pays for a part of what is owed', async () => {
    await keys.strike('F7');
    await keys.press(/^Pay with credit/);
    await page.getByTestId('money-done').waitFor();
    await keys.strike('Escape', 'Escape');
  });
}

/** A recall, and a hold that is picked up elsewhere. */
export async function tellRecall({ teller, world, keys }: Day): Promise<void> {
  const desk = world.desk();
  const { screen } = desk;
  const { page } = screen;
  const record = page.getByTestId('patron-record');
  const [, second = ''] = world.patrons;
  await teller.step(
    'a title is held for the patron on the desk, who picks it up at another branch after all',
    async () => {
      await keys.strike('F5');
      await screen.scan(second);
      await keys.press(/^Hold/, record);
      await keys.write('shared science of');
      await keys.press(/^The shared science of variable stars/, record);
      await keys.press(/^(Hold|Place hold)/, record.getByRole('form'));
      await page
        .getByText(/Hold placed/)
        .first()
        .waitFor();
      await keys.reach(record.getByRole('tab', { name: /^Loans/ }));
      await keys.strike('ArrowRight');
      await keys.reachRow(
        page
          .getByRole('table', { name: 'Holds' })
          .getByRole('row', { name: /Waiting/ })
          .first(),
      );
      await keys.letter('b');
      await keys.choose('Pick up at', 'Merrowdale', record.getByRole('form', { name: 'Pick up at' }));
      await keys.strike('Enter');
      await record
        .getByText(/Merrowdale/)
        .first()
        .waitFor();
      await keys.strike('Escape', 'Escape');
    },
  );
  await teller.step('a copy that is out is recalled for the first who waits', async () => {
    await keys.strike('Escape', 'Escape', 'F2');
    await screen.scan(second);
    await keys.strike('F6');
    await keys.write('shared science of variable stars');
    await page.getByRole('button', { name: /^The shared science of variable stars/ }).waitFor();
    await keys.strike('ArrowDown', 'Enter');
    const copies = page.getByRole('table', { name: 'Copies' });
    await copies.waitFor();
    await keys.reach(copies.getByRole('row').nth(1));
    await keys.strike('Enter');
    await keys.press(/^Recall for/, page.getByTestId('item-record'));
    await page
      .getByText(/Recalled/)
      .first()
      .waitFor();
    await keys.strike('Escape', 'Escape');
  });
}

/** Many due dates at once. */
export async function tellDates({ teller, world, keys }: Day): Promise<void> {
  const { page } = world.desk().screen;
  await teller.step(
    'everything that undergraduates have out this year gets a week more, and is taken back',
    async () => {
      await keys.strike('F4');
      await keys.press(/^Change due dates/);
      const form = page.getByRole('form', { name: 'Change due dates' });
      await keys.choose('Patron group', 'Undergraduate', form);
      await keys.choose('Year', '2027', form.getByRole('group', { name: 'Due to' }));
      await keys.choose('New date', 'Days later', form);
      await keys.fill('Days', '7', form);
      await keys.press(/^Preview/, form);
      await page.getByText(/^[1-9]\d* loans? gets? a new date/).waitFor();
      await keys.fill('Reason for the record', 'Longer term');
      await keys.press(/^Change \d+ due date/);
      await page.getByText(/due dates? changed\./).waitFor();
      await keys.press(/^Undo all/);
      await keys.fill('Reason for the record', 'Was not meant').catch(() => undefined);
      await page.getByText(/back where (it was|they were)/).waitFor();
      await keys.strike('Escape');
    },
  );
}

/** The branch closes before its time. */
export async function tellStorm({ teller, world, keys }: Day): Promise<void> {
  const { page } = world.desk().screen;
  await teller.step('the branch is closed for a storm, and opened again', async () => {
    await keys.strike('Escape', 'Escape', 'Control+,');
    await keys.press(/^Hours/);
    await keys.press(/^Emergency closing/);
    const form = page.getByRole('form', { name: 'Emergency closing' });
    await keys.press(/^Preview/, form);
    await form.getByText(/due in this time/).waitFor();
    await keys.fill('Reason', 'Storm', form);
    await keys.strike('Enter');
    await form.waitFor({ state: 'detached' });
    await keys.press(/^Open again/);
    await keys.press('Open again', page.getByRole('form', { name: 'Open again' }));
    await page.getByText(/^Open again\. Due dates/).waitFor();
  });
}

/** Hours and the list of a term. */
export async function tellSettings({ teller, world, keys }: Day): Promise<void> {
  const desk = world.desk();
  const { page } = desk.screen;
  const boss = world.person('supervisor');
  await teller.step('Saturday gets other hours from now on', async () => {
    await keys.strike('Control+,');
    await keys.press(/^Hours/);
    await keys.fill('Saturday', '10 AM – 4 PM');
    await keys.press(/^Check$/);
    await page
      .getByText(/Saturday .*4 PM/)
      .first()
      .waitFor();
    await keys.fill('Name of the change', 'Short Saturdays');
    await keys.fill('Your own PIN', boss.pin);
    await keys.strike('Enter');
    await page.getByText(/^Done\. Desks get it/).waitFor();
  });
  await teller.step('the student workers of the term come from a list', async () => {
    await keys.press(/^Staff$/);
    const file = join(world.dir, 'term.csv');
    writeFileSync(file, 'name,role,until\nlee,student,2026-12-18\nmo,student,2026-12-18\n');
    await keys.reach(page.getByRole('button', { name: 'Choose the file…' }));
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
    await chooser.setFiles(file);
    await keys.fill('Your own PIN', boss.pin, page.getByRole('form', { name: 'Term list' }));
    await keys.strike('Enter');
    await page.getByText(/^2 rows were applied/).waitFor();
    await keys.press('Done, hide the PINs');
    await keys.strike('Escape', 'Escape');
  });
}
