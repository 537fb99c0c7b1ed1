// How the notices of the library look for a patron. Their texts and times are set at the server.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError, MethodInput, MethodOutput } from '../../../shared/bridge/contract.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { FormFoot } from '../../ui/form-foot.tsx';
import { Choice } from '../../ui/labeled.tsx';
import { PatronField } from '../../ui/patron-field.tsx';
import styles from './notices-section.module.css';

type NoticeKind = MethodInput<'notice.preview'>['kind'];

/** In the order in which a loan meets them. The page has no values of the model. */
const KINDS = [
  'courtesy',
  'overdue',
  'recall',
  'due-changed',
  'hold-ready',
  'hold-expiring',
  'bill',
  'account-expiring',
] as const satisfies readonly NoticeKind[];

type Preview = MethodOutput<'notice.preview'>;

export function NoticesSection() {
  const { t } = useTranslation();
  const { link } = useDesk();
  const [kind, setKind] = useState<NoticeKind>('courtesy');
  const [patron, setPatron] = useState('');
  const [shown, setShown] = useState<Preview | null>(null);
  const [wrong, setWrong] = useState<BridgeError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ask = async (): Promise<void> => {
    setBusy(true);
    const answer = await link.ask('notice.preview', { kind, patron: patron.trim() });
    setBusy(false);
    setShown(answer.ok ? answer.value : null);
    setWrong(answer.ok ? null : answer.error);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (patron.trim() !== '') void ask();
  };
  return (
    <>
      <form className={styles.form} aria-label={t('notices.preview')} onSubmit={submit}>
        <p className={styles.about}>{t('notices.about')}</p>
        <Choice
          label={t('notices.kind')}
          name="notice-kind"
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'courtesy')}
          options={KINDS.map((value) => ({ value, name: t(`notices.kind_${value}`) }))}
        />
        <PatronField label={t('account.card')} card={patron} onChange={setPatron} name="notice-patron" scan="whole" />
        <FormFoot wrong={wrong === null ? '' : sentence(wrong.message)} send={t('notices.show')} isBusy={isBusy} />
      </form>
      {shown !== null && <Shown preview={shown} />}
    </>
  );
}

function Shown({ preview: { isOn, channel, isSample, subject, text, short } }: { readonly preview: Preview }) {
  const { t } = useTranslation();
  const way = channel === null ? t('notices.noWay') : t(`notices.by_${channel}`);
  return (
    <section className={styles.shown} aria-label={t('notices.preview')} aria-live="polite">
      <p className={styles.about}>
        {isOn ? way : t('notices.off')}
        {isSample && ` ${t('notices.sample')}`}
      </p>
      <h3 className={styles.subject}>{channel === 'text' ? short : subject}</h3>
      {channel !== 'text' && <p className={styles.text}>{text}</p>}
    </section>
  );
}
