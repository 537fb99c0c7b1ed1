// The patron's loans, soonest due first as the desk core orders it. Each may be renewed; one key renews all.

import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatronLoan } from '../../../shared/views/patron.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { lastFour } from '../../text/moments.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ClaimForm } from './claim-form.tsx';
import { DueForm } from './due-form.tsx';
import styles from './loans.module.css';

export function Loans({ loans: all }: { readonly loans: readonly PatronLoan[] }) {
  const { t } = useTranslation();
  const loans = all.filter(({ state }) => state !== 'in-question');
  const inQuestion = all.filter(({ state }) => state === 'in-question');
  return (
    <>
      <LoanGroup loans={loans} />
      {inQuestion.length > 0 && (
        <section className={styles.group} data-testid="in-question">
          <h3 className={styles.groupTitle}>{t('patron.inQuestionTitle')}</h3>
          <p className={styles.explained}>{t('patron.inQuestionText')}</p>
          <ul>
            {inQuestion.map((loan) => (
              <LoanRow key={loan.loanId} loan={loan} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function LoanGroup({ loans }: { readonly loans: readonly PatronLoan[] }) {
  const { t } = useTranslation();
  return (
    <section className={styles.group}>
      <header className={styles.groupHead}>
        <h3 className={styles.groupTitle}>{t('patron.loans')}</h3>
        {loans.some(({ state }) => state === 'open') && <ActionButton id="renewAll" />}
      </header>
      {loans.length === 0 ? (
        <p className={styles.none}>{t('patron.noLoans')}</p>
      ) : (
        <ul>
          {loans.map((loan) => (
            <LoanRow key={loan.loanId} loan={loan} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LoanRow({ loan }: { readonly loan: PatronLoan }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const isDated = useDeskStore(
    (desk) => desk.work.store,
    ({ dating }) => dating === loan.loanId,
  );
  const mayDate = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'circ.changeDueDate'),
  );
  const row = useFocusInRow(loan);
  const [isClaiming, setClaiming] = useState(false);
  const mayClaim = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'item.claimReturned'),
  );
  const isOut = loan.state === 'open' || loan.state === 'lost';
  return (
    <li className={styles.row} data-overdue={loan.overdue} ref={row}>
      <span className={styles.title}>
        <span>{loan.title}</span>
      </span>
      <span className={styles.sub}>
        {loan.pending && (
          <span className={styles.pending} title={t('patron.pending')}>
            <Icon name="time" size={14} />
            <span className="unseen">{t('patron.pending')}</span>
          </span>
        )}
        {loan.recalled && <span className={styles.recalled}>{t('patron.recalled')}</span>}
        {loan.claim !== null && <span className={styles.recalled}>{t(`claim.is_${loan.claim}`)}</span>}
        <span className={styles.subText}>{[lastFour(loan.barcode), loan.author].filter(Boolean).join(' · ')}</span>
      </span>
      <span className={styles.due}>
        {loan.overdue && <Icon name="late" size={14} />}
        <StateOrDue loan={loan} />
      </span>
      {isOut && (
        <span className={styles.renew} data-many={mayDate || mayClaim}>
          {mayClaim && (
            <DeskButton
              look="quiet"
              label={t('claim.of', { title: loan.title })}
              onPress={() => setClaiming(!isClaiming)}
            >
              {t('claim.open')}
            </DeskButton>
          )}
          {mayDate && loan.state === 'open' && (
            <DeskButton
              look="quiet"
              label={t('due.changeOf', { title: loan.title })}
              onPress={() => work.setDating(isDated ? null : loan.loanId)}
            >
              {t('due.change')}
            </DeskButton>
          )}
          {loan.state === 'open' && (
            <DeskButton
              look="quiet"
              label={t('patron.renewTitle', { title: loan.title })}
              onPress={() => void work.renew(loan.barcode, loan.title)}
            >
              {t('patron.renew')}
            </DeskButton>
          )}
        </span>
      )}
      {isClaiming && isOut && <ClaimForm loan={loan} onEnd={() => setClaiming(false)} />}
      {isDated && loan.state === 'open' && <DueForm loan={loan} />}
    </li>
  );
}

/** The row that was asked for has the focus, on the button that changes its date. */
function useFocusInRow({ loanId, title }: PatronLoan): RefObject<HTMLLIElement | null> {
  const { t } = useTranslation();
  const { work } = useDesk();
  const row = useRef<HTMLLIElement>(null);
  const isMeant = useDeskStore(
    (desk) => desk.work.store,
    ({ loanInFocus }) => loanInFocus === loanId,
  );
  const label = t('due.changeOf', { title });
  useEffect(() => {
    if (!isMeant) return;
    const buttons = [...(row.current?.querySelectorAll('button') ?? [])];
    (buttons.find((button) => button.getAttribute('aria-label') === label) ?? buttons[0])?.focus();
    work.toLoan(null);
  }, [isMeant, label, work]);
  return row;
}

function StateOrDue({ loan }: { readonly loan: PatronLoan }) {
  const { t } = useTranslation();
  if (loan.state === 'lost') return t('patron.lost');
  if (loan.state === 'in-question') return t('patron.inQuestion');
  return (
    <>
      {loan.overdue && <span className="unseen">{t('patron.overdue')} </span>}
      {loan.dueText}
    </>
  );
}
