// The outage report as it is handed out: a summary that names no patron, and apart from it what is left to be worked. Instants are UTC texts.

import { formatInstant, type Instant } from '../core/instant.ts';
import type { OutageFigures, OutageSpan } from './outage.ts';

/** An exception that is open, as whoever works it needs it. */
export type OutageWork = {
  readonly exceptionId: string;
  readonly code: string;
  readonly weight: string;
  readonly branch: string | null;
  readonly item?: string;
  readonly patron?: string;
  readonly at: string;
  readonly text: string;
  readonly tellPatron: string | null;
};

export type OutageDocument = {
  readonly kind: 'outage';
  readonly from: string;
  readonly to: string;
  readonly summary: {
    readonly spans: readonly (Omit<OutageSpan, 'from' | 'to' | 'dataAsOf' | 'causes'> & {
      readonly from: string;
      readonly to: string | null;
      readonly dataAsOf: string | null;
      readonly causes: readonly { readonly cause: string; readonly code: string | null; readonly at: string }[];
    })[];
    readonly oldestData: string | null;
  } & Pick<OutageFigures, 'acts' | 'outcomes' | 'codes' | 'moneyBack'>;
  readonly worklist: readonly OutageWork[];
};

/** The document of some figures. */
export function outageDocument(
  asked: { readonly from: Instant; readonly to: Instant },
  { spans, oldestData, acts, outcomes, codes, moneyBack }: OutageFigures,
  worklist: readonly OutageWork[],
): OutageDocument {
  return {
    kind: 'outage',
    from: formatInstant(asked.from),
    to: formatInstant(asked.to),
    summary: {
      spans: spans.map(({ from, to, dataAsOf, causes, ...span }) => ({
        ...span,
        from: formatInstant(from),
        to: iso(to),
        dataAsOf: iso(dataAsOf),
        causes: causes.map(({ at, ...cause }) => ({ ...cause, at: formatInstant(at) })),
      })),
      oldestData: iso(oldestData),
      acts,
      outcomes,
      codes,
      moneyBack,
    },
    worklist,
  };
}

/** A line of a table. */
type Cells = readonly (string | number)[];

/** The summary as one table, the names of its columns first: what each line tells is its `section`. */
export function outageSummaryRows({ summary }: OutageDocument): Cells[] {
  const { spans, oldestData, acts, outcomes, codes, moneyBack } = summary;
  const line = (
    section: string,
    what: string,
    values: Readonly<Record<string, string | number | null>> = {},
  ): Cells => [section, what, ...COLUMNS.map((column) => values[column] ?? '')];
  const causes = (span: (typeof spans)[number]) =>
    span.causes.map(({ cause, code, at }) => [cause, code, at].filter(Boolean).join(' ')).join('; ');
  return [
    ['section', 'what', ...COLUMNS],
    ...spans.map((span) =>
      line('outage', span.hop, { desk: span.desk, from: span.from, to: span.to, detail: causes(span) }),
    ),
    ...(oldestData === null ? [] : [line('data', 'oldest used', { from: oldestData })]),
    ...acts.map(({ name, count }) => line('acts', name, { count })),
    ...outcomes.map(({ outcome, count }) => line('answers', outcome ?? 'none yet', { count })),
    ...codes.map(({ code, weight, count, open, byEvent, explained, byPerson, by }) =>
      line('exceptions', code, {
        count,
        open,
        by_event: byEvent,
        explained,
        by_person: byPerson,
        detail: [weight, ...by.map((one) => `${one.count} ${one.action} ${one.staff}`.trimEnd())].join('; '),
      }),
    ),
    line('money', 'to give back', { count: moneyBack.count, open: moneyBack.open }),
  ];
}

const COLUMNS = ['desk', 'from', 'to', 'count', 'open', 'by_event', 'explained', 'by_person', 'detail'] as const;

/** What is left, a line each, the names of the columns first. */
export function outageWorklistRows({ worklist }: OutageDocument): Cells[] {
  return [
    ['weight', 'code', 'branch', 'item', 'patron', 'at', 'text', 'tell_patron', 'exception'],
    ...worklist.map((one) => [
      one.weight,
      one.code,
      one.branch ?? '',
      one.item ?? '',
      one.patron ?? '',
      one.at,
      one.text,
      one.tellPatron ?? '',
      one.exceptionId,
    ]),
  ];
}

function iso(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
