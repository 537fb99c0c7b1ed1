// Figures for monitoring: counts since the start of this process, and where the feed is. No label names a person or a desk.

import type { Millis } from '../../shared/core/instant.ts';

export type Metrics = {
  readonly answered: (route: string, status: number, tookMs: Millis) => void;
  readonly receipts: (texts: readonly string[]) => void;
  readonly faulted: (code: string) => void;
  readonly feedOpened: () => () => void;
  readonly text: (head: number) => string;
};

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
    text: (head) =>
      [
        `holdfast_feed_head ${head}`,
        `holdfast_feeds_open ${openFeeds}`,
        ...[...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`),
        '',
      ].join('\n'),
  };
}
