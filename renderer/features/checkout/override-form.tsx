// The override form, in place of the answer it is about: the reasons to lift, the reason for the record, and a second person if the staff member may
// not lift them and no night grant covers them. Enter goes on to the next missing field and then sends, Esc leaves it; a scan closes it and keeps the
// typed reason.

import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { phoneAskOf } from '../../stores/work/desk-acts.ts';
import {
  asking,
  besidesStranger,
  isSought,
  isStranger,
  needsNoReason,
  needsSecondPerson,
} from '../../stores/work/next-step.ts';
import type { Entry, OverrideForm as FormState } from '../../stores/work/work-state.ts';
import { sentence } from '../../text/sentence.ts';
import { whoHas, ReasonLines } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EnterKey, Keys } from '../../ui/keys.tsx';
import { SecondPerson } from '../../ui/second-person.tsx';
import { useSecond, type SecondMissing } from '../../ui/use-second.ts';
import { StrangerFields } from './stranger-fields.tsx';
import styles from './override-form.module.css';
import type { ReasonView } from '../../../shared/views/circulation.ts';

/** Common reasons for the record, one press away, by the right that is overridden. None is given before a person presses it. */
const PRESETS = {
  'override-account': ['override.proof', 'override.phone'],
  'override-fees': ['override.paid', 'override.phone'],
  'override-limit': ['override.needed', 'override.phone'],
  'override-item': ['override.inHand', 'override.phone'],
  'override-loan': ['override.inHand', 'override.phone'],
  'override-hold': ['override.notWaiting', 'override.phone'],
} as const;

const ALWAYS = ['override.proof', 'override.phone', 'override.inHand'] as const;

type Preset = (typeof PRESETS)[keyof typeof PRESETS][number] | (typeof ALWAYS)[number];

/** Keys of preset texts. Where several reasons are lifted, those that fit any of them. */
function presetsFor(reasons: readonly ReasonView[]): readonly Preset[] {
  const [only, ...others] = reasons;
  const right = only?.right ?? '';
  return others.length === 0 && isKnown(right) ? PRESETS[right] : ALWAYS;
}

function isKnown(right: string): right is keyof typeof PRESETS {
  return Object.hasOwn(PRESETS, right);
}

type FormProps = { readonly entry: Entry; readonly form: FormState };

export function OverrideForm({ entry, form }: FormProps) {
  const { t } = useTranslation();
  const given = useGiven(entry);
  const { work } = useDesk();
  // After the scan box, which takes the focus itself where the screen is another one than before.
  useEffect(() => (fieldOf('noFamily') ?? fieldOf('noReason'))?.focus(), []);
  if (entry.answer === null) return null;
  const reasons = asking(entry.answer);
  const isNamed = isStranger(entry.answer);
  return (
    <form className={styles.form} aria-label={t('override.title')} onSubmit={given.submit} data-testid="override">
      <h2 className={styles.title}>
        <Icon name="override" size={20} />
        {t(isNamed ? 'stranger.title' : 'override.title')} · {entry.title ?? entry.barcode}
      </h2>
      <ReasonLines
        reasons={besidesStranger(reasons).map((one) => ({ ...one, mayOverride: true, overridden: false }))}
      />
      {isNamed && <StrangerFields isOnline={isSought(entry.answer)} />}
      <div className={styles.fields}>
        {!needsNoReason(entry.answer) && (
          <div className={styles.reason}>
            <Field
              label={t('override.why')}
              hint={t('override.reasonHint')}
              value={given.reason}
              onChange={(text) => work.override.setReason(entry.id, text)}
              name="override-noReason"
            />
            <div className={styles.presets}>
              {presetsFor(reasons).map((key) => (
                <DeskButton key={key} look="quiet" onPress={() => given.preset(t(key))}>
                  {t(key)}
                </DeskButton>
              ))}
            </div>
          </div>
        )}
        {entry.answer.nightGrant !== undefined && (
          <p className={styles.night} role="note" data-testid="night-grant">
            {entry.answer.nightGrant.text}
          </p>
        )}
        {given.isSecond && (
          <SecondPerson
            second={given.second}
            hasError={form.error !== null}
            legend={t('override.second')}
            who={whoMay(t, reasons)}
            {...(isEquipmentOnly(reasons) ? {} : { note: t('override.secondText', { who: whoMay(t, reasons) }) })}
            name="override"
          />
        )}
      </div>
      <FormFoot entry={entry} form={form} missing={given.missing} />
    </form>
  );
}

function FormFoot({ entry, form, missing }: FormProps & { readonly missing: Missing | null }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const error = missing === null ? (form.error?.message ?? '') : t(`override.${missing}`);
  const isNamed = entry.answer !== null && isStranger(entry.answer);
  return (
    <div className={styles.foot}>
      <p className={styles.error} role="alert">
        {sentence(error)}
      </p>
      <DeskButton onPress={work.override.close} after={<Keys id="close" />}>
        {t('override.cancel')}
      </DeskButton>
      <DeskButton look="main" isSubmit isDisabled={form.isBusy} after={<EnterKey />}>
        {t(isNamed ? 'stranger.send' : (SENDS[entry.act] ?? 'override.send'))}
      </DeskButton>
    </div>
  );
}

const SENDS: Readonly<Partial<Record<Entry['act'], 'override.sendRenew' | 'override.sendRecall'>>> = {
  renew: 'override.sendRenew',
  recall: 'override.sendRecall',
};

/** Fields that are still empty. */
type Missing = 'noReason' | 'noFamily' | 'noPhone' | 'noId' | SecondMissing;

/** The typed fields, and the effect of Enter: it goes to the first missing field, else sends. */
function useGiven(entry: Entry) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const [missing, setMissing] = useState<Missing | null>(null);
  const second = useSecond(
    () => phoneAskOf(entry),
    () => {
      setMissing(null);
      work.override.forgetFault();
    },
  );
  const typed = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.reasons[entry.id],
  );
  // Empty before a person chose or typed it: the record holds a person's own reason.
  const reason = typed ?? '';
  const isSecond = entry.answer !== null && needsSecondPerson(entry.answer);
  const stranger = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.stranger,
  );
  const isNamed = entry.answer !== null && isStranger(entry.answer);
  const hasNoReason = entry.answer !== null && needsNoReason(entry.answer);
  const lacks = (): Missing | null => {
    if (isNamed && stranger.family.trim() === '') return 'noFamily';
    if (isNamed && stranger.phone.trim() === '') return 'noPhone';
    if (isNamed && !stranger.idSeen) return 'noId';
    if (!hasNoReason && reason.trim() === '') return 'noReason';
    return isSecond ? second.lacks() : null;
  };
  const preset = (text: string): void => {
    work.override.setReason(entry.id, text);
    fieldOf(isSecond && second.staff === '' ? 'noStaff' : 'noReason')?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const lacking = lacks();
    const field = lacking === null ? null : fieldOf(lacking);
    // Enter in a filled field goes on to the empty one; only Enter in an empty one shows the fault.
    setMissing(field !== null && document.activeElement === field ? lacking : null);
    if (lacking !== null) return field?.focus();
    void work.override.send(hasNoReason ? t('stranger.reason') : reason.trim(), isSecond ? second.take() : null);
  };
  return { second, reason, isSecond, missing, preset, submit };
}

/** Whether a second person is needed for the equipment alone, for any borrower: the words of the reason explain it. */
function isEquipmentOnly(reasons: ReturnType<typeof asking>): boolean {
  return reasons.every(({ code, mayOverride }) => mayOverride || code === 'EQUIPMENT_WITHOUT_ACCOUNT');
}

/** The field where something is missing. */
function fieldOf(missing: Missing): HTMLElement | null {
  return document.getElementsByName(`override-${missing}`)[0] ?? null;
}

/** The roles that may lift those reasons that the staff member signed in may not. */
function whoMay(t: Parameters<typeof whoHas>[0], reasons: ReturnType<typeof asking>): string {
  const rights = reasons.filter((reason) => !reason.mayOverride).map((reason) => reason.right ?? '');
  return [...new Set(rights.map((right) => whoHas(t, right)))].join(' · ');
}
