// The Reports screen: choices, display and saving, by right, and the message where a report cannot be made.

import { fireEvent, screen, within } from '@testing-library/react';
import { richReport } from '../../../support/desk/rich-report.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('reports', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const open = async (staff: 'sam' | 'nadia' = 'nadia'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.reports.run());
    if (staff === 'nadia') await press(/^Shift report$/);
  };
  const press = (name: RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(screen.getByRole('button', { name })));
  const choose = (label: string, value: string): Promise<void> =>
    page.doing(() =>
      fireEvent.change(screen.getByLabelText(label, { selector: 'select, input' }), { target: { value } }),
    );

  test('are shown with what they stand on, each drawing beside its table', async () => {
    await open();
    page.fake.override('report.run', ({ kind, audience }) => richReport(kind, audience));
    await press(/^Show/);
    const report = screen.getByTestId('report');
    expect(within(report).getByRole('heading', { level: 2 }).textContent).toBe('Shift report');
    expect(report.textContent).toContain('Transactions that the server has not answered: 3.');
    for (const heading of ['By the hour', 'By hour and weekday']) {
      expect(within(report).getByRole('img', { name: new RegExp(`Chart: ${heading}\\.`) })).toBeTruthy();
      expect(within(report).getByRole('table', { name: heading })).toBeTruthy();
    }
    expect(within(report).getByRole('row', { name: 'Total 140' })).toBeTruthy();
    // A moment is read in one line.
    expect(within(report).getByRole('rowheader', { name: '9:00 AM' }).dataset.moment).toBe('true');
    expect(within(report).getByRole('rowheader', { name: 'Monday' }).dataset.moment).toBeUndefined();
    expect(report.textContent).toContain('12 more rows are in the files.');
    expect(report.textContent).toContain('Nothing to report.');
  });

  test('of the library say what to do while the line is down, and other errors begin as sentences', async () => {
    await open();
    const refuse = (code: string, message: string): Promise<void> =>
      page.doing(() => page.desk.reports.store.setState({ error: { code, message } }));
    await refuse('HF-SYNC-003', 'no central server answers at https://library.example.org; check the address');
    expect(screen.getByRole('alert').textContent).toBe('Offline. Choose this desk, or try again when back online.');
    await refuse('HF-UI-003', 'something failed inside the desk (report.run); try again');
    expect(screen.getByRole('alert').textContent).toBe('Something failed inside the desk (report.run); try again.');
  });

  test.each([
    ['PDF', '%PDF'],
    ['XLSX', 'PK'],
    ['CSV', 'report,value'],
    ['JSON', '{'],
  ])('are saved as %s, byte by byte', async (format, begins) => {
    await open();
    await press(new RegExp(`^${format}$`));
    const name = `shift-2026-12-01.${format.toLowerCase()}`;
    const [file] = page.files;
    expect(page.files).toEqual([{ name, bytes: expect.anything() }]);
    const bytes = file !== undefined && 'bytes' in file ? [...file.bytes.subarray(0, begins.length)] : [];
    expect(String.fromCodePoint(...bytes)).toBe(begins);
    expect(screen.getByTestId('report-saved').textContent).toBe(`Saved: ${name}`);
    expect(page.tones.at(-1)).toBe('done');
  });

  test('are asked for by days of the branch, the last one to its end', async () => {
    await open();
    const calls = jest.spyOn(page.link, 'ask');
    await choose('Time', 'yesterday');
    await press(/^Show/);
    expect(calls).toHaveBeenCalledWith('report.run', {
      kind: 'shift',
      of: 'desk',
      from: '2026-11-30T12:00:00Z',
      to: '2026-12-01T12:00:00Z',
      audience: 'internal',
    });
  });

  test('are not asked for with days that are none, and it is said what to give', async () => {
    await open();
    await choose('Last day', '2020-01-01');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Show/ }).disabled).toBe(true);
    expect(screen.getByRole('alert').textContent).toBe('Enter two dates, the first no later than the last.');
    expect(screen.getByLabelText<HTMLSelectElement>('Time').value).toBe('other');
  });

  test('of the whole library take the line; what stood there goes with another choice', async () => {
    await open();
    await press(/^Show/);
    await page.doing(() => page.fake.setOffline(true));
    await press(/^Use report$/);
    expect(screen.queryByTestId('report')).toBeNull();
    await choose('Of', 'library');
    await press(/^Show/);
    expect(screen.getByRole('alert').textContent).toContain('Offline.');
    expect(page.tones.at(-1)).toBe('refused');
  });

  test('are offered to nobody who may not read them, and it is said who may', async () => {
    await open('sam');
    expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
    expect(screen.getByTestId('reports-closed').textContent).toContain(
      'For reports ask a night lead or a supervisor: they sign in here and make one.',
    );
  });

  test('go with whoever read them, and a scan is looked up meanwhile', async () => {
    await open();
    await press(/^Show/);
    await page.scanAndDraw('31310000008812');
    expect(screen.getByRole('region', { name: 'Last answer' }).textContent).not.toBe('');
    await page.doing(() => page.desk.station.lock());
    expect(page.desk.reports.store.getState()).toMatchObject({ report: null, choices: null });
  });

  test('are those of the person who signed in after a lock, whatever was asked for before it', async () => {
    page = await renderPage({ staff: 'nadia' });
    const late = Promise.withResolvers<undefined>();
    const asked = { times: 0 };
    page.fake.override('report.kinds', async (input, own) => {
      asked.times += 1;
      const answer = await own(input);
      if (asked.times > 1) return answer;
      await late.promise;
      return { ...answer, reports: [] };
    });
    await page.doing(async () => {
      void page.desk.work.goTo('reports');
      void page.desk.station.lock();
      await page.desk.station.signIn('chen', '444444');
      late.resolve(undefined);
    });
    await page.doing(() => page.desk.actions.reports.run());
    expect(screen.getByRole('button', { name: 'Shift report' })).toBeTruthy();
  });

  test('are listed for whoever is signed in without a lock between', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.doing(() => page.desk.actions.reports.run());
    expect(screen.queryByRole('button', { name: 'Shift report' })).toBeNull();
    await page.doing(() => page.desk.station.signIn('chen', '444444'));
    await page.doing(() => page.desk.actions.reports.run());
    expect(screen.getByRole('button', { name: 'Shift report' })).toBeTruthy();
  });
});
