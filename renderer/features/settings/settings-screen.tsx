// Settings as a place: at the left the sections that its holder may set, beside it the open one. Esc and the key lead back.

import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { unsavedSections } from '../../stores/unsaved-sections.ts';
import { openSettings } from '../../stores/view-store.ts';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { PlaceNav, SplitPlace } from '../../ui/place-nav.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { SETTINGS_SECTIONS } from './settings-sections.tsx';
import { useSought } from './use-sought.ts';
import styles from './settings.module.css';

export function SettingsScreen() {
  const { t } = useTranslation();
  const { view } = useDesk();
  const station = useDeskStore(
    (desk) => desk.station.store,
    (state) => state,
  );
  const section = useDeskStore(
    (desk) => desk.view,
    (state) => state.section,
  );
  const unsaved = useUnsaved();
  const page = useRef<HTMLDivElement>(null);
  useSought(page);
  const mine = SETTINGS_SECTIONS.filter(({ isFor }) => isFor(station));
  // Another person may not see the section that the last one had open.
  const open = mine.find(({ id }) => id === section) ?? mine[0];
  if (open === undefined) return null;
  const listed = (of: 'desk' | 'library') => ({
    id: of,
    title: t(`settings.of-${of}`),
    items: mine
      .filter((one) => one.of === of)
      .map(({ id, icon }) => ({
        id,
        icon,
        name: t(`settings.section-${id}`),
        isOpen: id === open.id,
        ...(unsaved.has(id) ? { mark: t('habits.unsaved') } : {}),
        open: () => openSettings(view, id),
      })),
  });
  return (
    <SplitPlace nav={<PlaceNav label={t('action.settings')} sections={[listed('desk'), listed('library')]} />}>
      <NoticeBanner screen="settings" ready={null} />
      <ScrollPlace label={t(`settings.section-${open.id}`)} className={styles.section}>
        <div ref={page}>
          <h2 className={styles.title} tabIndex={-1}>
            {t(`settings.section-${open.id}`)}
          </h2>
          <open.Page key={open.id} />
        </div>
      </ScrollPlace>
      {open.Foot !== undefined && <open.Foot />}
    </SplitPlace>
  );
}

/** Sections with something typed and not saved. */
function useUnsaved(): ReadonlySet<string> {
  const hours = useDeskStore((desk) => desk.hours.store, whole);
  const roles = useDeskStore((desk) => desk.roles.store, whole);
  const log = useDeskStore((desk) => desk.log.store, whole);
  const notices = useDeskStore((desk) => desk.noticeTexts.store, whole);
  const habits = useDeskStore((desk) => desk.habits.store, whole);
  return new Set(unsavedSections({ hours, roles, log, notices, habits }));
}

const whole = <T,>(state: T): T => state;
