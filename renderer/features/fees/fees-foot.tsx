// The foot of the forms of fees: what is wrong, what else may be done, and what Enter does.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ANSWER_LOST } from '../../bridge/desk-link.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import styles from './fees.module.css';

type FeesFootProps = { readonly missing: string; readonly send: string; readonly children?: ReactNode };

export function FeesFoot({ missing, send, children }: FeesFootProps) {
  const { t } = useTranslation();
  const { error, isBusy } = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state,
  );
  const isLost = error?.code === ANSWER_LOST;
  return (
    <div className={styles.foot}>
      <p className={styles.error} role="alert">
        {missing === '' ? sentence(error?.message ?? '') : missing} {isLost && t('fees.lost')}
      </p>
      {children}
      <DeskButton look="main" isSubmit isDisabled={isBusy} after={<kbd aria-hidden="true">Enter</kbd>}>
        {send}
      </DeskButton>
    </div>
  );
}
