// The actions on a card, or on all of a kind: buttons, whose keys act on the chosen one; or the note that is being
// written.

import { useTranslation } from 'react-i18next';
import type { ExceptionView } from '../../../shared/views/sync.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ActionId } from '../../keys/key-map.ts';
import { ariaKeys } from '../../keys/key-name.ts';
import { useKeys } from '../../keys/use-keys.ts';
import type { ResolveForm } from '../../stores/worklist-store.ts';
import { optionsOf, type Option, type Step } from '../../stores/worklist-steps.ts';
import type { Translate } from '../../text/speak.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Keys } from '../../ui/keys.tsx';
import { useRightsEnded } from './use-rights-ended.ts';
import { ResolveNote } from './resolve-note.tsx';
import { WorkForm } from './work-form.tsx';
import styles from './exception-card.module.css';
import { ConfirmForm } from '../../ui/confirm-form.tsx';

const PLACES = ['step1', 'step2', 'step3', 'step4', 'step5', 'step6'] as const satisfies readonly ActionId[];

type StepOptionsProps = { readonly step: Step; readonly isChosen: boolean };

export function StepOptions({ step, isChosen }: StepOptionsProps) {
  const { t } = useTranslation();
  const { worklist, onMac } = useDesk();
  const keys = useKeys();
  const questions = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => state.questions,
  );
  const form = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => (state.form?.stepId === step.id ? state.form : null),
  );
  const toConfirm = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => (state.toConfirm?.step.id === step.id ? state.toConfirm.option : null),
  );
  if (toConfirm !== null) {
    return <ConfirmAnswer words={wordsOf(t, step, toConfirm)} effect={effectOf(t, step, toConfirm)} />;
  }
  if (form !== null) return isWork(form) ? <WorkForm form={form} /> : <ResolveNote form={form} />;
  const options = optionsOf(step, questions);
  const noRight = options.every(({ kind }) => kind === 'work') ? <NoRight exception={step.exceptions[0]} /> : null;
  if (options.length === 0) return noRight;
  return (
    <div className={styles.actions}>
      {noRight}
      {options.map((option, place) => {
        const key = isChosen ? PLACES[place] : undefined;
        return (
          <DeskButton
            key={keyOf(option)}
            look={place === 0 || isPlain(option) ? 'plain' : 'quiet'}
            onPress={() => worklist.take(step, option)}
            {...(key === undefined ? {} : { ariaKeys: ariaKeys(key, onMac, keys), after: <Keys id={key} /> })}
          >
            {wordsOf(t, step, option)}
          </DeskButton>
        );
      })}
    </div>
  );
}

/** The roles that may close it, where this person may not. */
function NoRight({ exception }: { readonly exception: ExceptionView | undefined }) {
  const { t } = useTranslation();
  const hasEnded = useRightsEnded();
  if (exception === undefined || exception.inQuestion) return null;
  if (hasEnded) return <p className={styles.noRight}>{t('sync.noneMayAct')}</p>;
  return <p className={styles.noRight}>{t(exception.endsBy === 'release' ? 'sync.noMayRelease' : 'sync.noMayAct')}</p>;
}

/** Options that stand out beside the ways to close it. */
function isPlain({ kind }: Option): boolean {
  return kind !== 'action' && kind !== 'work' && kind !== 'open';
}

function isWork({ what: { kind } }: ResolveForm): boolean {
  return kind === 'work' || kind === 'work-all';
}

function keyOf(option: Option): string {
  if (option.kind === 'action') return option.action;
  if (option.kind === 'open') return option.what;
  return option.kind === 'with' ? option.card : option.kind;
}

function wordsOf(t: Translate, step: Step, option: Option): string {
  switch (option.kind) {
    case 'action':
      return t(`resolve.${option.action}`);
    case 'with':
      return t('sync.has', { name: option.name });
    case 'here':
      return t('sync.here');
    case 'refund':
      return t('sync.refund', { amount: option.text });
    case 'redate':
      return t('sync.redate', { due: option.text });
    case 'work':
      return t('work.option');
    case 'open':
      return t(`sync.open_${option.what}`);
    case 'sign':
      return t('outage.sign');
    case 'release':
      return t(isNotices(step) ? 'sync.releaseNotices' : 'sync.releaseHeld');
  }
}

/** The effect of a yes. */
function effectOf(t: Translate, step: Step, option: Option): string {
  if (option.kind === 'refund') return t('sync.refundEffect');
  if (option.kind === 'redate') return t('sync.redateEffect');
  if (option.kind !== 'release') return t('sync.sureText');
  return t(isNotices(step) ? 'sync.releaseNoticesEffect' : 'sync.releaseHeldEffect');
}

function isNotices({ exceptions }: Step): boolean {
  return exceptions[0]?.group === 'notices';
}

/** An answer to a question, or a release, to confirm. */
type ConfirmAnswerProps = { readonly words: string; readonly effect: string };

function ConfirmAnswer({ words, effect }: ConfirmAnswerProps) {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  return (
    <ConfirmForm className={styles.note} yes={t('sync.sure')} onYes={worklist.confirm} onCancel={worklist.cancel}>
      <strong className={styles.action}>{words}?</strong>
      <span>{effect}</span>
    </ConfirmForm>
  );
}
