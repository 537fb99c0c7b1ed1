// A checklist of the day: each step ticked by the person who did it, seen at every desk of the branch, and taken back by the same press.

import { useTranslation } from 'react-i18next';
import type { Checklist } from '../../../shared/core/log-lists.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { openSettings } from '../../stores/view-store.ts';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { LogSection, WhoWhen } from './log-form.tsx';
import styles from './log-part.module.css';

export function ChecklistPart({ list }: { readonly list: Checklist }) {
  const { t } = useTranslation();
  const { log } = useDesk();
  const steps = useDeskStore(
    (desk) => desk.log.store,
    (state) => state.view?.steps,
  );
  const own = (steps ?? []).filter((step) => step.list === list);
  return (
    <LogSection title={t(`log.${list}`)} about={t('log.checklistAbout')}>
      {own.length === 0 ? (
        <NoList />
      ) : (
        <ul className={styles.rows}>
          {own.map(({ step, done }) => (
            <li key={step} className={styles.step}>
              <label className={styles.tick}>
                <input
                  type="checkbox"
                  checked={done !== null}
                  onChange={() => void log.send('step', 'log.tick', { list, step, isDone: done === null })}
                />
                {step}
              </label>
              {done !== null && <WhoWhen {...done} />}
            </li>
          ))}
        </ul>
      )}
    </LogSection>
  );
}

/** How a list is set, and the roles that may set it. */
export function NoList() {
  const { t } = useTranslation();
  const { view } = useDesk();
  const mayEdit = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'log.editList'),
  );
  if (!mayEdit) return <p className={styles.note}>{t('log.noList', { who: whoMay(t, 'log.editList') })}</p>;
  return (
    <p className={styles.note}>
      {t('log.noListYet')} <DeskButton onPress={() => openSettings(view, 'log')}>{t('log.setLists')}</DeskButton>
    </p>
  );
}
