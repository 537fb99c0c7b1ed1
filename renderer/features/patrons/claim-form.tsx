// A patron's claim about a loan, under its row: that it was returned, or was never theirs; and that they take that
// back.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../shared/bridge/contract.ts';
import type { PatronLoan } from '../../../shared/views/patron.ts';
import { faultOf } from '../../bridge/fault-of.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import styles from './loans.module.css';

type Claim = 'item.claimReturned' | 'item.claimNeverHad' | 'item.dropClaim';

type ClaimFormProps = { readonly loan: PatronLoan; readonly onEnd: () => void };

export function ClaimForm({ loan, onEnd }: ClaimFormProps) {
  const { t } = useTranslation();
  const { link } = useDesk();
  const [note, setNote] = useState('');
  const [error, setError] = useState<BridgeError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const esc = useEsc(onEnd);
  const { barcode, loanId, title, claim } = loan;
  const send = async (act: Claim): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    const answer = await link.act(act, { barcode, loanId, note: note.trim() });
    setBusy(false);
    const fault = faultOf(answer);
    if (fault === null) onEnd();
    else setError(fault);
  };
  return (
    <form
      className={styles.dueForm}
      data-esc="own"
      ref={esc}
      aria-label={t('claim.title', { title })}
      onSubmit={(event) => event.preventDefault()}
    >
      <Field
        label={t('record.note')}
        hint={t('claim.noteHint')}
        value={note}
        onChange={setNote}
        ref={focusOnMount}
        name="claim-note"
      />
      <p>{t(claim === null ? 'claim.what' : 'claim.whatDrop')}</p>
      {error !== null && <p role="alert">{error.message}</p>}
      <div className={styles.claims}>
        {claim !== 'returned' && (
          <DeskButton
            look={claim === null ? 'main' : 'plain'}
            isDisabled={isBusy}
            onPress={() => void send('item.claimReturned')}
          >
            {t('claim.returned')}
          </DeskButton>
        )}
        {claim !== 'never-had' && (
          <DeskButton isDisabled={isBusy} onPress={() => void send('item.claimNeverHad')}>
            {t('claim.never-had')}
          </DeskButton>
        )}
        {claim !== null && (
          <DeskButton look="main" isDisabled={isBusy} onPress={() => void send('item.dropClaim')}>
            {t('claim.drop')}
          </DeskButton>
        )}
        <DeskButton look="quiet" onPress={onEnd}>
          {t('common.cancel')}
        </DeskButton>
      </div>
    </form>
  );
}
