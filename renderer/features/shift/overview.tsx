// The shift that is open: since when, whose it is, what money came and went; handing over and closing.

import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../../shared/bridge/views/shift.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import { sayDay } from '../../text/moments.ts';
import { whoHas } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMoney } from '../../ui/use-money.ts';
import { useLanguage, useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { MoneyTable } from './money-table.tsx';
import { PlainFoot } from '../../ui/form-foot.tsx';
import styles from './shift.module.css';

export function Overview({ shift }: { readonly shift: ShiftView }) {
  const { t } = useTranslation();
  const store = useDesk().shift;
  const hasDrawer = shift.expectedMinor !== null;
  const mayHandle = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'handle-money'),
  );
  const isBlocked = hasDrawer && !mayHandle;
  return (
    <div className={styles.form}>
      <Since shift={shift} />
      {/* What should be in the drawer is not told before it was counted. */}
      <MoneyTable shift={shift} />
      {isBlocked && <p className={styles.note}>{t('shift.needsRight', { who: whoHas(t, 'handle-money') })}</p>}
      <PlainFoot>
        <DeskButton isDisabled={isBlocked} onPress={() => store.go('hand-over')}>
          {t('shift.handOver')}
        </DeskButton>
        <DeskButton
          look="main"
          isFirst
          isDisabled={isBlocked}
          onPress={() => store.go(hasDrawer ? 'count' : 'compare')}
        >
          {t('shift.close')}
        </DeskButton>
      </PlainFoot>
    </div>
  );
}

/** What was counted as it was handed over, and whether that was right. */
function HandedCount({ countedMinor, overShortMinor, expectedMinor, reason }: ShiftView['handovers'][number]) {
  const { t } = useTranslation();
  const money = useMoney();
  if (expectedMinor === null) return null;
  if (countedMinor === null || overShortMinor === null) return <> · {t('shift.handedUncounted')}</>;
  const amount = money.say(Math.abs(overShortMinor));
  const key = overShortMinor === 0 ? 'shift.right' : overShortMinor > 0 ? 'shift.over' : 'shift.short';
  const words = [t('shift.handedCount', { amount: money.say(countedMinor) }), t(key, { amount })];
  return (
    <>
      {' · '}
      {words.join(' · ')}
      {reason !== '' && ` · “${reason}”`}
    </>
  );
}

function Since({ shift }: { readonly shift: ShiftView }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(MINUTE_MS);
  const language = useLanguage();
  const { openedAt, openedBy, serviceDay, holder, handovers } = shift;
  return (
    <ul className={styles.facts}>
      {openedAt !== null && (
        <li>{t('shift.since', { when: moments.when(Date.parse(openedAt), now), staff: openedBy ?? '' })}</li>
      )}
      {handovers.map((one) => (
        <li key={one.at}>
          {t('shift.handed', { when: moments.when(Date.parse(one.at), now), from: one.from, to: one.to })}
          <HandedCount {...one} />
        </li>
      ))}
      {serviceDay !== null && <li>{t('shift.day', { day: sayDay(serviceDay, language) })}</li>}
      {holder !== null && <li>{t('shift.holder', { staff: holder })}</li>}
      {shift.overdue && (
        <li className={styles.overdue} data-tone="warn">
          <Icon name="ask" />
          {t('shift.overdue')}
        </li>
      )}
    </ul>
  );
}
