// The copy of the library on its way: how far it is, that a cut line loses nothing, and that it is there.

import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/views/sync.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { useStatus } from '../../ui/line-words.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LoadProgress } from '../../ui/load-progress.tsx';
import { EnterKey } from '../../ui/keys.tsx';
import styles from './first-run.module.css';

export function DataStep() {
  const { t } = useTranslation();
  const { setup, line } = useDesk();
  const desk = useDeskStore(
    ({ station }) => station.store,
    (state) => state.desk,
  );
  const status = useStatus();
  const isReady = status !== null && status.replicaPos > 0 && status.loading === null;
  // The link, not whether the desk is online: for that it needs the data that are on their way.
  const isOffline = !isReady && status?.hops.some(({ name, state }) => name === 'server' && state === 'down') === true;
  const canWork = isReady || status?.hasRules === true;
  return (
    <div className={styles.stack} data-testid="setup-data" data-ready={isReady}>
      {desk !== null && (
        <p className={styles.lead}>{t('setup.dataTitle', { desk: desk.name, library: desk.libraryName })}</p>
      )}
      <p>{t('setup.dataText')}</p>
      {desk?.keyUnprotected === true && <p className={styles.note}>{t('setup.keyUnprotected')}</p>}
      <output className={styles.state} data-tone={isReady ? 'good' : isOffline ? 'warn' : undefined}>
        <State isReady={isReady} isOffline={isOffline} canWork={canWork} loading={status?.loading ?? null} />
      </output>
      <div className={styles.buttons}>
        {canWork && (
          <DeskButton look="main" isFirst onPress={() => setup.goTo('scanner')} after={<EnterKey />}>
            {t(isReady ? 'setup.goOn' : 'setup.meanwhile')}
          </DeskButton>
        )}
        {isOffline && <DeskButton onPress={() => void line.syncNow()}>{t('setup.tryNow')}</DeskButton>}
      </div>
    </div>
  );
}

type StateProps = {
  readonly isReady: boolean;
  readonly isOffline: boolean;
  readonly canWork: boolean;
  readonly loading: SyncStatus['loading'];
};

function State({ isReady, isOffline, canWork, loading }: StateProps) {
  const { t } = useTranslation();
  if (isReady) {
    return (
      <>
        <Icon name="done" size={20} /> {t('setup.dataReady')}
      </>
    );
  }
  return (
    <>
      {isOffline ? t('setup.dataOffline') : loading === null ? t('setup.dataWaits') : ''}
      {loading !== null && <LoadProgress loading={loading} hasRules={canWork} />}
      {loading === null && <p>{t(canWork ? 'sync.loadingFirst' : 'sync.loadingRules')}</p>}
    </>
  );
}
