// Changes are sent a moment later and together, and none is lost.

import { ChangeGatherer } from '../../../../electron/core/gather-changes.ts';
import type { SyncChange } from '../../../../electron/core/sync/engine-options.ts';
import { itemId, patronId, titleId } from '../../../../shared/core/ids.ts';

const nothing: SyncChange = { differences: null, exceptions: false, acts: false };
const of = (item: string, patron: string): SyncChange => ({
  ...nothing,
  differences: {
    items: new Set([itemId(item)]),
    titles: new Set([titleId(`t-${item}`)]),
    patrons: new Set([patronId(patron)]),
  },
});

function gatherer() {
  const said: SyncChange[] = [];
  const order: string[] = [];
  const changes = new ChangeGatherer({
    sayChange: (change) => {
      said.push(change);
      order.push('change');
    },
    sayStatus: () => order.push('status'),
  });
  return { changes, said, order };
}

describe('gathering changes', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('a burst is said once, with everything that it touched', () => {
    const { changes, said } = gatherer();
    changes.changed(of('X', 'P'));
    changes.changed({ ...nothing, acts: true });
    changes.changed({ ...of('Y', 'P'), exceptions: true });
    expect(said).toEqual([]);
    jest.advanceTimersByTime(60);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ exceptions: true, acts: true });
    expect([...(said[0]?.differences?.items ?? [])]).toEqual(['X', 'Y']);
    expect([...(said[0]?.differences?.titles ?? [])]).toEqual(['t-X', 't-Y']);
    expect([...(said[0]?.differences?.patrons ?? [])]).toEqual(['P']);
  });

  test('changes that keep coming are said all the while, within a tenth of a second', () => {
    const { changes, said } = gatherer();
    for (let n = 0; n < 20; n += 1) {
      changes.changed(of(`X${n}`, 'P'));
      jest.advanceTimersByTime(10);
    }
    expect(said.length).toBeGreaterThanOrEqual(3);
    expect(new Set(said.flatMap(({ differences }) => [...(differences?.items ?? [])])).size).toBeGreaterThan(14);
  });

  test('the line and the data are said apart, the data first; what did not change is not said', () => {
    const { changes, said, order } = gatherer();
    changes.statusChanged();
    changes.changed(of('X', 'P'));
    changes.statusChanged();
    jest.advanceTimersByTime(60);
    expect(order).toEqual(['change', 'status']);
    changes.statusChanged();
    jest.advanceTimersByTime(60);
    expect(order).toEqual(['change', 'status', 'status']);
    expect(said).toHaveLength(1);
  });

  test('nothing is said after the core has stopped', () => {
    const { changes, order } = gatherer();
    changes.changed(of('X', 'P'));
    changes.stop();
    jest.advanceTimersByTime(1_000);
    expect(order).toEqual([]);
  });
});
