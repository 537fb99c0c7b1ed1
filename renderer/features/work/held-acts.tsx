// Acts held behind an exception, one by one, to be read before they are taken in: desk, time, person, act, and the
// reason for holding it.

import { useTranslation } from 'react-i18next';
import type { HeldActView } from '../../../shared/views/held.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { lastFour } from '../../text/moments.ts';
import { useMoments } from '../../ui/use-moments.ts';
import { useMoney } from '../../ui/use-money.ts';
import styles from './exception-card.module.css';

type HeldActsProps = { readonly exceptionId: string; readonly now: Instant };

export function HeldActs({ exceptionId, now }: HeldActsProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const held = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => state.held[exceptionId],
  );
  if (held === undefined) return null;
  if (held === 'unknown') return <p className={styles.help}>{t('held.unknown')}</p>;
  const left = held.count - held.acts.length;
  return (
    <div data-testid="held-acts">
      <p>{t('held.title', { count: held.count })}</p>
      <ol className={styles.happened} aria-label={t('held.title', { count: held.count })}>
        {held.acts.map((act) => (
          <li key={act.commandId}>
            <time dateTime={act.at}>{moments.when(Date.parse(act.at), now)}</time>
            <HeldWords act={act} />
          </li>
        ))}
      </ol>
      {left > 0 && <p className={styles.help}>{t('held.more', { count: left })}</p>}
    </div>
  );
}

function HeldWords({ act }: { readonly act: HeldActView }) {
  const { t } = useTranslation();
  const { say } = useMoney();
  const { desk, staff, text, card, barcode, amountMinor, why, lacks } = act;
  const what = [
    desk,
    staff ?? t('held.somebody'),
    text,
    barcode === null ? null : t('held.item', { code: lastFour(barcode) }),
    card === null ? null : t('held.card', { code: lastFour(card) }),
    amountMinor === null ? null : say(amountMinor),
  ].filter((part) => part !== null);
  return (
    <span>
      {what.join(' · ')}. {t('held.why', { why })} {lacks !== null && t('held.lacks', { why: lacks })}
    </span>
  );
}
