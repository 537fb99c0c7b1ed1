// The name of a hop of the line. Several library systems stand as one, named by the one that is away the longest.

import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../shared/views/sync.ts';

export function useHopName(): (hop: SyncStatus['hops'][number]) => string {
  const { t } = useTranslation();
  return ({ name, several }) => {
    if (name === 'server') return t('sync.server');
    if (several === undefined) return t('sync.ils');
    const { all, away, name: named } = several;
    return named === null ? t('sync.ilsAll', { all }) : t('sync.ilsAway', { all, away, name: named });
  };
}
