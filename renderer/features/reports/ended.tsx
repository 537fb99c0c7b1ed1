// The shift that was closed here just now: whether the drawer was right, the people who counted, the money, and each person's time at the desk.

import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../../shared/views/shift.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { lengthWords } from '../../text/moments.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { DrawerResult } from './drawer-result.tsx';
import { MoneyTable } from './money-table.tsx';
import { PlainFoot } from '../../ui/form-foot.tsx';
import styles from '../../ui/shift/shift.module.css';

export function Ended({ shift }: { readonly shift: ShiftView }) {
  const { t } = useTranslation();
  const desk = useDesk().shift;
  const { closed, expectedMinor } = shift;
  if (closed === null) return null;
  return (
    <div className={styles.form} data-testid="shift-ended">
      <h3 className={styles.part}>{t('shift.ended')}</h3>
      {expectedMinor !== null && <DrawerResult {...closed} />}
      {closed.countedBy.length > 0 && <p>{t('shift.countedBy', { staff: closed.countedBy.join(', ') })}</p>}
      {closed.reason !== '' && <p>“{closed.reason}”</p>}
      <MoneyTable shift={shift} />
      {closed.people.length > 0 && (
        <p className={styles.quiet}>
          {t('shift.people')}:{' '}
          {closed.people
            .map(({ staff, ms }) => {
              const { key, values } = lengthWords(ms);
              return `${staff} ${t(key, values)}`;
            })
            .join(' · ')}
        </p>
      )}
      <PlainFoot>
        <DeskButton onPress={desk.begin}>{t('shift.again')}</DeskButton>
        <ActionButton id="lock" look="main" />
      </PlainFoot>
    </div>
  );
}
