// Steps of closing that are not done: asked about as a shift is closed; they keep no shift open.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from '../../ui/shift/shift.module.css';

export function StepsLeft() {
  const { t } = useTranslation();
  const { view } = useDesk();
  const steps = useDeskStore(
    (desk) => desk.log.store,
    (state) => state.view?.steps,
  );
  const left = (steps ?? []).filter(({ list, done }) => list === 'closing' && done === null);
  if (left.length === 0) return null;
  return (
    <div className={styles.overdue} data-tone="warn" data-testid="steps-left">
      <Icon name="checklist" />
      <span>{t('log.stepsLeft', { count: left.length, steps: left.map(({ step }) => step).join(', ') })}</span>
      <DeskButton look="quiet" onPress={() => view.setState({ part: 'closing' })}>
        {t('log.openChecklist')}
      </DeskButton>
    </div>
  );
}
