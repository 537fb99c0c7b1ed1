// A clock that is wrong enough to tell wrong due dates, or that somebody changed while the desk ran. Nothing stops for it.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../desk/desk-context.ts';
import { clockTrouble } from '../stores/line-state.ts';
import { Icon } from './icon.tsx';
import { useAge } from './line-words.tsx';
import styles from './banner.module.css';

export function ClockBanner() {
  const { t } = useTranslation();
  const age = useAge();
  const clock = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.clock ?? null,
  );
  const trouble = clock === null ? null : clockTrouble(clock);
  if (clock === null || trouble === null) return null;
  const by = age(Math.abs(clock.offsetMs));
  return (
    <output className={styles.banner} data-tone="warn" data-testid="clock-banner">
      <Icon name="ask" size={20} />
      <span>{trouble === 'jumped' ? t('clock.jumped') : t(`clock.${trouble}`, { age: by })}</span>
    </output>
  );
}
