// The morning: people come to the counter, accounts are made and mended.

import { demoCard } from '../../../../server/demo/demo-codes.ts';
import { expectThat } from '../tell.ts';
import type { Day } from './day.ts';

export async function tellMorning({ teller, world, keys }: Day): Promise<void> {
  const desk = world.desk();
  const { screen } = desk;
  const { page } = screen;
  const [first = '', second = '', third = ''] = world.patrons;
  const [book = '', , reading = ''] = world.items;
  const card = demoCard(71_000_000);
  await teller.step('a book is lent, renewed, and another is used in the building', async () => {
    const [lent] = await desk.lend(first, book);
    expectThat(lent?.state === 'done', 'the book is lent', lent);
    await screen.act('R');
    await screen.scan(book);
    const renewed = await desk.shown();
    expectThat(
      /already due as late as possible/i.test(renewed.text),
      'it was lent until as late as it can be',
      renewed,
    );
    await screen.act('I');
    await screen.scan(reading);
    const used = await desk.shown();
    expectThat(/use counted/i.test(used.text), 'the use is counted', used);
    await keys.strike('Escape', 'Escape');
  });
  const record = page.getByTestId('patron-record');
  await teller.step('a new patron is registered', async () => {
    await keys.strike('F5');
    await keys.press(/^New patron/);
    const form = page.getByRole('form', { name: 'New patron' });
    await form.waitFor();
    await screen.scanOnly(card);
    await keys.fill(/^Last name/, 'Quist', form);
    await keys.fill(/^First name/, 'Ana', form);
    await keys.choose(/^Group/, 'Undergraduate', form);
    await keys.fill(/^E-mail/, 'ana@example.org', form);
    await keys.strike('Enter');
    await record.getByText('QUIST, Ana').waitFor();
  });
  await teller.step('gets a campus card, another e-mail address and a message', async () => {
    await keys.press(/^Add a card or ID/, record);
    const form = page.getByRole('form', { name: 'Add a card or ID' });
    await keys.choose(/^Kind/, 'Campus ID', form);
    await keys.fill(/^Number/, '49990001', form);
    await keys.strike('Enter');
    await record.getByText('49990001').waitFor();
    await keys.press('Edit', record);
    await keys.fill(/^E-mail/, 'quist@example.org', page.getByRole('form', { name: 'Edit' }));
    await keys.strike('Enter');
    await page.getByRole('form', { name: 'Edit' }).waitFor({ state: 'detached' });
    await keys.press('Message…', record);
    await keys.fill(/^Message/, 'Ask for the blue bag', page.getByRole('form').first());
    await keys.press(/^Add the message/);
    await record.getByText('Ask for the blue bag').first().waitFor();
  });
  await teller.step('a fee of ten dollars is added, half of it paid in cash', async () => {
    await keys.press(/^Add fee/, record);
    await keys.choose(/^What is it for/, 'Library card');
    await keys.fill('Amount', '10');
    await keys.press(/^Add the fee/);
    await page.getByText('$10.00').first().waitFor();
    await keys.strike('Escape');
    await record.getByRole('button', { name: 'Fees' }).waitFor();
    await keys.strike('F7');
    await keys.fill('Amount', '5');
    await keys.fill('Handed over', '5');
    await keys.press(/^Take payment/);
    await page.getByTestId('money-done').waitFor();
    await keys.strike('Escape');
  });
  await teller.step('a hold is placed from the title', async () => {
    await keys.strike('Escape', 'F6');
    await keys.write('shared science of groundwater');
    await page.getByRole('button', { name: /^The shared science of groundwater/ }).waitFor();
    await keys.strike('ArrowDown', 'Enter');
    await keys.press('Place hold');
    const form = page.getByRole('form', { name: 'Place hold' });
    await keys.fill('Patron', second, form);
    await keys.strike('Enter');
    await page
      .getByText(/Hold placed/)
      .first()
      .waitFor();
  });
  await teller.step('an account is blocked, with a reason', async () => {
    await keys.strike('F5');
    await screen.scan(third);
    await keys.press('Block…', record);
    await keys.fill('Reason (required)', 'Left without a word', page.getByRole('form', { name: 'Block…' }));
    await keys.strike('Enter');
    await record
      .getByRole('button', { name: /^Lift the block/ })
      .or(record.getByText(/Left without a word/))
      .first()
      .waitFor();
    const [refused] = await desk.lend(third, world.items[6] ?? '');
    expectThat(
      refused?.state !== 'done' && /Left without a word/.test(refused?.text ?? ''),
      'nothing is lent',
      refused,
    );
    await keys.strike('Escape', 'Escape');
  });
  await teller.step('a copy is marked missing', async () => {
    await keys.strike('F6');
    await screen.scan(world.items[5] ?? '');
    const copies = page.getByRole('table', { name: 'Copies' });
    await copies.waitFor();
    await keys.reach(copies.getByRole('row').nth(1));
    await keys.strike('Enter');
    const item = page.getByTestId('item-record');
    await item.waitFor();
    await keys.press('Mark missing', item);
    await keys.press('Mark missing', item.getByRole('form'));
    await item
      .getByText(/missing/)
      .first()
      .waitFor();
    await keys.press('Close', item);
  });
}
