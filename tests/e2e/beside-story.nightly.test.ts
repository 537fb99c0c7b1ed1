// Two desks and a self-check beside two other systems, whose lines drop and come back in either order.

import { tellBeside } from './story/tell-beside.ts';
import { teller } from './story/tell.ts';

test.each(['server', 'systems'] as const)(
  'every act is on both sides once when the %s comes back first',
  async (first) => {
    const told: string[] = [];
    await tellBeside(
      teller(({ step, ok }) => {
        if (ok) told.push(step);
      }),
      first,
    );
    expect(told).toHaveLength(5);
  },
  600_000,
);
