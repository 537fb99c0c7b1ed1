// A report as one JSON object: rows as objects by the keys of their columns, money in minor units beside its currency, instants in UTC,
// durations in seconds.

import { formatInstant } from '../core/instant.ts';
import { plainCell } from './plain-cell.ts';
import type { SaidCell } from './say-cell.ts';
import type { SaidReport, SaidSection } from './say-report.ts';

/** The object. */
export function reportJson(report: SaidReport) {
  const { kind, title, library, branch, zone, period, language, madeBy, madeAt, audience, coverage } = report;
  return {
    kind,
    title,
    library,
    branch,
    zone,
    from: formatInstant(period.from),
    to: formatInstant(period.to),
    language,
    madeBy,
    madeAt: formatInstant(madeAt),
    audience,
    coverage,
    sections: report.sections.map((section) => sectionJson(section, zone)),
  };
}

function sectionJson({ key, heading, notes, columns, rows, total }: SaidSection, zone: string) {
  const object = (row: readonly SaidCell[]) =>
    Object.fromEntries(columns.map((column, at) => [column.key, plainCell(row[at] ?? null, column, zone)]));
  return {
    key,
    heading,
    notes,
    columns: columns.map(({ key: name, label, kind, currency }) => ({
      key: name,
      label,
      kind,
      ...(currency === undefined ? {} : { currency }),
    })),
    rows: rows.map(object),
    total: total === null ? null : object(total),
  };
}
