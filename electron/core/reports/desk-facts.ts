// The facts for a desk's reports, and its acts of money, which two kinds of reports read.

import type { Instant } from '../../../shared/core/instant.ts';
import { MONEY_ACTS, type MoneyAct } from '../../../shared/reports/money/money.ts';
import type { ReportPeriod } from '../../../shared/reports/question.ts';
import type { Identity } from '../../../db/ledger/identity.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { recordedActs } from '../../../db/ledger/recorded-acts.ts';
import type { Copy } from '../desk-sight.ts';

export type DeskFacts = {
  readonly ledger: Ledger;
  /** Null without a copy of the library: facts known to the server alone are missing then. */
  readonly copy: Copy | null;
  readonly identity: Identity;
  readonly now: Instant;
};

/** Acts of money of this desk in a time. Of acts whose arguments were purged outside of a shift nothing is known. */
export function deskMoneyActs({ ledger, identity }: DeskFacts, period: ReportPeriod): MoneyAct[] {
  const desk = identity.deskName;
  return recordedActs(ledger, MONEY_ACTS, period).map((act) => ({ ...act, desk, entry: null }));
}
