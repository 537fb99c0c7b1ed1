// The sections of Settings, in the order in which they are listed. A section that comes gets a line here, its name in SettingsSection
// (stores/view-store.ts), words under `settings.section`, and its page of the handbook in SECTION_SUBJECTS (help-dialog.tsx).

import type { ReactNode } from 'react';
import { hasRight, mayDo, type StationState } from '../../stores/station.ts';
import type { SettingsSection } from '../../stores/view-store.ts';
import type { IconName } from '../../ui/icon.tsx';
import { DeskSection } from './desk-section.tsx';
import { EquipmentSection } from './equipment-section.tsx';
import { HabitsSection } from './habits-section.tsx';
import { HoursFoot } from './hours-check.tsx';
import { HoursSection } from './hours-section.tsx';
import { KindsSection } from './kinds-section.tsx';
import { ListFilesSection } from './list-files-section.tsx';
import { LogListsSection } from './log-lists-section.tsx';
import { NearbySection } from './nearby-section.tsx';
import { NoticesSection } from './notices-section.tsx';
import { PinSection } from './pin-section.tsx';
import { RolesSection } from './roles-section.tsx';
import { SearchesSection } from './searches-section.tsx';
import { StacksSection } from './stacks-section.tsx';
import { StaffSection } from './staff-section.tsx';

type Section = {
  readonly id: SettingsSection;
  readonly icon: IconName;
  /** Under which heading it is listed: of the desk, or of the library. */
  readonly of: 'desk' | 'library';
  readonly isFor: (station: StationState) => boolean;
  readonly Page: () => ReactNode;
  /** Below the page, which scrolls. */
  readonly Foot?: () => ReactNode;
};

export const SETTINGS_SECTIONS: readonly Section[] = [
  { id: 'desk', icon: 'settings', of: 'desk', isFor: () => true, Page: DeskSection },
  { id: 'pin', icon: 'lock', of: 'desk', isFor: ({ session }) => session !== null, Page: PinSection },
  {
    id: 'lists',
    icon: 'checklist',
    of: 'desk',
    isFor: (station) => hasRight(station, 'manage-desk'),
    Page: ListFilesSection,
  },
  { id: 'hours', icon: 'time', of: 'library', isFor: () => true, Page: HoursSection, Foot: HoursFoot },
  {
    id: 'log',
    icon: 'checklist',
    of: 'library',
    isFor: (station) => mayDo(station, 'log.editList'),
    Page: LogListsSection,
  },
  {
    id: 'notices',
    icon: 'note',
    of: 'library',
    isFor: (station) => hasRight(station, 'edit-rules'),
    Page: NoticesSection,
  },
  {
    id: 'staff',
    icon: 'patron',
    of: 'library',
    isFor: (station) => hasRight(station, 'manage-staff'),
    Page: StaffSection,
  },
  {
    id: 'habits',
    icon: 'settings',
    of: 'library',
    isFor: (station) => hasRight(station, 'edit-rules'),
    Page: HabitsSection,
  },
  {
    id: 'stacks',
    icon: 'shelf',
    of: 'library',
    isFor: (station) => hasRight(station, 'edit-rules'),
    Page: StacksSection,
  },
  {
    id: 'equipment',
    icon: 'booking',
    of: 'library',
    isFor: (station) => hasRight(station, 'edit-rules'),
    Page: EquipmentSection,
  },
  {
    id: 'kinds',
    icon: 'item',
    of: 'library',
    isFor: (station) => hasRight(station, 'edit-rules'),
    Page: KindsSection,
  },
  {
    id: 'searches',
    icon: 'pull',
    of: 'library',
    isFor: (station) => hasRight(station, 'edit-rules'),
    Page: SearchesSection,
  },
  {
    id: 'nearby',
    icon: 'ill',
    of: 'library',
    isFor: (station) => hasRight(station, 'edit-rules'),
    Page: NearbySection,
  },
  {
    id: 'roles',
    icon: 'override',
    of: 'library',
    isFor: ({ session }) => session?.role === 'administrator',
    Page: RolesSection,
  },
];
