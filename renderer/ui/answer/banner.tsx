// The large place: sign, word, title, date. Always the same height for one answer, so that nothing below it moves.

import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icon.tsx';
import type { AnswerTone } from './answer-words.ts';
import styles from './banner.module.css';

type BannerProps = {
  readonly tone: AnswerTone;
  readonly icon: IconName;
  /** The word: "Checked out". */
  readonly verb: string;
  /** What it is about, large. */
  readonly headline: ReactNode;
  /** Small, under the headline. */
  readonly detail?: ReactNode;
  /** The end of a barcode, after the detail and never cut off: it is compared with the object. */
  readonly code?: string | undefined;
  /** The date or place, large, at the right. */
  readonly figure?: ReactNode;
  readonly figureLabel?: string | undefined;
  /** Reasons and cues. */
  readonly notes?: ReactNode;
  readonly actions?: ReactNode;
  /** A headline that is a place to carry things to is larger still. */
  readonly isRoute?: boolean;
  /** For tests: which act it is about. */
  readonly act?: string | undefined;
  readonly state?: string | undefined;
  /** Where it is not the page's own. */
  readonly lang?: string | undefined;
};

export function Banner(props: BannerProps) {
  const {
    tone,
    icon,
    verb,
    headline,
    detail,
    code,
    figure,
    figureLabel,
    notes,
    actions,
    isRoute = false,
    act,
    state,
    lang,
  } = props;
  return (
    <div className={styles.banner} data-tone={tone} data-testid="answer" data-act={act} data-state={state} lang={lang}>
      <span className={styles.sign}>
        <Icon name={icon} size={28} />
      </span>
      <div className={styles.words}>
        <p className={styles.verb}>{verb}</p>
        <p className={styles.headline} data-route={isRoute}>
          {headline}
        </p>
      </div>
      <div className={styles.figure}>
        {figure !== undefined && (
          <>
            <span className={styles.figureLabel}>{figureLabel}</span>
            <span className={styles.figureText}>{figure}</span>
          </>
        )}
      </div>
      <p className={styles.detail}>
        <span className={styles.about}>{detail}</span>
        {code !== undefined && (
          <span className={styles.code}>
            {detail !== null && detail !== '' && ' · '}
            {code}
          </span>
        )}
      </p>
      <div className={styles.foot}>
        <div className={styles.notes}>{notes}</div>
        <div className={styles.actions}>{actions}</div>
      </div>
    </div>
  );
}
