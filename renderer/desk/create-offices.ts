// Server settings and decisions that a person works at a desk with a line: bills, data feeds, roles, terms of parts,
// keys and lessons, words of notices.

import { createBills } from '../stores/bills-store.ts';
import { createDataFeeds } from '../stores/data-feeds-store.ts';
import { createHabits } from '../stores/habits-store.ts';
import { createNoticeTexts } from '../stores/notice-texts-store.ts';
import { createPartTerms } from '../stores/part-terms-store.ts';
import { createRoles } from '../stores/roles-store.ts';
import type { Desk } from './desk.ts';

export type Offices = Pick<Desk, 'bills' | 'feeds' | 'roles' | 'partTerms' | 'habits' | 'noticeTexts'>;

export function createOffices({ link, play }: Pick<Desk, 'link' | 'play'>): Offices {
  return {
    bills: createBills({ link, play }),
    feeds: createDataFeeds({ link, play }),
    roles: createRoles(link),
    partTerms: createPartTerms(link),
    habits: createHabits(link),
    noticeTexts: createNoticeTexts(link),
  };
}
