// The shift in the frame: for how long it is open, and that it was forgotten. Pressed, it opens the shift.

import { useTranslation } from 'react-i18next';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { ariaKeys } from '../../keys/key-name.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { ageWords } from '../../text/moments.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './top-bar.module.css';

export function ShiftMark() {
  const { actions, onMac } = useDesk();
  const keys = useKeys();
  const text = useShiftText();
  const isOverdue = useDeskStore(
    (desk) => desk.shift.store,
    ({ shift }) => shift?.overdue ?? false,
  );
  return (
    <span className={styles.shift} data-testid="shift-mark" data-tone={isOverdue ? 'warn' : undefined}>
      <DeskButton look="quiet" onPress={actions.shift.run} ariaKeys={ariaKeys('shift', onMac, keys)}>
        <Icon name={isOverdue ? 'late' : 'drawer'} size={14} />
        {text}
      </DeskButton>
    </span>
  );
}

function useShiftText(): string {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(MINUTE_MS / 4);
  const shift = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state.shift,
  );
  if (shift === null) return t('shift.none');
  const openedAt = Date.parse(shift.openedAt ?? '');
  if (shift.overdue) return t('shift.markOverdue', { when: moments.lately(openedAt, now) });
  const { key, values } = ageWords(now - openedAt);
  return t('shift.mark', { age: t(key, values) });
}
