// The record of an item beside the place: its marks, its borrowers now and before, and Esc back to the earlier place.

import { fireEvent, screen, within } from '@testing-library/react';
import { TestRefusal } from '../../../support/desk/test-refusal.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';

const OVERSTORY = '31310000008812';

describe('the record of an item', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const record = (): HTMLElement => screen.getByTestId('item-record');
  const button = (name: string, inside = record()): HTMLElement => within(inside).getByRole('button', { name });
  const press = (name: string, inside = record()) => page.doing(() => fireEvent.click(button(name, inside)));
  const open = () => page.doing(() => page.desk.items.open(OVERSTORY));

  test('opens from a copy that was looked up, and closes with Esc to where one was', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.showItem(OVERSTORY));
    await press('Item record', screen.getByTestId('answer'));
    expect(record().textContent).toContain(OVERSTORY);
    await page.doing(() => page.desk.actions.close.run());
    expect(screen.queryByTestId('item-record')).toBeNull();
    expect(screen.getByTestId('answer').textContent).toContain('The Overstory');
  });

  test('a copy is marked with a note and found again, each in place', async () => {
    page = await renderPage();
    await open();
    await press('Mark missing');
    await page.doing(() =>
      fireEvent.change(within(record()).getByRole('textbox', { name: 'Note' }), { target: { value: 'not on 4 west' } }),
    );
    await press('Mark missing', within(record()).getByRole('form', { name: 'Mark missing' }));
    expect(record().textContent).toMatch(/Marked.*missing, since/);
    expect(page.fake.state.acts.at(-1)?.name).toBe('setMark');
    await press('Found');
    await press('Found', within(record()).getByRole('form', { name: 'Found' }));
    expect(within(record()).queryByRole('button', { name: 'Found' })).toBeNull();
    expect(button('Mark missing')).not.toBeNull();
  });

  test('is edited in place: the new label is scanned into its field, and only what is new is sent', async () => {
    page = await renderPage();
    await open();
    await press('Edit this copy');
    const form = () => within(record()).getByRole('form', { name: 'Edit this copy' });
    const field = (name: string): HTMLElement => within(form()).getByLabelText(name);
    expect(button('Save', form())).toHaveProperty('disabled', true);
    expect(document.activeElement).toBe(field('New barcode'));
    await page.doing(() => strikeScan('31310000009999'));
    expect(field('New barcode')).toHaveProperty('value', '31310000009999');
    expect(page.fake.state.acts).toEqual([]);
    const type = (name: string, value: string) =>
      page.doing(() => fireEvent.change(field(name), { target: { value } }));
    await type('Price', 'cheap');
    await page.doing(() => fireEvent.submit(form()));
    expect(within(form()).getByRole('alert').textContent).toContain('Type the price as 25 or 25.00');
    await type('Price', '42.50');
    await type('New barcode', '');
    await type('Parts', 'book, map');
    await page.doing(() => fireEvent.submit(form()));
    expect(record().textContent).toMatch(/\$42\.50.*book, map.*Saved/s);
    const sent = page.link.calls.find(({ name }) => name === 'item.edit');
    expect(sent?.input).toEqual({ barcode: OVERSTORY, priceMinor: 4_250, parts: ['book', 'map'] });
  });

  test('names of photos are typed with the condition, and sent with it', async () => {
    page = await renderPage();
    await open();
    await press('Edit this copy');
    const form = () => within(record()).getByRole('form', { name: 'Edit this copy' });
    const type = (name: string, value: string) =>
      page.doing(() => fireEvent.change(within(form()).getByLabelText(name), { target: { value } }));
    const send = async (): Promise<string> => {
      await page.doing(() => fireEvent.submit(form()));
      return within(form()).getByRole('alert').textContent;
    };
    await type('Names of photos', 'a.jpg');
    expect(await send()).toContain('Write the condition that the photos show.');
    await type('Condition', 'Spine torn');
    await type('Names of photos', 'x'.repeat(101));
    expect(await send()).toContain('At most 10 names of photos');
    await type('Names of photos', Array.from({ length: 11 }, (_, index) => `${index}.jpg`).join(','));
    expect(await send()).toContain('At most 10 names of photos');
    await type('Names of photos', 'spine 1.jpg, , spine 2.jpg ');
    await page.doing(() => fireEvent.submit(form()));
    expect(record().textContent).toMatch(/Spine torn.*Names of photos.*spine 1\.jpg, spine 2\.jpg.*Saved/s);
    const sent = page.link.calls.filter(({ name }) => name === 'item.edit').map(({ input }) => input);
    const conditionPhotos = ['spine 1.jpg', 'spine 2.jpg'];
    expect(sent).toEqual([{ barcode: OVERSTORY, condition: 'Spine torn', conditionPhotos }]);
  });

  test('Esc leaves the form and what was typed in it, and another copy’s label is refused in it', async () => {
    page = await renderPage();
    await open();
    await press('Edit this copy');
    const form = within(record()).getByRole('form', { name: 'Edit this copy' });
    const label = within(form).getByLabelText('New barcode');
    await page.doing(() => fireEvent.change(label, { target: { value: '33310000000031' } }));
    await page.doing(() => fireEvent.submit(form));
    expect(within(form).getByRole('alert').textContent).toContain('another copy has the barcode');
    await page.doing(() => fireEvent.keyDown(label, { key: 'Escape' }));
    expect(within(record()).queryByRole('form')).toBeNull();
    expect(screen.queryByTestId('item-record')).not.toBeNull();
  });

  const calls = (name: string): readonly unknown[] =>
    page.link.calls.filter((one) => one.name === name).map(({ input }) => input);

  test('a copy that a person lost tells what it costs before it is done, and found it is checked in', async () => {
    page = await renderPage();
    await page.scanAndDraw('21310000001187');
    await page.scanAndDraw(OVERSTORY);
    await open();
    await press('Declare lost');
    const form = () => within(record()).getByRole('form');
    expect(form().textContent).toMatch(/Account of LINDQVIST.*Bills \$25\.00 to replace it: its price/);
    expect(calls('item.declareLost')).toEqual([]);
    await page.doing(() => fireEvent.submit(form()));
    expect(calls('item.declareLost')).toEqual([{ barcode: OVERSTORY, note: '' }]);
    await press('Found: check it in');
    expect(form().textContent).toContain('Takes $25.00 off the bill');
    await page.doing(() => fireEvent.submit(form()));
    expect(calls('circ.checkin')).toEqual([{ item: OVERSTORY }]);
  });

  test('a damage is charged to the person who had the copy, for an amount that is one', async () => {
    page = await renderPage();
    await page.scanAndDraw('21310000001187');
    await page.scanAndDraw(OVERSTORY);
    await open();
    await press('Damaged');
    const form = () => within(record()).getByRole('form', { name: 'Damaged' });
    const charge = within(form()).getByLabelText(/^Charge LINDQVIST/);
    await page.doing(() => fireEvent.change(charge, { target: { value: 'much' } }));
    await page.doing(() => fireEvent.submit(form()));
    expect(within(form()).getByRole('alert')).not.toBeNull();
    expect(calls('item.setMark')).toEqual([]);
    await page.doing(() => fireEvent.change(charge, { target: { value: '12.50' } }));
    await page.doing(() => fireEvent.submit(form()));
    expect(calls('item.setMark')).toMatchObject([{ barcode: OVERSTORY, mark: 'damaged' }]);
    expect(calls('fee.add')).toMatchObject([
      { patron: '21310000001187', amountMinor: 1_250, charge: 'damage', item: OVERSTORY },
    ]);
  });

  test('a damage whose fee was refused is not marked again: only the fee is sent once more', async () => {
    page = await renderPage();
    await page.scanAndDraw('21310000001187');
    await page.scanAndDraw(OVERSTORY);
    await open();
    await press('Damaged');
    const form = () => within(record()).getByRole('form', { name: 'Damaged' });
    const charge = within(form()).getByLabelText(/^Charge LINDQVIST/);
    await page.doing(() => fireEvent.change(charge, { target: { value: '12.50' } }));
    const asBefore = page.fake.override('fee.add', () => {
      throw new TestRefusal('HF-DISK-001', 'the disk is full');
    });
    await page.doing(() => fireEvent.submit(form()));
    asBefore();
    await page.doing(() => fireEvent.submit(form()));
    expect([calls('item.setMark').length, calls('fee.add').length]).toEqual([1, 2]);
    expect(within(record()).queryByRole('form')).toBeNull();
  });

  test('Esc leaves the note first and the record after it', async () => {
    page = await renderPage();
    await open();
    await press('Damaged');
    await page.doing(() => page.desk.actions.close.run());
    expect(within(record()).queryByRole('form')).toBeNull();
    await page.doing(() => page.desk.actions.close.run());
    expect(screen.queryByTestId('item-record')).toBeNull();
  });

  test('says who has it and who had it to those who may know, and to nobody else', async () => {
    page = await renderPage();
    await open();
    expect(record().textContent).toContain('Who had it before');
    page.close();
    page = await renderPage({ staff: 'sam' });
    await open();
    expect(record().textContent).not.toContain('Who had it');
    expect(record().textContent).toContain('Desk staff mark copies');
    expect(within(record()).queryByRole('button', { name: 'Damaged' })).toBeNull();
  });

  test('another place closes it, and so does a patron who comes to the desk', async () => {
    page = await renderPage();
    await open();
    await page.doing(() => page.desk.actions.work.run());
    expect(screen.queryByTestId('item-record')).toBeNull();
    await page.doing(() => page.desk.actions.checkout.run());
    await open();
    await page.scanAndDraw('21310000004421');
    expect(screen.queryByTestId('item-record')).toBeNull();
  });
});
