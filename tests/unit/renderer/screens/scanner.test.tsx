// Learning the scanner on screen: three scans, the learned profile, keeping and forgetting it, and codes read without the scanner's own signs.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';

const ITEM = '31310000008812';

describe('the scanner of a desk', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await renderPage();
    await page.doing(() => page.desk.view.setState({ overlay: 'scanner' }));
  });

  afterEach(() => page.close());

  const dialog = (): HTMLElement => screen.getByRole('dialog');
  const press = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(dialog()).getByRole('button', { name })));
  const scanned = (text: string): Promise<void> => page.doing(() => strikeScan(text));
  const acts = (): number => page.link.calls.filter(({ name }) => name.startsWith('circ.')).length;
  const learn = async (text: string): Promise<void> => {
    await press(/^Learn/);
    for (const _ of [1, 2, 3]) await scanned(text);
  };
  const kept = () => page.fake.ask('device.settings', {});

  test('is learned from three scans of one code and kept by the desk', async () => {
    await press(/^Learn my scanner/);
    expect(dialog().textContent).toContain('0 of 3 scans');
    await scanned(`]A0${ITEM}~`);
    expect(dialog().textContent).toContain('1 of 3 scans');
    await scanned(`]A0${ITEM}~`);
    await scanned(`]A0${ITEM}~`);
    expect(within(dialog()).getByLabelText<HTMLInputElement>(/printed/).value).toBe(ITEM);
    expect(screen.getByTestId('scanner-prefix').textContent).toBe(']A0');
    expect(screen.getByTestId('scanner-suffix').textContent).toBe('~');
    await press(/^Keep this/);
    expect(await kept()).toMatchObject({ scanner: { prefix: ']A0', suffix: '~', ends: 'enter' } });
    await scanned(`]A0${ITEM}~`);
    expect(dialog().textContent).toContain(`Read as ${ITEM}`);
    expect(acts()).toBe(0);
  });

  test('reads its codes at the desk from then on, and forgets again', async () => {
    await learn(`+${ITEM}`);
    await press(/^Keep this/);
    await page.doing(() => page.desk.view.setState({ overlay: 'none', screen: 'checkin' }));
    await scanned(`+${ITEM}`);
    expect(page.link.calls).toContainEqual({
      name: 'scan.take',
      input: { text: ITEM, scanned: true, act: { name: 'checkin' } },
    });
    await page.doing(() => page.desk.view.setState({ overlay: 'scanner' }));
    await press(/^Forget it/);
    expect(await kept()).toMatchObject({ scanner: null });
  });

  test('shows the first scan after it was kept, also where the desk is slow to keep it', async () => {
    await learn(`+${ITEM}`);
    const ask = page.link.ask.bind(page.link);
    const kept = Promise.withResolvers<void>();
    jest.spyOn(page.link, 'ask').mockImplementation(async (name, input) => {
      if (name === 'device.setScanner') await kept.promise;
      return ask(name, input);
    });
    await press(/^Keep this/);
    await scanned(`+${ITEM}`);
    await page.doing(() => kept.resolve());
    expect(screen.getByTestId('learn-trying').textContent).toContain(`Read as ${ITEM}`);
  });

  test('says of a code that it looks misread', async () => {
    await scanned('59310000008813');
    const tried = within(dialog()).getByText('59310000008813').closest('output');
    expect(tried?.dataset['tone']).toBe('warn');
    expect(tried?.textContent).toContain('Looks misread');
    await scanned(ITEM);
    expect(tried?.dataset['tone']).toBe('good');
  });

  test('is dropped where a person says so, and what was kept before stays', async () => {
    await learn(`+${ITEM}`);
    await press(/^Drop this/);
    expect(await kept()).toMatchObject({ scanner: null });
    expect(screen.getByTestId('learn-trying')).toBeTruthy();
  });

  test('is corrected by what is printed, and not kept where that was not scanned', async () => {
    await learn(`7${ITEM}`);
    const field = within(dialog()).getByLabelText(/printed/);
    await page.doing(() => fireEvent.change(field, { target: { value: '999' } }));
    expect(within(dialog()).getByRole('alert').textContent).toMatch(/did not type that/);
    expect(within(dialog()).getByRole<HTMLButtonElement>('button', { name: /^Keep/ }).disabled).toBe(true);
    await page.doing(() => fireEvent.change(field, { target: { value: `7${ITEM}` } }));
    expect(screen.getByTestId('scanner-prefix').textContent).toBe('nothing');
  });

  test('is asked for anew where the three scans differ', async () => {
    await press(/^Learn/);
    await scanned(ITEM);
    await scanned(ITEM);
    await scanned('31310000001204');
    expect(within(dialog()).getByRole('alert').textContent).toMatch(/not all the same/);
    expect(dialog().textContent).toContain('0 of 3 scans');
  });

  test('is the desk’s again when the dialog closes', async () => {
    await page.doing(() => page.desk.view.setState({ overlay: 'none', screen: 'checkin' }));
    await scanned(ITEM);
    expect(acts()).toBe(1);
  });
});
