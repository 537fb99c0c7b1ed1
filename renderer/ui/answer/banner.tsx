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
  /** The subject, large. */
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
  /** A refusal and its item share one line; the reasons have the room. */
  readonly isRefusal?: boolean;
  /** For tests: which act it is about. */
  readonly act?: string | undefined;
  readonly state?: string | undefined;
  /** Where it is not the page's own. */
  readonly lang?: string | undefined;
};

/** From so many letters on a headline takes two smaller lines. */
const LONG = 44;

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
    isRefusal = false,
    act,
    state,
    lang,
  } = props;
  return (
    <div
      className={styles.banner}
      data-tone={tone}
      data-refusal={isRefusal}
      data-testid="answer"
      data-act={act}
      data-state={state}
      lang={lang}
    >
      <span className={styles.sign}>
        <Icon name={icon} size={22} />
      </span>
      <div className={styles.body}>
        <div className={styles.said}>
          <p className={styles.verb}>{verb}</p>
          <p className={styles.headline} data-long={typeof headline === 'string' && headline.length > LONG}>
            {headline}
          </p>
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
        <div className={styles.notes}>{notes}</div>
      </div>
      <div className={styles.end}>
        <div className={styles.figure}>
          {figure !== undefined && (
            <>
              <span className={styles.figureLabel}>{figureLabel}</span>
              <span className={styles.figureText}>{figure}</span>
            </>
          )}
        </div>
        <div className={styles.actions}>{actions}</div>
      </div>
    </div>
  );
}
