// The text that monitoring collects.

import { createMetrics } from '../../../../server/http/metrics.ts';

test('each series says what it is and of which type, and every value stands under its own', async () => {
  const metrics = createMetrics();
  metrics.answered('head', 200, 3);
  metrics.answered('feed', 401, 1);
  metrics.receipts(['{"outcome":"applied"}']);
  metrics.faulted('schedule');
  metrics.feedOpened();
  const rehearsal = { passedAt: 5_000, rows: 1, failed: null };
  const text = await metrics.text(7, { rehearsal, connectors: [] });
  expect(text.endsWith('\n')).toBe(true);
  // Collectors ignore empty lines.
  const lines = text.split('\n').filter((line) => line !== '');
  let [series, values] = ['', 0];
  for (const [index, line] of lines.entries()) {
    const [, mark, name = ''] = /^# (HELP|TYPE) (\w+) ./.exec(line) ?? [];
    if (mark === 'HELP') {
      series = name;
      expect(lines[index + 1]).toMatch(new RegExp(`^# TYPE ${series} (counter|gauge)$`));
    } else if (mark === undefined) {
      values += 1;
      expect(/^\w+/.exec(line)?.[0]).toBe(series);
    }
  }
  expect(values).toBe(10);
  expect(lines).toContain('holdfast_feed_head 7');
  expect(lines).toContain('holdfast_rehearsal_passed_seconds 5');
  expect(lines).toContain('holdfast_rehearsal_failed 0');
  expect(lines).toContain('holdfast_requests_total{route="feed",status="401"} 1');
});
