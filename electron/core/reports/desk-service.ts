// The service figures of this desk.

import type { Weight } from '../../../shared/circ/model/exception.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { serviceDocument } from '../../../shared/reports/service/service-document.ts';
import { SERVED, serviceFigures } from '../../../shared/reports/service/service-figures.ts';
import { actTimes } from '../../../db/ledger/recorded-acts.ts';
import { exceptionsCausedBy } from '../../../db/replica/queries/exceptions.ts';
import { deskCoverage, deskReportHead, type DeskReportSource } from './desk-source.ts';

/** The report. Its exceptions are those that acts of this desk caused. */
export function deskService(source: DeskReportSource, question: ReportQuestion): ReportDocument {
  const { ledger, copy, identity } = source;
  const head = deskReportHead(source, question);
  const acts = actTimes(ledger, SERVED, question);
  const ids = acts.map(({ id }) => id);
  const found = copy === null ? [] : exceptionsCausedBy(copy.db, ids);
  const count = (weight: Weight) => found.filter((one) => one.weight === weight).length;
  const exceptions = { 'act-now': count('act-now'), today: count('today'), note: count('note') };
  const desk = identity.deskName;
  const figures = serviceFigures(
    acts.map(({ name, at }) => ({ desk, name, at })),
    { exceptions, zone: head.zone },
  );
  return serviceDocument(head, figures, deskCoverage(source));
}
