// Beside Check in while returns are sorted: each cart with its number of items and the time of the first one, and the button that ends sorting.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './carts-aside.module.css';

export function CartsAside() {
  const { t } = useTranslation();
  const { carts } = useDesk();
  const moments = useMoments();
  const now = useNow(MINUTE_MS);
  const state = useDeskStore(
    (desk) => desk.carts.store,
    (all) => all,
  );
  useEffect(() => void carts.refresh(), [carts]);
  const { shelved, error, isBusy } = state;
  return (
    <ScrollPlace label={t('screen.aside')} className={styles.place}>
      <Panel title={t('carts.title')}>
        {state.carts?.length === 0 && <p className={styles.none}>{t('carts.empty')}</p>}
        <ul className={styles.carts}>
          {(state.carts ?? []).map((cart) => (
            <li key={cart.cart} className={styles.cart} data-testid="cart">
              <span className={styles.name}>{cart.name}</span>
              <span className={styles.count}>{cart.count}</span>
              <span className={styles.since}>{t('carts.since', { when: moments.when(cart.since, now) })}</span>
              <DeskButton look="quiet" isDisabled={isBusy} onPress={() => void carts.shelve(cart)}>
                {t('carts.shelved')}
              </DeskButton>
            </li>
          ))}
        </ul>
        {shelved !== null && (
          <output className={styles.done}>
            {t('carts.done', { name: shelved.name, count: shelved.acts.length })}
            <DeskButton look="quiet" isDisabled={isBusy} onPress={() => void carts.undo()}>
              {t('carts.undo')}
            </DeskButton>
          </output>
        )}
        {error !== null && (
          <p className={styles.error} role="alert">
            {error.message}
          </p>
        )}
      </Panel>
    </ScrollPlace>
  );
}
