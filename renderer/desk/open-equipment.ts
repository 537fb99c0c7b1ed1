// Opens the day of a kind of equipment on Work.

import type { Desk } from './desk.ts';

type Parts = Pick<Desk, 'bills' | 'feeds' | 'dueDates' | 'equipment' | 'paper' | 'work'>;

/** Null: the kind that was shown last. Other panes on Work are closed. */
export function openEquipment({ bills, dueDates, equipment, feeds, paper, work }: Parts, kind: string | null): void {
  dueDates.close();
  paper.close();
  bills.close();
  feeds.close();
  void work.goTo('work');
  void equipment.begin().then(() => (kind === null ? null : equipment.showKind(kind)));
}
