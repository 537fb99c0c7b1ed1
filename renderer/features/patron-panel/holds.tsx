// Holds: those ready on the shelf first, since the patron came for them.

import { useTranslation } from 'react-i18next';
import type { PatronView } from '../../../shared/bridge/views/patron.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './loans.module.css';

type HoldRows = PatronView['holds'];

export function Holds({ holds }: { readonly holds: HoldRows }) {
  const { t } = useTranslation();
  const ready = holds.filter((hold) => hold.state === 'captured');
  const waiting = holds.filter((hold) => hold.state === 'waiting');
  return (
    <>
      <HoldGroup title={t('patron.holdsReady')} holds={ready} />
      <HoldGroup title={t('patron.holdsWaiting')} holds={waiting} />
    </>
  );
}

function HoldGroup({ title, holds }: { readonly title: string; readonly holds: HoldRows }) {
  const { t } = useTranslation();
  if (holds.length === 0) return null;
  return (
    <section className={styles.group}>
      <h3 className={styles.groupTitle}>{title}</h3>
      <ul>
        {holds.map((hold) => (
          <li key={`${hold.title} ${hold.pickupName} ${hold.position} ${hold.barcode}`} className={styles.row}>
            <span className={styles.title} data-ready={hold.state === 'captured'}>
              {hold.state === 'captured' && <Icon name="hold" size={14} />}
              <span>{hold.title}</span>
            </span>
            <span className={styles.sub}>{t('patron.holdPickup', { place: hold.pickupName })}</span>
            {hold.label !== null && hold.state === 'captured' && <span className={styles.due}>{hold.label}</span>}
            {hold.position !== null && hold.state === 'waiting' && (
              <span className={styles.due}>{t('patron.holdPlace', { position: hold.position })}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
