// A supervisor's work on Reports: asks for the days of the shift, looks at it, and saves it in the four forms.

import { join } from 'node:path';
import type { See } from './shift-dialogs.ts';
import type { FileForm, ReportFiles } from './shift-figures.ts';
import type { StoryDesk } from './story-desk.ts';

/** Days as a calendar field takes them. */
type Days = { readonly first: string; readonly last: string };

/** Saves the shift report of some days into a folder. */
export async function saveShiftReport({ screen }: StoryDesk, days: Days, out: string, see: See): Promise<ReportFiles> {
  const { page } = screen;
  await page.keyboard.press('F8');
  await page.getByRole('button', { name: 'Shift report', exact: true }).click();
  await page.getByLabel('First day', { exact: true }).fill(days.first);
  await page.getByLabel('Last day', { exact: true }).fill(days.last);
  await see('reports');
  await page.getByRole('button', { name: /^Show/ }).click();
  await page.getByTestId('report').waitFor();
  await see('report');
  const save = async (form: FileForm): Promise<string> => {
    const file = join(out, `shift.${form}`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: form.toUpperCase(), exact: true }).click();
    await (await downloading).saveAs(file);
    await page
      .getByTestId('report-saved')
      .filter({ hasText: `.${form}` })
      .waitFor();
    return file;
  };
  return { json: await save('json'), csv: await save('csv'), xlsx: await save('xlsx'), pdf: await save('pdf') };
}
