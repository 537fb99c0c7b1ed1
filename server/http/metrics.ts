// Figures for monitoring: counts since the start of this process, and where the feed is. No label names a person or a desk.

import { Counter, Gauge, Registry } from 'prom-client';
import type { RehearsalState } from '../backup/rehearsals.ts';
import { SECOND_MS, type Millis } from '../../shared/core/instant.ts';
import type { ConnectorStanding } from '../connectors/connector-list.ts';

/** Values from the database; null where it does not answer. */
export type ToldToMonitoring = {
  readonly rehearsal: RehearsalState | null;
  readonly connectors: readonly Omit<ConnectorStanding, 'taken'>[];
};

export type Metrics = {
  readonly answered: (route: string, status: number, tookMs: Millis) => void;
  readonly receipts: (texts: readonly string[]) => void;
  readonly faulted: (code: string) => void;
  readonly feedOpened: () => () => void;
  /** The text that monitoring collects, and its media type. */
  readonly type: string;
  readonly text: (head: number, told: ToldToMonitoring) => Promise<string>;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const ofConnector = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['connector'], registers: [registry] });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const feedHead = gauge('holdfast_feed_head', 'Newest position of the feed.');
  const openFeeds = gauge('holdfast_feeds_open', 'Feeds that desks follow now.');
  const rehearsedAt = gauge(
    'holdfast_rehearsal_passed_seconds',
    'When a restored backup last was the same as the library, in seconds since 1970; 0 = never.',
  );
  const rehearsalFailed = gauge('holdfast_rehearsal_failed', '1 where the newest rehearsal of a restore failed.');
  const waiting = ofConnector('holdfast_connector_waiting', 'Messages that another library system was not told yet.');
  const differing = ofConnector('holdfast_connector_differing', 'Messages that it refused, or has otherwise.');
  const reached = ofConnector('holdfast_connector_up', 'Whether it is reached: 1, or 0.');
  const faults = counter('holdfast_faults_total', 'Faults of the server, by code.', ['code']);
  const receipts = counter('holdfast_receipts_total', 'Commands answered, by outcome.', ['outcome']);
  const requestMs = counter('holdfast_request_ms_total', 'Milliseconds taken by requests, by route.', ['route']);
  const requests = counter('holdfast_requests_total', 'Requests answered, by route and status.', ['route', 'status']);
  return {
    answered: (route, status, tookMs) => {
      requests.inc({ route, status });
      requestMs.inc({ route }, Math.round(tookMs));
    },
    receipts: (texts) => {
      for (const text of texts) receipts.inc({ outcome: /"outcome":"([\w-]+)"/.exec(text)?.[1] ?? 'unknown' });
    },
    faulted: (code) => faults.inc({ code }),
    feedOpened: () => {
      openFeeds.inc();
      return () => openFeeds.dec();
    },
    type: registry.contentType,
    text: (head, { rehearsal, connectors }) => {
      feedHead.set(head);
      if (rehearsal !== null) {
        rehearsedAt.set(Math.floor((rehearsal.passedAt ?? 0) / SECOND_MS));
        rehearsalFailed.set(rehearsal.failed === null ? 0 : 1);
      }
      for (const one of [waiting, differing, reached]) one.reset();
      for (const { name: connector, state, ...one } of connectors) {
        waiting.set({ connector }, one.waiting);
        differing.set({ connector }, one.differing);
        reached.set({ connector }, state === 'up' ? 1 : 0);
      }
      return registry.metrics();
    },
  };
}
