// The afternoon: acts that only a supervisor does, and the lists that are worked down.

import { demoCard } from '../../../../server/demo/demo-codes.ts';
import { switchTo } from '../shift-dialogs.ts';
import { expectThat } from '../tell.ts';
import type { Day } from './day.ts';

export async function tellAfternoon({ teller, world, keys }: Day): Promise<void> {
  const desk = world.desk();
  const { screen } = desk;
  const { page } = screen;
  const [, , third = ''] = world.patrons;
  const newcomer = demoCard(71_000_000);
  const boss = world.person('supervisor');
  const record = page.getByTestId('patron-record');
  await teller.step('a supervisor lifts the block', async () => {
    await switchTo(desk, boss);
    await keys.strike('F5');
    await screen.scan(third);
    await keys.press(/^Lift/, record);
    await keys.fill('Reason for lifting it (required)', 'Came back and said so', record);
    await keys.strike('Enter');
    await record.getByText('Block lifted: Left without a word').waitFor();
    await record.getByRole('region', { name: 'Blocks' }).waitFor({ state: 'detached' });
  });
  await teller.step('a due date is changed', async () => {
    await keys.strike('Escape', 'F2');
    await screen.scan(newcomer);
    await keys.press(/^Change due date/);
    const form = page.getByRole('form', { name: /^Change the due date of/ });
    await keys.choose('Day', '14', form);
    await keys.fill('Reason for the record', 'Needs them overnight', form);
    await keys.strike('Enter');
    await form.waitFor({ state: 'detached' });
    await page
      .getByText(/tomorrow/)
      .first()
      .waitFor();
  });
  await teller.step('two dollars are given back', async () => {
    await keys.strike('F7');
    await keys.reachRow(
      page
        .getByTestId('fees')
        .getByRole('row', { name: /Payment · Cash/ })
        .first(),
    );
    await keys.letter('g');
    await keys.fill('Reason for the record', 'Asked twice');
    await keys.press(/^Refund it/);
    await page.getByTestId('money-done').waitFor();
    await keys.strike('Escape', 'Escape');
  });
  await teller.step('the missing copy is found from its list, and goes to the hold shelf', async () => {
    await keys.strike('F4');
    await keys.press(/^Missing/);
    const row = page
      .getByRole('table', { name: 'Missing and claims' })
      .getByRole('row', { name: /shared science of groundwater/ });
    await keys.reachRow(row);
    await keys.letter('f');
    await keys.fill('Where was it found?', 'On a sorting shelf', row);
    await keys.strike('Enter');
    await row.getByRole('textbox').waitFor({ state: 'detached' });
    await row.getByText('Found').waitFor();
    const trapped = await desk.shown();
    expectThat(/hold shelf/i.test(trapped.text), 'it goes to the hold shelf', trapped);
  });
  await teller.step('a copy is pulled from the shelf for a hold', async () => {
    await keys.strike('F6');
    await screen.scan(world.items[0] ?? '');
    await keys.press('Place hold');
    await keys.fill('Patron', world.patrons[0] ?? '', page.getByRole('form', { name: 'Place hold' }));
    await keys.strike('Enter');
    await page
      .getByText(/Hold placed/)
      .first()
      .waitFor();
    await keys.strike('F4');
    await keys.press(/^Pull list/);
    const row = page.getByRole('table', { name: 'Pull list' }).getByRole('row', { name: /Small matters/ });
    await keys.reachRow(row);
    await keys.letter('f');
    await row.getByText('Found').waitFor();
    const pulled = await desk.shown();
    expectThat(/hold shelf/i.test(pulled.text), 'it goes to the hold shelf', pulled);
  });
}

/** Staff of the desk. */
export async function tellStaff({ teller, world, keys }: Day): Promise<void> {
  const { page } = world.desk().screen;
  const boss = world.person('supervisor');
  await teller.step('a student worker is added, and another gets a new PIN', async () => {
    await keys.strike('Control+,');
    await keys.press(/^Staff$/);
    await keys.press('New PIN for sam');
    await keys.fill('Your own PIN', boss.pin);
    await keys.strike('Enter');
    await page.getByText('PIN of sam, shown once:').waitFor();
    const form = page.getByRole('form', { name: 'Add', exact: true });
    await keys.fill('Name', 'kim', form);
    await keys.strike('Enter');
    await keys.fill('Your own PIN', boss.pin);
    await keys.strike('Enter');
    await page.getByText('PIN of kim, shown once:').waitFor();
    await keys.strike('Escape', 'Escape');
  });
}
