// What desks recorded about an item, oldest first, each with its time. It names nobody.

import { useTranslation } from 'react-i18next';
import type { ExceptionView } from '../../../shared/views/sync.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { useMoments } from '../../ui/use-moments.ts';
import styles from './exception-card.module.css';

type HappenedProps = { readonly happened: ExceptionView['happened']; readonly now: Instant };

export function Happened({ happened, now }: HappenedProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  return (
    <ol className={styles.happened} aria-label={t('sync.happened')}>
      {happened.map(({ at, text }, index) => (
        // Two desks may record the same in the same second, which is what most questions are about.
        <li key={`${at} ${index}`}>
          <time dateTime={at}>{moments.when(Date.parse(at), now)}</time>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
