// Setting a computer up as a desk, on screen: errors are shown and can be corrected, and the last step is a sign-in.

import { fireEvent, screen } from '@testing-library/react';
import { createFakeDesk } from '../../../support/fake-desk/fake-desk.ts';
import { RIGHT_CODE, notYetADesk } from '../../../support/fake-desk/fake-setup.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';

describe('a computer that is no desk yet', () => {
  let page: DrawnPage;
  const newPage = async (): Promise<void> => {
    page = await renderPage({ fake: notYetADesk(await createFakeDesk()), staff: null });
  };

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    await newPage();
  });

  afterEach(() => page.close());

  const step = (): string | undefined => screen.getByTestId('first-run').dataset['step'];
  const press = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(screen.getByRole('button', { name })));
  const fill = (name: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(screen.getByLabelText(name), { target: { value } }));
  const join = async (code: string): Promise<void> => {
    await fill('Address of the central server', 'https://library.example.edu');
    await fill('Enrollment code', code);
    await press('Join');
  };

  test('asks for its library, and says what is lacking and what is wrong; what was typed stays', async () => {
    expect(step()).toBe('join');
    await press('Join');
    expect(screen.getByRole('alert').textContent).toBe('Type both.');
    await join('2345-6789-ABCD-EFGH-WRNG');
    expect(screen.getByRole('alert').textContent).toMatch(/not known or was used already.+ask for a new one/i);
    const isWrong = (label: string) => screen.getByLabelText(label).getAttribute('aria-invalid') === 'true';
    expect([isWrong('Address of the central server'), isWrong('Enrollment code')]).toEqual([false, true]);
    expect(screen.getByLabelText<HTMLInputElement>('Address of the central server').value).toBe(
      'https://library.example.edu',
    );
    await join(RIGHT_CODE);
    expect(step()).toBe('data');
  });

  test('is set up step by step to its first checkout', async () => {
    await join(RIGHT_CODE);
    expect(screen.getByTestId('setup-data').textContent).toContain('Everything is here');
    expect(screen.getByTestId('setup-data').textContent).toContain('not protected by this computer');
    await press(/^Go on/);
    await page.doing(() => strikeScan('31310000008812'));
    expect(screen.getByTestId('learn-trying').textContent).toContain('Read as 31310000008812');
    expect(page.tones).toContain('card');
    const goOn = screen.getByRole('button', { name: /^Go on/ });
    expect(document.activeElement).toBe(goOn);
    // The Enter after a code that came too slowly for a scan presses nothing.
    expect(fireEvent.keyDown(goOn, { key: '8' })).toBe(true);
    expect(fireEvent.keyDown(goOn, { key: 'Enter' })).toBe(false);
    await press(/^Go on/);
    expect(screen.getByTestId('printer-form')).toBeTruthy();
    expect(document.activeElement?.textContent).toMatch(/^Go to signing in/);
    expect(document.querySelectorAll('[data-look=main]')).toHaveLength(1);
    await press(/^Go to signing in/);
    expect(page.link.calls.filter(({ name }) => name === 'printer.set')).toEqual([]);
    await fill('Name', 'rivera');
    await fill('PIN', '222222');
    await press(/^Sign in/);
    await page.scanAndDraw('21310000004421');
    await page.scanAndDraw('31310000008812');
    expect(screen.getByTestId('answer').textContent).toContain('Checked out');
  });

  test('keeps the printer that was chosen as it goes on, and stays where the address is none', async () => {
    await join(RIGHT_CODE);
    await press(/^Go on/);
    await press(/^Go on/);
    const printer = screen.getByRole('combobox', { name: 'Printer' });
    await page.doing(() => fireEvent.change(printer, { target: { value: 'network' } }));
    await press(/^Go to signing in/);
    expect(step()).toBe('printer');
    await fill('Address of the printer', 'printer.example.edu');
    await press(/^Go to signing in/);
    expect(page.link.calls.filter(({ name }) => name === 'printer.set')).toHaveLength(1);
    expect(screen.getByLabelText('PIN')).toBeTruthy();
  });

  test('loads its data although the line is cut meanwhile, and says that nothing is lost', async () => {
    const hop = (state: 'up' | 'down') => ({ name: 'server', state, since: '2026-12-01T22:00:00Z' }) as const;
    const loading = { rows: 10, of: 100, bytes: 0, leftMs: null, isFirst: true };
    const first = { online: false, replicaPos: 0, freshness: {} };
    page.fake.state.line = { ...first, loading, hasRules: false, hops: [hop('up')] };
    await join(RIGHT_CODE);
    const said = (): string | null => screen.getByTestId('setup-data').textContent;
    expect(said()).not.toContain('does not answer');
    // Nothing is promised before the rules are there.
    expect(said()).toContain('Until they are here nothing can be checked out');
    expect(screen.queryByRole('button', { name: /^Go on/ })).toBeNull();
    page.fake.state.line = { ...first, loading, hasRules: true, hops: [hop('up')] };
    await page.doing(() => page.desk.line.load());
    expect(said()).toContain('items check out by barcode and rules alone');
    expect(screen.getByRole('button', { name: /^Go on meanwhile/ })).toBe(document.activeElement);
    page.fake.state.line = { ...first, hops: [hop('down')] };
    await page.doing(() => page.desk.line.load());
    expect(said()).toContain('What was loaded is kept');
    await press('Try now');
    expect(page.link.calls).toContainEqual({ name: 'sync.now', input: {} });
    page.fake.state.line = {};
    await page.doing(() => page.desk.line.load());
    expect(screen.getByTestId('setup-data').textContent).toContain('Everything is here');
  });

  test('goes on where it was when the page is opened anew', async () => {
    await join(RIGHT_CODE);
    await press(/^Go on/);
    const { fake } = page;
    page.close();
    page = await renderPage({ fake, staff: null });
    expect(step()).toBe('scanner');
  });

  test('speaks the language that is chosen on it, and keeps it as a desk', async () => {
    await page.doing(() => fireEvent.click(screen.getByRole('radio', { name: 'Español' })));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Configurar este mostrador');
    await fill('Dirección del servidor central', 'https://library.example.edu');
    await fill('Código de inscripción', RIGHT_CODE);
    await press('Inscribir');
    expect(page.fake.state.language).toBe('es');
  });
});
