// The outputs of the demo library: letters to patrons, and the files by which fees go to student accounts. Both are files in folders, and nothing is sent.

import { DAY_MS, type Millis } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { BillLayout } from '../../shared/formats/bill-layout.ts';
import { setLayout } from '../bills/bill-batches.ts';
import { keepMailSettings, MailSettingsSchema } from '../notices/mail-settings.ts';
import type { Store } from '../store/store.ts';

/** Folders that are there. */
export type DemoFolders = { readonly letters: string; readonly bills: string };

/** Notices of dates in these last days are made at once, so that the demo has some from its start. */
const NOTICES_FROM_MS: Millis = 3 * DAY_MS;

/** Kinds of fees by their codes at the office; what it has no code for waits at the library. */
const CODES = {
  lost: 'LIB_LOST',
  processing: 'LIB_PROCESSING',
  damage: 'LIB_DAMAGE',
  'missing-part': 'LIB_PART',
} as const;

/** Bills of all colleges go to one office. Community borrowers have no number there, and pay at the desk. */
const BILLS: BillLayout = {
  form: 1,
  name: 'colleges',
  office: 'the student accounts of the colleges',
  purpose: 'student-account',
  who: { account: { cards: ['campus-id'] } },
  fees: { kinds: ['lost', 'processing', 'damage', 'missing-part'] },
  file: { name: 'library-charges-{batch}.csv', format: 'csv', headings: true },
  detail: [
    { name: 'Student_ID', field: 'account' },
    { name: 'Charge_Item', field: 'kind', codes: CODES },
    { name: 'Amount', field: 'amount' },
    { name: 'Charge_Date', field: 'fee-date', date: 'YYYY-MM-DD' },
    { name: 'Reference', field: 'reference' },
  ],
};

/** Sets where letters and bills of the demo library go. Its rows are there already. */
export async function keepDemoOutputs(
  to: { readonly store: Store; readonly clock: Clock },
  { letters, bills }: DemoFolders,
): Promise<void> {
  const settings = MailSettingsSchema.parse({
    from: { name: 'The Windrow Colleges Library', address: 'circulation@windrow.example' },
    print: { folder: letters },
  });
  const since = to.clock.now() - NOTICES_FROM_MS;
  await to.store.write((tx) => keepMailSettings(tx, settings, since));
  await setLayout(to, { layout: BILLS, folder: bills });
}
