// Holds: those ready on the shelf first, since the patron came for them. Each may be cancelled after a question: a patron who gives up a place in a
// queue does not get it again by asking.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatronView } from '../../../shared/views/patron.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './loans.module.css';

type HoldRows = PatronView['holds'];

export function Holds({ holds }: { readonly holds: HoldRows }) {
  const { t } = useTranslation();
  const where = (...places: readonly HoldRows[number]['copyIs'][]): HoldRows =>
    holds.filter(({ copyIs }) => places.includes(copyIs));
  return (
    <>
      <HoldGroup title={t('patron.holdsReady')} holds={where('here')} />
      <HoldGroup title={t('patron.holdsElsewhere')} holds={where('elsewhere')} />
      <HoldGroup title={t('patron.holdsOnTheWay')} holds={where('on-the-way')} />
      <HoldGroup title={t('patron.holdsWaiting')} holds={where(null)} />
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
          <li key={hold.holdId} className={styles.row}>
            <span className={styles.title} data-ready={hold.copyIs === 'here'}>
              {hold.copyIs === 'here' && <Icon name="hold" size={14} />}
              <span>{hold.title}</span>
            </span>
            <span className={styles.sub}>
              <span className={styles.subText}>
                {t('patron.holdPickup', { place: hold.pickupName })}
                {hold.dueToExpire && ` · ${t('patron.holdDueToExpire')}`}
              </span>
            </span>
            {hold.label !== null && hold.copyIs === 'here' && <span className={styles.due}>{hold.label}</span>}
            {hold.position !== null && hold.copyIs === null && (
              <span className={styles.due}>{t('patron.holdPlace', { position: hold.position })}</span>
            )}
            <CancelHold hold={hold} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A person who asked by keyboard answers by it. */
function focusFirstButton(place: HTMLElement | null): void {
  place?.querySelector('button')?.focus();
}

function CancelHold({ hold }: { readonly hold: HoldRows[number] }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const [isAsked, setIsAsked] = useState(false);
  const cancel = (): void => {
    setIsAsked(false);
    void work.cancelHold(hold);
  };
  if (!isAsked) {
    return (
      <span className={styles.renew}>
        <DeskButton
          look="quiet"
          label={t('patron.cancelHoldTitle', { title: hold.title })}
          onPress={() => setIsAsked(true)}
        >
          {t('patron.cancelHold')}
        </DeskButton>
      </span>
    );
  }
  return (
    <fieldset
      className={styles.asked}
      ref={focusFirstButton}
      aria-label={t('patron.cancelHoldTitle', { title: hold.title })}
    >
      <span>{t('patron.cancelHoldAsk')}</span>
      <DeskButton onPress={() => setIsAsked(false)}>{t('patron.cancelHoldNo')}</DeskButton>
      <DeskButton look="main" onPress={cancel}>
        {t('patron.cancelHoldYes')}
      </DeskButton>
    </fieldset>
  );
}
