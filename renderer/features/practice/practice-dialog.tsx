// Explains practice before a person goes there: it takes some seconds, and the person signed in leaves the real desk.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './practice-dialog.module.css';

const NOT_STARTED = 'HF-UI-030';
const LINES = ['practice.what', 'practice.counts', 'practice.leaves'] as const;

export function PracticeDialog() {
  const { t } = useTranslation();
  const { practice } = useDesk();
  const { isStarting, problem } = useDeskStore(
    (desk) => desk.practice.store,
    (state) => state,
  );
  const waiting = useDeskStore(
    ({ work }) => work.store,
    (state) => state.queued.length,
  );
  return (
    <Dialog title={t('practice.title')} size={560} hasOwnFocus>
      <ul className={styles.lines}>
        {LINES.map((line) => (
          <li key={line}>{t(line)}</li>
        ))}
      </ul>
      {isStarting && waiting > 0 && <p className={styles.waiting}>{t('practice.scansWait', { count: waiting })}</p>}
      {problem !== null && (
        <p role="alert" data-tone="bad" className={styles.problem}>
          {/* The failure to start is reported by the host, which has no language. */}
          {problem.code === NOT_STARTED ? t('practice.notStarted') : problem.message}{' '}
          {t('sync.problemCode', { code: problem.code })}
        </p>
      )}
      <div className={styles.foot}>
        <DeskButton look="main" isFirst isDisabled={isStarting} onPress={() => void practice.begin()}>
          {t(isStarting ? 'practice.starting' : 'practice.begin')}
        </DeskButton>
      </div>
    </Dialog>
  );
}
