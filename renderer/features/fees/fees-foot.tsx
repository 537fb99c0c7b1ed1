// The foot of the forms of fees.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ANSWER_LOST } from '../../bridge/desk-link.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { FormFoot } from '../../ui/form-foot.tsx';

type FeesFootProps = { readonly missing: string; readonly send: string; readonly children?: ReactNode };

export function FeesFoot({ missing, send, children }: FeesFootProps) {
  const { t } = useTranslation();
  const { error, isBusy } = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state,
  );
  const wrong = missing === '' ? sentence(error?.message ?? '') : missing;
  const lost = error?.code === ANSWER_LOST ? ` ${t('fees.lost')}` : '';
  return (
    <FormFoot wrong={`${wrong}${lost}`} send={send} isBusy={isBusy}>
      {children}
    </FormFoot>
  );
}
