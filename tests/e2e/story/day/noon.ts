// The middle hour, with the line up or down: lending goes on, and so does everything else that people come for.

import { demoBarcode, demoCard } from '../../../../server/demo/demo-codes.ts';
import { expectThat } from '../tell.ts';
import type { Day } from './day.ts';

export async function tellNoon({ teller, world, keys }: Day): Promise<void> {
  const desk = world.desk();
  const { screen } = desk;
  const { page } = screen;
  const [first = '', second = ''] = world.patrons;
  const [book = '', , , camera = ''] = world.items;
  const newcomer = demoCard(71_000_000);
  const record = page.getByTestId('patron-record');
  await teller.step('a camera and a book are lent, and the book of the morning comes back', async () => {
    const lent = [...(await desk.lend(second, camera)), ...(await desk.lend(newcomer, world.items[7] ?? ''))];
    expectThat(
      lent.every(({ state }) => state === 'done'),
      'both are lent',
      lent,
    );
    const back = await desk.take(book);
    expectThat(back.state === 'done', 'it is back', back);
  });
  await teller.step('the camera comes back without its strap', async () => {
    const back = await desk.take(camera);
    expectThat(back.state === 'done', 'it is back', back);
    await keys.press(/^Part missing/);
    const form = page.getByRole('form', { name: 'Part missing' });
    await keys.tick(/^Strap/, form);
    await keys.fill(/^Charge/, '25', form);
    await keys.press('Send to inspection', form);
    await page
      .getByText(/INSPECT/)
      .first()
      .waitFor();
  });
  await teller.step('a thing that is not in the catalog is written down and lent', async () => {
    await keys.strike('Escape');
    await desk.lend(first, demoBarcode(91_000_000));
    await keys.press(/^Quick record/);
    const form = page.getByRole('form', { name: 'Quick record' });
    await keys.fill('Title (required)', 'A zine', form);
    await keys.strike('Enter');
    await page
      .getByTestId('answer')
      .getByText(/A zine/)
      .waitFor();
    const shown = await desk.shown();
    expectThat(shown.state === 'done', 'it is lent', shown);
    await keys.strike('Escape', 'Escape');
  });
  await teller.step('a hold is placed and put off', async () => {
    await keys.strike('F6');
    await screen.scan(world.items[4] ?? '');
    await keys.press('Place hold');
    const form = page.getByRole('form', { name: 'Place hold' });
    await keys.fill('Patron', first, form);
    await keys.strike('Enter');
    await page
      .getByText(/Hold placed/)
      .first()
      .waitFor();
    await keys.strike('F5');
    await screen.scan(first);
    await keys.reach(record.getByRole('tab', { name: /^Loans/ }));
    await keys.strike('ArrowRight');
    await keys.reachRow(page.getByRole('table', { name: 'Holds' }).getByRole('row', { name: /Waiting/ }));
    await keys.letter('s');
    await page.getByRole('form', { name: 'Suspend until' }).waitFor();
    await keys.strike('Enter');
    await record
      .getByText(/Suspended/)
      .first()
      .waitFor();
  });
  await teller.step('what is left of the fee is paid by somebody else', async () => {
    await screen.scan(newcomer);
    await keys.strike('F7');
    await keys.fill('Amount', '2');
    await keys.fill('Handed over', '10');
    expectThat(/8\.00/.test(await page.getByTestId('change').innerText()), 'eight dollars of change');
    await keys.press(/^Take payment/);
    await page.getByTestId('money-done').waitFor();
    await keys.strike('Escape');
  });
  await teller.step('a proxy is named, and borrows for the sponsor', async () => {
    await keys.strike('F5');
    await screen.scan(first);
    await keys.press('Proxy…');
    await screen.scan(second);
    await keys.strike('Enter');
    await record.getByText('Proxy named.').waitFor();
    await desk.lend(second);
    await keys.strike('Control+8');
    const item = world.items[8] ?? '';
    await screen.scan(item);
    const lent = await desk.shown();
    expectThat(lent.state === 'done', 'it is lent', lent);
    const shown = await page.getByTestId('sponsor-loans').getByRole('listitem').count();
    expectThat(shown === 1, 'the panel has this visit alone', { shown });
    await keys.strike('Escape');
    const { loans } = await desk.api.get('patron.view', { card: first });
    expectThat(
      loans.some(({ barcode }) => barcode === item),
      'the loan is the sponsor’s',
      loans,
    );
    const back = await desk.take(item);
    expectThat(back.state === 'done', 'it is back', back);
    await keys.strike('F2', 'Escape');
  });
}
