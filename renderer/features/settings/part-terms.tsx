// When a part is missing: whether the loan goes on, and when the part is billed, in the library and at branches that do it in their own way.

import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isSameData } from '../../../shared/core/same-data.ts';
import type { PartTermsSet } from '../../../shared/views/part-terms.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { PartPlace } from '../../stores/part-terms-store.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { Choice, Labeled } from '../../ui/labeled.tsx';
import { useMoney } from '../../ui/use-money.ts';
import { draftOf, termsOf, type PartDraft } from './part-draft.ts';
import styles from './hours.module.css';

type PartTermsProps = {
  readonly mayEdit: boolean;
  /** Hours are put in force or taken back just now: one PIN is asked for at a time. */
  readonly isPinElsewhere: boolean;
};

export function MissingPartTerms({ mayEdit, isPinElsewhere }: PartTermsProps) {
  const { t } = useTranslation();
  const { partTerms } = useDesk();
  const { view, isBusy, error } = useDeskStore(
    (desk) => desk.partTerms.store,
    (all) => all,
  );
  const isToAsk = view === null && error === null && !isBusy;
  // As they are now, each time one comes here.
  useEffect(() => void partTerms.begin(), [partTerms]);
  // Also after a lock, behind which none of it is kept.
  useEffect(() => {
    if (isToAsk) void partTerms.begin();
  }, [isToAsk, partTerms]);
  const [shown, setShown] = useState('');
  const places = view?.places ?? [];
  const place = places.find(({ branch }) => (branch ?? '') === shown);
  return (
    <section aria-label={t('partTerms.title')}>
      <h3 className={styles.heading}>{t('partTerms.title')}</h3>
      <p className={styles.note}>{t('partTerms.about')}</p>
      {view === null && error !== null && <p>{sentence(error.message)}</p>}
      {places.length > 2 && (
        <div className={styles.add}>
          <Labeled label={t('partTerms.where')}>
            <select
              value={shown}
              onChange={(event) => {
                partTerms.quiet();
                setShown(event.currentTarget.value);
              }}
            >
              {places.map(({ branch, name, own }) => (
                <option key={branch} value={branch ?? ''}>
                  {branch === null ? t('partTerms.library') : own === null ? name : t('partTerms.marked', { name })}
                </option>
              ))}
            </select>
          </Labeled>
        </div>
      )}
      {place !== undefined && <PlaceForm key={shown} place={place} mayEdit={mayEdit} isPinElsewhere={isPinElsewhere} />}
    </section>
  );
}

type PlaceProps = PartTermsProps & { readonly place: PartPlace };

function PlaceForm({ place, mayEdit, isPinElsewhere }: PlaceProps) {
  const { t } = useTranslation();
  const { partTerms } = useDesk();
  const money = useMoney();
  const { isBusy, isSaved, error } = useDeskStore(
    (desk) => desk.partTerms.store,
    (all) => all,
  );
  const [isOwn, setOwn] = useState(place.branch === null || place.own !== null);
  const [draft, setDraft] = useState(() => draftOf(place.own ?? place.above.terms, money));
  const [pin, setPin] = useState('');
  const [lacks, setLacks] = useState<'days' | 'amount' | 'same' | 'pin' | null>(null);
  const terms = termsOf(draft, money);
  const wanted = isOwn && terms.ok ? terms.value : null;
  const known = isOwn && place.own === null && place.branch === null ? place.above.terms : place.own;
  const isSame = (!isOwn || terms.ok) && isSameData(wanted, known);
  const put = (change: Partial<PartDraft>): void => {
    partTerms.quiet();
    setLacks(null);
    setDraft({ ...draft, ...change });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isPinElsewhere) return;
    const lacking = isOwn && !terms.ok ? terms.error : isSame ? 'same' : pin === '' ? 'pin' : null;
    setLacks(lacking);
    if (lacking !== null) return;
    setPin('');
    void partTerms.save(place, wanted, pin);
  };
  const wrong = lacks === null ? sentence(error?.message ?? '') : t(`partTerms.lacks_${lacks}`);
  return (
    <form className={styles.section} aria-label={t('partTerms.title')} onSubmit={submit}>
      <fieldset className={styles.plain} disabled={!mayEdit}>
        {place.branch !== null && (
          <div className={styles.add}>
            <Choice
              label={t('partTerms.from')}
              value={isOwn ? 'own' : 'above'}
              onChange={(from) => {
                partTerms.quiet();
                setOwn(from === 'own');
              }}
              options={[
                { value: 'above', name: t('partTerms.above', { name: place.above.name }) },
                { value: 'own', name: t('partTerms.own') },
              ]}
            />
          </div>
        )}
        {isOwn ? <Fields draft={draft} onChange={put} /> : <Said terms={place.above.terms} />}
      </fieldset>
      {mayEdit && isPinElsewhere && !isSame && <p className={styles.note}>{t('partTerms.hoursFirst')}</p>}
      {mayEdit && !isPinElsewhere && (
        <div className={styles.add}>
          {!isSame && <Field label={t('hours.pin')} value={pin} onChange={setPin} isSecret name="part-terms-pin" />}
          <DeskButton look="main" isSubmit isDisabled={isBusy}>
            {t('partTerms.save')}
          </DeskButton>
          {isSaved && <output className={styles.done}>{t('hours.done')}</output>}
          {wrong !== '' && (
            <p className={styles.wrong} role="alert">
              {wrong}
            </p>
          )}
        </div>
      )}
    </form>
  );
}

type FieldsProps = { readonly draft: PartDraft; readonly onChange: (change: Partial<PartDraft>) => void };

function Fields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.add}>
      <Choice
        label={t('partTerms.loan')}
        value={draft.clock}
        onChange={(clock) => onChange({ clock: clock === 'runs' ? 'runs' : 'stops' })}
        options={(['stops', 'runs'] as const).map((value) => ({ value, name: t(`partTerms.clock_${value}`) }))}
      />
      <Choice
        label={t('partTerms.bill')}
        value={draft.bill}
        onChange={(bill) => onChange({ bill: bill === 'now' || bill === 'later' ? bill : 'inspected' })}
        options={(['now', 'later', 'inspected'] as const).map((value) => ({
          value,
          name: t(`partTerms.bill_${value}`),
        }))}
      />
      {draft.bill === 'later' && (
        <Field
          label={t('partTerms.days')}
          value={draft.days}
          onChange={(days) => onChange({ days })}
          name="part-days"
        />
      )}
      {draft.bill !== 'inspected' && (
        <Field
          label={t('partTerms.amount')}
          hint={t('partTerms.amountHint')}
          value={draft.amount}
          onChange={(amount) => onChange({ amount })}
          name="part-amount"
        />
      )}
      <Choice
        label={t('partTerms.back')}
        value={draft.back}
        onChange={(back) => onChange({ back: back === 'stays' ? 'stays' : 'goes' })}
        options={(['goes', 'stays'] as const).map((value) => ({ value, name: t(`partTerms.back_${value}`) }))}
      />
    </div>
  );
}

/** Terms in words, a line. */
function Said({ terms }: { readonly terms: PartTermsSet }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { clock, bill, days, amount, back } = draftOf(terms, money);
  const when = bill === 'later' ? t('partTerms.saidLater', { count: Number(days) }) : t(`partTerms.bill_${bill}`);
  const parts = [
    `${t('partTerms.loan')}: ${t(`partTerms.clock_${clock}`)}`,
    `${t('partTerms.bill')}: ${when}`,
    ...(bill === 'inspected' || amount === ''
      ? []
      : [`${t('partTerms.amount')}: ${money.say(terms.amountMinor ?? 0)}`]),
    `${t('partTerms.back')}: ${t(`partTerms.back_${back}`)}`,
  ];
  return <p className={styles.note}>{parts.join(' · ')}</p>;
}
