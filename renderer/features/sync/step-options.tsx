// What may be done about a card, or about all of a kind: buttons, whose keys act on the chosen one; or the note that is being written.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ActionId } from '../../keys/key-map.ts';
import { ariaKeys } from '../../keys/key-name.ts';
import { optionsOf, type Option, type Step } from '../../stores/worklist-steps.ts';
import type { Translate } from '../../text/speak.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Keys } from '../../ui/keys.tsx';
import { ConfirmAnswer } from './confirm-answer.tsx';
import { ResolveNote } from './resolve-note.tsx';
import styles from './exception-card.module.css';

const PLACES = ['step1', 'step2', 'step3', 'step4', 'step5', 'step6'] as const satisfies readonly ActionId[];

type StepOptionsProps = { readonly step: Step; readonly isChosen: boolean };

export function StepOptions({ step, isChosen }: StepOptionsProps) {
  const { t } = useTranslation();
  const { worklist, onMac } = useDesk();
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
  if (toConfirm !== null) return <ConfirmAnswer words={wordsOf(t, toConfirm)} />;
  if (form !== null) return <ResolveNote form={form} />;
  const options = optionsOf(step, questions);
  if (options.length === 0) {
    return step.exceptions[0]?.inQuestion === true ? null : <p className={styles.noRight}>{t('sync.noMayAct')}</p>;
  }
  return (
    <div className={styles.actions}>
      {options.map((option, place) => {
        const key = isChosen ? PLACES[place] : undefined;
        return (
          <DeskButton
            key={keyOf(option)}
            look={place === 0 || option.kind !== 'action' ? 'plain' : 'quiet'}
            onPress={() => worklist.take(step, option)}
            {...(key === undefined ? {} : { ariaKeys: ariaKeys(key, onMac), after: <Keys id={key} /> })}
          >
            {wordsOf(t, option)}
          </DeskButton>
        );
      })}
    </div>
  );
}

function keyOf(option: Option): string {
  return option.kind === 'action' ? option.action : option.kind === 'with' ? option.card : 'here';
}

function wordsOf(t: Translate, option: Option): string {
  if (option.kind === 'action') return t(`resolve.${option.action}`);
  return option.kind === 'with' ? t('sync.has', { name: option.name }) : t('sync.here');
}
