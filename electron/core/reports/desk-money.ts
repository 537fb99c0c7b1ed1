// The day sheet of this desk. Shifts that are over know their sums for good; of acts whose arguments were purged outside of one nothing is known.

import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { moneyDocument } from '../../../shared/reports/money/money-document.ts';
import { MONEY_ACTS, moneyFigures, type MoneyAct } from '../../../shared/reports/money/money.ts';
import { SERVICE_DAY_ENDS_AT } from '../../../shared/core/service-day.ts';
import { recordedActs } from '../../../db/ledger/recorded-acts.ts';
import { shiftsOpenedBetween } from '../../../db/ledger/shifts.ts';
import { deskCoverage, deskReportHead, staffNames, type DeskReportSource } from './desk-source.ts';

/** The acts of money of this desk in a time. */
export function deskMoneyActs({ ledger, identity }: DeskReportSource, question: ReportQuestion): MoneyAct[] {
  const desk = identity.deskName;
  return recordedActs(ledger, MONEY_ACTS, question).map((act) => ({ ...act, desk, entry: null }));
}

/** The report. */
export function deskMoney(source: DeskReportSource, question: ReportQuestion): ReportDocument {
  const { ledger, copy, identity } = source;
  const head = deskReportHead(source, question);
  const desk = identity.deskName;
  const acts = deskMoneyActs(source, question);
  const endsAtHour = copy?.library.serviceDayEndsAt() ?? SERVICE_DAY_ENDS_AT;
  return moneyDocument(head, {
    figures: moneyFigures(acts, { zone: head.zone, endsAtHour }),
    shifts: shiftsOpenedBetween(ledger, question.from, question.to).map((shift) => ({ desk, shift })),
    nameOf: staffNames(ledger),
    currency: identity.library.currency,
    coverage: deskCoverage(source),
  });
}
