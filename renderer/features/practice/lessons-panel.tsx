// The tasks of a first shift under the banner of practice: the next one in a line, all of them on a key, each ticked as it is done.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { isMac } from '../../keys/key-name.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { withKeys } from '../../text/key-marks.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './lessons-panel.module.css';

export function LessonsPanel() {
  const { t } = useTranslation();
  const { practice } = useDesk();
  const { lessons, areLessonsOpen } = useDeskStore(
    (desk) => desk.practice.store,
    (state) => state,
  );
  const keys = useKeys();
  const onMac = isMac(navigator);
  const sayKeys = (text: string): string => withKeys(text, keys, onMac);
  if (lessons === null) return null;
  const { tasks, learner } = lessons;
  const done = tasks.filter(({ doneAt }) => doneAt !== null).length;
  const next = tasks.find(({ doneAt }) => doneAt === null);
  return (
    <section className={styles.place} aria-label={t('lessons.title')} data-testid="lessons">
      <div className={styles.bar}>
        <strong className={styles.count} aria-live="polite">
          {t('lessons.done', { done, of: tasks.length })}
        </strong>
        <span className={styles.next}>
          {next === undefined ? t('lessons.all') : t('lessons.next', { task: next.title, how: sayKeys(next.how) })}
        </span>
        <DeskButton look="quiet" onPress={practice.toggleLessons}>
          {t(areLessonsOpen ? 'lessons.hide' : 'lessons.show')}
        </DeskButton>
      </div>
      {areLessonsOpen && (
        <>
          <ol className={styles.tasks}>
            {tasks.map(({ id, title, how, doneAt }) => (
              <li key={id} data-done={doneAt !== null}>
                <span className={styles.sign}>{doneAt === null ? null : <Icon name="done" size={16} />}</span>
                <span>
                  <strong>{title}</strong>
                  <span className={styles.how}>{doneAt === null ? sayKeys(how) : t('lessons.isDone')}</span>
                </span>
              </li>
            ))}
          </ol>
          <p className={styles.about}>
            {learner === null ? t('lessons.nobody') : t('lessons.kept', { staff: learner.staff })}
          </p>
        </>
      )}
    </section>
  );
}
