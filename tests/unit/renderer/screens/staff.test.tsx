// Staff on screen: end dates, when each last signed in, and badges that a scan enrols and that sign in by a scan at the lock.

import { fireEvent, screen, within } from '@testing-library/react';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const BADGE = '29406055551234';

describe('staff', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.actions.settings.run());
    await press('Staff');
  });

  afterEach(() => page.close());

  const place = (): HTMLElement => screen.getByRole('main');
  const press = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(place()).getByRole('button', { name })));
  const type = (label: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(place()).getAllByLabelText(label)[0] ?? place(), { target: { value } }));
  const changes = (): readonly unknown[] =>
    page.link.calls.flatMap(({ name, input }) => (name === 'people.change' ? [input] : []));

  test('a badge is enrolled by a scan into its field, and taken away when it is lost', async () => {
    await press('Badge for sam');
    within(place()).getByLabelText('Scan the badge').focus();
    await page.doing(() => strikeScan(BADGE));
    expect(within(place()).getByLabelText<HTMLInputElement>('Scan the badge').value).toBe(BADGE);
    await type('Your own PIN', '444444');
    await press('Confirm');
    expect(changes().at(-1)).toMatchObject({ what: { kind: 'badge', name: 'sam', badge: BADGE } });
    await press('Remove the badge of sam');
    expect(place().textContent).toContain('The badge of sam signs no one in any more');
  });

  test('a badge signs its person in at the lock; another scan waits as before', async () => {
    await press('Badge for sam');
    await page.doing(() => page.desk.people.takeBadge(BADGE));
    await type('Your own PIN', '444444');
    await press('Confirm');
    await page.doing(() => page.desk.station.lock());
    await page.doing(() => strikeScan('39999999999999'));
    expect(screen.getByText(/1 scan/)).toBeTruthy();
    await page.doing(() => strikeScan(BADGE));
    expect(page.desk.station.store.getState().session).toMatchObject({ staff: 'sam' });
  });

  test('Esc leaves what is asked for, and the form of a new person, and no more', async () => {
    await press('Badge for sam');
    const esc = (label: string): Promise<void> =>
      page.doing(() => fireEvent.keyDown(within(place()).getAllByLabelText(label)[0] ?? place(), { key: 'Escape' }));
    await esc('Your own PIN');
    expect(within(place()).queryByLabelText('Your own PIN')).toBeNull();
    await type('Name', 'kim');
    await esc('Name');
    expect(within(place()).getByLabelText<HTMLInputElement>('Name').value).toBe('');
    expect(page.desk.view.getState().screen).toBe('settings');
  });

  test('an end is set as the last day', async () => {
    await press('End date of sam');
    await type('Until', '2027-05-14');
    await type('Your own PIN', '444444');
    await press('Confirm');
    expect(changes().at(-1)).toMatchObject({ what: { kind: 'until', name: 'sam' } });
    expect(place().textContent).toContain('May 14');
  });

  test('a term list is seen line by line before it is done, and its PINs are shown once', async () => {
    await page.doing(() => page.desk.terms.look('name,role,until\nkim,student,2099-05-21\nann,professor,\n'));
    const list = within(place()).getByRole('region', { name: 'Term list' });
    expect(list.textContent).toContain('Line 3, ann: there is no role “professor”; use');
    expect(list.textContent).toContain('Line 2, kim: new, student assistant, until Thu, May 21, 2099');
    expect(changes()).toEqual([]);
    await page.doing(() =>
      fireEvent.change(within(list).getByLabelText('Your own PIN'), { target: { value: '444444' } }),
    );
    await press('Make 1 change');
    const pins = within(place()).getByRole('table', { name: 'New PINs, shown once' });
    expect(pins.textContent).toMatch(/kim\d+/);
    // What was not taken stays to be mended.
    expect(list.textContent).toContain('Line 3, ann: there is no role “professor”; use');
    await press('Done, hide the PINs');
    expect(within(place()).queryByRole('table', { name: 'New PINs, shown once' })).toBeNull();
  });
});
