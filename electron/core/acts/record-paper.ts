// Transactions of a downtime sheet, as people type or paste its lines.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { readPaperSheet, type PaperLine } from '../../../shared/circ/paper-lines.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ReportHead } from '../../../shared/reports/document.ts';
import { downtimeSheet } from '../../../shared/reports/downtime-sheet.ts';
import type { Words } from '../../../shared/core/language.ts';
import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { MOST_PAPER_LINES } from '../../../shared/views/paper.ts';
import { requireRight, type Desk } from '../desk.ts';
import { deskZone, requiredCopy } from '../desk-sight.ts';
import { dayAt } from '../facade/local-day.ts';
import { reportView } from '../reports/report-view.ts';
import { PAPER_PROBLEMS, PAST_NOTES } from '../facade/past-words.ts';
import { eachPast, type Past, type PastLine } from './record-past.ts';

/** `paper.start`. */
export function paperStart(desk: Desk): MethodOutput<'paper.start'> {
  const zone = deskZone(desk);
  const now = desk.clock.now();
  const local = new Date((zoneClock(zone) ?? UTC).toLocal(now)).toISOString();
  return { day: dayAt(zone, now), time: local.slice(11, 16), zone };
}

/** `paper.sheet`: an empty sheet of this desk, with or without a copy of the library. Throws HF-AUTH-021 when no one is signed in. */
export function paperSheet(desk: Desk): MethodOutput<'paper.sheet'> {
  const { staffId, staff } = desk.session.required();
  const { identity } = desk;
  const now = desk.clock.now();
  const head: ReportHead = {
    library: identity.library.name,
    branch: desk.copy()?.library.branchName(identity.branch) ?? null,
    zone: deskZone(desk),
    period: { from: now, to: now },
    madeBy: { staffId, name: staff },
    madeAt: now,
    audience: 'internal',
  };
  return reportView(downtimeSheet(head), desk.language());
}

/** `paper.check`: previews the record of each line. Throws HF-AUTH-024, HF-UI-100 for too many lines. */
export async function checkPaper(desk: Desk, input: ParsedInput<'paper.check'>): Promise<MethodOutput<'paper.check'>> {
  return eachPast(desk, pastOf(desk, input), 'check');
}

/**
 * `paper.record`: records each line that can be, in the order of their times. A line that is recorded already is not recorded again: a sheet may be
 * sent twice. Throws HF-AUTH-024, HF-UI-100.
 */
export async function recordPaper(
  desk: Desk,
  input: ParsedInput<'paper.record'>,
): Promise<MethodOutput<'paper.record'>> {
  return eachPast(desk, pastOf(desk, input), 'record');
}

function pastOf(desk: Desk, { text, day, time }: ParsedInput<'paper.check'>): Past {
  requireRight(desk, 'resolve-exceptions');
  const { lines, bad } = readPaperSheet(text, { day, time });
  if (lines.length + bad.length > MOST_PAPER_LINES) throw new HoldfastError('HF-UI-100', { most: MOST_PAPER_LINES });
  const clock = zoneClock(deskZone(desk)) ?? UTC;
  const doubts = doubtsOf(desk, lines);
  return {
    source: 'paper',
    right: 'resolve-exceptions',
    lines: lines.map(({ line, local, kind, card, barcode }): PastLine => {
      const when = {
        line,
        at: clock.toInstant(Date.parse(`${local}Z`)),
        local: local.slice(0, 16).replace('T', ' '),
      };
      return kind === 'out' && card !== null
        ? { ...when, kind: 'out', card, barcode, dueAt: null }
        : { ...when, kind: 'in', barcode, returnedAt: null, doubt: doubts.get(line) ?? null };
    }),
    bad: bad.map(({ line, text: read, problem }) => ({ line, text: read, why: PAPER_PROBLEMS[problem] })),
    acts: new Map(),
  };
}

/**
 * Barcodes that may be no returns, by the numbers of their lines: a card and its barcode may be on two lines, and no return may be recorded of a loan.
 * A word on the line itself leaves no doubt.
 */
function doubtsOf(desk: Desk, lines: readonly PaperLine[]): ReadonlyMap<number, Words> {
  const { sight } = requiredCopy(desk);
  const doubts = new Map<number, Words>();
  let above: Words | null = null;
  for (const { line, kind, barcode, isSaid } of lines) {
    if (kind === 'out' || isSaid) above = null;
    else if (sight.itemByBarcode(barcode) === null)
      above = sight.patronByCard(barcode) === null ? PAST_NOTES.afterUnknown : PAST_NOTES.afterCard;
    else if (above !== null) doubts.set(line, above);
  }
  return doubts;
}
