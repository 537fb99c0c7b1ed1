// A part of the page that fails to draw leaves the rest of the desk alone: the part says so in its own place, and is
// tried again by its button or as soon as something else stands there.

import type { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { DeskButton } from './desk-button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import styles from './trouble.module.css';

type FaultBoundaryProps = {
  /** What stands there; another one is tried anew. */
  readonly of: string;
  /** It is drawn over the page. */
  readonly isDialog?: boolean;
  readonly children: ReactNode;
};

export function FaultBoundary({ of, isDialog = false, children }: FaultBoundaryProps) {
  return (
    <ErrorBoundary
      resetKeys={[of]}
      fallbackRender={({ resetErrorBoundary }) => <Failed isDialog={isDialog} onAgain={() => resetErrorBoundary()} />}
    >
      {children}
    </ErrorBoundary>
  );
}

type FailedProps = { readonly isDialog: boolean; readonly onAgain: () => void };

function Failed({ isDialog, onAgain }: FailedProps) {
  const { t } = useTranslation();
  const again = <DeskButton onPress={onAgain}>{t('failed.again')}</DeskButton>;
  if (isDialog)
    return (
      <Dialog title={t('failed.title')}>
        <p role="alert">{t('failed.text')}</p>
        {again}
      </Dialog>
    );
  return (
    <section className={styles.place} role="alert">
      <Icon name="trouble" size={36} />
      <h2 className={styles.title}>{t('failed.title')}</h2>
      <p>{t('failed.text')}</p>
      {again}
    </section>
  );
}
