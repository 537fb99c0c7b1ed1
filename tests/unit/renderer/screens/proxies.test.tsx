// Proxies on the record of an account, and the switch at Check out for whom a proxy borrows.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';

describe('a proxy', () => {
  let page: DrawnPage;
  afterEach(() => page.close());
  const press = (name: string | RegExp) => page.doing(() => fireEvent.click(screen.getByRole('button', { name })));
  const type = (name: string, value: string) => {
    const field = document.querySelector(`[name="${name}"]`);
    if (field === null) throw new Error(`there is no field ${name}`);
    return page.doing(() => fireEvent.change(field, { target: { value } }));
  };
  /** Another patron of the page's library, in good standing. */
  const other = async (): Promise<{ card: string; name: string; patronId: string }> => {
    const found = await page.fake.ask('patron.find', { query: '2131', limit: 20 });
    const { patrons } = found as {
      readonly patrons: readonly { card: string; name: string; blocked: boolean; expired: boolean }[];
    };
    const one = patrons.find(({ card, blocked, expired }) => card !== SADE && !blocked && !expired);
    if (one === undefined) throw new Error('there is another patron');
    const { patronId } = (await page.fake.ask('patron.view', { card: one.card })) as { readonly patronId: string };
    return { ...one, patronId };
  };
  const open = async (): Promise<{ card: string; name: string }> => {
    page = await renderPage({ staff: 'chen' });
    const sponsor = await other();
    await page.doing(() =>
      page.fake.ask('patron.addProxy', { card: sponsor.card, proxy: SADE, until: null, reason: '' }),
    );
    await page.doing(() => page.desk.work.goTo('checkout'));
    return sponsor;
  };
  const panel = () => within(screen.getByRole('region', { name: 'Patron' }));

  test('is named on the record by a scan of their card, and ended there with a reason', async () => {
    page = await renderPage({ staff: 'chen' });
    const sponsor = await other();
    await page.doing(() => page.desk.work.goTo('patrons'));
    await page.doing(() => page.desk.work.openPatron(sponsor.card));
    await press('Proxy…');
    await page.doing(() => page.desk.work.takeText(SADE, { atMono: 0, scanned: true }));
    expect(document.querySelector<HTMLInputElement>('[name="proxy-card"]')?.value).toBe(SADE);
    await press('Name as proxy');
    const links = () => within(screen.getByTestId('patron-proxies'));
    expect(links().getByText('Proxy named.')).toBeTruthy();
    expect(screen.getByTestId('patron-proxies').textContent).toContain('Proxy: OKAFOR, Sade');
    await press('End the proxy: OKAFOR, Sade');
    await type('proxy-end-reason', 'Has left');
    await press('End it');
    await page.doing(() => page.desk.work.openPatron(sponsor.card));
    expect(screen.getByTestId('patron-proxies').textContent).toMatch(/Ended .* by /);
    expect(links().queryByRole('button', { name: /^End the proxy/ })).toBeNull();
  });

  test('borrows for the sponsor from the key on, and the panel shows this visit alone', async () => {
    const sponsor = await open();
    await page.doing(() => page.desk.work.openPatron(SADE));
    const choice = within(screen.getByTestId('for-whom'));
    expect(choice.getByRole('button', { name: 'Self' }).getAttribute('aria-pressed')).toBe('true');
    await page.doing(() => page.desk.actions.forWhom.run());
    expect(choice.getByRole('button', { name: sponsor.name }).getAttribute('aria-pressed')).toBe('true');
    expect(panel().getByTestId('patron-name').textContent).toBe(sponsor.name);
    expect(panel().getByText('Nothing checked out for them yet.')).toBeTruthy();
    expect(panel().queryByText('Owes a fee')).toBeNull();
    const before = await page.fake.ask('patron.view', { card: sponsor.card });
    const { loans } = before as { readonly loans: readonly unknown[] };
    const asked: unknown[] = [];
    page.fake.override('scan.take', (input, own) => {
      asked.push(input);
      return own(input);
    });
    await page.scanAndDraw('31310000008812');
    expect(asked.at(-1)).toMatchObject({ act: { name: 'checkout', patron: SADE } });
    const list = within(screen.getByTestId('sponsor-loans')).getAllByRole('listitem');
    expect(list).toHaveLength(1);
    const after = (await page.fake.ask('patron.view', { card: sponsor.card })) as {
      readonly loans: readonly unknown[];
    };
    expect(after.loans).toHaveLength(loans.length + 1);
    expect(screen.getByTestId('entries').textContent).toContain(`for ${sponsor.name}`);
    // The next card begins for itself again.
    await page.doing(() => page.desk.work.closePatron());
    await page.doing(() => page.desk.work.openPatron(SADE));
    expect(page.desk.work.store.getState().forWhom).toBeNull();
  });

  test('an ended proxy is told so where they would have chosen the sponsor', async () => {
    const sponsor = await open();
    const { links } = (await page.fake.ask('patron.view', { card: SADE })) as {
      readonly links: readonly { link: string }[];
    };
    await page.doing(() =>
      page.fake.ask('patron.endProxy', { card: SADE, link: links[0]?.link ?? '', reason: 'Has left' }),
    );
    await page.doing(() => page.desk.work.openPatron(SADE));
    const choice = screen.getByTestId('for-whom');
    expect(within(choice).queryByRole('button', { name: sponsor.name })).toBeNull();
    expect(choice.textContent).toContain(`Not for ${sponsor.name} any more: ended`);
    expect(page.desk.actions.forWhom.isReady()).toBe(false);
  });

  test('a sponsor whose account the desk does not have is named with the reason, and cannot be chosen', async () => {
    await open();
    page.fake.override('patron.view', async (input, own) => {
      const view = await own(input);
      const links = (view.links ?? []).map((link) => ({ ...link, name: null, groupName: null }));
      return { ...view, links };
    });
    await page.doing(() => page.desk.work.openPatron(SADE));
    const choice = screen.getByTestId('for-whom');
    expect(within(choice).getAllByRole('button')).toHaveLength(1);
    expect(choice.textContent).toContain('an account that this desk does not have');
    expect(page.desk.actions.forWhom.isReady()).toBe(false);
  });
});
