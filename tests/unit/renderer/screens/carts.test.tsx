// Sort to carts as a mode of Check in: each return gets its cart, carts stand beside it with their items, and are shelved from there.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SPRING = '31310000006638';
const BIRDS = '31310000002251';
const MOONLIGHT = '35310000000707';

describe('sort to carts on Check in', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.doing(() => page.desk.actions.carts.run());
  });

  afterEach(() => page.close());

  const carts = (): (string | null)[] => screen.queryAllByTestId('cart').map(({ textContent }) => textContent);
  const answer = (): HTMLElement => screen.getByTestId('answer');

  test('tells the cart, and shows each with what waits on it', async () => {
    expect(screen.getByTestId('sorting').textContent).toContain('Each return goes on the cart of its shelf.');
    await page.scanAndDraw(SPRING);
    expect(answer().textContent).toContain('Cart: Stacks 3');
    await page.scanAndDraw(MOONLIGHT);
    await page.scanAndDraw(BIRDS);
    await page.doing(() => undefined);
    expect(carts()).toEqual([expect.stringMatching(/^Media1first one/), expect.stringMatching(/^Stacks 32first one/)]);
  });

  test('a cart is shelved in one press, and that is taken back in one', async () => {
    for (const code of [SPRING, BIRDS]) await page.scanAndDraw(code);
    await page.doing(() => undefined);
    const [cart] = screen.getAllByTestId('cart');
    await page.doing(() => fireEvent.click(within(cart ?? document.body).getByRole('button', { name: 'Shelved' })));
    expect(carts()).toEqual([]);
    const done = screen.getByText(/^Stacks 3: 2 shelved/);
    await page.doing(() => fireEvent.click(within(done).getByRole('button', { name: 'Undo' })));
    expect(carts()).toHaveLength(1);
  });

  test('is there after a reload, and Esc ends it: returns go on no cart', async () => {
    page.close();
    page = await renderPage();
    await page.doing(() => undefined);
    expect(screen.getByTestId('sorting')).toBeDefined();
    await page.doing(() => page.desk.actions.close.run());
    expect(screen.queryByTestId('sorting')).toBeNull();
    await page.scanAndDraw(SPRING);
    expect(answer().textContent).not.toContain('Cart');
  });
});
