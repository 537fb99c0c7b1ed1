// Agreements for equipment, signed by the patron or a sponsor: in force or over, when, how, and before whom; recorded
// and taken back in place.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgreementView } from '../../../shared/views/agreement.ts';
import type { PatronView } from '../../../shared/views/patron.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import type { Translate } from '../../text/speak.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AgreementForm } from '../../ui/agreement-form.tsx';
import { EndWithReason } from './end-with-reason.tsx';
import styles from './account.module.css';

export function Agreements({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  const may = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'patron.endAgreement'),
  );
  const form = useDeskStore(
    (desk) => desk.agreements.store,
    (state) => (state.form?.card === view.card && state.form.entryId === null ? state.form : null),
  );
  const isDone = useDeskStore(
    (desk) => desk.agreements.store,
    (state) => state.done === view.card,
  );
  if (view.agreements.length === 0 && form === null) return null;
  return (
    <section aria-label={t('agreement.list')} className={styles.marks} data-testid="patron-agreements">
      <ul>
        {view.agreements.map((agreement) => (
          <Signed key={agreement.id} card={view.card} agreement={agreement} may={may} />
        ))}
      </ul>
      {isDone && (
        <output className={styles.done}>
          <Icon name="done" size={14} />
          {t('agreement.done')}
        </output>
      )}
      {form !== null && <AgreementForm form={form} />}
    </section>
  );
}

type SignedProps = { readonly card: string; readonly agreement: AgreementView; readonly may: boolean };

function Signed({ card, agreement, may }: SignedProps) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const { kindName: kind, isInForce, ended } = agreement;
  const standing = ended === null ? (isInForce ? 'agreement.of' : 'agreement.over') : 'agreement.takenBack';
  return (
    <li>
      <div className={styles.mark}>
        <Icon name={isInForce ? 'done' : 'no'} size={16} />
        <span className={styles.markText}>
          {t(standing, { kind })}
          <span className={styles.note}>{factsOf(agreement, t).join(' · ')}</span>
        </span>
        {may && isInForce && (
          <DeskButton look="quiet" label={t('agreement.endTitle', { kind })} onPress={() => setAsked(!isAsked)}>
            {t('agreement.end')}
          </DeskButton>
        )}
      </div>
      {isAsked && isInForce && <EndForm card={card} agreement={agreement} onClose={() => setAsked(false)} />}
    </li>
  );
}

function factsOf({ how, name, by, atText, untilText, sponsor, ended }: AgreementView, t: Translate): readonly string[] {
  return [
    t(how === 'paper' ? 'agreement.signedOnPaper' : 'agreement.signedBy', { when: atText, name: name ?? '' }),
    ...(sponsor === null ? [] : [t('agreement.sponsoredBy', { name: sponsor.name ?? t('proxy.elsewhere') })]),
    ...(ended === null
      ? [untilText === null ? t('agreement.forGood') : t('agreement.until', { when: untilText })]
      : [t('agreement.endedBy', { when: ended.atText, who: ended.by })]),
    t('agreement.recorded', { who: by }),
  ];
}

type EndProps = Omit<SignedProps, 'may'> & { readonly onClose: () => void };

function EndForm({ card, agreement, onClose }: EndProps) {
  const { t } = useTranslation();
  const { accounts, agreements, link } = useDesk();
  const { id, kindName: kind } = agreement;
  return (
    <EndWithReason
      title={t('agreement.endTitle', { kind })}
      send={t('agreement.endDo')}
      name="agreement-end-reason"
      act={(reason) => link.act('patron.endAgreement', { card, agreement: id, reason })}
      onDone={() => {
        agreements.forget();
        accounts.say(t('agreement.endDone', { kind }));
      }}
      onClose={onClose}
    />
  );
}
