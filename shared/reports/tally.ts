// The reference tally in reports: questions by tier and channel, and by subject where there is one.

import { MODE_NAMES, TALLY_MODES, TALLY_TIERS, TIER_NAMES, type TallyMode } from '../core/tally.ts';
import { nameOfCode } from '../core/codes/names.ts';
import type { Instant } from '../core/instant.ts';
import type { Row, Section } from './document.ts';
import { countColumn, section, summed, textColumn } from './section.ts';

/** A question that stands. Tier and mode of a later version are counted under their own names. */
export type CountedTally = {
  readonly at: Instant;
  readonly tier: string;
  readonly mode: string | null;
  readonly subject: string | null;
};

const MODE_COLUMNS = TALLY_MODES.map((mode) =>
  countColumn(mode.replace('-', '_'), MODE_NAMES[mode].en, MODE_NAMES[mode].es),
);

/** Questions by tier. Every tier of the scale has its line: a nought is a figure too. */
export function tallySection(tallies: readonly CountedTally[]): Section {
  const columns = [
    textColumn('tier', 'Tier', 'Nivel'),
    countColumn('questions', 'Questions', 'Consultas'),
    ...MODE_COLUMNS,
  ];
  const byTier = Map.groupBy(tallies, ({ tier }) => tier);
  const later = [...byTier.keys()].filter((tier) => !TALLY_TIERS.some((one) => one === tier)).toSorted();
  const rows = [...TALLY_TIERS, ...later].map((tier): Row => {
    const own = byTier.get(tier) ?? [];
    const came = (mode: TallyMode) => own.filter((one) => one.mode === mode).length;
    return [{ words: nameOfCode(TIER_NAMES, tier) }, own.length, ...TALLY_MODES.map(came)];
  });
  const heading = { en: 'Reference tally', es: 'Consultas de referencia' };
  return summed(section('tally', heading, columns, tallies.length === 0 ? [] : rows));
}

/** Questions by subject, the most frequent first. */
export function subjectSection(tallies: readonly CountedTally[]): Section {
  const columns = [textColumn('subject', 'Subject', 'Tema'), countColumn('questions', 'Questions', 'Consultas')];
  const bySubject = Map.groupBy(
    tallies.flatMap(({ subject }) => subject ?? []),
    (subject) => subject,
  );
  const rows = [...bySubject]
    .map(([subject, own]): [string, number] => [subject, own.length])
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return section('tally_subjects', { en: 'Questions by subject', es: 'Consultas por tema' }, columns, rows);
}
