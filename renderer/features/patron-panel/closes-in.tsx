// Says the last seconds before a patron closes by itself, in a place that is always kept free for it.

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import styles from './closes-in.module.css';

const SAID_FROM_S = 15;
const TICK_MS = 500;

export function ClosesIn() {
  const { t } = useTranslation();
  const { clock } = useDesk();
  const closesAt = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.closesAtMono,
  );
  const [nowMono, setNowMono] = useState(() => clock.mono());
  useEffect(() => clock.every(TICK_MS, () => setNowMono(clock.mono())), [clock]);
  const seconds = closesAt === null ? Infinity : Math.ceil((closesAt - nowMono) / 1000);
  return (
    <span className={styles.closesIn}>
      {seconds <= SAID_FROM_S && seconds >= 0 ? t('patron.closesIn', { seconds }) : ''}
    </span>
  );
}
