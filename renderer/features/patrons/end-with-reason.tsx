// Ends something of an account, a proxy or an agreement, with the reason for it.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeAnswer, BridgeError } from '../../../shared/bridge/contract.ts';
import { faultOf } from '../../bridge/fault-of.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import styles from './account.module.css';

type EndWithReasonProps = {
  readonly title: string;
  readonly send: string;
  /** Of the field of the reason. */
  readonly name: string;
  readonly act: (reason: string) => Promise<BridgeAnswer<'patron.endProxy' | 'patron.endAgreement'>>;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

export function EndWithReason({ title, send, name, act, onDone, onClose }: EndWithReasonProps) {
  const { t } = useTranslation();
  const { play } = useDesk();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<BridgeError | null>(null);
  const end = async (): Promise<void> => {
    const fault = faultOf(await act(reason.trim()));
    play(fault === null ? 'done' : 'refused');
    if (fault !== null) return setError(fault);
    onClose();
    onDone();
  };
  return (
    <InlineForm
      className={styles.form}
      name={title}
      send={send}
      wrong={error?.message ?? null}
      isReady={reason.trim() !== ''}
      onSend={() => void end()}
      onCancel={onClose}
    >
      <Field
        label={t('account.required', { field: t('block.reason') })}
        value={reason}
        onChange={setReason}
        ref={focusOnMount}
        name={name}
      />
    </InlineForm>
  );
}
