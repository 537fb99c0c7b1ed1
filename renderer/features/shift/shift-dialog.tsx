// The shift and its cash drawer: opened, looked at, its starting cash corrected, handed over, counted, closed. A scan closes the dialog and what was counted is kept.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { CompareForm } from './compare-form.tsx';
import { CorrectForm } from './correct-form.tsx';
import { CountForm } from './count-form.tsx';
import { Ended } from './ended.tsx';
import { HandOverForm } from './hand-over-form.tsx';
import { OpenForm } from '../../ui/shift/open-form.tsx';
import { Overview } from './overview.tsx';

export function ShiftDialog() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shift.title')} size={640} hasOwnFocus>
      <Step />
    </Dialog>
  );
}

function Step() {
  const { shift, step, ended } = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state,
  );
  if (ended !== null) return <Ended shift={ended} />;
  if (shift === null) return <OpenForm />;
  if (step === 'overview') return <Overview shift={shift} />;
  if (step === 'correct') return <CorrectForm />;
  if (step === 'hand-over') return <HandOverForm shift={shift} />;
  return step === 'count' ? (
    <CountForm shift={shift} />
  ) : (
    <CompareForm shift={shift} isUncounted={step === 'uncounted'} />
  );
}
