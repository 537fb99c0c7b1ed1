// The first step after a refusal: renew instead, check in then lend, check in, lend anyway, lend at its cost, send again.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { canOverride, firstStep, type FirstStep } from '../../stores/work/next-step.ts';
import { entriesOf, type Entry } from '../../stores/work/work-state.ts';
import { ActionButton } from '../action-button.tsx';

export function FirstStepButton({ entry, hasKeys = true }: { readonly entry: Entry; readonly hasKeys?: boolean }) {
  const { work } = useDesk();
  const step = firstStep(entry);
  if (step === null) return null;
  return (
    <ActionButton
      id="goAhead"
      look={hasKeys ? (isMain(entry, step) ? 'main' : 'plain') : 'quiet'}
      hasKeys={hasKeys}
      onPress={() => void work.goAhead(entry.id)}
    >
      <StepWords step={step} />
    </ActionButton>
  );
}

/** Whether the step is the main one: if a person may still decide to lend, the check-in is one way of two. */
function isMain(entry: Entry, step: FirstStep): boolean {
  return step !== 'return' || !canOverride(entry);
}

function StepWords({ step }: { readonly step: FirstStep }) {
  const { t } = useTranslation();
  const alike = useDeskStore(
    (desk) => desk.work.store,
    (state) => entriesOf(state, 'checkout').filter((entry) => firstStep(entry) === 'lend-anyway').length,
  );
  if (step === 'renew') return t('answer.renewInstead');
  if (step === 'return-then-lend') return t('answer.returnThenLend');
  if (step === 'return') return t('answer.returnOnly');
  if (step === 'agree') return t('answer.agree');
  if (step === 'who') return t('answer.who');
  if (step === 'again') return t('answer.sendAgain');
  return alike > 1 ? t('answer.lendAllAnyway', { count: alike }) : t('answer.lendAnyway');
}
