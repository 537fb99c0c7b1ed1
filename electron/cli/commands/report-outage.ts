// `holdfast report outage`: what happened while a line was down, at one desk or in the whole library.

import { resolve } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { outageFigures } from '../../../shared/reports/outage.ts';
import {
  outageDocument,
  outageSummaryRows,
  outageWorklistRows,
  type OutageDocument,
} from '../../../shared/reports/outage-document.ts';
import { libraryOutages } from '../../../server/query/outage-facts.ts';
import { outageOfDesk } from '../../core/facade/outage-range.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { withStore } from '../admin/with-store.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, requiredText, textOf, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';
import type { Reported, Span } from './report.ts';

/** The summary, which names no patron, and what is left to be worked. */
export async function reportOutage(run: Run, span: Span): Promise<Reported> {
  const document = await (textOf(run.values, 'database') === null ? ofDesk(run, span) : ofLibrary(run, span));
  const rows = hasFlag(run.values, 'worklist') ? outageWorklistRows(document) : outageSummaryRows(document);
  return { json: document, rows };
}

async function ofLibrary(run: Run, span: Span): Promise<OutageDocument> {
  return withStore(run, async ({ store }) => {
    const { facts, worklist } = await libraryOutages(store, span);
    return outageDocument(span, outageFigures(facts), worklist);
  });
}

async function ofDesk(run: Run, span: Span): Promise<OutageDocument> {
  const dir = resolve(requiredText(run.values, 'data'));
  const question = { ...span, language: 'en' as const };
  const answer = await askCore(dir, 'report.outage', question);
  // The core is of this program: its answer has this shape.
  const parseDocument = (value: unknown) => value as OutageDocument;
  if (answer?.ok === true) return parseDocument(answer.value);
  const clock = clockOf(run);
  const desk = await openDeskQuietly(dir, clock, systemRandom);
  try {
    const { ledger, identity } = desk;
    if (identity === null) throw new HoldfastError('HF-ENROL-007', { dir });
    // How far this clock is off, only a running desk knows.
    const source = { ledger, copy: desk.sight()?.copy() ?? null, identity, now: clock.now(), offsetMs: 0 };
    return outageOfDesk(source, question);
  } finally {
    desk.close();
  }
}
