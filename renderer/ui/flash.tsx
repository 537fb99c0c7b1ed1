// A full-width flash with the answer's colour, for rooms where sounds are off. A band, not the whole screen: it must not dazzle.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../desk/desk-context.ts';
import styles from './flash.module.css';

const TONES = { done: 'good', route: 'warn', refused: 'bad', card: 'card', switch: 'card' } as const;

export function Flash() {
  const { t } = useTranslation();
  const isOn = useDeskStore(
    (desk) => desk.settings,
    (state) => state.isFlashOn,
  );
  const { tone, count } = useDeskStore(
    (desk) => desk.flash,
    (state) => state,
  );
  if (!isOn || count === 0) return null;
  return (
    <div key={count} className={styles.flash} data-tone={TONES[tone]} aria-hidden="true" title={t('settings.flash')} />
  );
}
