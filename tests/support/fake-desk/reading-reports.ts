// The walk through Shift & reports: the shift for who reads no reports, nothing yet, a report with its drawings, the same for others, a file, and no line to the library.

import type { DeskPage } from '../screens/desk-page.ts';
import type { FakeDesk } from './fake-desk.ts';
import { keepingLog } from './keeping-log.ts';
import type { Visit } from './visit.ts';

/**
 * Stops at each state of the screen. The person signed in before may not read reports, and is signed in again at the
 * end.
 */
export async function readingReports(desk: DeskPage, fake: FakeDesk, visit: Visit): Promise<void> {
  const { page, act, signIn, openBeside } = desk;
  await page.keyboard.press('F8');
  await page.getByTestId('reports-closed').waitFor();
  await visit('shift-for-all');
  const changeTo = async (staff: string, pin: string): Promise<void> => {
    await act('L');
    await page.getByRole('heading', { name: /Locked|Bloqueado/ }).waitFor();
    await signIn(staff, pin);
  };
  await changeTo('nadia', '333333');
  await page.keyboard.press('F8');
  await page.getByRole('button', { name: /^(Shift report|Informe de turno)$/ }).click();
  await visit('reports-ready');
  const show = page.getByRole('button', { name: /^(Show|Mostrar)/ });
  await openBeside();
  await show.click();
  await page.getByTestId('report').waitFor();
  await visit('report');
  await openBeside();
  await page.getByRole('switch', { name: /^(For outside readers|Para lectores externos)/ }).press('Space');
  await show.click();
  await page.getByTestId('report').waitFor();
  await visit('report-for-others');
  await page.getByTestId('report').getByRole('table').last().scrollIntoViewIfNeeded();
  await visit('report-below');
  await openBeside();
  await page.getByRole('button', { name: 'PDF' }).click();
  await page.getByTestId('report-saved').filter({ hasText: '.pdf' }).waitFor();
  await visit('report-saved');
  await changeTo('chen', '444444');
  await keepingLog(desk, fake, visit);
  await changeTo('rivera', '222222');
}
