// The reasons of an answer in words, those that stand in the way first. Never a code alone.

import { useTranslation } from 'react-i18next';
import type { ReasonView } from '../../../shared/bridge/views/circulation.ts';
import { isPointless } from '../../stores/work/next-step.ts';
import { isKnownWord } from '../../text/known-word.ts';
import type { Translate } from '../../text/speak.ts';
import { Icon, type IconName } from '../icon.tsx';
import styles from './reason-lines.module.css';

type ReasonLinesProps = {
  readonly reasons: readonly ReasonView[];
  /** How many to show before "n more". */
  readonly most?: number;
};

const SIGNS: Readonly<Record<ReasonView['effect'], IconName>> = {
  block: 'stop',
  override: 'ask',
  alert: 'route',
  message: 'message',
};

export function ReasonLines({ reasons, most = 3 }: ReasonLinesProps) {
  const { t } = useTranslation();
  const shown = reasons.slice(0, most);
  if (reasons.length === 0) return null;
  return (
    <ul className={styles.lines}>
      {shown.map((reason) => (
        <li
          key={`${reason.code} ${reason.text}`}
          className={styles.line}
          data-effect={reason.effect}
          data-code={reason.code}
        >
          <Icon name={reason.overridden ? 'check' : SIGNS[reason.effect]} size={14} />
          <span>
            {reason.text} {!isPointless(reasons) && <WhoMay reason={reason} />}
          </span>
        </li>
      ))}
      {reasons.length > most && (
        <li className={styles.more}>{t('answer.moreReasons', { count: reasons.length - most })}</li>
      )}
    </ul>
  );
}

/** Who may lift it, where the staff member signed in may not. */
function WhoMay({ reason }: { readonly reason: ReasonView }) {
  const { t } = useTranslation();
  if (reason.overridden || reason.mayOverride) return null;
  if (reason.effect === 'block') return <span className={styles.who}>{t('answer.cannotLift')}</span>;
  if (reason.effect !== 'override' || reason.right === null) return null;
  return <span className={styles.who}>{t('answer.heldBy', { who: whoHas(t, reason.right) })}</span>;
}

/** The roles that hold a right, in words. */
export function whoHas(t: Translate, right: string): string {
  return isKnownWord('who', right) ? t(`who.${right}`) : t('who.other');
}
