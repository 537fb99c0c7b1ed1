// Figures for monitoring: counts since the start of this process, and where the feed is. No label names a person or a desk.

import type { Millis } from '../../shared/core/instant.ts';

export type Metrics = {
  readonly answered: (route: string, status: number, tookMs: Millis) => void;
  readonly receipts: (texts: readonly string[]) => void;
  readonly faulted: (code: string) => void;
  readonly feedOpened: () => () => void;
  readonly text: (head: number) => string;
};

/** What each series is; its labels are with the counts. */
const SERIES = {
  holdfast_feed_head: ['gauge', 'Newest position of the feed.'],
  holdfast_feeds_open: ['gauge', 'Feeds that desks follow now.'],
  holdfast_faults_total: ['counter', 'Faults of the server, by code.'],
  holdfast_receipts_total: ['counter', 'Commands answered, by outcome.'],
  holdfast_request_ms_total: ['counter', 'Milliseconds taken by requests, by route.'],
  holdfast_requests_total: ['counter', 'Requests answered, by route and status.'],
} as const;

export function createMetrics(): Metrics {
  const counts = new Map<string, number>();
  let openFeeds = 0;
  const add = (name: string, by = 1) => counts.set(name, (counts.get(name) ?? 0) + by);
  return {
    answered: (route, status, tookMs) => {
      add(`holdfast_requests_total{route="${route}",status="${status}"}`);
      add(`holdfast_request_ms_total{route="${route}"}`, Math.round(tookMs));
    },
    receipts: (texts) => {
      for (const text of texts)
        add(`holdfast_receipts_total{outcome="${/"outcome":"([\w-]+)"/.exec(text)?.[1] ?? 'unknown'}"}`);
    },
    faulted: (code) => add(`holdfast_faults_total{code="${code}"}`),
    feedOpened: () => {
      openFeeds += 1;
      return () => {
        openFeeds -= 1;
      };
    },
    text: (head) => {
      const values = [...counts, ['holdfast_feed_head', head] as const, ['holdfast_feeds_open', openFeeds] as const];
      const lines = values.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name} ${value}`);
      return Object.entries(SERIES)
        .flatMap(([series, [type, help]]) => [
          `# HELP ${series} ${help}`,
          `# TYPE ${series} ${type}`,
          ...lines.filter((line) => line.startsWith(`${series}{`) || line.startsWith(`${series} `)),
        ])
        .concat('')
        .join('\n');
    },
  };
}
