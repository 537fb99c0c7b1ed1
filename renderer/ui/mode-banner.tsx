// Above the answer as long as a scan has another effect than the one that the place is named after: the effect, and how to end it.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../desk/desk-context.ts';
import type { ActionId } from '../keys/key-map.ts';
import { modeOf } from '../stores/work/modes.ts';
import { ActionButton } from './action-button.tsx';
import { Icon, type IconName } from './icon.tsx';
import styles from './mode-banner.module.css';

type ModeBannerProps = {
  readonly title: string;
  readonly icon: IconName;
  /** The action that ends it. */
  readonly ends: ActionId;
  readonly testId: string;
  /** Further acts of the mode. */
  readonly acts?: ReactNode;
  /** Effect of a scan. */
  readonly children: ReactNode;
};

export function ModeBanner({ title, icon, ends, testId, acts, children }: ModeBannerProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.banner} data-tone="warn" aria-label={title} data-testid={testId}>
      <Icon name={icon} size={20} />
      <p className={styles.words}>
        <strong>{title}</strong> <span>{children}</span>
      </p>
      {acts}
      <ActionButton id={ends}>{t('mode.end')}</ActionButton>
    </section>
  );
}

/** The banner of renewing, of sorting or of counting use; the book drop has its own, with its amnesty. */
export function PlaceMode({ place }: { readonly place: 'checkout' | 'checkin' }) {
  const { t } = useTranslation();
  const mode = useDeskStore(
    (desk) => desk.work.store,
    (state) => modeOf(state, place),
  );
  if (mode === 'use')
    return (
      <ModeBanner title={t('use.title')} icon="title" ends="inHouse" testId="use-count">
        {t(place === 'checkout' ? 'use.countsOut' : 'use.counts')}
      </ModeBanner>
    );
  if (mode === 'carts')
    return (
      <ModeBanner title={t('carts.mode')} icon="transit" ends="carts" testId="sorting">
        {t('carts.counts')}
      </ModeBanner>
    );
  if (mode === 'renew')
    return (
      <ModeBanner title={t('mode.renewTitle')} icon="renew" ends="renewMode" testId="renewing">
        {t('mode.renewWhat')}
      </ModeBanner>
    );
  return null;
}
