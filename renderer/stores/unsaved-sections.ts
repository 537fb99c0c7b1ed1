// Sections of Settings with something typed and not saved, for their marks and for the question at sign-out.

import type { HabitsState } from './habits-store.ts';
import { isEdited, type HoursState } from './hours-store.ts';
import { isListTyped, type LogState } from './log-store.ts';
import type { NoticeTextsState } from './notice-texts-store.ts';
import { isSwitched, type RolesState } from './roles-store.ts';
import type { SettingsSection } from './view-store.ts';

type Typed = {
  readonly hours: HoursState;
  readonly roles: RolesState;
  readonly log: LogState;
  readonly notices: Pick<NoticeTextsState, 'drafts'>;
  readonly habits: Pick<HabitsState, 'drafts'>;
};

/** Sections whose drafts lie with the library's habits. */
const IN_HABITS = ['kinds', 'searches', 'stacks', 'equipment', 'habits', 'nearby'] as const;

export function unsavedSections({ hours, roles, log, notices, habits }: Typed): readonly SettingsSection[] {
  return [
    ...(isEdited(hours) ? (['hours'] as const) : []),
    ...(isSwitched(roles) ? (['roles'] as const) : []),
    ...(Object.keys(notices.drafts).length > 0 ? (['notices'] as const) : []),
    ...(isListTyped(log) ? (['log'] as const) : []),
    ...IN_HABITS.filter((section) => section in habits.drafts),
  ];
}
