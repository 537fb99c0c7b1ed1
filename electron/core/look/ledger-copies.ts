// Leftover copies of a desk's ledger: backups, and files that a restore set aside. They name people that the ledger has forgotten since. [I19]

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import { contactTerms } from '../../../db/ledger/contact-terms.ts';
import { purgeHorizon } from '../../../shared/circ/purge.ts';
import type { QuietDesk } from '../open-desk-quietly.ts';

export type LedgerCopy = { readonly path: string; readonly days: number };

const SET_ASIDE = /^ledger-(before-restore-.*\.db|set-aside-\d+\.log)$/;

/** Copies of this desk's ledger in a folder that were written before a moment. No other desk's file opens with its key. */
export function copiesBefore(desk: QuietDesk, folder: string, { now, before }: { now: Instant; before: Instant }) {
  return filesIn(folder, now).filter(
    ({ path, writtenAt }) => writtenAt < before && path !== desk.ledgerPath && desk.isOwnLedger(path),
  );
}

/** Files that a restore or a start set aside in the data folder, older than the library's retention time. */
export function setAsideTooLong({ ledger }: Pick<QuietDesk, 'ledger'>, dir: string, now: Instant): LedgerCopy[] {
  const before = purgeHorizon(now, contactTerms(ledger));
  return filesIn(dir, now).filter(({ name, writtenAt }) => SET_ASIDE.test(name) && writtenAt < before);
}

function filesIn(folder: string, now: Instant) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => {
      const path = join(folder, name);
      const writtenAt = statSync(path).mtimeMs;
      return { name, path, writtenAt, days: Math.floor((now - writtenAt) / DAY_MS) };
    });
}
