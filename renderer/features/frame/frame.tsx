// The frame of the desk: person and place on top, the screens by their keys, the work with its scan box, the column beside it, and the line.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ScanBox } from './scan-box.tsx';
import { ClockBanner, ClosingBanner, LeaseBanner, StopBanner } from '../../ui/desk-banners.tsx';
import { FaultBoundary } from '../../ui/fault-boundary.tsx';
import { MessageBanner } from '../../ui/message-banner.tsx';
import { TopBar } from './top-bar.tsx';
import styles from './frame.module.css';

type FrameProps = {
  /** What is shown, by name: a part of it that failed is drawn anew once something else is. */
  readonly place: string;
  readonly main: ReactNode;
  /** Null: the place takes the whole width. */
  readonly aside: ReactNode | null;
  /** In the place of the work, below the scan box: a record for which there is no column; null = none. */
  readonly over: ReactNode | null;
  /** The column beside is a ledger, which is wider. */
  readonly isLedger: boolean;
  /** Beside both, on a wide window; null: there is none. */
  readonly third: ReactNode | null;
  readonly foot: ReactNode;
  readonly isLocked: boolean;
  /** Nothing is to be seen through the lock. */
  readonly isBlank: boolean;
};

export function Frame({ place, main, aside, over, isLedger, third, foot, isLocked, isBlank }: FrameProps) {
  const { t } = useTranslation();
  return (
    <div
      className={styles.frame}
      data-locked={isLocked}
      data-blank={isLocked && isBlank}
      data-columns={third === null ? 2 : 3}
      data-record={isLedger ? 'wide' : undefined}
      inert={isLocked}
    >
      <TopBar />
      <main className={styles.main} data-whole={aside === null} aria-label={t('screen.main')}>
        {/* Behind the lock it could not be read; the lock says it then. */}
        {!isLocked && <StopBanner />}
        <LeaseBanner />
        <ClosingBanner />
        <ClockBanner />
        {!isLocked && <MessageBanner />}
        <ScanBox />
        {over === null ? (
          <FaultBoundary of={place}>{main}</FaultBoundary>
        ) : (
          <div className={styles.over} data-record>
            <FaultBoundary of={place}>{over}</FaultBoundary>
          </div>
        )}
      </main>
      {aside !== null && (
        <aside className={styles.aside} data-record aria-label={t('screen.aside')}>
          <FaultBoundary of={place}>{aside}</FaultBoundary>
        </aside>
      )}
      {third !== null && (
        <aside className={styles.aside} data-record aria-label={t('screen.third')}>
          <FaultBoundary of={place}>{third}</FaultBoundary>
        </aside>
      )}
      {foot}
    </div>
  );
}
