// Reasons as they go to the screen: in words, each once.

import { reasonViews } from '../../../../electron/core/facade/say-views.ts';
import type { Reason } from '../../../../shared/circ/decision.ts';

const saying = { language: 'en' as const, now: 0 };

const reason = (params: Reason['params']): Reason => ({
  code: 'LIMIT_REACHED',
  effect: 'override',
  params,
  right: 'override-limits',
  overridden: false,
});

describe('reasons on their way to the screen', () => {
  test('are said once where two rules find the same', () => {
    const views = reasonViews(saying, [reason({ count: 5, limit: 5 }), reason({ count: 5, limit: 5 })], []);
    expect(views).toHaveLength(1);
  });

  test('stay apart where their figures differ', () => {
    const views = reasonViews(saying, [reason({ count: 5, limit: 5 }), reason({ count: 5, limit: 3 })], []);
    expect(views.map(({ text }) => text)).toHaveLength(2);
  });
});
