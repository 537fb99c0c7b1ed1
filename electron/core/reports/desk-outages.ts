// The outages of this desk over a time: every one that falls into it, what came of them, and as a report of its own what is left.

import { cardOf } from '../../../shared/circ/model/patron.ts';
import { exceptionMessage } from '../../../shared/circ/say-exception.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import { outageFigures } from '../../../shared/reports/outage.ts';
import { outageDocument, outageWorklistDocument, type OutageWork } from '../../../shared/reports/outage-document.ts';
import type { ReportPeriod, ReportQuestion } from '../../../shared/reports/question.ts';
import { outagesBetween } from '../../../db/ledger/outages.ts';
import type { Copy } from '../desk-sight.ts';
import { deskOutage, type DeskOutage, type FoundException } from '../facade/outage-facts.ts';
import { refusalsHere } from '../refusals/refusals-here.ts';
import { deskCoverage, deskReportHead, type DeskReportSource } from './desk-source.ts';

/** The summary. */
export function deskOutages(source: DeskReportSource, question: ReportQuestion): ReportDocument {
  const { outages, found } = outagesIn(source, question);
  const earliest = Math.min(question.from, ...outages.map(({ span }) => span.from));
  const figures = outageFigures({
    spans: outages.map(({ span }) => span),
    acts: outages.flatMap(({ acts }) => acts),
    exceptions: found.map(({ standing }) => standing),
    refusals: refusalsHere(source, earliest, Number.MAX_SAFE_INTEGER),
  });
  return outageDocument(deskReportHead(source, question), figures, deskCoverage(source));
}

/** What is left to be worked. */
export function deskOutageWorklist(source: DeskReportSource, question: ReportQuestion): ReportDocument {
  const { found } = outagesIn(source, question);
  return outageWorklistDocument(deskReportHead(source, question), workOf(found, source.copy), deskCoverage(source));
}

function outagesIn(
  source: DeskReportSource,
  asked: ReportPeriod,
): { readonly outages: readonly DeskOutage[]; readonly found: readonly FoundException[] } {
  const outages = outagesBetween(source.ledger, asked).map((outage) => deskOutage(source, outage));
  // Two outages of a day may have the same exception beside them.
  const found = new Map(outages.flatMap((outage) => outage.found).map((one) => [one.exception.id, one]));
  return { outages, found: [...found.values()] };
}

function workOf(found: readonly FoundException[], copy: Copy | null): OutageWork[] {
  return found.flatMap(({ exception, standing }) => {
    if (copy === null || standing.ended !== 'open' || exception.weight === 'note') return [];
    const { id, code, weight, branch, at } = exception;
    const given = standing.assigned === undefined ? {} : { assigned: standing.assigned };
    const said = exceptionMessage(exception);
    return [{ exceptionId: id, code, weight, branch, ...named(copy, exception), at, ...said, ...given }];
  });
}

function named(
  { sight }: Copy,
  { itemId, patronId }: FoundException['exception'],
): Pick<OutageWork, 'item' | 'patron'> {
  const item = itemId === null ? null : sight.item(itemId);
  const patron = patronId === null ? null : sight.patron(patronId);
  return { ...(item === null ? {} : { item: item.barcode }), ...(patron === null ? {} : { patron: cardOf(patron) }) };
}
