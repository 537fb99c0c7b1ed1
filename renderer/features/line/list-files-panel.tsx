// The age of the lists that this desk keeps as files in a folder, where it keeps any.

import { useTranslation } from 'react-i18next';
import { LIST_FILE_WORDS } from '../../../shared/core/list-file-words.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { SyncStatus } from '../../../shared/views/sync.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import { openSettings } from '../../stores/view-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useLanguage, useMoments } from '../../ui/use-moments.ts';
import styles from './line-panel.module.css';

type ListFilesProps = { readonly listFiles: NonNullable<SyncStatus['listFiles']>; readonly now: Instant };

export function ListFilesPanel({ listFiles: { writtenAt, isOld, trouble }, now }: ListFilesProps) {
  const { t } = useTranslation();
  const { view } = useDesk();
  const moments = useMoments();
  const language = useLanguage();
  const mayManage = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'manage-desk'),
  );
  const words = trouble === null ? null : LIST_FILE_WORDS[trouble];
  const age =
    writtenAt === null
      ? t('listFiles.notYet')
      : t('listFiles.asOf', { time: moments.lately(Date.parse(writtenAt), now) });
  const isWrong = isOld || words !== null;
  return (
    <Panel title={t('settings.section-lists')}>
      <p className={styles.text} data-tone={isWrong ? 'warn' : undefined}>
        {[age, isOld && writtenAt !== null ? t('listFiles.old') : '', words?.why[language]].filter(Boolean).join(' ')}
      </p>
      {words !== null && <p className={styles.none}>{words.todo[language]}</p>}
      {isWrong && mayManage && (
        <div className={styles.actions}>
          <DeskButton onPress={() => openSettings(view, 'lists')}>{t('listFiles.open')}</DeskButton>
        </div>
      )}
    </Panel>
  );
}
